"""Quick reading from SQLite: threads that each keep a connection, and a whole piece of work for each trip.

SQLAlchemy takes a third of a millisecond for a statement and a trip to the driver's thread for each step of
a transaction, which is more than most of a question's statements take themselves. Work that a person waits
for goes there once, with all its statements, on one snapshot.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from storage.engines import READER

AT_ONCE = 3
_CACHE = 16_000
"""kB of pages that each connection keeps."""

T = TypeVar("T")


class Readers:
    """Made at once, opened with the first work."""

    def __init__(self, path: Path, patience: int) -> None:
        self._path = path
        self._patience = patience
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")
        self._own = threading.local()
        self._open: list[sqlite3.Connection] = []

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, all of whose statements see the same snapshot. Raises `sqlite3.Error`."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, work)

    async def close(self) -> None:
        """Wait for what is under way; the next work opens anew."""
        threads, self._threads = self._threads, ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")
        self._own = threading.local()
        await asyncio.to_thread(threads.shutdown)
        while self._open:
            self._open.pop().close()

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            return work(connection)
        finally:
            connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is not None:
            return known
        # It is closed in another thread than it is used in, when its own has ended.
        connection = sqlite3.connect(
            self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        self._open.append(connection)
        connection.execute(READER)
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._own.connection = connection
        return connection
