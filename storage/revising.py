"""A release that stands is changed: corrected, read anew, withdrawn, or deleted with all that leads to it.

Every function works inside the caller's transaction; the caller has its turn (`storage.publishing`).
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.corrections import corrected
from news.models import Draft, Release, Understood
from storage import amendments, index, rows
from storage.database import insert
from storage.inserting import insert_events
from storage.ledger_tables import withdrawals
from storage.standing import load, standing, standing_for
from storage.tables import events, parties, release_references, releases


async def revise(
    connection: AsyncConnection, release_id: int, understood: Understood, now: datetime | None
) -> Release:
    """Let a release that stands say this instead, under its own id, visible again where it was withdrawn.

    `now` is when it was changed, for readers to know; None: it was only read anew.
    """
    await index.remove(connection, [release_id])
    changed = {
        "title": understood.title,
        "published": understood.draft.published,
        "summary": list(understood.summary),
    }
    own = update(releases).where(releases.c.id == release_id)
    await connection.execute(own.values(**changed, withdrawn_at=None, withdrawn_for=None))
    if now is not None:
        await connection.execute(own.values(changed_at=now))
    await connection.execute(delete(withdrawals).where(withdrawals.c.release_id == release_id))
    elder = update(releases).where(releases.c.replaced_by == release_id)
    await connection.execute(elder.values(withdrawn_at=None))
    for table in (events, parties):
        await connection.execute(delete(table).where(table.c.release_id == release_id))
    if understood.event is not None:
        await insert_events(connection, [(release_id, understood.event)])
    (release,) = await index.put(connection, [await load(connection, release_id)])
    return release


async def reread(
    connection: AsyncConnection, release: Release, understand: Callable[[Draft], Understood]
) -> Release:
    """Read a release that stands with today's rules; what was set by hand stays."""
    read = understand(await amendments.as_read(connection, release))
    made = await amendments.of(connection, release.id)
    return await revise(connection, release.id, corrected(read, made), None)


async def withdraw(connection: AsyncConnection, release_id: int, why: str, now: datetime) -> Release | None:
    """Hide a release and all its versions from every reader, and remember that those who received it are to
    be told; None where it is hidden or unknown."""
    known = await standing(connection, standing_for(release_id))
    if known is None or known.withdrawn_at is not None:
        return None
    chain = or_(releases.c.id == known.id, releases.c.replaced_by == known.id)
    await connection.execute(
        update(releases).where(chain).values(withdrawn_at=now, withdrawn_for=why or None)
    )
    await connection.execute(
        insert(connection, withdrawals).values(release_id=known.id).on_conflict_do_nothing()
    )
    await index.remove(connection, [known.id])
    return await load(connection, known.id)


async def forget(connection: AsyncConnection, prefix: str) -> int:
    """Delete the releases that only references with this beginning lead to; the caller has its turn."""
    matching = release_references.c.reference.startswith(prefix, autoescape=True)
    holders = select(release_references.c.release_id)
    theirs = set(await connection.scalars(holders.where(matching)))
    if not theirs:
        return 0
    others = holders.where(release_references.c.release_id.in_(theirs) & ~matching)
    ids = theirs.difference(await connection.scalars(others))
    elder = list(await connection.scalars(select(releases.c.id).where(releases.c.replaced_by.in_(ids))))
    again = [release_id for release_id in elder if release_id not in ids]
    await index.remove(connection, sorted(ids))
    await connection.execute(update(releases).where(releases.c.id.in_(elder)).values(replaced_by=None))
    await connection.execute(delete(releases).where(releases.c.id.in_(ids)))
    await connection.execute(delete(release_references).where(matching))
    await index.put(connection, await rows.load_where(connection, releases.c.id.in_(again)))
    return len(ids)
