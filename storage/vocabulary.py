"""Every key that the index holds, and how many releases hold it."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Self

from sqlalchemy import Column, Identity, Integer, Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.ports import Relative
from news.search.relatives import Keys, Relatives
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
    """The keys and their frequencies in memory, where a question's words are compared with them.

    Frequencies are read again when the number of releases has changed by a fiftieth: they say how rare a word
    is, which changes no faster.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen = 0
        self._counted = 0
        """Releases that there were when frequencies were read."""
        self._frequencies: dict[str, int] = {}
        self._relatives = Relatives()

    def frequencies(self, keys: Collection[str]) -> dict[str, int]:
        return {key: self._frequencies[key] for key in keys if self._frequencies.get(key)}

    def relatives(self, several: Sequence[Keys]) -> list[list[Relative]]:
        return [self._relatives.of(keys) for keys in several]

    async def read(self) -> Self:
        """Itself, with the keys that came since the last time."""
        newer = select(vocabulary).where(vocabulary.c.id > self._seen)
        with_all = newer.union_all(select(vocabulary).where(vocabulary.c.key == ALL))
        async with self._database.reading() as connection:
            rows = (await connection.execute(with_all)).all()
            everything = next((row.releases for row in rows if row.key == ALL), 0)
            if abs(everything - self._counted) * 50 > self._counted:
                rows = (await connection.execute(select(vocabulary))).all()
                self._counted = everything
        self._frequencies |= {row.key: row.releases for row in rows}
        self._relatives.add(row.key for row in rows if row.id > self._seen)
        self._seen = max(self._seen, *(row.id for row in rows), 0)
        return self
