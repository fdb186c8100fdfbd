"""The port `news.ports.Notices` on a database."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Database, insert
from storage.ledger_tables import notices


class Notices:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def told_at(self, kind: str) -> datetime | None:
        async with self._database.reading() as connection:
            told_at: datetime | None = await connection.scalar(
                select(notices.c.told_at).where(notices.c.kind == kind)
            )
            return told_at

    async def tell(self, kind: str, at: datetime) -> None:
        async with self._database.writing() as connection:
            statement = insert(connection, notices).values(kind=kind, told_at=at)
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[notices.c.kind], set_={"told_at": statement.excluded.told_at}
                )
            )
