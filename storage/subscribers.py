"""The port `news.ports.Subscribers` on a database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Subscriber
from storage.database import Database, insert
from storage.tables import subscribers

SETTINGS = ("language", "zone", "hour", "active", "next_due_at")
"""What a person may change; `cursor` and `last_digest_at` belong to the ledger."""


class Subscribers:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int, thread_id: int | None = None) -> Subscriber | None:
        theirs = (subscribers.c.chat_id == chat_id) & (subscribers.c.thread_id == (thread_id or 0))
        async with self._database.reading() as connection:
            row = (await connection.execute(select(subscribers).where(theirs))).first()
            return None if row is None else subscriber(row)

    async def save(self, subscriber: Subscriber) -> None:
        async with self._database.writing() as connection:
            statement = insert(connection, subscribers).values(
                chat_id=subscriber.chat_id,
                thread_id=subscriber.thread_id or 0,
                language=subscriber.language,
                zone=subscriber.zone,
                hour=subscriber.hour,
                active=subscriber.active,
                next_due_at=subscriber.next_due_at,
                cursor=subscriber.cursor,
                last_digest_at=subscriber.last_digest_at,
            )
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=list(subscribers.primary_key),
                    set_={name: statement.excluded[name] for name in SETTINGS},
                )
            )

    async def due(self, now: datetime, limit: int) -> Sequence[Subscriber]:
        waiting = (
            select(subscribers)
            .where(subscribers.c.next_due_at <= now, subscribers.c.active)
            .order_by(subscribers.c.next_due_at)
            .limit(limit)
        )
        async with self._database.reading() as connection:
            return [subscriber(row) for row in await connection.execute(waiting)]

    async def stop(self, chat_id: int) -> None:
        async with self._database.writing() as connection:
            await connection.execute(
                update(subscribers)
                .where(subscribers.c.chat_id == chat_id)
                .values(active=False, next_due_at=None)
            )

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        async with self._database.writing() as connection:
            await _rename(connection, old_chat_id, new_chat_id)


async def _rename(connection: AsyncConnection, old: int, new: int) -> None:
    """Telegram may tell it twice, and somebody may have subscribed under the new id meanwhile: that stays."""
    taken = select(subscribers.c.thread_id).where(subscribers.c.chat_id == new)
    await connection.execute(
        update(subscribers)
        .where(subscribers.c.chat_id == old, subscribers.c.thread_id.not_in(taken))
        .values(chat_id=new)
    )
    await connection.execute(delete(subscribers).where(subscribers.c.chat_id == old))


def subscriber(row: Row[Any]) -> Subscriber:
    """The subscriber that a row of the table `subscribers` holds."""
    return Subscriber(
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        language=row.language,
        zone=row.zone,
        hour=row.hour,
        active=row.active,
        next_due_at=row.next_due_at,
        cursor=row.cursor,
        last_digest_at=row.last_digest_at,
    )
