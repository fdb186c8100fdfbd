"""The index's entries: one for each release that readers may find, laid out as keys (`news.search.layout`).

An entry's id puts its day above its release, so a period is one range of ids, and the newest day comes first
without sorting, in whatever order an archive was imported.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text, bindparam, cast, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Release
from news.search.layout import Layout
from storage import matching
from storage.tables import Id, Words, metadata

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
_FTS5_PUT = text("INSERT INTO search (rowid, title, names, body) VALUES (:id, :title, :names, :body)")
# FTS5 keeps no text of its own here: it must be told what it was given.
_FTS5_REMOVE = text(
    "INSERT INTO search (search, rowid, title, names, body) VALUES ('delete', :id, :title, :names, :body)"
)

Row = dict[str, Any]
"""An entry as it is stored, without its vector."""


def entry_id(day: date, release_id: int = 0) -> int:
    return (day.toordinal() << _RELEASE_BITS) + release_id


def day_of(entry: int) -> date:
    return date.fromordinal(entry >> _RELEASE_BITS)


def ids_between(start: date, end: date) -> tuple[int, int]:
    """The lowest and the highest id that an entry of these inclusive days may have."""
    return entry_id(start), entry_id(end, (1 << _RELEASE_BITS) - 1)


def as_row(release: Release, layout: Layout) -> Row:
    facet = f" {matching.facet(release.event.type)}" if release.event else ""
    return {
        "id": entry_id(layout.first_day, release.id),
        "release_id": release.id,
        "last_day": min(layout.last_day, layout.first_day + LONGEST_EVENT),
        "type": release.event.type.value if release.event else None,
        "title": layout.title,
        "names": facet + layout.names,
        "body": layout.body,
        "forms": layout.forms,
    }


def keys_of(row: Mapping[str, Any]) -> frozenset[str]:
    held = {*row["title"].split(), *row["names"].split(), *row["body"].split()}
    return frozenset(key for key in held if not matching.is_facet(key))


async def put(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    if connection.dialect.name == "postgresql":
        lexemes = [matching.lexemes(row["title"], row["names"], row["body"]) for row in rows]
        inserting = entries.insert().values(vector=cast(bindparam("lexemes", type_=Text), TSVECTOR))
        await connection.execute(
            inserting, [row | {"lexemes": each} for row, each in zip(rows, lexemes, strict=True)]
        )
        return
    await connection.execute(entries.insert(), rows)
    await connection.execute(_FTS5_PUT, rows)


async def remove(connection: AsyncConnection, release_ids: Sequence[int]) -> list[Row]:
    """The entries that stood there and no longer do."""
    gone = entries.c.release_id.in_(release_ids)
    rows = [dict(row) for row in (await connection.execute(entries.select().where(gone))).mappings()]
    if rows and connection.dialect.name == "sqlite":
        await connection.execute(_FTS5_REMOVE, rows)
    await connection.execute(entries.delete().where(gone))
    return rows
