"""A release as rows: itself, its references, its event and parties, and its entry in the index."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from language.alphabet import canonical
from news.corrections import corrected
from news.models import Corrections, Event, Release, Understood, Verdicts
from storage import index, rows, verdicts
from storage.standing import Standing
from storage.tables import events, parties, release_references, releases, storable

_KEYED = select(releases.c.id, releases.c.content_key)


@dataclass(frozen=True, slots=True)
class Incoming:
    read: Understood
    key: bytes
    """Of what was read: a title set by hand does not make it another content."""
    corrections: Corrections = field(default_factory=dict)
    said: Verdicts = field(default_factory=dict)
    """What a person said that it is to other releases, and who (None: the clock)."""
    person_id: int | None = None

    @property
    def understood(self) -> Understood:
        """As it is shown: what was set by hand laid over what was read."""
        return corrected(self.read, self.corrections)

    @property
    def reference(self) -> str | None:
        """As it will be stored; None where the sender has none."""
        return storable(self.read.draft.reference or "").strip() or None


def content_key(title: str, text: str) -> bytes:
    """The same for every spelling of the same words: alphabet, apostrophes, case and spacing do not count."""
    words = " ".join(canonical(f"{title}\n{text}").split())
    return hashlib.sha256(words.encode("utf-8", "replace")).digest()


async def insert(
    connection: AsyncConnection, fresh: Sequence[Incoming], known: Standing | None, now: datetime
) -> list[Release]:
    """Store them with their references, events and parties; `known` is the release that they succeed."""
    if not fresh:
        return []
    await connection.execute(releases.insert(), [_release_columns(each, known, now) for each in fresh])
    # Asked for together: SQLite tells the ids of many rows only where they are inserted one by one.
    stored_now = releases.c.content_key.in_([each.key for each in fresh])
    by_key = {row.content_key: row.id for row in await connection.execute(_KEYED.where(stored_now))}
    ids = [by_key[each.key] for each in fresh]
    if known is None:
        own = update(releases).where(releases.c.id.in_(ids)).values(story=releases.c.id)
        await connection.execute(own)
    await _insert_references(connection, fresh, ids)
    told = [(own, each.understood.event) for own, each in zip(ids, fresh, strict=True)]
    await insert_events(connection, [(own, event) for own, event in told if event is not None])
    for own, each in zip(ids, fresh, strict=True):
        # Before it is compared with others: what is apart is not even joined for a moment.
        await verdicts.keep(connection, own, each.said, each.person_id, now)
    stored = await rows.load_where(connection, releases.c.id.in_(ids), withdrawn=True)
    return stored if known and known.withdrawn_at else await index.put(connection, stored)


async def _insert_references(
    connection: AsyncConnection, fresh: Sequence[Incoming], ids: Sequence[int]
) -> None:
    """Each gets its sender's reference or `x<id>`, which a sender may have used already."""
    given = {each.reference for each in fresh}
    used = given | await stored_references(connection, [f"x{release_id}" for release_id in ids])
    values = []
    for each, release_id in zip(fresh, ids, strict=True):
        own = f"x{release_id}" if f"x{release_id}" not in used else f"x{release_id}-{each.key.hex()[:8]}"
        values.append({"release_id": release_id, "position": 0, "reference": each.reference or own})
    await connection.execute(release_references.insert(), values)


async def insert_events(connection: AsyncConnection, told: Sequence[tuple[int, Event]]) -> None:
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


async def stored_references(connection: AsyncConnection, references: Sequence[str]) -> set[str]:
    stored = select(release_references.c.reference).where(release_references.c.reference.in_(references))
    return set(await connection.scalars(stored)) if references else set()


def _release_columns(new: Incoming, known: Standing | None, now: datetime) -> dict[str, object]:
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
