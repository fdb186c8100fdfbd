"""Everything the database holds of a person (or of a group or channel), found by their id.

`HELD` names every column in which such an id stands: what is exported, and what erasure (`storage.erasure`)
goes through. A test holds it to the tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.desk_tables import audit, corrections, draft_cards, draft_messages, drafts, invitations, staff
from storage.inbox import inbox
from storage.ledger_tables import deliveries, holds, is_bulletin, issues, turns
from storage.regrouping import regroupings
from storage.source_tables import feeds
from storage.tables import questions, subscribers
from storage.verdicts import verdicts

__all__ = ["ELSEWHERE", "HELD", "Held", "Personal", "delivered_to"]

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Held:
    """A column that says whose a row is."""

    section: str
    """Of the document that they are given."""
    table: Table
    column: str
    shown: tuple[str, ...] = ()
    """Columns that tell of them; empty: all. What others wrote, and who they are, is not theirs."""
    hidden: tuple[str, ...] = ()

    def of(self, chat_id: int) -> ColumnElement[bool]:
        return delivered_to(chat_id) if self.table is deliveries else self.table.c[self.column] == chat_id


HELD = (
    Held("settings", subscribers, "chat_id"),
    Held("places_set_up", subscribers, "host_id", ("chat_id", "thread_id", "title", "active")),
    Held("questions", questions, "chat_id", ("text", "asked_at")),
    Held("digests", deliveries, "chat_id"),
    Held("digest_days", turns, "chat_id"),
    Held("telegram_asked_to_wait", holds, "chat_id"),
    Held("role", staff, "person_id"),
    Held("invitations_made", invitations, "made_by", hidden=("token", "used_by")),
    Held("invitations_used", invitations, "used_by", ("role", "expires_at")),
    Held("drafts", drafts, "author_id", hidden=("mark", "changed_by")),
    Held("drafts_sent_here", drafts, "chat_id", ("id",)),
    Held("drafts_changed", drafts, "changed_by", ("id", "state", "revision")),
    Held("draft_messages", draft_messages, "chat_id"),
    Held("draft_cards", draft_cards, "chat_id"),
    Held("corrections", corrections, "person_id"),
    Held("same_or_not", verdicts, "person_id", ("one_id", "other_id", "verdict", "made_at")),
    Held("stories_regrouped", regroupings, "person_id", ("act", "one_id", "other_id", "made_at", "undone")),
    Held("feeds_added", feeds, "added_by", ("address", "title", "mode", "paused")),
    Held("log", audit, "person_id"),
    Held("messages_being_answered", inbox, "chat_id", ("update_id", "body", "received_at")),
)
ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("questions", "person_id"): "asked in private and inline only, where chat_id is the same number",
}
"""Columns that may hold such an id and are not in `HELD`, each with the reason."""


def delivered_to(chat_id: int) -> ColumnElement[bool]:
    """Of `deliveries`: those to the chat. Their issues are known by the chat's turns, or are bulletins:
    without them the whole ledger would be read."""
    theirs = select(turns.c.issue_id).where(turns.c.chat_id == chat_id)
    bulletins = select(issues.c.id).where(is_bulletin)
    return deliveries.c.issue_id.in_(theirs.union(bulletins)) & (deliveries.c.chat_id == chat_id)


class Personal:
    """The port `news.ports.Personal`, its reading half."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, chat_id: int) -> dict[str, Any]:
        async with self._database.reading() as connection:
            document: dict[str, Any] = {}
            for held in HELD:
                if held.table is deliveries:
                    found = await _digests(connection, chat_id)
                else:
                    found = await _rows(connection, held, chat_id)
                if found:
                    document[held.section] = found
            return document


async def _rows(connection: AsyncConnection, held: Held, chat_id: int) -> list[dict[str, Any]]:
    names = held.shown or tuple(held.table.columns.keys())
    columns = [held.table.c[name] for name in names if name not in held.hidden]
    asked = select(*columns).where(held.of(chat_id)).order_by(*held.table.primary_key)
    found = await connection.execute(asked)
    return [_said(dict(row)) for row in found.mappings()]


async def _digests(connection: AsyncConnection, chat_id: int) -> list[dict[str, Any]]:
    """Each issue that went to the chat, or was to go, with its messages as they were sent."""
    sent = (
        select(deliveries, issues.c.composed_at)
        .join(issues, issues.c.id == deliveries.c.issue_id)
        .where(delivered_to(chat_id))
        .order_by(deliveries.c.issue_id, deliveries.c.thread_id, deliveries.c.part)
    )
    found: dict[tuple[int, int], dict[str, Any]] = {}
    texts: dict[int, list[Any]] = {}
    for row in (await connection.execute(sent)).all():
        if row.issue_id not in texts:
            frozen = await connection.scalar(select(issues.c.parts).where(issues.c.id == row.issue_id))
            texts = {row.issue_id: frozen or []}
        digest = found.setdefault(
            (row.issue_id, row.thread_id),
            _said({"digest": row.issue_id, "thread_id": row.thread_id, "composed_at": row.composed_at})
            | {"messages": []},
        )
        parts = texts[row.issue_id]
        digest["messages"].append(
            _said(
                {
                    "state": row.state,
                    "message_id": row.message_id,
                    "attempts": row.attempts,
                    "remark": row.error,
                    "html": parts[row.part]["html"] if row.part < len(parts) else None,
                }
            )
        )
    return list(found.values())


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """As JSON says it; what is not set is left out."""
    if isinstance(days := row.get("weekdays"), int):
        row["weekdays"] = [day for number, day in enumerate(WEEK) if days >> number & 1]
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date | datetime | time) else value
