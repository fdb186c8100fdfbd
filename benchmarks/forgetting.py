"""What the nightly forgetting and an erasure take from others: how long a batch holds the writer and the
loop.

    python -m benchmarks.forgetting [deliveries]

A SQLite file with a ledger of 1,000 readers (100,000 deliveries if nothing else is said) and as many
questions, all old. A beacon measures the loop's longest stop; a second writer measures its longest wait.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from storage.database import Database
from storage.erasure import Erasure
from storage.ledger_tables import deliveries, holds, issues, turns
from storage.retention import Kept, Retention
from storage.tables import questions

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
READERS = 1000
DAY = timedelta(days=1)


@dataclass
class Beacon:
    """The longest that others waited, in seconds."""

    stops: list[float] = field(default_factory=list)
    """Of the loop."""
    waits: list[float] = field(default_factory=list)
    """Of another writer, its own transaction included."""

    def __str__(self) -> str:
        def said(values: list[float]) -> str:
            values = sorted(values) or [0.0]
            return f"p50 {values[len(values) // 2] * 1e3:.1f}, max {values[-1] * 1e3:.1f} ms"

        return f"loop stopped {said(self.stops)}; another writer took {said(self.waits)}"


@asynccontextmanager
async def beacon(database: Database) -> AsyncIterator[Beacon]:
    shining = Beacon()

    async def stops() -> None:
        while True:
            begun = time.monotonic()
            await asyncio.sleep(0.001)
            shining.stops.append(time.monotonic() - begun - 0.001)

    async def waits() -> None:
        while True:
            begun = time.monotonic()
            async with database.writing() as connection:
                await connection.execute(holds.delete())
            shining.waits.append(time.monotonic() - begun)
            await asyncio.sleep(0.005)

    tasks = [asyncio.create_task(stops()), asyncio.create_task(waits())]
    try:
        yield shining
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def fill(database: Database, number: int) -> None:
    for day in range(number // READERS):
        at = NOW - (100 + day) * DAY
        window = {"profile": f"p{day}", "after_id": day, "upto_id": day + 1, "parts": [{"html": "x" * 8000}]}
        async with database.writing() as connection:
            made = await connection.execute(
                insert(issues)
                .values(**window, composed_at=at, expires_at=at + 2 * DAY)
                .returning(issues.c.id)
            )
            issue = made.scalar_one()
            readers = [{"chat_id": 10_000 + n, "thread_id": 0, "issue_id": issue} for n in range(READERS)]
            done = {"part": 0, "state": "sent", "attempts": 1, "lost": 0, "message_id": 5, "expires_at": at}
            await connection.execute(insert(deliveries), [each | done for each in readers])
            slot = {"day": at.date(), "slot": day}
            await connection.execute(insert(turns), [each | slot for each in readers])
            asked = [
                {"mark": day * READERS + n, "chat_id": 10_000 + n, "person_id": 10_000 + n}
                | {"text": "suv konferensiyasi", "asked_at": at}
                for n in range(READERS)
            ]
            await connection.execute(insert(questions), asked)


async def measure(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database(f"sqlite+aiosqlite:///{Path(folder) / 'old.db'}").open()
        await fill(database, number)
        async with beacon(database) as shining:
            begun, busy = time.monotonic(), time.process_time()
            assert await Erasure(database).erase(10_000, NOW, other_owners=True)
            told("one reader erased", begun, busy, shining)
        kept = Kept(questions=30 * DAY, names=60 * DAY, rows=None, drafts=None, updates=None)
        async with beacon(database) as shining:
            begun, busy = time.monotonic(), time.process_time()
            done = await Retention(database, kept).run(NOW)
            told(f"{sum(done.values()):,} rows forgotten", begun, busy, shining)
        async with beacon(database) as shining:
            begun, busy = time.monotonic(), time.process_time()
            done = await Retention(database, Kept(None, None, 90 * DAY, None, None)).run(NOW)
            told(f"{done['rows']:,} rows deleted", begun, busy, shining)
        async with database.reading() as connection:
            assert (await connection.execute(select(deliveries).limit(1))).first() is None
        await database.close()


def told(what: str, begun: float, busy: float, shining: Beacon) -> None:
    seconds, processor = time.monotonic() - begun, time.process_time() - busy
    sys.stdout.write(f"{what} in {seconds:.1f} s ({processor:.1f} s of the processor): {shining}\n")


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
