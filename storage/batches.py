"""The ledger where workers elsewhere do the sending: rows stand in batches, each with a job in the queue."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Delivery, DeliveryState
from storage.database import Database
from storage.deliveries import Ledger, delivery_of, expire
from storage.ledger_tables import deliveries, is_open, is_pending, is_sending
from storage.queue import Queue
from storage.sending import CLAIM_OF_BATCH, LISTENS, RHYTHMS_AND_WORDINGS, WAITS_IN_BATCH
from storage.subscribers import STOPPED

BATCH = 100
"""Most rows of a batch."""
ADOPTED = 10_000
"""Most rows without a batch that are given one at a time."""

_MARK = update(deliveries).where(deliveries.c.id == bindparam("row")).values(batch=bindparam("number"))


class QueuedLedger(Ledger):
    """The port `news.ports.Ledger` on PostgreSQL: `enqueue` defers the jobs in its own transaction."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._queue = Queue(database.url)

    def batch(self, number: int) -> "BatchLedger":
        """The ledger as the job of that batch sees it."""
        return BatchLedger(self._database, number)

    async def tend(self) -> int:
        """Give a job to every batch that should have one and has none, and a batch to open deliveries
        without: what was enqueued before there was a queue, or lost its job to an operator's hand. How many.

        Safe in several processes at once: one does it, the others do nothing.
        """
        async with self._database.writing() as connection:
            if not await self._queue.alone(connection):
                return 0
            stranded = [*await self._queue.stranded(connection), *await self._adopt(connection)]
            await self._queue.defer(connection, stranded)
            return len(stranded)

    async def waiting_jobs(self) -> bool:
        """Whether a batch is there for any worker to take."""
        async with self._database.reading() as connection:
            return await self._queue.waits(connection)

    async def store(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        batches = in_batches(rows)
        numbers = await self._queue.numbers(connection, len(batches))
        numbered = [
            {**row, "batch": number} for number, batch in zip(numbers, batches, strict=True) for row in batch
        ]
        await super().store(connection, numbered)
        await self._queue.defer(connection, numbers)

    async def _adopt(self, connection: AsyncConnection) -> Sequence[int]:
        """The numbers of new batches for open deliveries that are in none."""
        columns = [deliveries.c[name] for name in ("id", "issue_id", "chat_id", "thread_id")]
        loose = (
            select(*columns)
            .where(is_open, deliveries.c.batch.is_(None))
            .order_by(deliveries.c.issue_id, deliveries.c.chat_id, deliveries.c.thread_id, deliveries.c.part)
            .limit(ADOPTED)
        )
        batches = in_batches([dict(row) for row in (await connection.execute(loose)).mappings()])
        if not batches:
            return []
        numbers = await self._queue.numbers(connection, len(batches))
        await connection.execute(
            _MARK,
            [
                {"row": row["id"], "number": number}
                for number, batch in zip(numbers, batches, strict=True)
                for row in batch
            ],
        )
        return numbers


class BatchLedger(Ledger):
    """The ledger, of which one batch can be claimed."""

    def __init__(self, database: Database, number: int) -> None:
        super().__init__(database)
        self._number = number
        self._mine = deliveries.c.batch == number

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Delivery]:
        asked = {"now": now, "most": limit, "lease": lease_until, "number": self._number}
        return await self._claimed(CLAIM_OF_BATCH, asked, RHYTHMS_AND_WORDINGS)

    async def ready_at(self) -> datetime | None:
        """When there may be something to do: a delivery may go out, or the lease of a sender ends that may
        have died. None where nothing of the batch is open."""
        at = case((is_pending, deliveries.c.not_before), else_=deliveries.c.lease_until)
        async with self._database.reading() as connection:
            found: datetime | None = await connection.scalar(select(func.min(at)).where(self._mine, is_open))
            return found

    async def waits(self, now: datetime) -> bool:
        async with self._database.reading() as connection:
            return bool(await connection.scalar(WAITS_IN_BATCH, {"now": now, "number": self._number}))

    async def abandoned(self, now: datetime, limit: int) -> Sequence[Delivery]:
        dead = select(deliveries).where(self._mine, is_sending, deliveries.c.lease_until <= now).limit(limit)
        async with self._database.reading() as connection:
            return [delivery_of(row) for row in await connection.execute(dead)]

    async def expire(self, now: datetime) -> int:
        async with self._database.writing() as connection:
            # Whoever stopped while a message was on its way, which then came back to be sent again.
            await connection.execute(
                update(deliveries)
                .where(self._mine, is_pending, ~LISTENS)
                .values(state=DeliveryState.FAILED.value, not_before=None, error=STOPPED)
            )
            return await expire(connection, self._mine, deliveries.c.expires_at <= now)


def in_batches(rows: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Rows, sorted by issue, chat and thread -> batches of at most `BATCH`; the parts that one reader gets of
    an issue stand in one batch, even if they alone are more."""
    batches: list[list[Mapping[str, Any]]] = []
    for _, group in groupby(rows, lambda row: (row["issue_id"], row["chat_id"], row["thread_id"])):
        parts = list(group)
        if not batches or len(batches[-1]) + len(parts) > BATCH:
            batches.append([])
        batches[-1] += parts
    return batches
