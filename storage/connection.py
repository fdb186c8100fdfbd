"""A connection to SQLite that goes to its thread once for each statement.

aiosqlite goes there four times: for a cursor, for the statement, for its rows, and to close the cursor. Each
trip wakes a thread and then the loop, which takes longer than most of our statements do.
"""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


async def connect(path: str, **options: Any) -> "Connection":
    """What SQLAlchemy calls in place of `aiosqlite.connect`, with the options of `sqlite3.connect`."""
    connection = Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    # As SQLAlchemy does it: a connection that somebody forgot does not keep the process from ending.
    connection._thread.daemon = True
    try:
        await connection
    except BaseException:
        # Its thread is about to end and reports that to the loop, which may be closed the next moment.
        connection._thread.join()
        raise
    return connection


class Connection(aiosqlite.Connection):
    def cursor(self) -> "Cursor":  # type: ignore[override] # SQLAlchemy asks no more of a cursor than ours has
        return Cursor(self)

    async def rollback(self) -> None:
        # Whoever gives a connection back to the pool asks for it, mostly after a commit.
        if self.in_transaction:
            await super().rollback()


class Cursor:
    """As much of a cursor as SQLAlchemy uses: the rows come with the statement, nothing is left to close."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        return await self._travel(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> Self:
        return await self._travel(sqlite3.Cursor.executemany, sql, parameters)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = ()

    async def _travel(self, method: Any, sql: str, parameters: Any) -> Self:
        await self._connection._execute(self._run, method, sql, parameters)  # type: ignore[no-untyped-call] # aiosqlite's
        return self

    def _run(self, method: Any, sql: str, parameters: Any) -> None:
        """In the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            method(cursor, sql, parameters)
            self.description = cursor.description
            self.rowcount = cursor.rowcount
            self.lastrowid = cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else ()
        finally:
            cursor.close()
