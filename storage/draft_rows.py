"""A draft as rows: what every change of one has in common, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.corrections import thawed
from news.models import CardField, Draft, DraftState, Media, Pending, Piece, Verdict, Verdicts
from storage import audit
from storage.database import insert
from storage.desk_tables import draft_messages, drafts

UNDECIDED = (DraftState.OPEN.value, DraftState.WAITING.value, DraftState.SCHEDULED.value)


async def change(
    connection: AsyncConnection,
    pending: Pending,
    person_id: int | None,
    only: Sequence[str] = UNDECIDED,
    **values: Any,
) -> Pending | None:
    """Set these columns of a draft that is in one of `only` and stands at this revision, else nothing."""
    mine = (drafts.c.id == pending.id) & (drafts.c.revision == pending.revision)
    changed = await connection.execute(
        update(drafts)
        .where(mine, drafts.c.state.in_(only))
        .values(**values, revision=pending.revision + 1, changed_by=person_id)
        .returning(drafts)
    )
    row = changed.first()
    return None if row is None else pending_of(row)


async def keep_pieces(
    connection: AsyncConnection, draft_id: int, chat_id: int, pieces: Sequence[Piece]
) -> None:
    for piece in pieces:
        values = {"draft_id": draft_id, "text": piece.text, "sent_at": piece.sent_at, "bundle": piece.bundle}
        await connection.execute(
            insert(connection, draft_messages)
            .values(chat_id=chat_id, message_id=piece.message_id, **values)
            .on_conflict_do_update(
                index_elements=[draft_messages.c.chat_id, draft_messages.c.message_id], set_=values
            )
        )


async def log(
    connection: AsyncConnection,
    at: datetime,
    person_id: int | None,
    action: str,
    pending: Pending,
    before: str | None = None,
    after: str | None = None,
) -> None:
    await audit.record(connection, at, person_id, action, f"draft {pending.id}", before, after)


def unread(pending: Pending) -> DraftState:
    """Where a draft stands that has another text now than the one that was decided on. What somebody approved
    for its author is handed in again; what a source wrote, whoever hands it in is to read first."""
    if pending.source is not None:
        return DraftState.OPEN
    if pending.state is not DraftState.SCHEDULED:
        return pending.state
    is_approved = pending.changed_by not in (None, pending.author_id)
    return DraftState.WAITING if is_approved else DraftState.OPEN


async def retell(
    connection: AsyncConnection, pending: Pending, draft: Draft, now: datetime
) -> Pending | None:
    """Another text for it, which nobody has agreed to: of a time that was set, only the hour stays."""
    state = unread(pending)
    changed = await change(connection, pending, pending.author_id, state=state.value, **columns(draft))
    if changed is not None:
        told = (None, None) if state is pending.state else (pending.state.value, state.value)
        await log(connection, now, pending.author_id, "rewrite", pending, *told)
    return changed


def columns(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "text": draft.text,
        "published": draft.published,
        "reference": draft.reference,
        "url": draft.url,
        "media": [[each.kind, each.file_id] for each in draft.media],
    }


def frozen(corrections: Mapping[CardField, tuple[str, ...]]) -> dict[str, list[str]]:
    return {field.value: list(value) for field, value in corrections.items()}


def listed(verdicts: Verdicts) -> list[list[int | str]]:
    return [[release, verdict.value] for release, verdict in verdicts.items()]


def pending_of(row: Row[Any]) -> Pending:
    draft = Draft(row.title, row.text, row.published, row.reference, row.url)
    media = tuple(Media(*each) for each in row.media or ())
    return Pending(
        id=row.id,
        chat_id=row.chat_id,
        author_id=row.author_id,
        draft=replace(draft, media=media),
        state=DraftState(row.state),
        revision=row.revision,
        corrections=thawed(row.corrections),
        publish_at=row.publish_at,
        revises=row.revises,
        release=row.release_id,
        verdicts={release: Verdict(said) for release, said in row.verdicts or ()},
        changed_by=row.changed_by,
        source=row.source,
        merged_into=row.merged_into,
        reason=row.reason or "",
    )
