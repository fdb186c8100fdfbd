"""How releases come in: unique by content and by reference, in the order in which they become visible.

Every function works inside the caller's transaction. Many at once cost a few statements together, not a few
each: that is what makes an archive come in quickly.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.corrections import corrected
from news.models import (
    Added,
    AddResult,
    Corrections,
    Duplicate,
    NewVersion,
    Published,
    Release,
    Revised,
    Understood,
    Verdicts,
)
from storage import amendments, index, regrouping, rows, verdicts
from storage.inserting import Incoming, content_key, insert, stored_references
from storage.revising import revise
from storage.standing import Standing, load, standing, standing_for, standing_under
from storage.tables import release_references, releases

PUBLISHING_LOCK = int.from_bytes(b"releases", signed=True)
"""Any number that no other lock of ours has."""

OWN_REFERENCE = re.compile(r"x\d")
"""How the references begin that we give to releases without one; a sender may use them too."""


async def take_turn(connection: AsyncConnection) -> None:
    """Wait until whoever publishes now has committed.

    So ids rise in the order in which they become visible, and two that add the same content see each other.
    On SQLite the transaction itself has seen to it.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(PUBLISHING_LOCK)))


async def add(connection: AsyncConnection, several: Sequence[Understood], now: datetime) -> list[AddResult]:
    """What `news.ports.Releases.add` promises for each, in their order; the caller has its turn."""
    results: list[AddResult] = []
    for some in rows.portions(several):
        results += await _add_portion(connection, some, now)
    return results


async def add_new(connection: AsyncConnection, understood: Understood, now: datetime) -> AddResult | None:
    """What `news.ports.Releases.add_new` promises; the caller has its turn."""
    new = Incoming(understood, content_key(understood.title, understood.text))
    known = await standing(connection, standing_under(new.reference)) if new.reference else None
    if known is not None and known.withdrawn_at is None:
        content = await connection.scalar(select(releases.c.content_key).where(releases.c.id == known.id))
        if content != new.key:
            return None
    return (await add(connection, [understood], now))[0]


async def publish(
    connection: AsyncConnection,
    understood: Understood,
    corrections: Corrections,
    revises: int | None,
    said: Verdicts,
    person_id: int | None,
    now: datetime,
) -> Published:
    """Add what a person decided on, with what they set by hand and said that it is to other releases; the
    caller has its turn.

    `revises` is a release that it corrects: with the same text it is changed in place, another text is its
    new version. The text of any release that stands is changed in place too, where something was set by hand.
    What was withdrawn comes back, for a person wants it so.
    """
    key = content_key(understood.title, understood.text)
    new = Incoming(understood, key, corrections, said, person_id)
    result = await _decided(connection, new, revises, person_id, now)
    if said:
        await regrouping.apply(connection, result.release.id, said, person_id, now)
        return replace(result, release=await load(connection, result.release.id))
    return result


async def _decided(
    connection: AsyncConnection, new: Incoming, revises: int | None, person_id: int | None, now: datetime
) -> Published:
    """What became of it."""
    known = None
    if revises is not None:
        known = await standing(connection, standing_for(revises))
    elif new.reference:
        known = await standing(connection, standing_under(new.reference))
    same = await connection.scalar(select(releases.c.id).where(releases.c.content_key == new.key))
    if same is None:
        shown = replace(known, withdrawn_at=None) if known else None
        return await _put_new(connection, new, shown, person_id, now)
    target = await standing(connection, standing_for(same))
    corrects = known is not None and revises is not None and known.id == same
    if target is None or target.id != same or not (new.corrections or corrects or target.withdrawn_at):
        return await _add_again(connection, same, new.reference, known)
    made = new.corrections if corrects else {**await amendments.of(connection, same), **new.corrections}
    await amendments.keep(connection, same, new.read, made, person_id, now)
    await verdicts.keep(connection, same, new.said, person_id, now)
    return Revised(await revise(connection, same, corrected(new.read, made), now))


async def _put_new(
    connection: AsyncConnection, new: Incoming, known: Standing | None, person_id: int | None, now: datetime
) -> AddResult:
    """Store a text that is not there yet; in the place of `known`, what people set by hand stays."""
    kept = await amendments.of(connection, known.id) if known else {}
    whole = replace(new, corrections={**kept, **new.corrections})
    (release,) = await insert(connection, [whole], known, now)
    if whole.corrections:
        await amendments.keep(connection, release.id, new.read, whole.corrections, person_id, now)
    if known is None:
        return Added(release)
    return NewVersion(release, await _replace(connection, known, release.id))


async def _add_portion(
    connection: AsyncConnection, several: Sequence[Understood], now: datetime
) -> list[AddResult]:
    incoming = [Incoming(each, content_key(each.title, each.text)) for each in several]
    taken = await _taken(connection, incoming)
    results: list[AddResult] = []
    fresh: list[Incoming] = []
    for each in incoming:
        marks = {each.key, each.reference or each.key}
        if taken.isdisjoint(marks) and not OWN_REFERENCE.match(each.reference or ""):
            fresh.append(each)
        else:
            # Those before it come first: it may be a version or a duplicate of one of them.
            results += [Added(release) for release in await insert(connection, fresh, None, now)]
            fresh = []
            results.append(await _add_to_known(connection, each, now))
        taken |= marks
    results += [Added(release) for release in await insert(connection, fresh, None, now)]
    return results


async def _taken(connection: AsyncConnection, incoming: Sequence[Incoming]) -> set[bytes | str]:
    """The content keys and references among these that are stored already."""
    keys = select(releases.c.content_key).where(releases.c.content_key.in_([each.key for each in incoming]))
    references = [each.reference for each in incoming if each.reference is not None]
    return {*await connection.scalars(keys), *await stored_references(connection, references)}


async def _add_to_known(connection: AsyncConnection, new: Incoming, now: datetime) -> AddResult:
    """Add what has a reference or a content that is stored already."""
    known = await standing(connection, standing_under(new.reference)) if new.reference else None
    same = await connection.scalar(select(releases.c.id).where(releases.c.content_key == new.key))
    if same is not None:
        return await _add_again(connection, same, new.reference, known)
    return await _put_new(connection, new, known, None, now)


async def _add_again(
    connection: AsyncConnection, same: int, reference: str | None, known: Standing | None
) -> AddResult:
    """The content is there: its reference becomes an alias, even if it led to another text until now.

    A text that was replaced stays so: an archive that is imported twice brings no old version back.
    """
    if reference is not None:
        await _refer(connection, same, reference)
    target = await standing(connection, standing_for(same))
    if known is None or target is None or known.id == target.id:
        return Duplicate(await load(connection, same))
    replaced = await _replace(connection, known, target.id)
    await regrouping.follow(connection, known, target)
    return NewVersion(await load(connection, target.id), replaced)


async def _replace(connection: AsyncConnection, old: Standing, new: int) -> Release:
    """Let the new release stand where the old one stood, and lead its elder versions there too."""
    chain = or_(releases.c.id == old.id, releases.c.replaced_by == old.id)
    await connection.execute(update(releases).where(chain).values(replaced_by=new))
    await index.remove(connection, [old.id])
    return await load(connection, old.id)


async def _refer(connection: AsyncConnection, release_id: int, reference: str) -> None:
    """Let the reference lead to the release, after those that do."""
    present = (
        await connection.execute(
            select(release_references.c.reference, release_references.c.position).where(
                release_references.c.release_id == release_id
            )
        )
    ).all()
    if reference not in {row.reference for row in present}:
        position = max(row.position for row in present) + 1
        values = {"release_id": release_id, "position": position, "reference": reference}
        await connection.execute(release_references.insert().values(values))
