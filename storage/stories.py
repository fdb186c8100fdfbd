"""Which releases tell one story: a sketch of each is kept, and only what shares a part of it is compared.

However many nearly equal texts come in, a release is compared with `MOST` others: a hash that `FULL` releases
of the days around hold already is neither followed nor kept again.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from json import dumps
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Table, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Release
from news.ports import Telling
from news.search.layout import SOUND
from news.search.stories import APART, Compared, likeness
from storage import verdicts, vocabulary
from storage.entries import Row, day_of, entries, ids_between
from storage.tables import Id, metadata, releases

MOST = 24
"""Releases, those that share the most, with which one is compared."""
FULL = 40
"""Releases that hold a hash in the days around: one that more hold tells nothing."""
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
# Which entries between two ids hold a hash, of many hashes at once, each with ids of its own.
_HOLDERS = {
    "sqlite": text(
        "SELECT hash, entry_id FROM json_each(:sought) AS one CROSS JOIN sketches"
        " ON hash = json_extract(one.value, '$[0]')"
        " AND entry_id BETWEEN json_extract(one.value, '$[1]') AND json_extract(one.value, '$[2]')"
    ),
    "postgresql": text(
        "SELECT hash, entry_id FROM json_array_elements(CAST(:sought AS json)) AS one JOIN sketches"
        " ON hash = (one.value ->> 0)::bigint"
        " AND entry_id BETWEEN (one.value ->> 1)::bigint AND (one.value ->> 2)::bigint"
    ),
}
_YOUNGER, _ELDER = bindparam("younger", type_=Id), bindparam("elder", type_=Id)
_THEIRS = select(releases.c.id).where(releases.c.story == _YOUNGER)
_ENTRIES_JOINED = update(entries).where(entries.c.release_id.in_(_THEIRS)).values(story=_ELDER)
_RELEASES_JOINED = update(releases).where(releases.c.story == _YOUNGER).values(story=_ELDER)
Sketches = dict[int, list[int]]
"""Entry -> its hashes."""


async def join(
    connection: AsyncConnection, several: Sequence[Release], rows: Sequence[Row]
) -> dict[int, int]:
    """Find the story that each of these new releases tells: one that stands already, or its own.

    `rows` are their entries. Returns release id -> story of those that join one.
    """
    pairs = zip(several, rows, strict=True)
    told = {row["id"]: Compared(_telling(_of(release, row))) for release, row in pairs}
    sketched = await _sketched(connection, told)
    alike, kept = await _alike(connection, sketched)
    known = await _stored(connection, {other for others in alike.values() for other in others} - told.keys())
    every = known | told
    one_story = _Stories(await verdicts.parted(connection, {each.telling.story for each in every.values()}))
    for entry, new in told.items():
        for other in alike[entry]:
            told_by = every[other].telling.story
            if one_story.may_join(told_by, new.telling.story):
                near = likeness(new, every[other])
                if near and near.sure:
                    one_story.join(told_by, new.telling.story)
    await _keep(connection, kept)
    await _merge(connection, one_story.joined())
    found = {each.telling.release: one_story.of(each.telling.story) for each in told.values()}
    return {each.id: found[each.id] for each in several if found[each.id] != each.story}


class _Stories:
    """Which stories are one, by their ids: the first stands for all. A telling may join two that stood so far
    apart, save where a person said that they are two."""

    def __init__(self, parted: Collection[tuple[int, int]]) -> None:
        self._first: dict[int, int] = {}
        self._parted = parted

    def of(self, story: int) -> int:
        while story in self._first:
            story = self._first[story]
        return story

    def may_join(self, one: int, other: int) -> bool:
        """Whether they are two so far, and nobody said of what they hold that it is to stay so."""
        two = {self.of(one), self.of(other)}
        return len(two) == 2 and all({self.of(each) for each in pair} != two for pair in self._parted)

    def join(self, one: int, other: int) -> None:
        first, later = sorted((self.of(one), self.of(other)))
        self._first[later] = first

    def joined(self) -> dict[int, int]:
        """Each story that is no longer one of its own, and the one that it is part of."""
        return {story: self.of(story) for story in self._first}


async def like(connection: AsyncConnection, telling: Telling) -> list[Telling]:
    """Stored releases that may tell the story of this one, those that share the most with it first."""
    entry = ids_between(telling.first_day, telling.first_day)[0]
    sketched = await _sketched(connection, {entry: Compared(telling)})
    alike, _ = await _alike(connection, sketched)
    known = await _stored(connection, alike[entry])
    return [known[other].telling for other in alike[entry] if other in known]


async def merge(connection: AsyncConnection, elder: int, younger: int) -> None:
    """Let every telling of the younger story tell the elder one."""
    await _merge(connection, {younger: elder})


async def _merge(connection: AsyncConnection, joined: Mapping[int, int]) -> None:
    """Let every telling of each story tell the one that it has become part of, which is part of no other."""
    if joined:
        pairs = [{"younger": younger, "elder": elder} for younger, elder in joined.items()]
        await connection.execute(_ENTRIES_JOINED, pairs)
        await connection.execute(_RELEASES_JOINED, pairs)


async def tell(connection: AsyncConnection, ids: Collection[int]) -> None:
    """Let these releases, and no others, tell one story: that of the first of them."""
    first = min(ids)
    for start in range(0, len(ids), _A_QUERY):
        some = sorted(ids)[start : start + _A_QUERY]
        await connection.execute(update(entries).where(entries.c.release_id.in_(some)).values(story=first))
        await connection.execute(update(releases).where(releases.c.id.in_(some)).values(story=first))


async def leave(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Compare nothing with these entries any longer; what has joined their stories stays."""
    await connection.execute(sketches.delete().where(sketches.c.entry_id.in_([row["id"] for row in rows])))


async def _sketched(connection: AsyncConnection, told: Mapping[int, Compared]) -> Sketches:
    names = {f"{SOUND}{name}" for each in told.values() for name in each.facts.names}
    frequencies = await vocabulary.frequencies(connection, names)
    heard = {key.removeprefix(SOUND): number for key, number in frequencies.items()}
    return {entry: each.sketch(heard) for entry, each in told.items()}


async def _alike(connection: AsyncConnection, sketched: Sketches) -> tuple[dict[int, list[int]], Sketches]:
    """For each entry those of the days around it that share hashes with it and were there before it, the most
    alike first; and what of its sketch is worth keeping."""
    sought = {(each, *_around(day_of(entry))) for entry, sketch in sketched.items() for each in sketch}
    holders: dict[int, list[int]] = defaultdict(list)
    for each, entry in await _holders(connection, sought):
        holders[each].append(entry)
    alike: dict[int, list[int]] = {}
    kept: Sketches = {}
    for entry, sketch in sketched.items():
        low, high = _around(day_of(entry))
        near = {each: {other for other in holders[each] if low <= other <= high} for each in sketch}
        telling = {each: others for each, others in near.items() if len(others) < FULL}
        shared = Counter(other for others in telling.values() for other in others if other != entry)
        alike[entry] = [
            other for other, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:MOST]
        ]
        kept[entry] = list(telling)
        for each in telling:
            holders[each].append(entry)
    return alike, kept


async def _holders(
    connection: AsyncConnection, sought: Collection[tuple[int, int, int]]
) -> Sequence[tuple[int, int]]:
    """Hash and entry, for each hash of the entries between two ids."""
    found = await connection.execute(_HOLDERS[connection.dialect.name], {"sought": dumps(sorted(sought))})
    return [(row.hash, row.entry_id) for row in found]


def _around(day: date) -> tuple[int, int]:
    apart = timedelta(days=APART)
    return ids_between(day - min(apart, day - date.min), day + min(apart, date.max - day))


async def _stored(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Compared]:
    found: dict[int, Compared] = {}
    several = sorted(ids)
    laid_out = [entries.c[name] for name in ("id", "last_day", "type", "body")]
    of_release = [releases.c[name] for name in ("story", "language", "published", "text")]
    columns = [
        *laid_out,
        *of_release,
        entries.c.title.label("keys"),
        releases.c.title,
        releases.c.id.label("release"),
    ]
    for start in range(0, len(several), _A_QUERY):
        some = entries.c.id.in_(several[start : start + _A_QUERY])
        told = select(*columns).join(releases, releases.c.id == entries.c.release_id).where(some)
        for row in (await connection.execute(told)).mappings():
            found[row["id"]] = Compared(_telling({**row, "keys": row["keys"] + row["body"]}))
    return found


def _of(release: Release, row: Row) -> dict[str, Any]:
    of_release = {
        "release": release.id,
        "story": release.story,
        "language": release.language,
        "published": release.published,
        "title": release.title,
        "text": release.text,
    }
    return {**row, **of_release, "keys": row["title"] + row["body"]}


def _telling(row: Mapping[str, Any]) -> Telling:
    return Telling(
        release=row["release"],
        story=row["story"],
        language=row["language"],
        type=EventType(row["type"]) if row["type"] else None,
        first_day=day_of(row["id"]),
        last_day=row["last_day"],
        published=row["published"],
        title=row["title"],
        text=row["text"],
        keys=row["keys"],
    )


async def _keep(connection: AsyncConnection, sketched: Sketches) -> None:
    kept = [{"hash": each, "entry_id": entry} for entry, sketch in sketched.items() for each in sketch]
    if kept:
        await connection.execute(sketches.insert(), kept)
