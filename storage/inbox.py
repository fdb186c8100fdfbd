"""Updates as they came from Telegram, until they are answered: what was stored is not lost with the process.

Several processes may receive and answer for one bot. The database sees to it that an update is answered once,
however often Telegram delivers it, and those of one chat in their order, one at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    SmallInteger,
    Table,
    Text,
    and_,
    delete,
    or_,
    select,
    update,
)

from storage.database import Database, insert
from storage.tables import Instant, metadata

__all__ = ["ATTEMPTS", "KEPT", "NOBODY", "TAKEN_OVER", "Inbox", "Waiting", "inbox", "is_done"]

ATTEMPTS = 3
"""An update whose answering ended the process so often is set aside: it would end the next one, too."""
TAKEN_OVER = 30
NOBODY = 0
"""The chat of an update that was answered: whose it was matters to nobody any more."""
KEPT = timedelta(hours=48)
"""Telegram tries again for a day."""

inbox = Table(
    "inbox",
    metadata,
    # Numbers begin anew with another bot's token.
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    # Whose order it stands in: the chat, or the person where there is none (inline questions); once it was
    # answered, NOBODY's.
    Column("chat_id", BigInteger, nullable=False),
    # The update as JSON; null once it was answered: nobody's words are kept here.
    Column("body", Text),
    Column("received_at", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("attempts", SmallInteger, nullable=False),
)
_waits = inbox.c.body.is_not(None)
is_done = or_(inbox.c.body.is_(None), inbox.c.attempts >= ATTEMPTS)
"""It was answered, or set aside."""
Index(
    "ix_inbox_waiting",
    inbox.c.bot_id,
    inbox.c.chat_id,
    inbox.c.update_id,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
Index("ix_inbox_received_at", inbox.c.received_at)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that somebody has taken to answer it."""

    update_id: int
    body: str


class Inbox:
    """The updates of one bot."""

    def __init__(self, database: Database, bot_id: int, kept: timedelta | None = KEPT) -> None:
        """`kept`: how long an answered update's number is remembered; None: for ever."""
        self._database = database
        self._kept = kept
        self._bot = inbox.c.bot_id == bot_id
        self._bot_id = bot_id

    async def put(self, update_id: int, chat_id: int, body: str, now: datetime) -> bool:
        """Store it; False where it came before, answered or not. Raises StorageError."""
        async with self._database.writing() as connection:
            stored = await connection.execute(
                insert(connection, inbox)
                .values(
                    bot_id=self._bot_id,
                    update_id=update_id,
                    chat_id=chat_id,
                    body=body,
                    received_at=now,
                    attempts=0,
                )
                .on_conflict_do_nothing()
                .returning(inbox.c.update_id)
            )
            return stored.first() is not None

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Waiting]:
        """Take up to `limit` updates to answer, at most one of each chat and its oldest, none of a chat of
        which somebody is answering one. Nobody else gets them before `lease_until`."""
        other = inbox.alias("other")
        before = and_(
            other.c.bot_id == inbox.c.bot_id,
            other.c.chat_id == inbox.c.chat_id,
            other.c.body.is_not(None),
            other.c.attempts < ATTEMPTS,
            or_(
                other.c.update_id < inbox.c.update_id,
                and_(other.c.update_id > inbox.c.update_id, other.c.lease_until > now),
            ),
        )
        free = and_(
            self._bot,
            _waits,
            inbox.c.attempts < ATTEMPTS,
            or_(inbox.c.lease_until.is_(None), inbox.c.lease_until <= now),
        )
        first = (
            select(inbox.c.update_id)
            .where(free, ~select(other.c.update_id).where(before).exists())
            .order_by(inbox.c.update_id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=inbox)
            .cte("first")
        )
        taken = (
            update(inbox)
            .where(free, inbox.c.update_id.in_(select(first.c.update_id)))
            .values(lease_until=lease_until, attempts=inbox.c.attempts + 1)
            .returning(inbox.c.update_id, inbox.c.body)
        )
        async with self._database.writing() as connection:
            rows = (await connection.execute(taken)).all()
        return [Waiting(row.update_id, row.body) for row in sorted(rows, key=lambda row: row.update_id)]

    async def take_over(self) -> Sequence[Waiting]:
        """All that waits, for a process that answers alone, whoever had it before; the oldest first. Which of
        them ended that process nobody knows: each is taken more often before it is set aside."""
        mine = and_(self._bot, _waits, inbox.c.attempts < TAKEN_OVER)
        taken = update(inbox).where(mine).values(attempts=inbox.c.attempts + 1)
        async with self._database.writing() as connection:
            rows = (await connection.execute(taken.returning(inbox.c.update_id, inbox.c.body))).all()
        return [Waiting(row.update_id, row.body) for row in sorted(rows, key=lambda row: row.update_id)]

    async def renew(self, update_ids: Sequence[int], lease_until: datetime) -> None:
        """Whoever has taken them still answers them."""
        mine = and_(self._bot, _waits, inbox.c.update_id.in_(update_ids))
        async with self._database.writing() as connection:
            await connection.execute(update(inbox).where(mine).values(lease_until=lease_until))

    async def answered(self, update_id: int) -> None:
        """It needs nobody any more; its words are forgotten, its number is kept."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(inbox)
                .where(self._bot, inbox.c.update_id == update_id)
                .values(body=None, chat_id=NOBODY, lease_until=None)
            )

    async def forget(self, now: datetime) -> int:
        """Delete what is old, set aside or answered; how many."""
        if self._kept is None:
            return 0
        old = and_(self._bot, inbox.c.received_at < now - self._kept)
        async with self._database.writing() as connection:
            return (await connection.execute(delete(inbox).where(old, is_done))).rowcount
