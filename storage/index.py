"""The search index: FTS5 on SQLite, GIN on PostgreSQL, both over our own keys (`language.words`).

Neither database's own idea of a word is used: both cut `o'zbekiston` in two, and neither knows Uzbek. A
release is laid out as keys with spaces between them, and the databases find those. It is there from the
moment in which its own transaction commits.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Period, Release
from news.ports import Candidate, Look, Sought, Telling
from news.search.layout import lay_out
from storage import candidates, sequels, stories, vocabulary
from storage import entries as kept
from storage.database import Database
from storage.entries import day_of, entries
from storage.tables import releases
from storage.vocabulary import Vocabulary


class Index:
    """The port `news.ports.Index`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._vocabulary = Vocabulary(database)

    async def vocabulary(self) -> Vocabulary:
        return await self._vocabulary.read()

    async def find(self, sought: Sought, limit: int) -> list[Candidate]:
        return await self.look([Look(sought, limit)], limit)

    async def look(self, looks: Sequence[Look], limit: int) -> list[Candidate]:
        if self._database.is_sqlite:
            return await self._database.at_once(partial(candidates.of_sqlite, looks=looks, limit=limit))
        async with self._database.reading() as connection:
            return await candidates.of_postgresql(connection, looks, limit)

    async def like(self, telling: Telling) -> list[Telling]:
        async with self._database.reading() as connection:
            return await stories.like(connection, telling)

    async def days(self, period: Period) -> Mapping[date, int]:
        told = candidates.in_period(select(entries.c.id, entries.c.last_day, entries.c.story), period)
        published = select(releases.c.published, releases.c.story).where(candidates.published_in(period))
        stories_of: dict[date, set[int]] = {}
        async with self._database.reading() as connection:
            for entry, last, story in await connection.execute(told):
                first = max(day_of(entry), period.start)
                for number in range((min(last, period.end) - first).days + 1):
                    stories_of.setdefault(first + timedelta(number), set()).add(story)
            its_release = releases.c.id == entries.c.release_id
            for day, story in await connection.execute(published.join(entries, its_release)):
                stories_of.setdefault(day, set()).add(story)
        return {day: len(each) for day, each in stories_of.items()}


async def put(connection: AsyncConnection, several: Sequence[Release]) -> list[Release]:
    """Make releases findable when the caller's transaction commits; none of them may be findable yet.

    Returns them with the stories that they tell: their own, or those of releases that stand already.
    """
    if not several:
        return []
    # Half a millisecond each: readers are not to wait for a batch of them.
    laid_out = await asyncio.to_thread(lambda: [lay_out(release) for release in several])
    rows = await kept.as_rows(connection, several, laid_out)
    await kept.put(connection, rows)
    await vocabulary.add(connection, [layout.keys for layout in laid_out])
    joined = await stories.join(connection, several, rows)
    told = [replace(release, story=joined.get(release.id, release.story)) for release in several]
    await sequels.find(connection, told, rows)
    return told


async def remove(connection: AsyncConnection, release_ids: Sequence[int]) -> None:
    """Make releases unfindable when the caller's transaction commits; those that are so already stay so."""
    rows = await kept.remove(connection, release_ids)
    if rows:
        await vocabulary.take(connection, [kept.keys_of(row) for row in rows])
        await stories.leave(connection, rows)
