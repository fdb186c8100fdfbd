"""The audit log: a line for each thing that somebody did, written in the transaction that did it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Entry
from storage.database import Database
from storage.desk_tables import audit


async def record(
    connection: AsyncConnection,
    at: datetime,
    person_id: int | None,
    action: str,
    subject: str,
    before: str | None = None,
    after: str | None = None,
) -> None:
    values = {"at": at, "person_id": person_id, "action": action, "subject": subject}
    await connection.execute(audit.insert().values(**values, before=before, after=after))


async def wipe(connection: AsyncConnection, subjects: Sequence[str] | Select[Any]) -> None:
    """What lines said goes with the drafts that they quote; what was done stays, and when, and by whom."""
    await connection.execute(
        update(audit).where(audit.c.subject.in_(subjects)).values(before=None, after=None)
    )


class Audit:
    """The port `news.ports.Audit`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self,
        at: datetime,
        person_id: int | None,
        action: str,
        subject: str,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        async with self._database.writing() as connection:
            await record(connection, at, person_id, action, subject, before, after)

    async def page(self, before: int | None, limit: int) -> Sequence[Entry]:
        newest = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            newest = newest.where(audit.c.id < before)
        async with self._database.reading() as connection:
            return [Entry(*row) for row in await connection.execute(newest)]

    async def count(self) -> int:
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(audit)) or 0

    async def latest(self, subject: str) -> Entry | None:
        newest = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(newest)).first()
            return None if row is None else Entry(*row)
