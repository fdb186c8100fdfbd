"""How far an import came, so that one that was cut off goes on from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from storage.database import Database, insert
from storage.source_tables import import_refusals, imports

__all__ = ["Imports", "Progress"]

KEPT = timedelta(days=30)
"""An import that was cut off longer ago is begun anew: what came in then is recognised item by item."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of the first `done` items. `refused` are pairs of item and reason."""

    done: int = 0
    added: int = 0
    duplicates: int = 0
    versions: int = 0
    refused: tuple[tuple[str, str], ...] = ()


class Imports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def progress(self, key: bytes) -> Progress:
        """Of the import with this key (32 bytes); of an unknown one nothing is done."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(imports).where(imports.c.key == key))).first()
            if row is None:
                return Progress()
            refusals = select(import_refusals.c.item, import_refusals.c.reason)
            mine = refusals.where(import_refusals.c.key == key).order_by(import_refusals.c.position)
            refused = tuple((item, reason) for item, reason in await connection.execute(mine))
        return Progress(row.done, row.added, row.duplicates, row.versions, refused)

    async def move(self, key: bytes, before: Progress, now: Progress, at: datetime) -> None:
        """Remember that it came from `before` to `now`."""
        counts = {
            "done": now.done,
            "added": now.added,
            "duplicates": now.duplicates,
            "versions": now.versions,
            "moved_at": at,
        }
        async with self._database.writing() as connection:
            putting = insert(connection, imports).values(key=key, **counts)
            await connection.execute(putting.on_conflict_do_update(index_elements=["key"], set_=counts))
            if fresh := _refusals(key, len(before.refused), now.refused):
                await connection.execute(insert(connection, import_refusals).on_conflict_do_nothing(), fresh)

    async def forget(self, key: bytes, now: datetime) -> None:
        """It is finished. So are those that nobody has gone on with for a month."""
        old = imports.c.moved_at < now - KEPT
        async with self._database.writing() as connection:
            gone = select(imports.c.key).where((imports.c.key == key) | old)
            await connection.execute(delete(import_refusals).where(import_refusals.c.key.in_(gone)))
            await connection.execute(delete(imports).where((imports.c.key == key) | old))


def _refusals(key: bytes, start: int, refused: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    return [
        {"key": key, "position": position, "item": item, "reason": reason}
        for position, (item, reason) in enumerate(refused[start:], start)
    ]
