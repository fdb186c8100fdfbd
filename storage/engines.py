"""How each kind of database is opened: one engine for readers, one for writers."""

from collections.abc import Callable
from json import dumps

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import WAIT_SECONDS
from storage.tables import storable


def _json(value: object) -> str:
    """JSON in which Cyrillic letters stand as themselves: half the size, and readable."""
    return storable(dumps(value, ensure_ascii=False))


EVERY_CONNECTION = (
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}",
)
READER = (*EVERY_CONNECTION, "PRAGMA query_only = ON")
# FULL, not NORMAL: in WAL mode NORMAL keeps the file whole but may lose the last commits when the power
# fails, and with them a "Published" that an editor has read, or the intent that keeps a digest from being
# sent twice. A commit then costs one fsync; where there are many rows, they share a transaction.
WRITER = (*EVERY_CONNECTION, "PRAGMA synchronous = FULL")


def sqlite(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """Readers (three at once, each with a snapshot) and the one writer, who never waits behind them."""
    return (
        _sqlite(url, size=3, pragmas=READER, begin="BEGIN"),
        # IMMEDIATE takes the write lock at once: a transaction that reads first cannot fail half-way.
        _sqlite(url, size=1, pragmas=WRITER, begin="BEGIN IMMEDIATE"),
    )


def _sqlite(url: URL, *, size: int, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        json_serializer=_json,
        # The driver begins nothing by itself: the listener below does, so that table changes roll back too.
        connect_args={"isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _setting(pragmas))
    event.listen(engine.sync_engine, "begin", _beginning(begin))
    return engine


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


def postgresql(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """Readers and writers on one pool; a reader's queries all see one snapshot, as in SQLite."""
    writer = create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        # The server may have been restarted since the connection was last used.
        pool_pre_ping=True,
        json_serializer=_json,
        connect_args={
            "connect_timeout": WAIT_SECONDS,
            "application_name": "xabarnoma",
            "options": f"-c lock_timeout={WAIT_SECONDS}s -c timezone=UTC",
        },
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return reader, writer
