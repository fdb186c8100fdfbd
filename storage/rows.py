"""From rows to `Release`, many at once: three queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Event, EventType, Evidence, Format, Release, Status
from storage.tables import events, parties, release_references, releases

IS_CURRENT = releases.c.replaced_by.is_(None)
"""A release that readers may find: no newer version stands."""

_IDS_A_QUERY = 500


async def load(connection: AsyncConnection, ids: Iterable[int]) -> list[Release]:
    """The current releases of those ids, in the order of `ids`; an id that is not there is left out."""
    wanted = list(ids)
    found: dict[int, Release] = {}
    for start in range(0, len(wanted), _IDS_A_QUERY):
        some = wanted[start : start + _IDS_A_QUERY]
        found |= {
            release.id: release
            for release in await load_where(connection, releases.c.id.in_(some) & IS_CURRENT)
        }
    return [found[release_id] for release_id in wanted if release_id in found]


async def load_where(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Release]:
    """The releases of which `condition` (over the table `releases`) is true, by id."""
    rows = await connection.execute(
        select(releases, events)
        .outerjoin(events, events.c.release_id == releases.c.id)
        .where(condition)
        .order_by(releases.c.id)
    )
    main = rows.all()
    if not main:
        return []
    ids = select(releases.c.id).where(condition).scalar_subquery()
    references = await _references(connection, release_references.c.release_id.in_(ids))
    names = await _parties(connection, parties.c.release_id.in_(ids))
    return [_release(row, references[row.id], names) for row in main]


async def references_of(connection: AsyncConnection, stories: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Every reference under which some telling of each story came in, oldest telling first, none twice."""
    rows = await connection.execute(
        select(releases.c.story, release_references.c.reference)
        .join(releases, releases.c.id == release_references.c.release_id)
        .where(releases.c.story.in_(stories))
        .order_by(releases.c.id, release_references.c.position)
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for story, reference in rows:
        found[story][reference] = None
    return {story: tuple(references) for story, references in found.items()}


async def _references(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> dict[int, tuple[str, ...]]:
    rows = await connection.execute(
        select(release_references.c.release_id, release_references.c.reference)
        .where(condition)
        .order_by(release_references.c.release_id, release_references.c.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for release_id, reference in rows:
        found[release_id].append(reference)
    return {release_id: tuple(references) for release_id, references in found.items()}


async def _parties(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> dict[tuple[int, str], tuple[str, ...]]:
    rows = await connection.execute(
        select(parties.c.release_id, parties.c.role, parties.c.name)
        .where(condition)
        .order_by(parties.c.release_id, parties.c.role, parties.c.position)
    )
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for release_id, role, name in rows:
        found[release_id, role].append(name)
    return {key: tuple(names) for key, names in found.items()}


def _release(
    row: Row[Any], references: tuple[str, ...], names: dict[tuple[int, str], tuple[str, ...]]
) -> Release:
    return Release(
        id=row.id,
        reference=references[0],
        references=references,
        story=row.story,
        version=row.version,
        current=row.replaced_by is None,
        language=row.language,
        title=row.title,
        text=row.text,
        published=row.published,
        url=row.url,
        event=None if row.type is None else _event(row, names),
        summary=tuple(row.summary),
        added_at=row.added_at,
    )


def _event(row: Row[Any], names: dict[tuple[int, str], tuple[str, ...]]) -> Event:
    return Event(
        type=EventType(row.type),
        status=Status(row.status),
        start=row.start_date,
        end=row.end_date,
        place=row.place,
        country=row.country,
        format=Format(row.format),
        organisers=names.get((row.id, "organiser"), ()),
        participants=names.get((row.id, "participant"), ()),
        topic=row.topic,
        outcome=row.outcome,
        evidence=tuple(Evidence(*parts) for parts in row.evidence),
    )
