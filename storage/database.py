"""The one door to the database: opened from a URL, migrated, its errors turned into sentences."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self, cast

import aiosqlite
from sqlalchemy import URL, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection

from news.ports import StorageError
from storage import engines, schema
from storage.errors import WAIT_SECONDS, cannot_open, in_sentences

ACCEPTED = (
    "DATABASE_URL must look like sqlite+aiosqlite:///xabarnoma.db "
    "or postgresql+psycopg://user:password@host/database."
)


class Database:
    """SQLite in a file, or PostgreSQL. Everything in this room reads and writes through it.

    Raises StorageError for a URL that it does not understand; nothing is touched before `open`.
    """

    def __init__(self, url: str) -> None:
        self.url = _understood(url)
        make = engines.sqlite if self.is_sqlite else engines.postgresql
        self._reader, self._writer = make(self.url)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    async def open(self) -> Self:
        """Run the migrations (on SQLite in a new file, if need be); several processes may start at once.

        Raises StorageError; everything is closed then.
        """
        try:
            with in_sentences(self.url):
                if self.is_sqlite:
                    await self._write_ahead()
                async with self._writer.begin() as connection:
                    await connection.run_sync(schema.upgrade)
        except BaseException:
            await self.close()
            raise
        return self

    async def close(self) -> None:
        """Give every connection back to the system."""
        await self._reader.dispose()
        await self._writer.dispose()

    async def check(self) -> None:
        """Raise StorageError with what is wrong; change nothing, make no file. Works without `open`."""
        if self.is_sqlite and not (path := Path(self.url.database or "")).exists():
            _refuse_unwritable_folder(path)
            return
        with in_sentences(self.url):
            async with self._writer.connect() as connection:
                # Where this process may only read, or another one hangs in a transaction, this says so.
                await connection.begin()
                await connection.run_sync(schema.refuse_newer)
                if self.is_sqlite:
                    await self._refuse_damaged(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection on which every query sees the same snapshot, and none can write."""
        with in_sentences(self.url):
            async with self._reader.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed at the end, rolled back where the block raises.

        On SQLite there is one writer at a time, on PostgreSQL there are many.
        """
        with in_sentences(self.url):
            async with self._writer.begin() as connection:
                yield connection

    async def _write_ahead(self) -> None:
        """Switch the file to a write-ahead log, once for its life: readers then never wait for the writer."""
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        async with self._writer.connect() as connection:
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

    async def _refuse_damaged(self, connection: AsyncConnection) -> None:
        verdict = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar()
        if verdict != "ok":
            raise StorageError(
                f"{self.url.database} is damaged: stop the bot and put back the latest backup."
            )


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _understood(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StorageError(ACCEPTED) from error
    if url.drivername == "sqlite+aiosqlite":
        if not url.database or url.database == ":memory:":
            raise StorageError(f"A database in memory would forget everything. {ACCEPTED}")
        return url
    if url.drivername == "postgresql+psycopg":
        return url
    raise StorageError(ACCEPTED)


def _refuse_unwritable_folder(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(cannot_open(path))
