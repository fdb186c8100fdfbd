"""The port `news.ports.Subscribers` on a database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from news.models import Choices, Quiet, Rhythm, Subscriber
from news.rhythm import EVERY_DAY
from storage import chats
from storage.database import Database, insert
from storage.tables import subscribers

RHYTHM = ("weekdays", "quiet_start", "quiet_end", "paused_until")
"""The columns of a `Rhythm`."""
SETTINGS = (
    *("language", "zone", "hour", "active", "next_due_at", *RHYTHM),
    *("choices", "title", "host_id"),
)
"""What a person may change; `cursor`, `last_digest_at` and `served_on` belong to the ledger."""
HOSTED = 50
"""More groups and channels of one person than this are no list to choose from."""
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
            statement = insert(connection, subscribers).values(_row(subscriber))
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=list(subscribers.primary_key),
                    set_={name: statement.excluded[name] for name in SETTINGS},
                )
            )
            if not subscriber.active:
                await chats.fail_pending(connection, subscriber.chat_id, STOPPED, subscriber.thread_id or 0)

    async def hosted_by(self, person_id: int) -> Sequence[Subscriber]:
        theirs = subscribers.c.host_id == person_id
        in_order = select(subscribers).where(theirs).order_by(*subscribers.primary_key).limit(HOSTED)
        async with self._database.reading() as connection:
            return [subscriber(row) for row in await connection.execute(in_order)]

    async def stop(self, chat_id: int) -> None:
        async with self._database.writing() as connection:
            await chats.stop(connection, chat_id, STOPPED)

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        async with self._database.writing() as connection:
            await chats.rename(connection, old_chat_id, new_chat_id)


def _row(subscriber: Subscriber) -> dict[str, Any]:
    rhythm, choices = subscriber.rhythm, subscriber.choices.as_json()
    return {
        "chat_id": subscriber.chat_id,
        "thread_id": subscriber.thread_id or 0,
        "language": subscriber.language,
        "zone": subscriber.zone,
        "hour": subscriber.hour,
        "active": subscriber.active,
        "next_due_at": subscriber.next_due_at,
        "cursor": subscriber.cursor,
        "last_digest_at": subscriber.last_digest_at,
        "weekdays": None if rhythm.weekdays == EVERY_DAY else sum(1 << day for day in rhythm.weekdays),
        "quiet_start": rhythm.quiet.start if rhythm.quiet else None,
        "quiet_end": rhythm.quiet.end if rhythm.quiet else None,
        "paused_until": rhythm.paused_until,
        "choices": choices or None,
        "served_on": subscriber.served_on,
        "title": subscriber.title,
        "host_id": subscriber.host_id,
    }


def subscriber(row: Row[Any]) -> Subscriber:
    """The subscriber that a row of the table `subscribers` holds."""
    return Subscriber(
        chat_id=row.chat_id,
        thread_id=row.thread_id or None,
        language=row.language,
        zone=row.zone,
        hour=row.hour,
        rhythm=rhythm(row),
        choices=Choices() if row.choices is None else Choices.from_json(row.choices),
        active=row.active,
        next_due_at=row.next_due_at,
        cursor=row.cursor,
        last_digest_at=row.last_digest_at,
        served_on=row.served_on,
        title=row.title,
        host_id=row.host_id,
    )


def rhythm(row: Row[Any]) -> Rhythm:
    """The rhythm that the columns `RHYTHM` of a row hold."""
    days = row.weekdays
    quiet = row.quiet_start is not None and row.quiet_end is not None
    return Rhythm(
        weekdays=EVERY_DAY if days is None else frozenset(day for day in EVERY_DAY if days >> day & 1),
        quiet=Quiet(row.quiet_start, row.quiet_end) if quiet else None,
        paused_until=row.paused_until,
    )
