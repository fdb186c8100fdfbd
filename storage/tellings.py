"""The port `news.ports.Stories` on a database; what the acts do stands in `storage.regrouping`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from news.models import Regrouped, Release, StaysApart
from storage import publishing, regrouping, rows, verdicts
from storage.database import Database
from storage.tables import is_id, releases


class Stories:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def tellings(self, release_id: int) -> Sequence[Release]:
        story = await self._story(release_id)
        if story is None:
            return []
        async with self._database.reading() as connection:
            return await regrouping.tellings(connection, story)

    async def apart_from(self, release_id: int) -> frozenset[int]:
        story = await self._story(release_id)
        if story is None:
            return frozenset()
        async with self._database.reading() as connection:
            return frozenset(pair.story for pair in await verdicts.parted_from(connection, story))

    async def link(
        self, release_id: int, other_id: int, person_id: int, now: datetime
    ) -> Regrouped | StaysApart | None:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await regrouping.link(connection, release_id, other_id, person_id, now)

    async def part(self, release_id: int, person_id: int, now: datetime) -> Regrouped | None:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await regrouping.part(connection, release_id, person_id, now)

    async def undo(self, regrouping_id: int, person_id: int, now: datetime) -> bool:
        if not is_id(regrouping_id):
            return False
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await regrouping.undo(connection, regrouping_id, person_id, now)

    async def _story(self, release_id: int) -> int | None:
        """Of a current release."""
        if not is_id(release_id):
            return None
        own = select(releases.c.story).where((releases.c.id == release_id) & rows.IS_CURRENT)
        async with self._database.reading() as connection:
            story: int | None = await connection.scalar(own)
            return story
