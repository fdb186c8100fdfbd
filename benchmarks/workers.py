"""Messages a second with 1, 2 and 4 workers, on PostgreSQL, to a receiver that answers at once.

    python -m benchmarks.workers [NUMBER]

NUMBER (10,000) readers get a digest of one message: real rows in the ledger, real jobs, the workers as
operators start them (`xabarnoma run --role worker`), all on this machine. Measured is what lies between a
tenth and nine tenths of the messages. Where the cores end before the workers do, the processor time of a
message says what more cores would bring.
"""

import asyncio
import os
import sys
import tempfile
import time
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
        self._telegram = telegram
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
            "TELEGRAM_API_URL": self._telegram,
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


async def measure(hall: Hall, number: int, workers: int) -> float:
    """Messages a second; says everything else."""
    await hall.furnish(number)
    await hall.start(workers)
    begun = time.perf_counter()
    await hall.enqueue()
    first = await hall.until_sent(number // 10)
    start, before = time.perf_counter(), hall.spent()
    last = await hall.until_sent(number * 9 // 10)
    seconds, spent = time.perf_counter() - start, hall.spent() - before
    messages = last - first
    rate = messages / seconds
    each = [value / messages * 1e6 for value in (spent.workers, spent.postgresql, spent.receiver)]
    print(
        f"{workers} workers: {rate:6.0f} messages/s; processor of a message: workers {each[0]:,.0f} us, "
        f"PostgreSQL {each[1]:,.0f} us, receiver {each[2]:,.0f} us; cores in use "
        f"{sum(each) * rate / 1e6:.1f}; a tenth after {start - begun:.0f} s",
        flush=True,
    )
    return rate


async def compare(number: int) -> None:
    for workers in (1, 2, 4):
        # A short path: the address of a socket has at most 107 characters.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, receiver() as (address, pid):
            server = start_server(Path(folder))
            hall = Hall(Path(folder), server, address, pid)
            try:
                await measure(hall, number, workers)
            finally:
                await hall.close()
                server.stop()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    asyncio.run(compare(number))


if __name__ == "__main__":
    main()
