"""The search index: FTS5 on SQLite, GIN on PostgreSQL, both over our own keys (`language.words`).

Neither database's own idea of a word is used: both cut `o'zbekiston` in two, and neither knows Uzbek. A
release is laid out as keys with spaces between them (`news.search.layout`); the databases find those.

An entry's id puts its day above its release, so a period is one range of ids, and the newest day comes first
without sorting, in whatever order an archive was imported.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy import Index as TableIndex
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Release
from news.ports import Candidate, Relative, Sought
from news.search.layout import Layout, lay_out
from storage import matching, vocabulary
from storage.database import Database
from storage.tables import Id, Words, metadata, releases
from storage.vocabulary import Vocabulary

LONGEST_EVENT = timedelta(days=62)
"""What lasts longer is found by its first days only: every query for a period looks back this far."""
_RELEASE_BITS = 40

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("release_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("last_day", Date, nullable=False),
    Column("type", String(16)),
    # Keys in their order, a space before, between and after them: a phrase is a part of the string.
    Column("title", Words, nullable=False),
    Column("names", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("forms", Words, nullable=False),
    # The keys of title, names and body with the weights A, B and C. Null on SQLite, where FTS5 keeps its own.
    Column("vector", TSVECTOR().with_variant(Text, "sqlite")),
    TableIndex("ix_entries_days", "id", "last_day", "type"),
    TableIndex("ix_entries_type", "type", "id"),
)
# On SQLite it has no rows and costs nothing.
TableIndex(
    "ix_entries_vector",
    entries.c.vector,
    postgresql_using="gin",
    sqlite_where=entries.c.vector.is_not(None),
)
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
    begun, over = earliest(sought.period.start), sought.period.end
    low, high = _entry_id(begun, 0), _entry_id(over, 0) + (1 << _RELEASE_BITS) - 1
    return asked.where(entry.between(low, high), entries.c.last_day >= sought.period.start)


def earliest(day: date) -> date:
    """The first day of the longest event that reaches `day`."""
    return day - min(LONGEST_EVENT, day - date.min)


def _entry_id(day: date, release_id: int) -> int:
    return (day.toordinal() << _RELEASE_BITS) + release_id


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        release=row.release_id,
        story=row.story,
        language=row.language,
        day=date.fromordinal(row.id >> _RELEASE_BITS),
        event=EventType(row.type) if row.type else None,
        title=row.title,
        names=row.names,
        body=row.body,
        forms=row.forms,
    )


async def put(connection: AsyncConnection, releases: Sequence[Release]) -> None:
    """Make releases findable when the caller's transaction commits. None of them may be findable yet."""
    if not releases:
        return
    laid_out = [lay_out(release) for release in releases]
    rows = [_entry(release, layout) for release, layout in zip(releases, laid_out, strict=True)]
    if connection.dialect.name == "postgresql":
        vector = cast(bindparam("lexemes", type_=Text), TSVECTOR)
        vectors = [{"lexemes": matching.lexemes(row["title"], row["names"], row["body"])} for row in rows]
        inserting = entries.insert().values(vector=vector)
        await connection.execute(inserting, [row | vector for row, vector in zip(rows, vectors, strict=True)])
    else:
        await connection.execute(entries.insert(), rows)
        await connection.execute(_FTS5_PUT, rows)
    await vocabulary.add(connection, [layout.keys for layout in laid_out])


async def remove(connection: AsyncConnection, release_ids: Sequence[int]) -> None:
    """Make releases unfindable when the caller's transaction commits; those that are so already stay so."""
    gone = entries.c.release_id.in_(release_ids)
    rows = [dict(row) for row in (await connection.execute(entries.select().where(gone))).mappings()]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        await connection.execute(_FTS5_REMOVE, rows)
    await connection.execute(entries.delete().where(gone))
    await vocabulary.take(connection, [_held(row) for row in rows])


def _entry(release: Release, layout: Layout) -> dict[str, Any]:
    facet = f" {matching.facet(release.event.type)}" if release.event else ""
    return {
        "id": _entry_id(layout.first_day, release.id),
        "release_id": release.id,
        "last_day": min(layout.last_day, layout.first_day + LONGEST_EVENT),
        "type": release.event.type.value if release.event else None,
        "title": layout.title,
        "names": facet + layout.names,
        "body": layout.body,
        "forms": layout.forms,
    }


def _held(row: Mapping[str, Any]) -> set[str]:
    held = {*row["title"].split(), *row["names"].split(), *row["body"].split()}
    return {key for key in held if not matching.is_facet(key)}


_FTS5_PUT = text("INSERT INTO search (rowid, title, names, body) VALUES (:id, :title, :names, :body)")
# FTS5 keeps no text of its own here: it must be told what it was given.
_FTS5_REMOVE = text(
    "INSERT INTO search (search, rowid, title, names, body) VALUES ('delete', :id, :title, :names, :body)"
)
