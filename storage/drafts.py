"""The port `news.ports.Drafts` on a database; each method is one transaction, its line in the log too."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from news.models import (
    Card,
    CardField,
    Corrections,
    Draft,
    DraftState,
    Pending,
    Piece,
    Published,
    Understood,
    Verdict,
)
from storage import merging, publishing
from storage.database import Database, insert
from storage.desk_tables import draft_cards, draft_messages, drafts
from storage.draft_rows import (
    UNDECIDED,
    change,
    columns,
    frozen,
    keep_pieces,
    listed,
    log,
    pending_of,
    retell,
)
from storage.marks import mark
from storage.tables import is_id


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(
        self,
        chat_id: int,
        author_id: int,
        draft: Draft,
        update_id: int,
        now: datetime,
        *,
        pieces: Sequence[Piece] = (),
        revises: int | None = None,
        corrections: Corrections | None = None,
        source: str | None = None,
    ) -> Pending:
        own = mark(update_id, chat_id, f"{draft.title}\n{draft.text}")
        values = columns(draft) | {
            "mark": own,
            "chat_id": chat_id,
            "author_id": author_id,
            "state": DraftState.OPEN.value,
            "revision": 1,
            "revises": revises,
            "corrections": frozen(corrections or {}),
            "source": source,
        }
        async with self._database.writing() as connection:
            inserted = await connection.execute(
                insert(connection, drafts)
                .values(**values)
                .on_conflict_do_nothing(index_elements=[drafts.c.mark])
                .returning(drafts.c.id)
            )
            is_new = inserted.first() is not None
            opened = (await connection.execute(select(drafts).where(drafts.c.mark == own))).one()
            pending = pending_of(opened)
            if is_new:
                await keep_pieces(connection, opened.id, chat_id, pieces)
                await log(connection, now, author_id, "open", pending, after=draft.title or draft.text[:200])
            return pending

    async def get(self, draft_id: int) -> Pending | None:
        return await self._one(draft_id) if is_id(draft_id) else None

    async def rewrite(
        self, pending: Pending, draft: Draft, pieces: Sequence[Piece], now: datetime
    ) -> Pending | None:
        async with self._database.writing() as connection:
            changed = await retell(connection, pending, draft, now)
            if changed is not None:
                await keep_pieces(connection, pending.id, pending.chat_id, pieces)
            return changed

    async def correct(
        self,
        pending: Pending,
        field: CardField,
        value: tuple[str, ...] | None,
        was: tuple[str, ...],
        person_id: int,
        now: datetime,
    ) -> Pending | None:
        corrections = {name: set_ for name, set_ in pending.corrections.items() if name != field}
        if value is not None:
            corrections[field] = value
        async with self._database.writing() as connection:
            changed = await change(connection, pending, person_id, corrections=frozen(corrections))
            if changed is not None:
                before, after = _said(field, was), None if value is None else _said(field, value)
                await log(connection, now, person_id, "correct", pending, before, after)
            return changed

    async def time(
        self, pending: Pending, publish_at: datetime | None, person_id: int, now: datetime
    ) -> Pending | None:
        async with self._database.writing() as connection:
            changed = await change(connection, pending, pending.changed_by, publish_at=publish_at)
            if changed is not None:
                await log(
                    connection, now, person_id, "time", pending, _iso(pending.publish_at), _iso(publish_at)
                )
            return changed

    async def move(
        self,
        pending: Pending,
        state: DraftState,
        person_id: int,
        now: datetime,
        why: str | None = None,
        reason: str = "",
    ) -> Pending | None:
        async with self._database.writing() as connection:
            changed = await change(connection, pending, person_id, state=state.value, reason=reason or None)
            if changed is not None:
                after = ": ".join(filter(None, (state.value, why, reason)))
                await log(connection, now, person_id, "move", pending, pending.state.value, after)
            return changed

    async def relate(
        self, pending: Pending, release_id: int, verdict: Verdict | None, person_id: int, now: datetime
    ) -> Pending | None:
        before = pending.verdicts.get(release_id)
        said = {other: said for other, said in pending.verdicts.items() if other != release_id}
        if verdict is not None:
            said[release_id] = verdict
        values: dict[str, Any] = {"verdicts": listed(said)}
        if Verdict.VERSION in (before, verdict):
            values["revises"] = release_id if verdict is Verdict.VERSION else None
        async with self._database.writing() as connection:
            changed = await change(connection, pending, pending.changed_by, **values)
            if changed is not None:
                told = [each and f"{each.value}: release {release_id}" for each in (before, verdict)]
                await log(connection, now, person_id, "relate", pending, *told)
            return changed

    async def publish(
        self, pending: Pending, understood: Understood, person_id: int | None, now: datetime
    ) -> Published | None:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            done = DraftState.PUBLISHED.value
            changed = await change(connection, pending, pending.changed_by, state=done)
            if changed is None:
                return None
            result = await publishing.publish(
                connection,
                understood,
                pending.corrections,
                pending.revises,
                pending.verdicts,
                person_id,
                now,
            )
            own = update(drafts).where(drafts.c.id == pending.id)
            await connection.execute(own.values(release_id=result.release.id))
            outcome = f"{type(result).__name__}: release {result.release.id}"
            await log(connection, now, person_id, "publish", pending, pending.state.value, outcome)
            return result

    async def merge(self, whole: Pending, other: Pending, person_id: int, now: datetime) -> Pending | None:
        async with self._database.writing() as connection:
            return await merging.merge(connection, whole, other, person_id, now)

    async def parts(self, draft_id: int) -> Sequence[Pending]:
        return await self._several(drafts.c.merged_into == draft_id)

    async def split(self, whole: Pending, person_id: int, now: datetime) -> Sequence[Pending] | None:
        async with self._database.writing() as connection:
            return await merging.split(connection, whole, person_id, now)

    async def rewrite_parts(
        self, whole: Pending, draft: Draft, parts: Mapping[int, Draft], piece: Piece, now: datetime
    ) -> Pending | None:
        async with self._database.writing() as connection:
            return await merging.rewrite(connection, whole, draft, parts, piece, now)

    async def due(self, now: datetime) -> Sequence[Pending]:
        scheduled = drafts.c.state == DraftState.SCHEDULED.value
        return await self._several(scheduled & (drafts.c.publish_at <= now))

    async def undecided(self) -> Sequence[Pending]:
        return await self._several(drafts.c.state.in_(UNDECIDED))

    async def without_card(self) -> Sequence[Pending]:
        shown = select(draft_cards.c.draft_id).where(draft_cards.c.draft_id == drafts.c.id).exists()
        return await self._several(drafts.c.state.in_(UNDECIDED) & ~shown)

    async def show_on(self, draft_id: int, card: Card) -> None:
        async with self._database.writing() as connection:
            values = {"chat_id": card.chat_id, "message_id": card.message_id, "draft_id": draft_id}
            await connection.execute(
                insert(connection, draft_cards)
                .values(**values)
                .on_conflict_do_update(
                    index_elements=[draft_cards.c.chat_id, draft_cards.c.message_id],
                    set_={"draft_id": draft_id},
                )
            )

    async def hide(self, card: Card) -> None:
        shown = (draft_cards.c.chat_id == card.chat_id) & (draft_cards.c.message_id == card.message_id)
        async with self._database.writing() as connection:
            await connection.execute(draft_cards.delete().where(shown))

    async def cards(self, draft_id: int) -> Sequence[Card]:
        shown = select(draft_cards.c.chat_id, draft_cards.c.message_id).where(
            draft_cards.c.draft_id == draft_id
        )
        async with self._database.reading() as connection:
            return [Card(*row) for row in await connection.execute(shown.order_by(draft_cards.c.message_id))]

    async def on_card(self, card: Card) -> Pending | None:
        shown = (draft_cards.c.chat_id == card.chat_id) & (draft_cards.c.message_id == card.message_id)
        return await self._of(select(draft_cards.c.draft_id).where(shown))

    async def of_message(self, chat_id: int, message_id: int) -> Pending | None:
        came = (draft_messages.c.chat_id == chat_id) & (draft_messages.c.message_id == message_id)
        return await self._of(select(draft_messages.c.draft_id).where(came))

    async def pieces(self, pending: Pending) -> Sequence[Piece]:
        came = (
            select(draft_messages)
            .where(draft_messages.c.draft_id == pending.id)
            .order_by(draft_messages.c.message_id)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(came)
            return [Piece(row.message_id, row.text, row.sent_at, row.bundle) for row in rows]

    async def under_reference(self, source: str, reference: str) -> Pending | None:
        own = (drafts.c.source == source) & (drafts.c.reference == reference)
        return await self._of(select(func.max(drafts.c.id)).where(own & drafts.c.state.in_(UNDECIDED)))

    async def latest(self, chat_id: int, author_id: int) -> Pending | None:
        own = (drafts.c.chat_id == chat_id) & (drafts.c.author_id == author_id)
        is_open = drafts.c.state == DraftState.OPEN.value
        return await self._of(select(func.max(drafts.c.id)).where(own & is_open))

    async def _of(self, ids: Any) -> Pending | None:
        several = await self._several(drafts.c.id.in_(ids))
        return several[0] if several else None

    async def _one(self, draft_id: int) -> Pending | None:
        several = await self._several(drafts.c.id == draft_id)
        return several[0] if several else None

    async def _several(self, condition: Any) -> Sequence[Pending]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(drafts).where(condition).order_by(drafts.c.id))
            return [pending_of(row) for row in rows]


def _said(field: CardField, value: tuple[str, ...]) -> str:
    return f"{field.value}: {' | '.join(value)}"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
