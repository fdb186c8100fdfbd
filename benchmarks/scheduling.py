"""One tick over a million subscribers: idle, and when one in 48 of them is due.

    python -m benchmarks.scheduling [NUMBER] [DATABASE_URL]

NUMBER subscribers (1,000,000), spread over the half hours of a day and four languages. Without an address in
a SQLite file that is thrown away afterwards; a database that is given must be empty.
"""

import asyncio
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import insert, text

from benchmarks.loops import watching
from bot import memory
from digests.digest import render_digest
from digests.issues import Issues
from news.models import LANGUAGES, Language, Period, Release, Subscriber
from storage.database import Database
from storage.deliveries import Ledger
from storage.tables import subscribers

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
SLOTS, CHUNK, RELEASES, IDLE_TICKS = 48, 20_000, 12, 50


class FixedClock:
    def __init__(self) -> None:
        self.present = NOW - timedelta(minutes=1)

    def now(self) -> datetime:
        return self.present


class Today:
    """The releases of a day, held in memory: reading them is not what is measured."""

    async def newest_id(self) -> int:
        return RELEASES

    async def added_between(self, after: int, upto: int, since: date) -> Sequence[Release]:
        return [release(number) for number in range(after + 1, upto + 1)]

    async def announced_for(self, days: Period, upto: int) -> Sequence[Release]:
        return []

    async def tellings(self, stories: Collection[int]) -> Mapping[int, Sequence[tuple[int, Language]]]:
        return {}

    async def earlier_of(self, ids: Collection[int]) -> Mapping[int, Release]:
        return {}

    async def keys_of(self, ids: Collection[int]) -> Mapping[int, str]:
        return {}


def release(number: int) -> Release:
    words = " ".join(f"so‘z{number}" for _ in range(20))
    return Release(
        id=number,
        reference=f"r{number}",
        references=(f"r{number}",),
        story=number,
        version=1,
        current=True,
        language="uz-Latn",
        title=words,
        text=words,
        published=NOW.date(),
        url=None,
        event=None,
        summary=(words,),
        added_at=NOW,
    )


async def furnish(database: Database, number: int) -> None:
    for first in range(0, number, CHUNK):
        rows = [
            {
                "chat_id": chat_id,
                "thread_id": 0,
                "language": LANGUAGES[chat_id % 4],
                "zone": "Asia/Tashkent",
                "hour": time(18, 0),
                "active": True,
                "next_due_at": NOW + timedelta(minutes=30 * (chat_id % SLOTS)),
                "cursor": 0,
                "last_digest_at": NOW - timedelta(days=1),
            }
            for chat_id in range(first + 1, min(first + CHUNK, number) + 1)
        ]
        async with database.writing() as connection:
            await connection.execute(insert(subscribers), rows)
    async with database.writing() as connection:
        await connection.execute(text("ANALYZE"))


async def measure(url: str, number: int) -> None:
    database = await Database(url).open()
    await furnish(database, number)
    clock = FixedClock()
    ledger = Ledger(database)
    issues = Issues(ledger, Today(), render_digest, clock)
    times = []
    for _ in range(IDLE_TICKS):
        start = perf_counter()
        assert await issues.enqueue_due() == 0
        await ledger.expire(clock.now())
        await ledger.abandoned(clock.now(), 100)
        times.append((perf_counter() - start) * 1000)
    print(
        f"idle tick over {number:,}: median {sorted(times)[IDLE_TICKS // 2]:.1f} ms, max {max(times):.1f} ms"
    )
    clock.present = NOW
    for language in LANGUAGES:  # phrases are read once in the life of a process
        await issues.preview(Subscriber(1, language=language))
    memory.keep()  # as bot.run does
    async with watching() as watch:
        served = await issues.enqueue_due()
    print(f"{served:,} due: queued in {watch.seconds:.2f} s, {watch.cpu:.2f} s of processor", end=", ")
    print(f"longest block of the loop {watch.longest_block * 1000:.0f} ms", end=" ")
    print(f"({watch.longest_work * 1000:.0f} ms of it work)")
    await database.close()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        asyncio.run(measure(url, number))


if __name__ == "__main__":
    main()
