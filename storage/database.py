"""The one door to the database: opened from a URL, migrated, its errors turned into sentences."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self, TypeVar

from sqlalchemy import URL, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.ports import StorageError
from storage import engines, schema
from storage.errors import SQLITE, cannot_open, in_sentences, path_of
from storage.readers import Readers

T = TypeVar("T")

ACCEPTED = (
    "DATABASE_URL must look like sqlite+aiosqlite:///xabarnoma.db "
    "or postgresql+psycopg://user:password@host/database."
)


class Due(Enum):
    """What is left for `Database.open` to do."""

    NOTHING = auto()
    MIGRATION = auto()
    MAKING = auto()


class Database:
    """SQLite in a file, or PostgreSQL. Everything in this room reads and writes through it.

    A command waits `patience` seconds for a lock that somebody else holds. Raises StorageError for a URL that
    it does not understand; nothing is touched before `open`.
    """

    def __init__(self, url: str, *, patience: int = 10) -> None:
        self.url = _understood(url)
        self._patience = patience
        self._reader, self._writer = self._engines(patience)
        self._readers = Readers(path_of(self.url), patience)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    async def open(self, *, moving: bool = False) -> Self:
        """Run the migrations (on SQLite in a new file, if need be); several processes may start at once.

        With `moving` also where a move into it is not finished (`storage.moving`). Raises StorageError;
        nothing is changed then.
        """
        # Another process may be migrating a large database just now.
        _, migrating = self._engines(self._patience * 6)
        try:
            with in_sentences(self.url):
                if self.is_sqlite:
                    engines.keep_private(path_of(self.url))
                    await engines.write_ahead(migrating, self._patience)
                async with migrating.begin() as connection:
                    await connection.run_sync(schema.upgrade, moving=moving)
        finally:
            await migrating.dispose()
        return self

    async def close(self) -> None:
        """Give every connection back to the system."""
        await self._reader.dispose()
        await self._writer.dispose()
        await self._readers.close()

    async def check(self) -> Due:
        """What `open` would do. Raises StorageError with what would keep the program from running; changes
        nothing, makes no file.

        It needs no `open`. Migrations that are due are tried and rolled back.
        """
        if self.is_sqlite:
            if not path_of(self.url).exists():
                _refuse_unwritable_folder(path_of(self.url))
                return Due.MAKING
            await self._refuse_damaged()
        with in_sentences(self.url):
            async with self._writer.connect() as connection, connection.begin() as trial:
                is_due = await connection.run_sync(schema.is_due)
                await connection.run_sync(schema.upgrade)
                await trial.rollback()
        return Due.MIGRATION if is_due else Due.NOTHING

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection on which every query sees the same snapshot, and none can write."""
        with in_sentences(self.url):
            async with self._reader.connect() as connection, connection.begin():
                yield connection

    async def at_once(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, done in one go on one snapshot, in a thread; on SQLite alone."""
        with in_sentences(self.url):
            return await self._readers.read(work)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed at the end, rolled back where the block raises.

        On SQLite there is one writer at a time, on PostgreSQL there are many.
        """
        with in_sentences(self.url):
            async with self._writer.begin() as connection:
                yield connection

    async def shed(self) -> None:
        """Let go of what the journal still holds of deleted rows; nothing to do on PostgreSQL. Readers that
        are in its way are not waited for long: the next look, or the next start, does it."""
        if self.is_sqlite:
            await asyncio.to_thread(engines.truncate_journal, path_of(self.url))

    async def vacuum(self) -> None:
        """On PostgreSQL: free what changed rows have left, and count what is there, so that the next question
        is planned by it and need not look which rows are old. Takes as long as reading everything."""
        with in_sentences(self.url):
            alone = self._writer.execution_options(isolation_level="AUTOCOMMIT")  # in no transaction
            async with alone.connect() as connection:
                await connection.exec_driver_sql("VACUUM (ANALYZE)")

    async def _refuse_damaged(self) -> None:
        async with self.reading() as connection:
            verdict = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar()
        if verdict != "ok":
            raise StorageError(SQLITE["SQLITE_CORRUPT"].format(path=path_of(self.url)))

    def _engines(self, patience: int) -> tuple[AsyncEngine, AsyncEngine]:
        make = engines.sqlite if self.is_sqlite else engines.postgresql
        return make(self.url, patience)


def insert(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _understood(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StorageError(ACCEPTED) from error
    if url.drivername == "sqlite+aiosqlite":
        if not url.database or url.database.startswith((":memory:", "file:")):
            raise StorageError(f"A database in memory would forget everything. {ACCEPTED}")
        if url.query:
            options = ", ".join(sorted(url.query))
            raise StorageError(f"A SQLite database takes no options here; leave out {options}. {ACCEPTED}")
    elif url.drivername != "postgresql+psycopg":
        raise StorageError(ACCEPTED)
    return url


def _refuse_unwritable_folder(path: Path) -> None:
    try:
        # Rights alone do not tell: the disk may be read-only. This file has no name and leaves no trace.
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise StorageError(cannot_open(path)) from error
