"""What /stats costs, from the press of a button to the picture.

    python -m benchmarks.figures [SUBSCRIBERS]

Fills a SQLite file, thrown away afterwards, with SUBSCRIBERS (100,000), a message to each on each of the
three days that are counted anew, and 100,000 questions. Then counts, reads what was asked and draws, twice.
"""

import asyncio
import sys
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert

from benchmarks.loops import watching
from digests.drawer import Drawer
from digests.figures import picture
from language.phrases import Phrases
from news.models import Period
from news.popular import LOOKED_AT, popular
from news.search import Search
from storage.counts import Counts
from storage.database import Database
from storage.index import Index
from storage.ledger_tables import deliveries, issues
from storage.releases import Releases
from storage.tables import questions, subscribers

T = TypeVar("T")

NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
DAYS, ISSUES, QUESTIONS, PORTION = 3, 20, 100_000, 20_000
ASKED = ("suv", "forum", "may oyidagi uchrashuvlar", "Воронков", "water conference", "Samarqand")


async def fill(database: Database, number: int) -> None:
    chance = Random(1)  # noqa: S311 # no secret
    readers = (
        {"chat_id": chat, "thread_id": 0, "language": "uz-Latn", "zone": "Asia/Tashkent"}
        | {"hour": NOW.time(), "active": chat % 10 > 0, "cursor": 0}
        for chat in range(1, number + 1)
    )
    await put(database, subscribers, readers)
    parts = [{"html": "x" * 3000, "buttons": []}]
    made = (
        {"profile": f"{day}.{one}", "after_id": 0, "upto_id": 1, "parts": parts}
        | {"composed_at": NOW - timedelta(days=day), "expires_at": NOW}
        for day in range(DAYS)
        for one in range(ISSUES)
    )
    await put(database, issues, made)
    sent = (
        {"issue_id": 1 + day * ISSUES + chat % ISSUES, "chat_id": chat, "thread_id": 0, "part": 0}
        | {"state": "sent", "expires_at": NOW, "attempts": 1, "lost": 0, "message_id": chat}
        for day in range(DAYS)
        for chat in range(1, number + 1)
    )
    await put(database, deliveries, sent)
    asked = (
        {"mark": one, "chat_id": one % 30_000, "person_id": one % 30_000}
        | {"text": f"{chance.choice(ASKED)} {chance.choice(('', 'haqida', str(one)))}".strip()}
        | {"asked_at": NOW - timedelta(seconds=20 * one), "unanswered": one % 9 == 0}
        for one in range(QUESTIONS)
    )
    await put(database, questions, asked)


async def put(database: Database, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while portion := [row for _, row in zip(range(PORTION), rows, strict=False)]:
        async with database.writing() as connection:
            await connection.execute(insert(table), portion)


async def timed(what: str, work: Awaitable[T]) -> T:
    async with watching() as watch:
        done = await work
    print(
        f"{what:26} {watch.seconds:6.2f} s, {watch.cpu:6.2f} s of it processor; others waited for the loop "
        f"{watch.longest_block * 1000:4.0f} ms at the most, {watch.longest_work * 1000:4.0f} ms of it work"
    )
    return done


async def measure(url: str, number: int) -> None:
    database = await Database(url).open()
    await fill(database, number)
    await Search(Index(database), Releases(database)).prepare()
    period = Period(NOW.date() - timedelta(days=29), NOW.date())
    for turn in ("the first time", "once more"):
        counts = Counts(database, ZoneInfo("Asia/Tashkent"))
        print(f"{number:,} subscribers, {DAYS * number:,} messages, {QUESTIONS:,} questions, {turn}")
        await timed("count", counts.refresh(NOW))
        days = await timed("the days' figures", counts.days(period.start, period.end))
        asked = await timed("what was asked", counts.wordings(period.start, period.end, LOOKED_AT))
        await timed("what may be shown", popular(asked, period.end))
        shown = picture(days, period, period.end, Phrases("uz-Latn"))
        await timed("the picture, drawn aside", Drawer().draw(shown))
    await database.close()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        asyncio.run(measure(f"sqlite+aiosqlite:///{folder}/xabarnoma.db", number))


if __name__ == "__main__":
    main()
