"""The port `news.ports.Bulletins`: what goes to subscribers outside their digests; whom a release reached.

A bulletin is an issue whose window lies before every release: its deliveries are sent, resumed and counted
like those of a digest, and no reader's cursor moves by it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from news.models import RECALLED, Addressee, DeliveryState, Issue, Reach, Release, Subscriber, Tally, Unsent
from storage import chats, rows, told
from storage.database import Database, insert
from storage.issues import Issues, frozen
from storage.ledger_tables import (
    BEFORE_ALL,
    deliveries,
    is_bulletin,
    is_pending,
    is_sending,
    issue_releases,
    issues,
    withdrawals,
)
from storage.pseudonyms import is_known
from storage.subscribers import subscriber
from storage.tables import releases, subscribers

PENDING, SENDING = DeliveryState.PENDING.value, DeliveryState.SENDING.value
SENT, FAILED = DeliveryState.SENT.value, DeliveryState.FAILED.value


class Bulletins:
    def __init__(self, database: Database, ledger: Issues) -> None:
        """`ledger` stores the deliveries: in its own process, or in the queue of workers elsewhere."""
        self._database = database
        self._ledger = ledger

    async def push(self, issue: Issue, to: Sequence[Addressee], ready_at: datetime) -> bool:
        async with self._database.writing() as connection:
            values = {
                "profile": issue.profile,
                "after_id": BEFORE_ALL,
                "upto_id": BEFORE_ALL,
                "composed_at": issue.composed_at,
                "expires_at": issue.expires_at,
                "parts": [frozen(message) for message in issue.messages],
            }
            adding = insert(connection, issues).values(**values).on_conflict_do_nothing()
            number = (await connection.execute(adding.returning(issues.c.id))).scalar_one_or_none()
            if number is None:
                return False
            await told.keep(connection, number, issue)
            known = await chats.known(connection, ((each.chat_id, each.thread_id or 0) for each in to))
            for some in rows.portions([each for each in to if (each.chat_id, each.thread_id or 0) in known]):
                await self._ledger.store(
                    connection,
                    [
                        _delivery(number, part, each, issue, ready_at)
                        for each in some
                        for part in range(len(issue.messages))
                    ],
                )
            return True

    async def drop(self, issue_id: int, reason: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.issue_id == issue_id, is_pending)
                .values(state=FAILED, not_before=None, error=reason)
            )

    async def pushed(self, name: str) -> Mapping[int, tuple[str, frozenset[tuple[int, int | None]]]]:
        columns = select(issues.c.id, issues.c.profile, deliveries.c.chat_id, deliveries.c.thread_id)
        named = columns.outerjoin(deliveries, deliveries.c.issue_id == issues.c.id)
        profiles: dict[int, str] = {}
        to: defaultdict[int, set[tuple[int, int | None]]] = defaultdict(set)
        async with self._database.reading() as connection:
            for row in await connection.execute(named.where(issues.c.id.in_(_called(name)))):
                profiles[row.id] = row.profile
                if row.chat_id is not None:
                    to[row.id].add((row.chat_id, row.thread_id or None))
        return {issue: (profile, frozenset(to[issue])) for issue, profile in profiles.items()}

    async def recall(self, name: str, reason: str) -> int:
        async with self._database.writing() as connection:
            recalled = await connection.execute(
                update(deliveries)
                .where(deliveries.c.issue_id.in_(_called(name)), is_pending)
                .values(state=FAILED, not_before=None, error=reason)
            )
            return recalled.rowcount

    async def tally(self, name: str) -> Tally:
        several = (
            select(deliveries.c.state, deliveries.c.error, func.count())
            .where(deliveries.c.issue_id.in_(_called(name)))
            .group_by(deliveries.c.state, deliveries.c.error)
        )
        states: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        async with self._database.reading() as connection:
            for state, error, number in await connection.execute(several):
                states[state] += number
                if state not in (SENT, PENDING, SENDING):
                    reasons[error or "?"] += number
        recalled = reasons.pop(RECALLED, 0)
        waiting = states[PENDING] + states[SENDING]
        return Tally(states[SENT], waiting, reasons.total(), dict(reasons), recalled)

    async def active(self, beyond: Subscriber | None, limit: int) -> Sequence[Subscriber]:
        chat, thread = subscribers.c.chat_id, subscribers.c.thread_id
        several = select(subscribers).where(subscribers.c.active).order_by(chat, thread).limit(limit)
        if beyond is not None:
            same = (chat == beyond.chat_id) & (thread > (beyond.thread_id or 0))
            several = several.where((chat > beyond.chat_id) | same)
        async with self._database.reading() as connection:
            return [subscriber(row) for row in await connection.execute(several)]

    async def reach(self, release_id: int) -> Sequence[Reach]:
        found: dict[tuple[int, int | None], Reach] = {}
        async with self._database.reading() as connection:
            for row in await connection.execute(_reached(release_id)):
                to = Addressee(row.chat_id, row.thread_id or None, bool(row.active))
                # A message that was corrected before is told of by the correction alone.
                found[row.chat_id, row.message_id] = Reach(
                    row.issue_id, row.part, to, row.release_id, row.language
                )
        return list(found.values())

    async def unsent_with(self, release_id: int) -> Sequence[Unsent]:
        waiting = (
            select(*(issue_releases.c[name] for name in ("issue_id", "part", "language")), issues.c.upto_id)
            .join(issues, issues.c.id == issue_releases.c.issue_id)
            .join(
                deliveries,
                (deliveries.c.issue_id == issue_releases.c.issue_id)
                & (deliveries.c.part == issue_releases.c.part),
            )
            .where(told.is_version_of(release_id), deliveries.c.state.in_((PENDING, SENDING)))
            .distinct()
        )
        async with self._database.reading() as connection:
            return [
                Unsent(row.issue_id, row.part, row.language, row.upto_id != BEFORE_ALL)
                for row in await connection.execute(waiting)
            ]

    async def owe(self, release_id: int) -> None:
        async with self._database.writing() as connection:
            owing = insert(connection, withdrawals).values(release_id=release_id)
            await connection.execute(owing.on_conflict_do_nothing())

    async def owed(self) -> Sequence[tuple[Release, bool]]:
        async with self._database.reading() as connection:
            ids = select(withdrawals.c.release_id)
            since = select(releases.c.id, releases.c.withdrawn_at).where(releases.c.id.in_(ids))
            moments = {row.id: row.withdrawn_at for row in await connection.execute(since)}
            owed = await rows.load_where(connection, releases.c.id.in_(moments), withdrawn=True)
            return [(release, moments[release.id] is not None) for release in owed]

    async def settled(self, release_id: int) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(withdrawals).where(withdrawals.c.release_id == release_id))

    async def on_their_way(self, release_id: int, beside: str) -> int:
        on_their_way = (
            select(deliveries.c.id)
            .join(issue_releases, _told)
            .where(told.is_version_of(release_id), is_sending)
            .where(deliveries.c.issue_id.not_in(_called(beside)))
        )
        async with self._database.reading() as connection:
            counted = select(func.count()).select_from(on_their_way.distinct().subquery())
            return await connection.scalar(counted) or 0

    async def withdrawal(self, release_id: int) -> tuple[datetime, str] | None:
        own = (releases.c.id == release_id) & releases.c.withdrawn_at.is_not(None)
        moment = select(releases.c.withdrawn_at, releases.c.withdrawn_for).where(own)
        async with self._database.reading() as connection:
            row = (await connection.execute(moment)).first()
            return None if row is None else (row.withdrawn_at, row.withdrawn_for or "")

    async def versions_of(self, release_id: int) -> frozenset[int]:
        chain = (releases.c.id == release_id) | (releases.c.replaced_by == release_id)
        async with self._database.reading() as connection:
            return frozenset(await connection.scalars(select(releases.c.id).where(chain)))

    async def rewrite(self, issue_id: int, messages: Sequence[Any]) -> None:
        async with self._database.writing() as connection:
            parts = [frozen(message) for message in messages]
            await connection.execute(update(issues).where(issues.c.id == issue_id).values(parts=parts))


_told = (issue_releases.c.issue_id == deliveries.c.issue_id) & (issue_releases.c.part == deliveries.c.part)


def _called(name: str) -> Select[tuple[int]]:
    return select(issues.c.id).where(issues.c.profile.startswith(f"{name} ", autoescape=True), is_bulletin)


def _reached(release_id: int) -> Select[Any]:
    """Every message that arrived and tells of the release or of a version of it, the oldest first."""
    same = (issue_releases.c.issue_id == deliveries.c.issue_id) & (issue_releases.c.part == deliveries.c.part)
    theirs = (subscribers.c.chat_id == deliveries.c.chat_id) & (
        subscribers.c.thread_id == deliveries.c.thread_id
    )
    return (
        select(deliveries, issue_releases.c.release_id, issue_releases.c.language, subscribers.c.active)
        .join(issue_releases, same)
        .outerjoin(subscribers, theirs)
        .where(told.is_version_of(release_id), deliveries.c.state == SENT, is_known(deliveries.c.chat_id))
        .order_by(deliveries.c.id)
    )


def _delivery(issue_id: int, part: int, to: Addressee, issue: Issue, ready_at: datetime) -> dict[str, Any]:
    return {
        "issue_id": issue_id,
        "chat_id": to.chat_id,
        "thread_id": to.thread_id or 0,
        "part": part,
        "state": PENDING if to.subscribed else FAILED,
        "not_before": None if part or not to.subscribed else ready_at,
        "expires_at": issue.expires_at,
        "attempts": 0,
        "lost": 0,
        "error": None if to.subscribed else "no longer subscribed",
    }
