"""The index's entries: one for each release that readers may find, laid out as keys (`news.search.layout`).

An entry's id puts its day above its number among those of that day, so a period is one range of ids, and the
newest day comes first without sorting, in whatever order an archive was imported.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from json import dumps
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    bindparam,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Release
from news.search.layout import Layout
from storage import matching
from storage.tables import Id, Words, metadata

LONGEST_EVENT = timedelta(days=62)
"""What lasts longer is found by its first days only: every query for a period looks back this far."""
_NUMBER_BITS = 24
"""Room for sixteen million releases of one day. Ids that are near each other take little room in an index."""

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("release_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("last_day", Date, nullable=False),
    Column("type", String(16)),
    # Of its release, here as well: what is ranked is read from one place.
    Column("language", String(8), nullable=False),
    Column("story", Id, nullable=False),
    # Keys in their order, a space before, between and after them: a phrase is a part of the string.
    Column("title", Words, nullable=False),
    Column("names", Words, nullable=False),
    Column("body", Words, nullable=False),
    Column("forms", Words, nullable=False),
    # As `matching.words` has it. Null on SQLite, where FTS5 keeps its own.
    Column("vector", TSVECTOR().with_variant(Text, "sqlite")),
    Index("ix_entries_days", "id", "last_day", "type"),
    Index("ix_entries_type", "type", "id"),
)
# On SQLite it has no rows and costs nothing.
Index(
    "ix_entries_vector",
    entries.c.vector,
    postgresql_using="gin",
    sqlite_where=entries.c.vector.is_not(None),
)
# The newest is the lowest there: FTS5 walks its lists upwards in half the time.
_FTS5_PUT = text("INSERT INTO search (rowid, keys) VALUES (-:id, :keys)")
# FTS5 keeps no text of its own here: it must be told what it was given.
_FTS5_REMOVE = text("INSERT INTO search (search, rowid, keys) VALUES ('delete', -:id, :keys)")
# Of each day the last id in one statement: each is one look at the end of an index.
_NEWEST = {
    "sqlite": text(
        "SELECT (SELECT max(id) FROM entries WHERE id BETWEEN day.value AND day.value + :room)"
        " FROM json_each(:days) AS day"
    ),
    "postgresql": text(
        "SELECT (SELECT max(id) FROM entries"
        " WHERE id BETWEEN day.value::bigint AND day.value::bigint + :room)"
        " FROM json_array_elements_text(CAST(:days AS json)) AS day"
    ),
}

Row = dict[str, Any]
"""An entry as it is stored, without its vector."""


def entry_id(day: date, number: int = 0) -> int:
    return (day.toordinal() << _NUMBER_BITS) + number


def day_of(entry: int) -> date:
    return date.fromordinal(entry >> _NUMBER_BITS)


def ids_between(start: date, end: date) -> tuple[int, int]:
    """The lowest and the highest id that an entry of these inclusive days may have."""
    return entry_id(start), entry_id(end, (1 << _NUMBER_BITS) - 1)


async def as_rows(
    connection: AsyncConnection, several: Sequence[Release], laid_out: Sequence[Layout]
) -> list[Row]:
    """New entries for these releases, each numbered after those that stand on its day."""
    free = await _free_ids(connection, {layout.first_day for layout in laid_out})
    return [
        _as_row(next(free[layout.first_day]), release, layout)
        for release, layout in zip(several, laid_out, strict=True)
    ]


async def _free_ids(connection: AsyncConnection, days: set[date]) -> dict[date, Iterator[int]]:
    free = {day: entry_id(day) + 1 for day in days}
    asked = {"days": dumps([entry_id(day) for day in days]), "room": (1 << _NUMBER_BITS) - 1}
    for newest in await connection.scalars(_NEWEST[connection.dialect.name], asked):
        if newest is not None:
            free[day_of(newest)] = newest + 1
    return {day: count(first) for day, first in free.items()}


def _as_row(entry: int, release: Release, layout: Layout) -> Row:
    facet = f" {matching.facet(release.event.type)}" if release.event else ""
    return {
        "id": entry,
        "release_id": release.id,
        # Not `first_day + LONGEST_EVENT`: an event may lie at the calendar's end.
        "last_day": layout.first_day + min(LONGEST_EVENT, layout.last_day - layout.first_day),
        "type": release.event.type.value if release.event else None,
        "language": release.language,
        "story": release.story,
        "title": layout.title,
        "names": facet + layout.names,
        "body": layout.body,
        "forms": layout.forms,
    }


def keys_of(row: Mapping[str, Any]) -> frozenset[str]:
    held = {*row["title"].split(), *row["names"].split(), *row["body"].split()}
    return frozenset(key for key in held if not matching.is_facet(key))


async def put(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    words = [matching.words(row["title"], row["names"], row["body"]) for row in rows]
    if connection.dialect.name == "postgresql":
        vector = func.array_to_tsvector(bindparam("keys", type_=ARRAY(Text)))
        with_words = [row | {"keys": each} for row, each in zip(rows, words, strict=True)]
        await connection.execute(entries.insert().values(vector=vector), with_words)
        return
    await connection.execute(entries.insert(), rows)
    await connection.execute(_FTS5_PUT, _for_fts5(rows, words))


async def remove(connection: AsyncConnection, release_ids: Sequence[int]) -> list[Row]:
    """The entries that stood there and no longer do."""
    gone = entries.c.release_id.in_(release_ids)
    rows = [dict(row) for row in (await connection.execute(entries.select().where(gone))).mappings()]
    if rows and connection.dialect.name == "sqlite":
        words = [matching.words(row["title"], row["names"], row["body"]) for row in rows]
        await connection.execute(_FTS5_REMOVE, _for_fts5(rows, words))
    await connection.execute(entries.delete().where(gone))
    return rows


def _for_fts5(rows: Sequence[Row], words: Sequence[Sequence[str]]) -> list[Row]:
    return [{"id": row["id"], "keys": " ".join(each)} for row, each in zip(rows, words, strict=True)]
