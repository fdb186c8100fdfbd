"""The port `news.ports.Subscribers` on a database."""

from typing import Any

from sqlalchemy import Row, select

from news.models import Subscriber
from storage import chats
from storage.database import Database, insert
from storage.tables import subscribers

SETTINGS = ("language", "zone", "hour", "active", "next_due_at")
"""What a person may change; `cursor` and `last_digest_at` belong to the ledger."""
STOPPED = "the reader stopped"
"""Why what still waited for them was not sent."""


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
            if not subscriber.active:
                await chats.fail_pending(connection, subscriber.chat_id, STOPPED, subscriber.thread_id or 0)

    async def stop(self, chat_id: int) -> None:
        async with self._database.writing() as connection:
            await chats.stop(connection, chat_id, STOPPED)

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        async with self._database.writing() as connection:
            await chats.rename(connection, old_chat_id, new_chat_id)


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
