"""Everything that sending by workers needs, on this machine: PostgreSQL, a ledger, a receiver, workers."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, insert, select, text

from benchmarks.receiver import TOKEN, receiver
from bot.clock import SystemClock
from digests.digest import render_digest
from digests.issues import Issues
from news.models import DeliveryState
from storage.batches import QueuedLedger
from storage.database import Database
from storage.ledger_tables import deliveries
from storage.releases import Releases
from storage.tables import subscribers
from tests.bot.cluster import Process
from tests.bot.killing import publish
from tests.bot.usage import children_of, seconds_of
from tests.postgresql import PostgresqlServer

__all__ = ["PAID", "Hall", "furnished"]

PAID = 1000
"""Messages that Telegram takes in a second of a bot that pays."""
RELEASES, CHUNK = 3, 20_000
LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor."""

    workers: float
    postgresql: float
    receiver: float

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(
            self.workers - other.workers,
            self.postgresql - other.postgresql,
            self.receiver - other.receiver,
        )


class Hall:
    """A database, a receiver, and workers."""

    def __init__(self, folder: Path, server: PostgresqlServer, telegram: str, receiver_pid: int) -> None:
        self.server = server
        self.url = server.url(server.create_migrated())
        self.database = Database(self.url)
        self.ledger = QueuedLedger(self.database)
        self._folder = folder
        self.telegram = telegram
        self._receiver = receiver_pid
        self._workers: list[Process] = []

    async def furnish(self, number: int) -> None:
        now = datetime.now(UTC)
        for each in range(RELEASES):
            await publish(Releases(self.database), each, Random(each), now)  # noqa: S311 repeatable, not secret
        row = {
            "thread_id": 0,
            "language": "uz-Latn",
            "zone": "Asia/Tashkent",
            "hour": now.time().replace(second=0, microsecond=0),
            "active": True,
            "cursor": 0,
            "next_due_at": now - timedelta(minutes=1),
            "last_digest_at": now - timedelta(hours=20),
        }
        for start in range(1, number + 1, CHUNK):
            several = range(start, min(start + CHUNK, number + 1))
            async with self.database.writing() as connection:
                await connection.execute(insert(subscribers), [row | {"chat_id": chat} for chat in several])
        async with self.database.writing() as connection:
            await connection.execute(text("ANALYZE"))

    async def start(self, workers: int) -> None:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram,
            "DATABASE_URL": self.url,
            "WORKERS": str(workers),
            "ALLOW_PAID_BROADCAST": "true",
            "SEND_PER_SECOND_PAID": str(PAID),
        }
        for number in range(workers):
            worker = Process("worker", self._folder / f"worker-{number}.log", settings)
            worker.start()
            self._workers.append(worker)
        while not all("Xabarnoma serves" in worker.said for worker in self._workers):
            assert all(worker.alive for worker in self._workers), [worker.said for worker in self._workers]
            await asyncio.sleep(0.1)

    async def enqueue(self) -> int:
        """Give everybody their digest; how many."""
        return await Issues(self.ledger, Releases(self.database), render_digest, SystemClock()).enqueue_due()

    async def sent(self) -> int:
        number = select(func.count()).where(deliveries.c.state == DeliveryState.SENT.value)
        async with self.database.reading() as connection:
            return int(await connection.scalar(number) or 0)

    async def until_sent(self, number: int) -> int:
        """How many it are by then."""
        while (sent := await self.sent()) < number:  # noqa: ASYNC110 # other processes' work
            await asyncio.sleep(LOOK_SECONDS)
        return sent

    async def bytes(self) -> int:
        """What the database takes on the disk."""
        async with self.database.reading() as connection:
            return int(await connection.scalar(select(func.pg_database_size(func.current_database()))) or 0)

    def spent(self) -> Spent:
        # Not the connection of whoever looks on; it costs little beside the rest.
        servers = [self.server.pid, *children_of(self.server.pid)]
        return Spent(
            sum(worker.seconds for worker in self._workers),
            sum(map(seconds_of, servers)),
            seconds_of(self._receiver),
        )

    async def close(self) -> None:
        for worker in self._workers:
            if worker.alive:
                worker.ask_to_end()
        for worker in self._workers:
            await asyncio.to_thread(worker.end)
        await self.database.close()


def start_server(folder: Path) -> PostgresqlServer:
    """As an operator's: what is committed is on the disk."""
    server = PostgresqlServer(folder)
    for setting in ("fsync = on", "full_page_writes = on"):
        server.run(f"ALTER SYSTEM SET {setting}")
    server.run("SELECT pg_reload_conf()")
    return server


@asynccontextmanager
async def furnished() -> AsyncIterator[Hall]:
    """One with nobody in it; everything is stopped and thrown away at the end."""
    # A short path: the address of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, receiver() as (address, pid):
        server = start_server(Path(folder))
        hall = Hall(Path(folder), server, address, pid)
        try:
            yield hall
        finally:
            await hall.close()
            server.stop()
