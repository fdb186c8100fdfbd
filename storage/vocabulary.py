"""Every key that the index holds, and how many releases hold it."""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Column, Identity, Integer, Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from language import words
from language.vocabulary import skeleton
from news.ports import Relative
from storage.database import Database
from storage.tables import Id, Words, metadata

ALL = ""
"""Stands among the keys for every release: its number is the number of releases."""

vocabulary = Table(
    "vocabulary",
    metadata,
    # Rises: whoever has read up to one id needs to read only what came after.
    Column("id", Id, Identity(), primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("releases", Integer, nullable=False),
)
_A_QUERY = 500
_SAME_BONES = 0.97
"""Nearness of what differs by apostrophes, doubled letters, h or x, q or k."""
_MISSPELT, _FARTHER = 0.9, 0.1
"""Nearness of the nearest other spelling, and how much farther each of the next is."""
_SHORTEST_MISSPELT, _SHORTEST_ROOT = 4, 5
_MOST_SEEN, _MOST_RELATIVES = 200, 8
_COUNT = {
    "sqlite": text(
        "INSERT INTO vocabulary (key, releases) SELECT key, value FROM json_each(:counts) WHERE true"
        " ON CONFLICT (key) DO UPDATE SET releases = vocabulary.releases + excluded.releases"
    ),
    "postgresql": text(
        "INSERT INTO vocabulary (key, releases) SELECT key, value::integer FROM json_each_text(:counts)"
        " ON CONFLICT (key) DO UPDATE SET releases = vocabulary.releases + excluded.releases"
    ),
}


async def add(connection: AsyncConnection, releases: Sequence[Collection[str]]) -> None:
    """Count releases that hold these keys."""
    await _count(connection, Counter(key for keys in releases for key in {ALL, *keys}))


async def take(connection: AsyncConnection, releases: Sequence[Collection[str]]) -> None:
    """Undo `add`. The keys stay known, held by none."""
    counts = Counter(key for keys in releases for key in {ALL, *keys})
    await _count(connection, {key: -number for key, number in counts.items()})


async def _count(connection: AsyncConnection, counts: Mapping[str, int]) -> None:
    # In order, so that of two writers one waits for the other, never both.
    document = json.dumps(dict(sorted(counts.items())), ensure_ascii=False)
    await connection.execute(_COUNT[connection.dialect.name], {"counts": document})


async def frequencies(connection: AsyncConnection, keys: Collection[str]) -> dict[str, int]:
    """How many releases hold each of these keys; those that none holds are left out."""
    found: dict[str, int] = {}
    several = list({*keys})
    for start in range(0, len(several), _A_QUERY):
        some = vocabulary.c.key.in_(several[start : start + _A_QUERY])
        rows = await connection.execute(
            select(vocabulary.c.key, vocabulary.c.releases).where(some, vocabulary.c.releases > 0)
        )
        found |= {row.key: row.releases for row in rows}
    return found


class Vocabulary:
    """The keys, read from the table when they are asked for and kept in memory to compare spellings."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = 0
        self._sorted: list[str] = []
        self._spellings = words.Vocabulary(())

    async def frequencies(self, keys: Collection[str]) -> dict[str, int]:
        async with self._database.reading() as connection:
            return await frequencies(connection, keys)

    async def relatives(self, several: Sequence[frozenset[str]]) -> list[list[Relative]]:
        await self._read_new()
        return [self._relatives(keys) for keys in several]

    async def _read_new(self) -> None:
        """Read the keys that came since the last time."""
        newer = select(vocabulary.c.id, vocabulary.c.key).where(vocabulary.c.id > self._seen)
        async with self._database.reading() as connection:
            rows = (await connection.execute(newer.order_by(vocabulary.c.id))).all()
        if rows:
            self._seen = rows[-1].id
            # What begins with a digit has no misspellings, and the sound of a name is no spelling at all.
            self._sorted += [row.key for row in rows if row.key[:1].isalpha()]
            self._sorted.sort()
            self._spellings = words.Vocabulary(self._sorted)

    def _relatives(self, keys: frozenset[str]) -> list[Relative]:
        found = [Relative(key, 1.0, misspelt=False) for key in keys if key in self._spellings]
        found += [] if found else [relative for key in keys for relative in self._misspellings(key)]
        found += [relative for key in keys for relative in self._derivations(key)]
        best: dict[str, Relative] = {}
        for relative in sorted(found, key=lambda each: -each.nearness):
            best.setdefault(relative.key, relative)
        return list(best.values())[:_MOST_RELATIVES]

    def _misspellings(self, key: str) -> Iterator[Relative]:
        """Those that differ by what typing loses alone, else all that are near."""
        others = words.near(key, self._spellings) if len(key) >= _SHORTEST_MISSPELT else []
        same = [other for other in others if skeleton(other) == skeleton(key)]
        for at, other in enumerate(same or others):
            yield Relative(other, _SAME_BONES if same else _MISSPELT - at * _FARTHER, misspelt=True)

    def _derivations(self, key: str) -> Iterator[Relative]:
        """Keys that begin as this one does for three quarters of its length, five letters at the least."""
        if len(key) < _SHORTEST_ROOT or not key.isalpha():
            return
        beginning = key[: max(_SHORTEST_ROOT, -(-3 * len(key) // 4))]
        first = bisect_left(self._sorted, beginning)
        for other in self._sorted[first : first + _MOST_SEEN]:
            if not other.startswith(beginning):
                break
            yield Relative(other, _shared(key, other) / max(len(key), len(other)), misspelt=False)


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
