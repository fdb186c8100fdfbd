"""Which pushed requests were taken: the very same one is not taken twice."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from storage.database import Database, insert
from storage.source_tables import pushes

__all__ = ["Pushes"]


class Pushes:
    """`kept`: for how long a request is remembered; after its time is over its signature is stale anyway."""

    def __init__(self, database: Database, kept: timedelta) -> None:
        self._database = database
        self._kept = kept

    async def remember(self, mark: bytes, now: datetime) -> bool:
        """True for the first time that this request (32 bytes of it) comes, False ever after."""
        async with self._database.writing() as connection:
            await connection.execute(delete(pushes).where(pushes.c.seen_at < now - self._kept))
            putting = insert(connection, pushes).values(signature=mark, seen_at=now).on_conflict_do_nothing()
            return await connection.scalar(putting.returning(pushes.c.signature)) is not None
