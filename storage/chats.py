"""What happens to a chat as a whole, in the caller's transaction: it stops, or goes on under another id."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import DeliveryState
from storage.ledger_tables import deliveries, holds, is_pending, turns
from storage.pseudonyms import Pseudonyms
from storage.rows import portions
from storage.tables import subscribers


async def known(connection: AsyncConnection, places: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the (chat, thread) that have a row, which stays until the transaction ends: whoever was
    forgotten since they were looked up gets no row in the ledger."""
    chats = sorted({chat for chat, _ in places})
    found: set[tuple[int, int]] = set()
    for some in portions(chats):
        there = select(subscribers.c.chat_id, subscribers.c.thread_id).where(subscribers.c.chat_id.in_(some))
        rows = await connection.execute(there.with_for_update(read=True, key_share=True))
        found.update((row.chat_id, row.thread_id) for row in rows)
    return found


async def stop(connection: AsyncConnection, chat_id: int, reason: str, thread_id: int | None = None) -> None:
    """Its subscribers (or that topic's) are inactive, what waits for them fails."""
    await connection.execute(
        update(subscribers).where(_of(subscribers, chat_id, thread_id)).values(active=False, next_due_at=None)
    )
    await fail_pending(connection, chat_id, reason, thread_id)


async def fail_pending(
    connection: AsyncConnection, chat_id: int, reason: str, thread_id: int | None = None
) -> None:
    """What waits for the chat (or that topic; 0 is the chat itself) will not be sent."""
    await connection.execute(
        update(deliveries)
        .where(is_pending, _of(deliveries, chat_id, thread_id))
        .values(state=DeliveryState.FAILED.value, not_before=None, error=reason)
    )


async def rename(connection: AsyncConnection, old: int, new: int) -> None:
    """The group became a supergroup. Telegram may tell it twice, and somebody may have subscribed under the
    new id meanwhile: then that one goes on, and what still waited for the old id fails."""
    taken = select(subscribers.c.thread_id).where(subscribers.c.chat_id == new)
    threads = list((await connection.scalars(taken)).all())
    await connection.execute(
        update(subscribers)
        .where(subscribers.c.chat_id == old, subscribers.c.thread_id.not_in(threads))
        .values(chat_id=new)
    )
    await connection.execute(delete(subscribers).where(subscribers.c.chat_id == old))
    for thread_id in threads:
        await fail_pending(connection, old, "the group gets it under its new id", thread_id)
    await _rename_rows(connection, deliveries, ("issue_id", "thread_id", "part"), old, new)
    await _rename_rows(connection, turns, ("thread_id", "day", "slot"), old, new)
    await _rename_rows(connection, holds, (), old, new)
    await _end_old(connection, old, new)


async def _rename_rows(
    connection: AsyncConnection, table: Table, key: tuple[str, ...], old: int, new: int
) -> None:
    """But for those that stand under the new id already."""
    there = table.alias()
    same = and_(there.c.chat_id == new, *(there.c[name] == table.c[name] for name in key))
    await connection.execute(
        update(table)
        .where(table.c.chat_id == old, ~select(there.c.chat_id).where(same).exists())
        .values(chat_id=new)
    )


async def _end_old(connection: AsyncConnection, old: int, new: int) -> None:
    """Nothing keeps the old id: whoever asks to be forgotten under the new one would stay known by it. A turn
    of a day that has another one there leads to its deliveries still, in a slot in which none begins; what
    the new id got as well is counted under a pseudonym."""
    await connection.execute(
        update(turns).where(turns.c.chat_id == old, turns.c.slot >= 0).values(slot=-1 - turns.c.slot)
    )
    await _rename_rows(connection, turns, ("thread_id", "day", "slot"), old, new)
    await connection.execute(delete(holds).where(holds.c.chat_id == old))
    await fail_pending(connection, old, "the group gets it under its new id")
    pseudonym = Pseudonyms().of(old)
    for table in (turns, deliveries):
        await connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=pseudonym))


def _of(table: Table, chat_id: int, thread_id: int | None) -> ColumnElement[bool]:
    theirs: ColumnElement[bool] = table.c.chat_id == chat_id
    return theirs if thread_id is None else and_(theirs, table.c.thread_id == thread_id)
