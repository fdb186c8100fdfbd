"""Every key that the index holds, and how many releases hold it."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Self

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
_MANY = 2000
"""Keys that come at once, as at the start: they are taken in while the loop goes on."""
_NEWER = "SELECT group_concat(id || ' ' || releases || ' ' || key, char(10)) FROM vocabulary WHERE id > :id"
_EVERYTHING = "SELECT releases FROM vocabulary WHERE key = :all"
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


class _Row(NamedTuple):
    id: int
    key: str
    releases: int


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
        self._turn = asyncio.Lock()
        self._asked = self._served = 0

    def frequencies(self, keys: Collection[str]) -> dict[str, int]:
        return {key: self._frequencies[key] for key in keys if self._frequencies.get(key)}

    def relatives(self, several: Sequence[Keys]) -> list[list[Relative]]:
        return [self._relatives.of(keys) for keys in several]

    async def read(self) -> Self:
        """Itself, with the keys that came since the last time. Those who ask at once share what is read after
        the last of them has asked."""
        self._asked = asked = self._asked + 1
        async with self._turn:
            if self._served < asked:
                serving = self._asked
                await self._read()
                self._served = serving
        return self

    async def _read(self) -> None:
        rows, everything = await self._rows(self._seen)
        if abs(everything - self._counted) * 50 > self._counted:
            if self._seen:
                rows, everything = await self._rows(0)
            self._counted = everything
        new = [key for entry, key, _ in rows if entry > self._seen]
        if len(new) > _MANY:
            await asyncio.to_thread(self._relatives.add, new)
        else:
            self._relatives.add(new)
        self._frequencies |= {key: number for _, key, number in rows}
        self._frequencies[ALL] = everything
        self._seen = max(self._seen, *(entry for entry, *_ in rows), 0)

    async def _rows(self, after: int) -> tuple[list[_Row], int]:
        """The keys with ids above that one, and the number of releases."""
        if self._database.is_sqlite:
            return await self._database.at_once(partial(_of_sqlite, after=after))
        newer = select(vocabulary.c.id, vocabulary.c.key, vocabulary.c.releases)
        with_all = newer.where(vocabulary.c.id > after).union_all(newer.where(vocabulary.c.key == ALL))
        async with self._database.reading() as connection:
            rows = [_Row(*row) for row in await connection.execute(with_all)]
        return rows, next((row.releases for row in rows if row.key == ALL), 0)


def _of_sqlite(connection: sqlite3.Connection, after: int) -> tuple[list[_Row], int]:
    # As one text, since the driver hands out rows one by one; keys hold no spaces and no line breaks.
    (lines,) = connection.execute(_NEWER, {"id": after}).fetchone()
    everything = connection.execute(_EVERYTHING, {"all": ALL}).fetchone()
    return [_row(line) for line in lines.split("\n")] if lines else [], everything[0] if everything else 0


def _row(line: str) -> _Row:
    entry, releases, key = line.split(" ")
    return _Row(int(entry), key, int(releases))
