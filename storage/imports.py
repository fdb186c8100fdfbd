"""How far an import came, noted with each batch in the batch's own transaction: one that was cut off goes on
exactly there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Added, Duplicate, Understood
from news.ports import StorageError
from storage import publishing
from storage.database import Database, insert
from storage.source_tables import import_refusals, imports
from storage.tables import storable

__all__ = ["Imports", "Progress", "Refusal", "Unstorable"]

KEPT = timedelta(days=30)
"""An import that was cut off longer ago is begun anew: what came in then is recognised item by item."""
ELSEWHERE = "These very files are being imported by another process; it goes on, this one stops."


class Unstorable(Exception):
    """One of the items cannot be stored, in whatever state the database is: its cause says why. None is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of the first `done` items, each counted once."""

    done: int = 0
    added: int = 0
    duplicates: int = 0
    versions: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that did not come in: its name, why, and where it stands ("" where its name says so)."""

    item: str
    reason: str
    place: str = ""


class Imports:
    """An import is known by a key of 32 bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self, key: bytes) -> Progress:
        """Of an import that is not known nothing is done."""
        async with self._database.reading() as connection:
            return await _progress(connection, key)

    async def refused(self, key: bytes) -> Sequence[Refusal]:
        """All of them, in the order of the items."""
        columns = select(import_refusals.c.item, import_refusals.c.reason, import_refusals.c.place)
        mine = columns.where(import_refusals.c.key == key).order_by(import_refusals.c.position)
        async with self._database.reading() as connection:
            return [Refusal(*row) for row in await connection.execute(mine)]

    async def take(
        self, key: bytes, before: Progress, items: Sequence[Understood | Refusal], now: datetime
    ) -> Progress:
        """Store the items that follow the first `before.done`, and how far it came: all of that or nothing.

        Raises `StorageError`, also where somebody else went on with this import meanwhile, and `Unstorable`.
        """
        try:
            return await self._take(key, before, items, now)
        except Exception as error:
            cause = error.__cause__ if isinstance(error, StorageError) else error
            if isinstance(error, StorageError) and not isinstance(cause, DataError | IntegrityError):
                raise
            raise Unstorable from cause

    async def _take(
        self, key: bytes, before: Progress, items: Sequence[Understood | Refusal], now: datetime
    ) -> Progress:
        read = [each for each in items if isinstance(each, Understood)]
        refused = [each for each in items if isinstance(each, Refusal)]
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            if await _progress(connection, key) != before:
                raise StorageError(ELSEWHERE)
            results = await publishing.add(connection, read, now)
            added = sum(isinstance(each, Added) for each in results)
            duplicates = sum(isinstance(each, Duplicate) for each in results)
            after = replace(
                before,
                done=before.done + len(items),
                added=before.added + added,
                duplicates=before.duplicates + duplicates,
                versions=before.versions + len(results) - added - duplicates,
                refused=before.refused + len(refused),
            )
            await _note(connection, key, after, now)
            if refused:
                await connection.execute(import_refusals.insert(), _rows(key, before.refused, refused))
        return after

    async def forget(self, key: bytes, now: datetime) -> None:
        """It is finished. So are those that nobody has gone on with for a month."""
        old = imports.c.moved_at < now - KEPT
        async with self._database.writing() as connection:
            gone = select(imports.c.key).where((imports.c.key == key) | old)
            await connection.execute(delete(import_refusals).where(import_refusals.c.key.in_(gone)))
            await connection.execute(delete(imports).where((imports.c.key == key) | old))


async def _progress(connection: AsyncConnection, key: bytes) -> Progress:
    refused = select(func.count()).where(import_refusals.c.key == key).scalar_subquery()
    counts = select(imports.c.done, imports.c.added, imports.c.duplicates, imports.c.versions, refused)
    row = (await connection.execute(counts.where(imports.c.key == key))).first()
    return Progress() if row is None else Progress(*row)


async def _note(connection: AsyncConnection, key: bytes, progress: Progress, now: datetime) -> None:
    counts = {
        "done": progress.done,
        "added": progress.added,
        "duplicates": progress.duplicates,
        "versions": progress.versions,
        "moved_at": now,
    }
    putting = insert(connection, imports).values(key=key, **counts)
    await connection.execute(putting.on_conflict_do_update(index_elements=["key"], set_=counts))


def _rows(key: bytes, start: int, refused: Sequence[Refusal]) -> list[dict[str, object]]:
    return [
        {
            "key": key,
            "position": position,
            "item": storable(each.item),
            "reason": each.reason,
            "place": storable(each.place),
        }
        for position, each in enumerate(refused, start)
    ]
