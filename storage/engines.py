"""How each kind of database is opened: one engine for readers, one for writers."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from json import dumps
from pathlib import Path
from typing import cast

import aiosqlite
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.connection import connect
from storage.tables import storable


def _json(value: object) -> str:
    """JSON in which Cyrillic letters stand as themselves: half the size, and readable."""
    return storable(dumps(value, ensure_ascii=False))


# FULL, not NORMAL: in WAL mode NORMAL keeps the file whole but may lose the last commits when the power
# fails, and with them a "Published" that an editor has read, or the intent that keeps a digest from being
# sent twice. A commit then costs one fsync; where there are many rows, they share a transaction.
WRITER = "PRAGMA synchronous = FULL"
READER = "PRAGMA query_only = ON"
# What is deleted is overwritten: whoever was forgotten is not to be read out of the file's free pages.
ERASING = "PRAGMA secure_delete = ON"

JOURNAL_TRIES, JOURNAL_SECONDS = 20, 0.05
"""While it waits, nobody can write: often and shortly."""


def sqlite(url: URL, patience: int) -> tuple[AsyncEngine, AsyncEngine]:
    """Readers (three at once, each with a snapshot) and the one writer, who never waits behind them."""
    return (
        _sqlite(url, patience, size=3, pragma=READER, begin="BEGIN"),
        # IMMEDIATE takes the write lock at once: a transaction that reads first cannot fail half-way.
        _sqlite(url, patience, size=1, pragma=WRITER, begin="BEGIN IMMEDIATE"),
    )


def _sqlite(url: URL, patience: int, *, size: int, pragma: str, begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        json_serializer=_json,
        # What a person wrote has no place in a log, and an error that is logged quotes its parameters.
        hide_parameters=True,
        # The driver begins nothing by itself: the listener below does, so that table changes roll back too.
        connect_args={"isolation_level": None, "async_creator_fn": connect},
    )
    pragmas = ("PRAGMA foreign_keys = ON", f"PRAGMA busy_timeout = {patience * 1000}", ERASING, pragma)
    event.listen(engine.sync_engine, "connect", _setting(pragmas))
    event.listen(engine.sync_engine, "begin", _beginning(begin))
    return engine


def keep_private(path: Path) -> None:
    """Make the file, if there is none, so that nobody else on the machine may read what people ask.

    SQLite gives the files beside it the same rights. Where it cannot be made, SQLite will say so.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


async def write_ahead(engine: AsyncEngine, patience: int) -> None:
    """Switch the file to a write-ahead log, once for its life: readers then never wait for the writer."""
    deadline = asyncio.get_running_loop().time() + patience
    async with engine.connect() as connection:
        # Beside SQLAlchemy, which would begin a transaction: there the switch is not possible.
        driver = cast(aiosqlite.Connection, (await connection.get_raw_connection()).driver_connection)
        while True:
            try:
                await driver.execute_fetchall("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # The switch needs the file alone and does not wait for it as other commands do.
                held = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
                if not held or asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.05)
            else:
                return


def _setting(pragmas: tuple[str, ...]) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    return on_connect


def _beginning(begin: str) -> Callable[[Connection], None]:
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return on_begin


ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
"""For libpq: a server that vanished without a word (a cable, a cloud's router, a host that died) is noticed
within a minute. By itself a kernel waits for two hours, and so would whoever asked something."""

ABANDONED = "-c idle_in_transaction_session_timeout=60s"
"""A process that was frozen within a transaction holds its rows against all others: the server ends it before
the lease of what it was sending does."""


def postgresql(url: URL, patience: int) -> tuple[AsyncEngine, AsyncEngine]:
    """Readers and writers on one pool; a reader's queries all see one snapshot, as in SQLite."""
    given = url.query.get("options", "")
    writer = create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        # The server may have been restarted since the connection was last used.
        pool_pre_ping=True,
        json_serializer=_json,
        hide_parameters=True,
        connect_args=ALIVE
        | {
            "connect_timeout": 10,
            "application_name": "xabarnoma",
            "options": f"{given} -c lock_timeout={patience}s -c timezone=UTC {ABANDONED}",
        },
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return reader, writer


def truncate_journal(path: Path) -> bool:
    """Bring the whole write-ahead log into the file and empty it; False where a reader is in the way."""
    for _ in range(JOURNAL_TRIES):
        try:
            with closing(sqlite3.connect(path, timeout=JOURNAL_SECONDS)) as connection:
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            busy = 1
        if not busy:
            return True
        time.sleep(JOURNAL_SECONDS)
    return False
