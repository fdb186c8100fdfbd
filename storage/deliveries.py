"""The port `news.ports.Ledger` on a database: what is sent to whom, and what became of it.

What is due and frozen stands in `storage.issues`. Each method here is one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Row, and_, case, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Delivery, DeliveryState
from storage import chats
from storage.database import insert
from storage.issues import Issues
from storage.ledger_tables import EVERYBODY, deliveries, holds, is_open, is_pending, is_sending, issues
from storage.pseudonyms import is_known
from storage.sending import CLAIM, CONFIRM, COVER, RELEASE, RHYTHMS, WAITS
from storage.subscribers import rhythm
from storage.tables import Instant, subscribers

PENDING, FAILED = DeliveryState.PENDING.value, DeliveryState.FAILED.value


class Ledger(Issues):
    """The whole port: `Issues` fills the ledger, what is written here empties it."""

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Delivery]:
        return await self._claimed(CLAIM, {"now": now, "most": limit, "lease": lease_until})

    async def _claimed(
        self, claim: Executable, asked: Mapping[str, Any], readers: Executable = RHYTHMS
    ) -> Sequence[Delivery]:
        async with self._database.writing() as connection:
            rows = await connection.execute(claim, asked)
            claimed = sorted((delivery_of(row) for row in rows), key=lambda delivery: delivery.id)
            if not claimed:
                return []
            found = await connection.execute(readers, {"claimed": [delivery.id for delivery in claimed]})
            theirs = {
                row.id: {"zone": row.zone, "rhythm": rhythm(row), "wording": getattr(row, "wording", 0)}
                for row in found
            }
            return [replace(delivery, **theirs[delivery.id]) for delivery in claimed]

    async def sent(self, delivery: Delivery, message_id: int, now: datetime, ready_at: datetime) -> bool:
        async with self._database.writing() as connection:
            # The chat's id as it is now: the group may have become a supergroup on the way.
            confirmed = await connection.execute(CONFIRM, {"row": delivery.id, "message": message_id})
            row = confirmed.first()
            if row is None:
                return False
            reader = {"issue": row.issue_id, "chat": row.chat_id, "thread": row.thread_id}
            covered = await connection.execute(COVER, reader)
            if not covered.rowcount:
                await connection.execute(RELEASE, reader | {"following": row.part + 1, "ready": ready_at})
            return True

    async def again(self, delivery: Delivery, at: datetime, reason: str, *, lost: bool = False) -> bool:
        async with self._database.writing() as connection:
            return await _put_back(connection, delivery, at, reason, lost=lost)

    async def later(self, delivery: Delivery, until: datetime, reason: str) -> bool:
        async with self._database.writing() as connection:
            if not await _put_back(connection, delivery, until, reason):
                return False
            # The chat as it is called now: it may have been forgotten on the way.
            chat = select(deliveries.c.chat_id).where(deliveries.c.id == delivery.id)
            await _hold(connection, await connection.scalar(chat) or delivery.chat_id, until)
            return True

    async def close(self, delivery: Delivery, state: DeliveryState, reason: str) -> bool:
        async with self._database.writing() as connection:
            row = await _end(connection, delivery, state, reason)
            if row is None:
                return False
            await connection.execute(
                update(deliveries)
                .where(_parts_after(row), is_pending)
                .values(state=FAILED, not_before=None, error=f"part {row.part + 1} did not arrive: {reason}")
            )
            return True

    async def gone(self, delivery: Delivery, reason: str, *, topic_only: bool = False) -> bool:
        async with self._database.writing() as connection:
            row = await _end(connection, delivery, DeliveryState.FAILED, reason)
            if row is None:
                return False
            await chats.stop(connection, row.chat_id, reason, row.thread_id if topic_only else None)
            return True

    async def migrated(self, delivery: Delivery, chat_id: int, now: datetime) -> bool:
        async with self._database.writing() as connection:
            # Not which: it may have been forgotten under both.
            if not await _put_back(connection, delivery, now, "the group has a new id"):
                return False
            await chats.rename(connection, delivery.chat_id, chat_id)
            return True

    async def arrived(self, delivery: Delivery, issue: int, part: int) -> int | None:
        theirs = (
            (deliveries.c.issue_id == issue)
            & (deliveries.c.part == part)
            & (deliveries.c.chat_id == delivery.chat_id)
            & (deliveries.c.thread_id == (delivery.thread_id or 0))
        )
        async with self._database.reading() as connection:
            found: int | None = await connection.scalar(select(deliveries.c.message_id).where(theirs))
            return found

    async def hold(self, until: datetime) -> None:
        async with self._database.writing() as connection:
            await _hold(connection, EVERYBODY, until)

    async def held_until(self, now: datetime) -> datetime | None:
        held = select(holds.c.until).where(holds.c.chat_id == EVERYBODY, holds.c.until > now)
        async with self._database.reading() as connection:
            return await connection.scalar(held)

    async def ready_at(self) -> datetime | None:
        first = select(func.min(deliveries.c.not_before)).where(is_pending)
        async with self._database.reading() as connection:
            found: datetime | None = await connection.scalar(first)
            return found

    async def waits(self, now: datetime) -> bool:
        async with self._database.reading() as connection:
            return bool(await connection.scalar(WAITS, {"now": now}))

    async def due_at(self) -> datetime | None:
        # Who is not active is never due.
        first = select(func.min(subscribers.c.next_due_at)).where(subscribers.c.next_due_at.is_not(None))
        async with self._database.reading() as connection:
            due: datetime | None = await connection.scalar(first)
            return due

    async def abandoned(self, now: datetime, limit: int) -> Sequence[Delivery]:
        dead = (
            select(deliveries)
            .where(is_sending, deliveries.c.lease_until <= now)
            .order_by(deliveries.c.lease_until)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [delivery_of(row) for row in await connection.execute(dead)]

    async def expire(self, now: datetime) -> int:
        async with self._database.writing() as connection:
            await connection.execute(delete(holds).where(holds.c.until <= now))
            return await expire(connection, deliveries.c.expires_at <= now)

    async def counts(self, since: datetime | None = None) -> Mapping[DeliveryState, int]:
        number = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        done = number.where(~is_open)
        if since is not None:
            recent = issues.c.composed_at >= since
            done = done.join(issues, issues.c.id == deliveries.c.issue_id).where(recent)
        found: dict[DeliveryState, int] = {}
        async with self._database.reading() as connection:
            # Apart, so that each of the open ones is asked of its own index.
            for counted in (done, number.where(is_pending), number.where(is_sending)):
                found |= {DeliveryState(state): count for state, count in await connection.execute(counted)}
        return {state: found.get(state, 0) for state in DeliveryState}


async def expire(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> int:
    """Fail the pending deliveries that meet them; how many."""
    expired = await connection.execute(
        update(deliveries)
        .where(is_pending, *conditions)
        .values(state=FAILED, not_before=None, error="expired: the next digest covers it")
    )
    return expired.rowcount


def _parts_after(row: Row[Any]) -> ColumnElement[bool]:
    return and_(
        deliveries.c.issue_id == row.issue_id,
        deliveries.c.chat_id == row.chat_id,
        deliveries.c.thread_id == row.thread_id,
        deliveries.c.part > row.part,
    )


def _is_claim(delivery: Delivery) -> ColumnElement[bool]:
    """The fence: what a slower holder of an older claim says is not heard."""
    return and_(deliveries.c.id == delivery.id, is_sending, deliveries.c.attempts == delivery.attempt)


async def _put_back(
    connection: AsyncConnection, delivery: Delivery, at: datetime, reason: str, *, lost: bool = False
) -> bool:
    # Whoever was forgotten on the way gets nothing more, and nobody waits for them.
    waits = is_known(deliveries.c.chat_id)
    result = await connection.execute(
        update(deliveries)
        .where(_is_claim(delivery))
        .values(
            state=case((waits, PENDING), else_=FAILED),
            not_before=case((waits, literal(at, Instant)), else_=None),
            lease_until=None,
            error=reason,
            lost=deliveries.c.lost + int(lost),
        )
    )
    return result.rowcount == 1


async def _end(
    connection: AsyncConnection, delivery: Delivery, state: DeliveryState, reason: str
) -> Row[Any] | None:
    ended = (
        update(deliveries)
        .where(_is_claim(delivery))
        .values(state=state.value, lease_until=None, error=reason)
        .returning(deliveries)
    )
    row: Row[Any] | None = (await connection.execute(ended)).first()
    return row


async def _hold(connection: AsyncConnection, chat_id: int, until: datetime) -> None:
    statement = insert(connection, holds).values(chat_id=chat_id, until=until)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[holds.c.chat_id],
            set_={
                "until": case(
                    (holds.c.until > statement.excluded.until, holds.c.until),
                    else_=statement.excluded.until,
                )
            },
        )
    )


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of `deliveries`, as the port gives it."""
    return Delivery(
        id=row.id,
        issue=row.issue_id,
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        part=row.part,
        attempt=row.attempts,
        lost=row.lost,
        lease_until=row.lease_until,
        expires_at=row.expires_at,
    )
