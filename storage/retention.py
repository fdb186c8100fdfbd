"""What grows old is forgotten, batch after batch: questions, who got which digest, discarded drafts,
updates.

A batch is a transaction of some milliseconds, with a rest after it in which others write. Whatever was done
stays done, so a run may be broken off at any moment and begun again. What the bot still needs is younger than
any of the bounds in `config.settings`: an issue is sent for two days, a digest reaches back a month.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Select,
    String,
    and_,
    bindparam,
    cast,
    delete,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import CLOSED, DraftState
from storage.audit import wipe
from storage.database import Database, insert
from storage.desk_tables import audit, drafts
from storage.inbox import inbox, is_done
from storage.ledger_tables import (
    deliveries,
    is_bulletin,
    is_open,
    is_remembered,
    issue_releases,
    issues,
    notices,
    turns,
)
from storage.pseudonyms import Pseudonyms, is_known
from storage.tables import questions

__all__ = ["Kept", "Retention"]

KIND = "forgetting"
"""Under which `notices` says when the last run began."""
MOST, LEAST = 200, 20
"""Rows of a batch: as many as fit into `SECONDS`."""
SECONDS = 0.025
"""Of a batch at most, or the next one is smaller."""
REST = 3
"""Times as long as a batch took nobody is in others' way."""

_CLOSED = tuple(state.value for state in CLOSED)

Step = Callable[[AsyncConnection, int], Awaitable[int]]
"""Forgets so many rows at most; how many those were, 0 when it is done."""


@dataclass(frozen=True, slots=True)
class Kept:
    """For how long; None: for ever."""

    questions: timedelta | None
    names: timedelta | None
    """Who got a digest; afterwards the ledger holds pseudonyms, and the digest's text is gone."""
    rows: timedelta | None
    """The rows of the ledger themselves; not shorter than `names`."""
    drafts: timedelta | None
    """Those that were discarded, and the parts of merged ones that are decided on; what the log quotes of
    them goes, too."""
    updates: timedelta | None
    """As they came from Telegram, of every bot that this database has had."""


class Retention:
    def __init__(self, database: Database, kept: Kept) -> None:
        self._database = database
        self._kept = kept

    async def take_turn(self, since: datetime, now: datetime) -> bool:
        """Whether nobody has begun since then: of several processes one gets True, once."""
        # A time to come was written by a clock that has been set back since.
        free = or_(notices.c.told_at < since, notices.c.told_at > now)
        async with self._database.writing() as connection:
            taken = (
                insert(connection, notices)
                .values(kind=KIND, told_at=now)
                .on_conflict_do_update(index_elements=[notices.c.kind], set_={"told_at": now}, where=free)
                .returning(notices.c.kind)
            )
            return (await connection.execute(taken)).first() is not None

    async def run(self, now: datetime) -> Mapping[str, int]:
        """Forget all that is old by now; how many rows of what. Raises StorageError; then the rest waits for
        the next run."""
        kept, done = self._kept, {}
        if kept.questions is not None:
            done["questions"] = await self._all(_old_questions(now - kept.questions))
        if kept.names is not None:
            done["names"] = await self._all(_Names(now - kept.names, now))
        if kept.rows is not None:
            done["rows"] = await self._all(_old_rows(now - kept.rows))
        if kept.drafts is not None:
            done["drafts"] = await self._all(_old_drafts(now - kept.drafts))
        if kept.updates is not None:
            done["updates"] = await self._all(_old_updates(now - kept.updates))
        await self._database.shed()
        return done

    async def _all(self, step: Step) -> int:
        total, size = 0, MOST
        while True:
            begun = time.monotonic()
            async with self._database.writing() as connection:
                number = await step(connection, size)
            if not number:
                return total
            total += number
            seconds = time.monotonic() - begun
            size = max(size // 2, LEAST) if seconds > SECONDS else min(size * 2, MOST)
            await asyncio.sleep(REST * seconds)


def _old_questions(before: datetime) -> Step:
    async def step(connection: AsyncConnection, most: int) -> int:
        old = (
            select(questions.c.id)
            .where(questions.c.asked_at < before)
            .order_by(questions.c.asked_at)
            .limit(most)
        )
        return (await connection.execute(delete(questions).where(questions.c.id.in_(old)))).rowcount

    return step


class _Names:
    """Issue after issue: first the rows lose their names, then the issue its text."""

    def __init__(self, before: datetime, now: datetime) -> None:
        self._before = before
        self._now = now
        self._pseudonyms = Pseudonyms()
        self._open: set[int] = set()
        """Issues of which something is still under way, against all expectation: left for another day."""

    async def __call__(self, connection: AsyncConnection, most: int) -> int:
        oldest = (
            select(issues.c.id)
            .where(is_remembered, issues.c.expires_at < self._before, issues.c.id.not_in(self._open))
            .order_by(issues.c.expires_at)
            .limit(1)
        )
        issue_id = await connection.scalar(oldest)
        if issue_id is None:
            return 0
        number = await self._unname(connection, issue_id, most)
        if number:
            return number
        left = select(deliveries.c.id).where(
            deliveries.c.issue_id == issue_id, is_known(deliveries.c.chat_id)
        )
        if await connection.scalar(left.limit(1)) is not None:
            self._open.add(issue_id)
        else:
            await self._wipe(connection, issue_id)
        return 1

    async def _unname(self, connection: AsyncConnection, issue_id: int, most: int) -> int:
        named = (deliveries.c.issue_id == issue_id) & is_known(deliveries.c.chat_id) & ~is_open
        rows = select(deliveries.c.id, deliveries.c.chat_id).where(named).order_by(deliveries.c.chat_id)
        values = [
            {"row": row.id, "chat": self._pseudonyms.of(row.chat_id)}
            for row in await connection.execute(rows.limit(most))
        ]
        if values:
            await connection.execute(_UNNAME_DELIVERY, values)
            return len(values)
        theirs = select(turns).where(turns.c.issue_id == issue_id, is_known(turns.c.chat_id)).limit(most)
        values = [
            {"was": row.chat_id, "in": row.thread_id, "on": row.day, "as": row.slot}
            | {"chat": self._pseudonyms.of(row.chat_id)}
            for row in await connection.execute(theirs)
        ]
        if values:
            await connection.execute(_UNNAME_TURN, values)
        return len(values)

    async def _wipe(self, connection: AsyncConnection, issue_id: int) -> None:
        """What its readers had chosen stands in a digest's profile as a hash; a bulletin's is its name."""
        wiped = update(issues).where(issues.c.id == issue_id)
        await connection.execute(wiped.values(parts=[], forgotten_at=self._now))
        await connection.execute(wiped.where(~is_bulletin).values(profile=f"forgotten {issue_id}"))
        await connection.execute(delete(issue_releases).where(issue_releases.c.issue_id == issue_id))


_UNNAME_DELIVERY = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"))
    .values(chat_id=bindparam("chat"), message_id=None, error=None)
)
_UNNAME_TURN = (
    update(turns)
    .where(
        turns.c.chat_id == bindparam("was"),
        turns.c.thread_id == bindparam("in"),
        turns.c.day == bindparam("on"),
        turns.c.slot == bindparam("as"),
    )
    .values(chat_id=bindparam("chat"))
)


def _old_rows(before: datetime) -> Step:
    async def step(connection: AsyncConnection, most: int) -> int:
        oldest = (
            select(issues.c.id)
            .where(issues.c.composed_at < before, issues.c.expires_at < before, ~is_remembered)
            .order_by(issues.c.composed_at)
            .limit(1)
        )
        issue_id = await connection.scalar(oldest)
        if issue_id is None:
            return 0
        some = select(deliveries.c.id).where(deliveries.c.issue_id == issue_id).limit(most)
        gone = await connection.execute(delete(deliveries).where(deliveries.c.id.in_(some)))
        if gone.rowcount:
            return gone.rowcount
        return await _delete_empty(connection, issue_id, most)

    return step


async def _delete_empty(connection: AsyncConnection, issue_id: int, most: int) -> int:
    """Its turns, then the issue itself."""
    key = tuple_(*turns.primary_key)
    some = select(*turns.primary_key).where(turns.c.issue_id == issue_id).limit(most)
    gone = await connection.execute(delete(turns).where(key.in_(some)))
    if gone.rowcount:
        return gone.rowcount
    return (await connection.execute(delete(issues).where(issues.c.id == issue_id))).rowcount


def _old_drafts(before: datetime) -> Step:
    """A draft does not say when it was discarded; its last line in the log does. One that was merged goes as
    long after the last line of what it became part of, once that is decided on."""
    whole = drafts.alias("whole")
    open_still = select(whole.c.id).where(whole.c.id == drafts.c.merged_into, ~whole.c.state.in_(_CLOSED))
    merged = and_(
        drafts.c.state == DraftState.MERGED.value,
        ~open_still.exists(),
        ~_said(drafts.c.merged_into, before).exists(),
    )
    gone = or_(drafts.c.state == DraftState.DISCARDED.value, merged)

    async def step(connection: AsyncConnection, most: int) -> int:
        old = select(drafts.c.id).where(gone, ~_said(drafts.c.id, before).exists()).limit(most)
        ids = (await connection.scalars(old)).all()
        if ids:
            await wipe(connection, [f"draft {each}" for each in ids])
            await connection.execute(delete(drafts).where(drafts.c.id.in_(ids)))
        return len(ids)

    return step


def _said(draft_id: Column[int], since: datetime) -> Select[tuple[int]]:
    """Lines about that draft."""
    subject = literal("draft ").concat(cast(draft_id, String))
    return select(audit.c.id).where(audit.c.subject == subject, audit.c.at >= since)


def _old_updates(before: datetime) -> Step:
    """Answered, set aside, or waiting for a bot after which another one came: its token is not used any more.
    What waits for the newest one is answered when that runs again, however long it stood still."""
    newer = inbox.alias("newer")
    succeeded = select(newer.c.bot_id).where(
        newer.c.bot_id != inbox.c.bot_id, newer.c.received_at > inbox.c.received_at
    )
    key = tuple_(*inbox.primary_key)

    async def step(connection: AsyncConnection, most: int) -> int:
        old = (
            select(*inbox.primary_key)
            .where(inbox.c.received_at < before, or_(is_done, succeeded.exists()))
            .order_by(inbox.c.received_at)
            .limit(most)
        )
        return (await connection.execute(delete(inbox).where(key.in_(old)))).rowcount

    return step
