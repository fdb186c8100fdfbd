"""Which releases tell the same story: compared are those of the same days that share a part of a sketch."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Language, Release
from news.search.stories import APART, Telling, same
from storage import vocabulary
from storage.entries import Row, day_of, entries, ids_between
from storage.tables import Id, metadata, releases

_A_QUERY = 500

sketches = Table(
    "sketches",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    # Of `entries`: its day is above all, so what is near in time stands side by side.
    Column("entry_id", Id, primary_key=True, autoincrement=False),
    Index("ix_sketches_entry_id", "entry_id"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class _Stored:
    story: int
    telling: Telling


async def join(
    connection: AsyncConnection, several: Sequence[Release], rows: Sequence[Row]
) -> dict[int, int]:
    """Find the story that each of these new releases tells: one that stands already, or its own.

    `rows` are their entries. Returns release id -> story of those that join one.
    """
    tellings = [_telling(release.language, row) for release, row in zip(several, rows, strict=True)]
    names = {name for telling in tellings for name in telling.sounds}
    frequencies = await vocabulary.frequencies(connection, [vocabulary.ALL, *names])
    sketched = {row["id"]: each.sketch(frequencies) for row, each in zip(rows, tellings, strict=True)}
    alike = await _alike(connection, sketched)
    stored = await _stored(
        connection, {other for others in alike.values() for other in others} - sketched.keys()
    )
    joined: dict[int, int] = {}
    for release, row, telling in zip(several, rows, tellings, strict=True):
        others = [stored[other] for other in sorted(alike[row["id"]]) if other in stored]
        story = min(
            (each.story for each in others if same(telling, each.telling, frequencies)), default=release.story
        )
        if story < release.story:
            joined[release.id] = story
        stored[row["id"]] = _Stored(min(story, release.story), telling)
    await _keep(connection, sketched)
    for release_id, story in joined.items():
        await connection.execute(update(releases).where(releases.c.id == release_id).values(story=story))
    return joined


async def leave(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Compare nothing with these entries any longer; what has joined their stories stays."""
    await connection.execute(sketches.delete().where(sketches.c.entry_id.in_([row["id"] for row in rows])))


async def _alike(connection: AsyncConnection, sketched: Mapping[int, Sequence[int]]) -> dict[int, set[int]]:
    """For each entry those that share a hash with it and were there before it, of the days around its own."""
    holders: dict[int, list[int]] = defaultdict(list)
    hashes = sorted({each for sketch in sketched.values() for each in sketch})
    for start in range(0, len(hashes), _A_QUERY):
        some = sketches.c.hash.in_(hashes[start : start + _A_QUERY])
        for row in await connection.execute(select(sketches.c.hash, sketches.c.entry_id).where(some)):
            holders[row.hash].append(row.entry_id)
    found: dict[int, set[int]] = {}
    for entry, sketch in sketched.items():
        low, high = _days_around(entry)
        found[entry] = {other for each in sketch for other in holders[each] if low <= other <= high}
        for each in sketch:
            holders[each].append(entry)
    return found


def _days_around(entry: int) -> tuple[int, int]:
    day, apart = day_of(entry), timedelta(days=APART)
    return ids_between(day - min(apart, day - date.min), day + min(apart, date.max - day))


async def _stored(connection: AsyncConnection, ids: Collection[int]) -> dict[int, _Stored]:
    found: dict[int, _Stored] = {}
    several = list(ids)
    for start in range(0, len(several), _A_QUERY):
        some = entries.c.id.in_(several[start : start + _A_QUERY])
        told = select(entries, releases.c.story, releases.c.language).join(releases).where(some)
        for row in (await connection.execute(told)).mappings():
            found[row["id"]] = _Stored(row["story"], _telling(row["language"], dict(row)))
    return found


def _telling(language: Language, row: Mapping[str, Any]) -> Telling:
    event = EventType(row["type"]) if row["type"] else None
    return Telling(language, event, day_of(row["id"]), row["title"], row["names"], row["body"])


async def _keep(connection: AsyncConnection, sketched: Mapping[int, Sequence[int]]) -> None:
    kept = [{"hash": each, "entry_id": entry} for entry, sketch in sketched.items() for each in set(sketch)]
    if kept:
        await connection.execute(sketches.insert(), kept)
