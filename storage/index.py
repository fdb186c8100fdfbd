"""The search index: FTS5 on SQLite, GIN on PostgreSQL, both over our own keys (`language.words`).

Neither database's own idea of a word is used: both cut `o'zbekiston` in two, and neither knows Uzbek. A
release is laid out as keys with spaces between them, and the databases find those. It is there from the
moment in which its own transaction commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Release
from news.ports import Candidate, Relative, Sought
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

    async def frequencies(self, keys: Sequence[str]) -> Mapping[str, int]:
        return await self._vocabulary.frequencies(keys)

    async def relatives(self, several: Sequence[frozenset[str]]) -> Sequence[Sequence[Relative]]:
        return await self._vocabulary.relatives(several)

    async def find(self, sought: Sought, limit: int) -> list[Candidate]:
        entry = [entries.c[name] for name in ("id", "release_id", "type", "title", "names", "body", "forms")]
        by_words = self._database.is_sqlite and bool(sought.ways)
        found = (
            self._conditions(select(*entry, releases.c.story, releases.c.language), sought)
            .join(releases, releases.c.id == entries.c.release_id)
            .order_by(_search.c.rowid.desc() if by_words else entries.c.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [_candidate(row) for row in await connection.execute(found)]

    async def count(self, sought: Sought) -> int:
        counting = self._conditions(select(func.count()), sought)
        async with self._database.reading() as connection:
            return int(await connection.scalar(counting) or 0)

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
    return _in_period(asked, sought, _search.c.rowid)


def _in_entries(asked: Select[Any], sought: Sought) -> Select[Any]:
    asked = _in_period(asked, sought, entries.c.id)
    return asked if sought.type is None else asked.where(entries.c.type == sought.type.value)


def _in_period(asked: Select[Any], sought: Sought, entry: ColumnElement[int]) -> Select[Any]:
    if sought.period is None:
        return asked
    start, end = sought.period.start, sought.period.end
    begun = start - min(LONGEST_EVENT, start - date.min)
    return asked.where(entry.between(*ids_between(begun, end)), entries.c.last_day >= start)


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        release=row.release_id,
        story=row.story,
        language=row.language,
        day=day_of(row.id),
        event=EventType(row.type) if row.type else None,
        title=row.title,
        names=row.names,
        body=row.body,
        forms=row.forms,
    )


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
