"""Issues for thousands of distinct profiles, out of a million releases: read, composed, rendered, frozen.

    python -m benchmarks.composing [RELEASES] [ISSUES] [DATABASE_URL]

ISSUES (3,000) readers have each a profile of their own: a language, kinds, topics with exclusions, places,
languages of the sources, density, a most. Nine of ten were served yesterday, the others two to six days ago;
RELEASES (1,000,000) came in at 500 a day. Without an address in a SQLite file that is thrown away afterwards;
a database that is given must be empty.
"""

import asyncio
import hashlib
import resource
import sys
from datetime import UTC, datetime, time, timedelta
from itertools import product
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, text

from benchmarks.loops import watching
from digests.digest import render_digest
from digests.issues import Issues
from language.words import key_of
from news.choices import Choices, Density
from news.models import LANGUAGES, EventType, Subscriber
from storage.database import Database
from storage.deliveries import Ledger
from storage.entries import entries, entry_id
from storage.releases import Releases
from storage.subscribers import Subscribers
from storage.tables import events, release_references, releases

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
CHUNK, A_DAY, FARTHEST = 10_000, 500, 6
STORIES = 5
"""One release in so many tells on of the story of the one before it."""
KINDS = tuple(EventType)
PLACES = ("Toshkent", "Samarqand", "Buxoro", "Xiva", "Nukus", "Qarshi", "Termiz", "Andijon")
SYLLABLES = (
    "ba",
    "don",
    "gir",
    "kash",
    "lim",
    "mo",
    "nur",
    "pa",
    "qor",
    "rat",
    "shod",
    "tum",
    "vel",
    "yor",
    "zam",
)
WORDS = tuple(map("".join, product(SYLLABLES, repeat=3)))
"""3,375 of them, used as often as those of a language are: the n-th one n-th as often."""
WEIGHTS = tuple(1 / rank for rank in range(1, len(WORDS) + 1))


class FixedClock:
    def now(self) -> datetime:
        return NOW


def day_of(number: int, total: int) -> datetime:
    return NOW - timedelta(days=(total - number) // A_DAY)


def rows(number: int, total: int, chance: Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """A release and its entry in the index, as the storage writes them."""
    said = chance.choices(WORDS, WEIGHTS, k=72)
    published, language = day_of(number, total).date(), LANGUAGES[number % 4]
    story = number if number % STORIES else number - 1
    title, body = " ".join(said[:12]), " ".join(said[12:])
    release = {
        "id": number,
        "content_key": hashlib.sha256(str(number).encode()).digest(),
        "story": story,
        "version": 1,
        "language": language,
        "title": title,
        "text": body,
        "published": published,
        "summary": [body[:120], body[120:240]],
        "added_at": NOW,
    }
    keys = [key_of(word, language) for word in said]
    entry = {
        "id": entry_id(published, number % A_DAY),
        "release_id": number,
        "last_day": published,
        "type": None,
        "language": language,
        "story": story,
        "title": f" {' '.join(keys[:12])} ",
        "names": " ",
        "body": f" {' '.join(keys[12:])} ",
        "forms": " ",
    }
    return release, entry


def event(number: int, total: int) -> dict[str, Any]:
    """One in eight is announced, for one of the days that follow."""
    announced = number % 8 == 1
    day = day_of(number, total).date() + timedelta(number // 8 % 10 if announced else 0)
    return {
        "release_id": number,
        "type": KINDS[number // 2 % len(KINDS)].value,
        "status": "announced" if announced else "held",
        "start_date": day,
        "end_date": day,
        "place": PLACES[number // 2 % len(PLACES)],
        "country": "UZ",
        "format": "offline",
        "evidence": [],
    }


async def furnish(database: Database, total: int) -> None:
    """Rows as the storage writes them, but for what full text search alone looks into."""
    chance = Random(1)  # noqa: S311 # no secret
    for first in range(1, total + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, total + 1))
        made = [rows(number, total, chance) for number in numbers]
        async with database.writing() as connection:
            await connection.execute(insert(releases), [release for release, _ in made])
            await connection.execute(insert(entries), [entry for _, entry in made])
            await connection.execute(
                insert(release_references),
                [{"release_id": number, "position": 0, "reference": f"r{number}"} for number in numbers],
            )
            await connection.execute(
                insert(events), [event(number, total) for number in numbers if number % 2]
            )
    async with database.writing() as connection:
        await connection.execute(text("ANALYZE"))


def choices(number: int, chance: Random) -> Choices:
    """What one reader chose: no two the same, since their topics are not."""
    common, rare = chance.choices(WORDS[:300], k=2), chance.sample(WORDS, 2)
    return Choices(
        density=Density.COMPACT if number % 3 else Density.FULL,
        most=(None, 10, 20, 50)[number % 4],
        kinds=frozenset(chance.sample(KINDS, 5)) if number % 5 == 0 else frozenset(),
        topics=tuple(sorted({*common, *rare})),
        excluded=tuple(chance.sample(WORDS[:300], 1)),
        places=tuple(sorted(chance.sample(PLACES, 3))) if number % 7 == 0 else (),
        languages=frozenset(LANGUAGES[:3]) if number % 6 == 0 else frozenset(),
    )


async def subscribe(database: Database, total: int, issues: int) -> None:
    """One reader to a profile: what is measured is the issues, not their readers."""
    subscribers, chance = Subscribers(database), Random(2)  # noqa: S311 # no secret
    for number in range(issues):
        days = 1 if number % 10 else 2 + number // 10 % (FARTHEST - 1)
        await subscribers.save(
            Subscriber(
                number + 1,
                language=LANGUAGES[number % 4],
                hour=time(18, 0),
                choices=choices(number, chance),
                active=True,
                next_due_at=NOW,
                cursor=max(0, total - days * A_DAY),
                last_digest_at=NOW - timedelta(days),
                served_on=NOW.date() - timedelta(days),
            )
        )


async def measure(url: str, total: int, number: int) -> None:
    database = await Database(url).open()
    await furnish(database, total)
    await subscribe(database, total, number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    issues = Issues(Ledger(database), Releases(database), render_digest, FixedClock())
    async with watching() as watch:
        served = await issues.enqueue_due()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{served:,} readers of {number:,} profiles served out of {total:,} releases", end=", ")
    print(f"{watch.seconds:.1f} s ({watch.cpu:.1f} s of processor)", end=", ")
    print(
        f"longest block {watch.longest_block * 1000:.0f} ms ({watch.longest_work * 1000:.0f} ms of it work)"
    )
    print(f"memory grown by {grown:.0f} MB at most")
    await database.close()


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    with TemporaryDirectory() as folder:
        url = sys.argv[3] if len(sys.argv) > 3 else f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        asyncio.run(measure(url, total, number))


if __name__ == "__main__":
    main()
