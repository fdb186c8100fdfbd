"""A bot that came out of a backup sends nothing until somebody says so: what the backup holds as still to be
sent may have been sent since."""

from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from news.models import DeliveryState
from storage import audit
from storage.database import Database, insert
from storage.desk_tables import options
from storage.ledger_tables import EVERYBODY, deliveries, holds, is_open

NAME = "paused"
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Pause:
    """The port `news.ports.Pause`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, now: datetime) -> int:
        """Send nothing more, and end what was under way; how many deliveries that is."""
        async with self._database.writing() as connection:
            ended = await connection.execute(
                update(deliveries)
                .where(is_open)
                .values(
                    state=DeliveryState.FAILED.value,
                    not_before=None,
                    lease_until=None,
                    error="the database was restored from a backup",
                )
            )
            for table, values, keys in (
                (options, {"name": NAME, "value": now.isoformat()}, ["name"]),
                (holds, {"chat_id": EVERYBODY, "until": FOR_EVER}, ["chat_id"]),
            ):
                await connection.execute(
                    insert(connection, table)
                    .values(**values)
                    .on_conflict_do_update(index_elements=keys, set_=values)
                )
            await audit.record(connection, now, None, "restore", "database")
            return ended.rowcount

    async def is_on(self) -> bool:
        async with self._database.reading() as connection:
            return await connection.scalar(select(options.c.name).where(options.c.name == NAME)) is not None

    async def resume(self, person_id: int | None, now: datetime) -> bool:
        """Begin to send again; False where nothing was paused."""
        async with self._database.writing() as connection:
            ended = await connection.execute(delete(options).where(options.c.name == NAME))
            if not ended.rowcount:
                return False
            held = (holds.c.chat_id == EVERYBODY) & (holds.c.until == FOR_EVER)
            await connection.execute(delete(holds).where(held))
            await audit.record(connection, now, person_id, "resume", "database")
            return True
