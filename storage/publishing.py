"""How releases come in: unique by content and by reference, in the order in which they become visible.

Every function works inside the caller's transaction. Many at once cost a few statements together, not a few
each: that is what makes an archive come in quickly.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from language.alphabet import canonical
from news.corrections import corrected
from news.models import (
    Added,
    AddResult,
    Corrections,
    Draft,
    Duplicate,
    Event,
    NewVersion,
    Published,
    Release,
    Revised,
    Understood,
)
from storage import amendments, index, rows, stories
from storage.tables import events, parties, release_references, releases, storable

PUBLISHING_LOCK = int.from_bytes(b"releases", signed=True)
"""Any number that no other lock of ours has."""

OWN_REFERENCE = re.compile(r"x\d")
"""How the references begin that we give to releases without one; a sender may use them too."""

_STANDING = func.coalesce(releases.c.replaced_by, releases.c.id)
"""The current release of the chain of versions to which a release belongs."""


@dataclass(frozen=True, slots=True)
class _Incoming:
    read: Understood
    key: bytes
    """Of what was read: a title set by hand does not make it another content."""
    corrections: Corrections = field(default_factory=dict)

    @property
    def understood(self) -> Understood:
        """As it is shown: what was set by hand laid over what was read."""
        return corrected(self.read, self.corrections)

    @property
    def reference(self) -> str | None:
        """As it will be stored; None where the sender has none."""
        return storable(self.read.draft.reference or "").strip() or None


@dataclass(frozen=True, slots=True)
class _Standing:
    """The current release to which a reference or a content leads."""

    id: int
    story: int
    version: int
    withdrawn_at: datetime | None


def content_key(title: str, text: str) -> bytes:
    """The same for every spelling of the same words: alphabet, apostrophes, case and spacing do not count."""
    words = " ".join(canonical(f"{title}\n{text}").split())
    return hashlib.sha256(words.encode("utf-8", "replace")).digest()


def standing_under(reference: str) -> Select[int]:
    """The id of the current release to which a reference leads: at most one."""
    return (
        select(_STANDING)
        .join(release_references, release_references.c.release_id == releases.c.id)
        .where(release_references.c.reference == reference)
    )


def standing_for(release_id: int) -> Select[int]:
    """The id of the newest version of a release."""
    return select(_STANDING).where(releases.c.id == release_id)


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


async def publish(
    connection: AsyncConnection,
    understood: Understood,
    corrections: Corrections,
    revises: int | None,
    person_id: int | None,
    now: datetime,
) -> Published:
    """Add what a person decided on, with what they set by hand; the caller has its turn.

    `revises` is a release that it corrects: with the same text it is changed in place, another text is its
    new version. The text of any release that stands is changed in place too, where something was set by hand.
    What was withdrawn comes back, for a person wants it so.
    """
    new = _Incoming(understood, content_key(understood.title, understood.text), corrections)
    known = None
    if revises is not None:
        known = await _standing(connection, standing_for(revises))
    elif new.reference:
        known = await _standing(connection, standing_under(new.reference))
    same = await connection.scalar(select(releases.c.id).where(releases.c.content_key == new.key))
    if same is None:
        return await _publish_new(connection, new, known, person_id, now)
    target = await _standing(connection, standing_for(same))
    corrects = known is not None and revises is not None and known.id == same
    if target is None or target.id != same or not (corrections or corrects or target.withdrawn_at):
        return await _add_again(connection, same, new.reference, known)
    made = corrections if corrects else {**await amendments.of(connection, same), **corrections}
    await amendments.keep(connection, same, understood, made, person_id, now)
    return Revised(await revise(connection, same, corrected(understood, made), now))


async def _publish_new(
    connection: AsyncConnection,
    new: _Incoming,
    known: _Standing | None,
    person_id: int | None,
    now: datetime,
) -> AddResult:
    kept = await amendments.of(connection, known.id) if known else {}
    whole = replace(new, corrections={**kept, **new.corrections})
    visible = replace(known, withdrawn_at=None) if known else None
    (release,) = await _insert(connection, [whole], visible, now)
    await amendments.keep(connection, release.id, new.read, whole.corrections, person_id, now)
    if known is None:
        return Added(release)
    return NewVersion(release, await _replace(connection, known, release.id))


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
    await connection.execute(own.values(**changed, withdrawn_at=None))
    if now is not None:
        await connection.execute(own.values(changed_at=now))
    elder = update(releases).where(releases.c.replaced_by == release_id)
    await connection.execute(elder.values(withdrawn_at=None))
    for table in (events, parties):
        await connection.execute(delete(table).where(table.c.release_id == release_id))
    if understood.event is not None:
        await _insert_events(connection, [(release_id, understood.event)])
    (release,) = await index.put(connection, [await _load(connection, release_id)])
    return release


async def reread(
    connection: AsyncConnection, release: Release, understand: Callable[[Draft], Understood]
) -> Release:
    """Read a release that stands with today's rules; what was set by hand stays."""
    read = understand(await amendments.as_read(connection, release))
    made = await amendments.of(connection, release.id)
    return await revise(connection, release.id, corrected(read, made), None)


async def withdraw(connection: AsyncConnection, release_id: int, now: datetime) -> Release | None:
    """Hide a release and all its versions from every reader; None where it is hidden or unknown."""
    known = await _standing(connection, standing_for(release_id))
    if known is None or known.withdrawn_at is not None:
        return None
    chain = or_(releases.c.id == known.id, releases.c.replaced_by == known.id)
    await connection.execute(update(releases).where(chain).values(withdrawn_at=now))
    await index.remove(connection, [known.id])
    return await _load(connection, known.id)


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


async def _add_portion(
    connection: AsyncConnection, several: Sequence[Understood], now: datetime
) -> list[AddResult]:
    incoming = [_Incoming(each, content_key(each.title, each.text)) for each in several]
    taken = await _taken(connection, incoming)
    results: list[AddResult] = []
    fresh: list[_Incoming] = []
    for each in incoming:
        marks = {each.key, each.reference or each.key}
        if taken.isdisjoint(marks) and not OWN_REFERENCE.match(each.reference or ""):
            fresh.append(each)
        else:
            # Those before it come first: it may be a version or a duplicate of one of them.
            results += [Added(release) for release in await _insert(connection, fresh, None, now)]
            fresh = []
            results.append(await _add_to_known(connection, each, now))
        taken |= marks
    results += [Added(release) for release in await _insert(connection, fresh, None, now)]
    return results


async def _taken(connection: AsyncConnection, incoming: Sequence[_Incoming]) -> set[bytes | str]:
    """The content keys and references among these that are stored already."""
    keys = select(releases.c.content_key).where(releases.c.content_key.in_([each.key for each in incoming]))
    references = [each.reference for each in incoming if each.reference is not None]
    return {*await connection.scalars(keys), *await _stored_references(connection, references)}


async def _stored_references(connection: AsyncConnection, references: Sequence[str]) -> set[str]:
    stored = select(release_references.c.reference).where(release_references.c.reference.in_(references))
    return set(await connection.scalars(stored)) if references else set()


async def _add_to_known(connection: AsyncConnection, new: _Incoming, now: datetime) -> AddResult:
    """Add what has a reference or a content that is stored already."""
    known = await _standing(connection, standing_under(new.reference)) if new.reference else None
    same = await connection.scalar(select(releases.c.id).where(releases.c.content_key == new.key))
    if same is not None:
        return await _add_again(connection, same, new.reference, known)
    if known is None:
        (release,) = await _insert(connection, [new], None, now)
        return Added(release)
    # What people set by hand in the version before it stays so.
    kept = replace(new, corrections=await amendments.of(connection, known.id))
    (release,) = await _insert(connection, [kept], known, now)
    await amendments.keep(connection, release.id, new.read, kept.corrections, None, now)
    return NewVersion(release, await _replace(connection, known, release.id))


async def _add_again(
    connection: AsyncConnection, same: int, reference: str | None, known: _Standing | None
) -> AddResult:
    """The content is there: its reference becomes an alias, even if it led to another text until now.

    A text that was replaced stays so: an archive that is imported twice brings no old version back.
    """
    if reference is not None:
        await _refer(connection, same, reference)
    target = await _standing(connection, standing_for(same))
    if known is None or target is None or known.id == target.id:
        return Duplicate(await _load(connection, same))
    replaced = await _replace(connection, known, target.id)
    await stories.merge(connection, *sorted((known.story, target.story)))
    return NewVersion(await _load(connection, target.id), replaced)


async def _standing(connection: AsyncConnection, ids: Select[int]) -> _Standing | None:
    columns = select(releases.c.id, releases.c.story, releases.c.version, releases.c.withdrawn_at)
    row = (await connection.execute(columns.where(releases.c.id.in_(ids)))).first()
    return None if row is None else _Standing(*row)


async def _replace(connection: AsyncConnection, old: _Standing, new: int) -> Release:
    """Let the new release stand where the old one stood, and lead its elder versions there too."""
    chain = or_(releases.c.id == old.id, releases.c.replaced_by == old.id)
    await connection.execute(update(releases).where(chain).values(replaced_by=new))
    await index.remove(connection, [old.id])
    return await _load(connection, old.id)


async def _load(connection: AsyncConnection, release_id: int) -> Release:
    return (await rows.load_where(connection, releases.c.id == release_id, withdrawn=True))[0]


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


async def _insert(
    connection: AsyncConnection, fresh: Sequence[_Incoming], known: _Standing | None, now: datetime
) -> list[Release]:
    """Store them with their references, events and parties; `known` is the release that they succeed."""
    if not fresh:
        return []
    inserting = releases.insert().returning(releases.c.id, sort_by_parameter_order=True)
    columns = [_release_columns(each, known, now) for each in fresh]
    ids = list(await connection.scalars(inserting, columns))
    if known is None:
        own = update(releases).where(releases.c.id.in_(ids)).values(story=releases.c.id)
        await connection.execute(own)
    await _insert_references(connection, fresh, ids)
    told = [(own, each.understood.event) for own, each in zip(ids, fresh, strict=True)]
    await _insert_events(connection, [(own, event) for own, event in told if event is not None])
    stored = await rows.load_where(connection, releases.c.id.in_(ids), withdrawn=True)
    return stored if known and known.withdrawn_at else await index.put(connection, stored)


async def _insert_references(
    connection: AsyncConnection, fresh: Sequence[_Incoming], ids: Sequence[int]
) -> None:
    """Each gets its sender's reference or `x<id>`, which a sender may have used already."""
    given = {each.reference for each in fresh}
    used = given | await _stored_references(connection, [f"x{release_id}" for release_id in ids])
    values = []
    for each, release_id in zip(fresh, ids, strict=True):
        own = f"x{release_id}" if f"x{release_id}" not in used else f"x{release_id}-{each.key.hex()[:8]}"
        values.append({"release_id": release_id, "position": 0, "reference": each.reference or own})
    await connection.execute(release_references.insert(), values)


async def _insert_events(connection: AsyncConnection, told: Sequence[tuple[int, Event]]) -> None:
    if told:
        await connection.execute(events.insert(), [_event_columns(*each) for each in told])
    names = [
        {"release_id": release_id, "role": role, "position": position, "name": name}
        for release_id, event in told
        for role, those in (("organiser", event.organisers), ("participant", event.participants))
        for position, name in enumerate(those)
    ]
    if names:
        await connection.execute(parties.insert(), names)


def _release_columns(new: _Incoming, known: _Standing | None, now: datetime) -> dict[str, object]:
    understood = new.understood
    return {
        "content_key": new.key,
        "story": known.story if known else 0,
        "version": known.version + 1 if known else 1,
        "language": understood.language,
        "title": understood.title,
        "text": understood.text,
        "published": understood.draft.published,
        "url": understood.draft.url,
        "summary": list(understood.summary),
        "added_at": now,
        "changed_at": now if known else None,
        "withdrawn_at": known.withdrawn_at if known else None,
        "media": [[each.kind, each.file_id] for each in understood.draft.media],
    }


def _event_columns(release_id: int, event: Event) -> dict[str, object]:
    return {
        "release_id": release_id,
        "type": event.type.value,
        "status": event.status.value,
        "start_date": event.start,
        "end_date": event.end,
        "place": event.place,
        "country": event.country,
        "format": event.format.value,
        "topic": event.topic,
        "outcome": event.outcome,
        "evidence": [[each.field, each.sentence, each.rule] for each in event.evidence],
    }
