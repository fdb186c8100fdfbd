"""Two drafts made one, and taken apart again, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Draft, DraftState, Pending, Piece
from storage import draft_rows
from storage.desk_tables import drafts
from storage.marks import mark

_OPEN, _MERGED = (DraftState.OPEN.value,), (DraftState.MERGED.value,)


async def merge(
    connection: AsyncConnection, whole: Pending, other: Pending, person_id: int, now: datetime
) -> Pending | None:
    """What `news.ports.Drafts.merge` promises."""
    own = mark(whole.revision, whole.chat_id, f"merged {whole.id} {other.id} {other.revision}")
    values = draft_rows.columns(whole.draft) | {
        "mark": own,
        "chat_id": whole.chat_id,
        "author_id": whole.author_id,
        "state": DraftState.OPEN.value,
        "revision": 1,
        "changed_by": person_id,
        "revises": whole.revises,
        "publish_at": whole.publish_at,
        "corrections": draft_rows.frozen(whole.corrections),
        "verdicts": draft_rows.listed(whole.verdicts),
        "source": whole.source,
    }
    if not await _stand(connection, whole, other):
        return None
    for part in (whole, other):
        await draft_rows.change(connection, part, person_id, _OPEN, state=DraftState.MERGED.value)
    made = draft_rows.pending_of(
        (await connection.execute(drafts.insert().values(**values).returning(drafts))).one()
    )
    parts = update(drafts).where(drafts.c.id.in_([whole.id, other.id]))
    await connection.execute(parts.values(merged_into=made.id))
    after = f"draft {whole.id}, draft {other.id}"
    await draft_rows.log(connection, now, person_id, "merge", made, after=after)
    return made


async def _stand(connection: AsyncConnection, *several: Pending) -> bool:
    """Whether all are open at these revisions, and stay so until the transaction ends."""
    known = select(drafts.c.id, drafts.c.revision).where(drafts.c.state.in_(_OPEN))
    own = known.where(drafts.c.id.in_([each.id for each in several])).order_by(drafts.c.id)
    rows = await connection.execute(own.with_for_update())
    return {row.id: row.revision for row in rows} == {each.id: each.revision for each in several}


async def split(
    connection: AsyncConnection, whole: Pending, person_id: int, now: datetime
) -> Sequence[Pending] | None:
    """What `news.ports.Drafts.split` promises."""
    merged = select(drafts).where(drafts.c.merged_into == whole.id).order_by(drafts.c.id)
    parts = [draft_rows.pending_of(row) for row in await connection.execute(merged)]
    discarded = {"state": DraftState.DISCARDED.value}
    if not parts or await draft_rows.change(connection, whole, person_id, _OPEN, **discarded) is None:
        return None
    opened = {"state": DraftState.OPEN.value, "merged_into": None}
    several = [await draft_rows.change(connection, part, person_id, _MERGED, **opened) for part in parts]
    before = ", ".join(f"draft {part.id}" for part in parts)
    await draft_rows.log(connection, now, person_id, "split", whole, before=before)
    return [each for each in several if each is not None]


async def rewrite(
    connection: AsyncConnection,
    whole: Pending,
    draft: Draft,
    parts: Mapping[int, Draft],
    piece: Piece,
    now: datetime,
) -> Pending | None:
    """What `news.ports.Drafts.rewrite_parts` promises."""
    changed = await draft_rows.retell(connection, whole, draft, now)
    if changed is not None:
        for part, text in parts.items():
            own = update(drafts).where(drafts.c.id == part)
            await connection.execute(own.values(**draft_rows.columns(text)))
        await draft_rows.keep_pieces(connection, next(iter(parts)), whole.chat_id, [piece])
    return changed
