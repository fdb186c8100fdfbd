"""The search index: FTS5 on SQLite, GIN on PostgreSQL, both over our own keys (`language.words`).

Neither database's own idea of a word is used: both cut `o'zbekiston` in two, and neither knows Uzbek. A
release is laid out as keys with spaces between them, and the databases find those. It is there from the
moment in which its own transaction commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    cast,
    column,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Period, Release
from news.ports import Candidate, Sought, Telling
from news.search.layout import lay_out
from storage import entries as kept
from storage import matching, stories, vocabulary
from storage.database import Database
from storage.entries import LONGEST_EVENT, day_of, entries, ids_between
from storage.tables import releases
from storage.vocabulary import Vocabulary

# FTS5's table over the texts of `entries` (the migration makes it). `MATCH` takes its name on the left.
_search = table("search", column("rowid", Integer), column("search", Text))


class Index:
    """The port `news.ports.Index`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._vocabulary = Vocabulary(database)

    async def vocabulary(self) -> Vocabulary:
        return await self._vocabulary.read()

    async def find(self, sought: Sought, limit: int) -> list[Candidate]:
        by_words = self._database.is_sqlite and bool(sought.ways)
        newest = _search.c.rowid.desc() if by_words else entries.c.id.desc()
        several = [self._entries(sought).order_by(newest).limit(limit)]
        if sought.period and not sought.ways and sought.type is None:
            published = self._entries(replace(sought, period=None)).where(_published_in(sought.period))
            several.append(published.order_by(releases.c.published.desc(), newest).limit(limit))
        found: dict[int, Row[Any]] = {}
        async with self._database.reading() as connection:
            for asked in several:
                found |= {row.id: row for row in await connection.execute(asked)}
        return [_candidate(found[entry]) for entry in sorted(found, reverse=True)[:limit]]

    async def like(self, telling: Telling) -> list[Telling]:
        async with self._database.reading() as connection:
            return await stories.like(connection, telling)

    async def days(self, period: Period) -> Mapping[date, int]:
        told = _in_period(select(entries.c.id, entries.c.last_day, releases.c.story), period, entries.c.id)
        published = select(releases.c.published, releases.c.story).where(_published_in(period))
        its_release = releases.c.id == entries.c.release_id
        stories_of: dict[date, set[int]] = {}
        async with self._database.reading() as connection:
            for entry, last, story in await connection.execute(told.join(releases, its_release)):
                first = max(day_of(entry), period.start)
                for number in range((min(last, period.end) - first).days + 1):
                    stories_of.setdefault(first + timedelta(number), set()).add(story)
            for day, story in await connection.execute(published.join(entries, its_release)):
                stories_of.setdefault(day, set()).add(story)
        return {day: len(each) for day, each in stories_of.items()}

    def _entries(self, sought: Sought) -> Select[Any]:
        entry = [entries.c[name] for name in ("id", "release_id", "type", "title", "names", "body", "forms")]
        asked = self._conditions(select(*entry, releases.c.story, releases.c.language), sought)
        return asked.join(releases, releases.c.id == entries.c.release_id)

    def _conditions(self, asked: Select[Any], sought: Sought) -> Select[Any]:
        if self._database.is_sqlite:
            return _sqlite(asked, sought)
        matching_all = matching.tsquery(sought)
        asked = _in_entries(asked.select_from(entries), sought)
        if not matching_all:
            return asked
        return asked.where(entries.c.vector.op("@@")(cast(matching_all, TSQUERY)))


def _sqlite(asked: Select[Any], sought: Sought) -> Select[Any]:
    if not sought.ways:
        asked = _in_entries(asked.select_from(entries), sought)
        if not sought.without:
            return asked
        held = select(_search.c.rowid).where(_search.c.search.op("MATCH")(matching.fts5_any(sought.without)))
        return asked.where(entries.c.id.not_in(held))
    # The sign keeps SQLite from walking the entries and asking FTS5 for each.
    joined = _search.join(entries, entries.c.id == literal_column("+search.rowid", Integer))
    asked = asked.select_from(joined).where(_search.c.search.op("MATCH")(matching.fts5(sought)))
    return _in_period(asked, sought.period, _search.c.rowid)


def _in_entries(asked: Select[Any], sought: Sought) -> Select[Any]:
    asked = _in_period(asked, sought.period, entries.c.id)
    return asked if sought.type is None else asked.where(entries.c.type == sought.type.value)


def _in_period(asked: Select[Any], period: Period | None, entry: ColumnElement[int]) -> Select[Any]:
    if period is None:
        return asked
    start, end = period.start, period.end
    begun = start - min(LONGEST_EVENT, start - date.min)
    return asked.where(entry.between(*ids_between(begun, end)), entries.c.last_day >= start)


def _published_in(period: Period) -> ColumnElement[bool]:
    return releases.c.published.between(period.start, period.end)


def _candidate(row: Row[Any]) -> Candidate:
    entry, release, kind, title, names, body, forms, story, language = tuple(row)
    event = EventType(kind) if kind else None
    return Candidate(release, story, language, day_of(entry), event, title, names, body, forms)


async def put(connection: AsyncConnection, several: Sequence[Release]) -> list[Release]:
    """Make releases findable when the caller's transaction commits; none of them may be findable yet.

    Returns them with the stories that they tell: their own, or those of releases that stand already.
    """
    if not several:
        return []
    laid_out = [lay_out(release) for release in several]
    rows = [kept.as_row(release, layout) for release, layout in zip(several, laid_out, strict=True)]
    await kept.put(connection, rows)
    await vocabulary.add(connection, [layout.keys for layout in laid_out])
    joined = await stories.join(connection, several, rows)
    return [replace(release, story=joined.get(release.id, release.story)) for release in several]


async def remove(connection: AsyncConnection, release_ids: Sequence[int]) -> None:
    """Make releases unfindable when the caller's transaction commits; those that are so already stay so."""
    rows = await kept.remove(connection, release_ids)
    if rows:
        await vocabulary.take(connection, [kept.keys_of(row) for row in rows])
        await stories.leave(connection, rows)
