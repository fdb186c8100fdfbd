"""The first half of the port `news.ports.Ledger`: who is due, what was composed, who is to get it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Button, DeliveryState, Issue, Message, Replaces, Subscriber, Told, Turn
from storage import chats, told
from storage.database import Database, insert
from storage.ledger_tables import deliveries, is_open, issues, turns
from storage.subscribers import subscriber
from storage.tables import Instant, subscribers

ORDER = (subscribers.c.next_due_at, subscribers.c.chat_id, subscribers.c.thread_id)


_reader = and_(subscribers.c.chat_id == bindparam("chat"), subscribers.c.thread_id == bindparam("thread"))
_still_due = subscribers.c.next_due_at == bindparam("due")
COVERED = update(subscribers).where(_reader, _still_due).values(next_due_at=bindparam("next"))
SERVED = (
    update(subscribers)
    .where(_reader)
    .values(
        served_on=bindparam("day"),
        next_due_at=case((_still_due, bindparam("next", type_=Instant)), else_=subscribers.c.next_due_at),
    )
)
"""Both set when a reader is due again, unless that was changed meanwhile."""


class Issues:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime, limit: int, beyond: Subscriber | None = None) -> Sequence[Subscriber]:
        theirs = (deliveries.c.chat_id == subscribers.c.chat_id) & (
            deliveries.c.thread_id == subscribers.c.thread_id
        )
        under_way = select(deliveries.c.id).where(is_open, theirs).exists()
        waiting = (
            select(subscribers)
            .where(subscribers.c.next_due_at <= now, subscribers.c.active, ~under_way)
            .order_by(*ORDER)
            .limit(limit)
        )
        if beyond is not None:
            key = (beyond.next_due_at, beyond.chat_id, beyond.thread_id or 0)
            bound = (bindparam(None, value, column.type) for value, column in zip(key, ORDER, strict=True))
            waiting = waiting.where(tuple_(*ORDER) > tuple_(*bound))
        async with self._database.reading() as connection:
            return [subscriber(row) for row in await connection.execute(waiting)]

    async def find_issue(self, profile: str, after: int, upto: int) -> int | None:
        async with self._database.reading() as connection:
            return await _find(connection, profile, after, upto)

    async def add_issue(self, issue: Issue) -> int:
        async with self._database.writing() as connection:
            made = await connection.execute(
                insert(connection, issues)
                .values(
                    profile=issue.profile,
                    after_id=issue.after,
                    upto_id=issue.upto,
                    composed_at=issue.composed_at,
                    expires_at=issue.expires_at,
                    parts=[frozen(message) for message in issue.messages],
                )
                .on_conflict_do_nothing()
                .returning(issues.c.id)
            )
            new = made.scalar_one_or_none()
            if new is not None:
                await told.keep(connection, new, issue)
                return int(new)
            found = await _find(connection, issue.profile, issue.after, issue.upto)
            if found is None:
                raise LookupError("an issue that was just added is not there")
            return found

    async def enqueue(self, turns: Mapping[int, Sequence[Turn]], now: datetime) -> int:
        everybody = [turn for given in turns.values() for turn in given]
        if not everybody:
            return 0
        async with self._database.writing() as connection:
            parts = func.json_array_length(issues.c.parts).label("number")
            wanted = select(issues.c.id, issues.c.expires_at, parts).where(issues.c.id.in_(turns))
            made = {row.id: row for row in await connection.execute(wanted)}
            taken = await _take(connection, turns)
            rows = [
                {
                    "issue_id": issue_id,
                    "chat_id": chat_id,
                    "thread_id": thread_id,
                    "part": part,
                    "state": DeliveryState.PENDING.value,
                    "not_before": None if part else now,
                    "expires_at": made[issue_id].expires_at,
                    "attempts": 0,
                    "lost": 0,
                }
                for issue_id, chat_id, thread_id in taken
                for part in range(made[issue_id].number)
            ]
            if rows:
                await self.store(connection, rows)
            await connection.execute(SERVED, [_moved(turn) | {"day": turn.day} for turn in everybody])
            return len(taken)

    async def store(self, connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert pending deliveries, in the caller's transaction; none of what a group got before it became
        a supergroup that had subscribed itself: the chat has it."""
        await connection.execute(insert(connection, deliveries).on_conflict_do_nothing(), rows)

    async def cover(self, turns: Sequence[Turn], upto: int, now: datetime) -> None:
        if not turns:
            return
        covered = COVERED.values(cursor=upto, last_digest_at=now)
        async with self._database.writing() as connection:
            await connection.execute(covered, [_moved(turn) for turn in turns])

    async def messages(self, issue_id: int) -> tuple[Message, ...]:
        async with self._database.reading() as connection:
            parts = await connection.scalar(select(issues.c.parts).where(issues.c.id == issue_id))
            return tuple(thawed(part) for part in parts or ())


async def _find(connection: AsyncConnection, profile: str, after: int, upto: int) -> int | None:
    window = (issues.c.profile == profile, issues.c.after_id == after, issues.c.upto_id == upto)
    found: int | None = await connection.scalar(select(issues.c.id).where(*window))
    return found


async def _take(
    connection: AsyncConnection, wanted: Mapping[int, Sequence[Turn]]
) -> list[tuple[int, int, int]]:
    """(issue, chat, thread) of the turns that were still free: the database lets one process win each. Nobody
    who was forgotten since they were due is among them."""
    values: list[dict[str, Any]] = [
        {
            "chat_id": turn.chat_id,
            "thread_id": turn.thread_id or 0,
            "day": turn.day,
            "slot": turn.slot,
            "issue_id": issue_id,
        }
        for issue_id, given in wanted.items()
        for turn in given
    ]
    known = await chats.known(connection, ((each["chat_id"], each["thread_id"]) for each in values))
    values = [each for each in values if (each["chat_id"], each["thread_id"]) in known]
    if not values:
        return []
    free = insert(connection, turns).on_conflict_do_nothing()
    rows = await connection.execute(
        free.returning(turns.c.issue_id, turns.c.chat_id, turns.c.thread_id), values
    )
    return sorted((row.issue_id, row.chat_id, row.thread_id) for row in rows)


def _moved(turn: Turn) -> dict[str, Any]:
    return {
        "chat": turn.chat_id,
        "thread": turn.thread_id or 0,
        "due": turn.due_at,
        "next": turn.next_due_at,
    }


def frozen(message: Message) -> dict[str, Any]:
    buttons = [
        [{"text": button.text, "data": button.data, "url": button.url} for button in row]
        for row in message.buttons
    ]
    kept: dict[str, Any] = {"html": message.html, "buttons": buttons}
    if message.told:
        kept["told"] = [[each.release, each.html] for each in message.told]
    if message.replaces:
        kept["replaces"] = [message.replaces.issue, message.replaces.part, message.replaces.notice]
    return kept


def thawed(part: dict[str, Any]) -> Message:
    buttons = tuple(tuple(Button(**button) for button in row) for row in part["buttons"])
    pieces = tuple(Told(*each) for each in part.get("told", ()))
    replaces = Replaces(*part["replaces"]) if "replaces" in part else None
    return Message(part["html"], buttons, pieces, replaces)
