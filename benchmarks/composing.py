"""Issues for thousands of distinct windows, out of a million releases: read, composed, rendered, frozen.

    python -m benchmarks.composing [RELEASES] [ISSUES] [DATABASE_URL]

ISSUES (3,000) windows, each in one of four languages, cover the last 10 to 40 of RELEASES (1,000,000).
Without an address in a SQLite file that is thrown away afterwards; a database that is given must be empty.
"""

import asyncio
import hashlib
import sys
from datetime import UTC, datetime, time, timedelta
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, text

from benchmarks.loops import watching
from digests.digest import render_digest
from digests.issues import Issues
from news.models import LANGUAGES, Subscriber
from storage.database import Database
from storage.deliveries import Ledger
from storage.releases import Releases
from storage.subscribers import Subscribers
from storage.tables import events, release_references, releases

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
CHUNK, A_DAY, SHORTEST, LONGEST = 20_000, 500, 10, 40
WORDS = (
    "majlis",
    "kengash",
    "hamkorlik",
    "tashkilot",
    "viloyat",
    "anjuman",
    "masala",
    "qaror",
    "rivojlanish",
)


class FixedClock:
    def now(self) -> datetime:
        return NOW


def row(number: int, total: int, chance: Random) -> dict[str, Any]:
    published = NOW.date() - timedelta(days=(total - number) // A_DAY)
    title = " ".join(chance.choices(WORDS, k=12))
    body = " ".join(chance.choices(WORDS, k=60))
    return {
        "id": number,
        "content_key": hashlib.sha256(str(number).encode()).digest(),
        "story": number,
        "version": 1,
        "language": LANGUAGES[number % 4],
        "title": title,
        "text": body,
        "published": published,
        "summary": [body[:120], body[120:240]],
        "added_at": NOW,
    }


def event(number: int) -> dict[str, Any]:
    return {
        "release_id": number,
        "type": "meeting" if number % 4 else "conference",
        "status": "held",
        "start_date": NOW.date(),
        "place": "Toshkent",
        "format": "offline",
        "evidence": [],
    }


async def furnish(database: Database, total: int) -> None:
    """Rows as the storage writes them, without its search index: that is not asked."""
    chance = Random(1)  # noqa: S311 # no secret
    for first in range(1, total + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, total + 1))
        async with database.writing() as connection:
            await connection.execute(insert(releases), [row(number, total, chance) for number in numbers])
            await connection.execute(
                insert(release_references),
                [{"release_id": number, "position": 0, "reference": f"r{number}"} for number in numbers],
            )
            await connection.execute(insert(events), [event(number) for number in numbers if number % 2])
    async with database.writing() as connection:
        await connection.execute(text("ANALYZE"))


async def subscribe(database: Database, total: int, issues: int) -> None:
    """One reader to a window: what is measured is the issues, not their readers."""
    subscribers = Subscribers(database)
    for number in range(issues):
        back = SHORTEST + number // 4 % (LONGEST - SHORTEST)
        last = NOW - timedelta(hours=20 + 24 * (number // 4 // (LONGEST - SHORTEST)))
        await subscribers.save(
            Subscriber(
                number + 1,
                language=LANGUAGES[number % 4],
                hour=time(18, 0),
                active=True,
                next_due_at=NOW,
                cursor=total - back,
                last_digest_at=last,
            )
        )


async def measure(url: str, total: int, number: int) -> None:
    database = await Database(url).open()
    await furnish(database, total)
    await subscribe(database, total, number)
    issues = Issues(Ledger(database), Releases(database), render_digest, FixedClock())
    async with watching() as watch:
        served = await issues.enqueue_due()
    print(f"{served:,} issues out of {total:,} releases in {watch.seconds:.1f} s", end=", ")
    print(f"{watch.seconds / served * 1000:.1f} ms each, {watch.cpu:.1f} s of processor", end=", ")
    print(
        f"longest block {watch.longest_block * 1000:.0f} ms ({watch.longest_work * 1000:.0f} ms of it work)"
    )
    await database.close()


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    with TemporaryDirectory() as folder:
        url = sys.argv[3] if len(sys.argv) > 3 else f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        asyncio.run(measure(url, total, number))


if __name__ == "__main__":
    main()
