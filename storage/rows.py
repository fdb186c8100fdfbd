"""From rows to `Release`, many at once: two queries whatever their number."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Event, EventType, Evidence, Format, Media, Release, Status
from storage.prepared import Prepared, listed
from storage.tables import events, parties, release_references, releases

IS_CURRENT = releases.c.replaced_by.is_(None) & releases.c.withdrawn_at.is_(None)
"""A release that readers may find: no newer version stands, nobody withdrew it."""

_AT_ONCE = 500

_Item = TypeVar("_Item")
_Names = defaultdict[tuple[int, str], tuple[str, ...]]
"""(release, role) -> names."""
_Ids = Sequence[int] | Select[Any]
Told = tuple[Release, tuple[str, ...]]
_OF_RELEASE = [column for column in releases.c if column is not releases.c.content_key]
_OF_EVENT = [column for column in events.c if column is not events.c.release_id]


async def load(connection: AsyncConnection, ids: Iterable[int]) -> list[Release]:
    """The current releases of those ids, in the order of `ids`; an id that is not there is left out."""
    wanted = list(ids)
    found: dict[int, Release] = {}
    for some in portions(wanted):
        current = releases.c.id.in_(some) & IS_CURRENT
        found |= {release.id: release for release in await load_where(connection, current)}
    return [found[release_id] for release_id in wanted if release_id in found]


async def load_where(
    connection: AsyncConnection, condition: ColumnElement[bool], *, withdrawn: bool = False
) -> list[Release]:
    """The releases of which `condition` (over the table `releases`) is true, by id: withdrawn ones only where
    the caller asks for them, for they are for no reader."""
    if not withdrawn:
        condition = condition & releases.c.withdrawn_at.is_(None)
    rows = (await connection.execute(_told(condition))).all()
    names: _Names = defaultdict(tuple)
    for some in portions([row.id for row in rows]):
        _add_names(await connection.execute(_named(some)), names)
    return [_release(row, names) for row in rows]


async def references_of(connection: AsyncConnection, stories: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Every reference under which some telling of each story came in, oldest telling first, none twice."""
    return _by_story(await connection.execute(_references(stories)))


def load_at_once(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Told]:
    """The current releases of those ids, in their order, each with the references of its story's tellings."""
    rows = _PREPARED["told"].all(connection, ids=ids)
    names: _Names = defaultdict(tuple)
    _add_names(_PREPARED["named"].all(connection, ids=ids), names)
    references = _by_story(_PREPARED["references"].all(connection, ids=[row.story for row in rows]))
    found = {row.id: (_release(row, names), references[row.story]) for row in rows}
    return [found[release_id] for release_id in ids if release_id in found]


def _told(condition: ColumnElement[bool]) -> Select[Any]:
    told = select(*_OF_RELEASE, *_OF_EVENT).outerjoin(events, events.c.release_id == releases.c.id)
    return told.where(condition).order_by(releases.c.id)


def _named(ids: _Ids) -> CompoundSelect[Any]:
    """The references of these releases and the parties of their events, each in its order."""
    references = select(
        release_references.c.release_id,
        literal("reference").label("role"),
        release_references.c.position,
        release_references.c.reference.label("name"),
    ).where(release_references.c.release_id.in_(ids))
    named = select(parties.c.release_id, parties.c.role, parties.c.position, parties.c.name).where(
        parties.c.release_id.in_(ids)
    )
    return union_all(references, named).order_by("release_id", "role", "position")


def _references(stories: _Ids) -> Select[Any]:
    return (
        select(releases.c.story, release_references.c.reference)
        .join(releases, releases.c.id == release_references.c.release_id)
        .where(releases.c.story.in_(stories), releases.c.withdrawn_at.is_(None))
        .order_by(releases.c.id, release_references.c.position)
    )


_PREPARED = {
    "told": Prepared(_told(releases.c.id.in_(listed("ids")) & IS_CURRENT)),
    "named": Prepared(_named(listed("ids"))),
    "references": Prepared(_references(listed("ids"))),
}


def _by_story(rows: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for story, reference in rows:
        found[story][reference] = None
    return {story: tuple(references) for story, references in found.items()}


def _add_names(rows: Iterable[Any], names: _Names) -> None:
    for release_id, role, _, name in rows:
        names[release_id, role] += (name,)


def portions(items: Sequence[_Item], size: int = _AT_ONCE) -> Iterator[Sequence[_Item]]:
    """As many at once as a statement can take parameters for, or fewer."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _release(row: Any, names: _Names) -> Release:
    references = names[row.id, "reference"]
    return Release(
        id=row.id,
        reference=references[0],
        references=references,
        story=row.story,
        version=row.version,
        current=row.replaced_by is None and row.withdrawn_at is None,
        language=row.language,
        title=row.title,
        text=row.text,
        published=row.published,
        url=row.url,
        event=None if row.type is None else _event(row, names),
        summary=tuple(row.summary),
        added_at=row.added_at,
        changed_at=row.changed_at,
        media=tuple(Media(*each) for each in row.media or ()),
    )


def _event(row: Any, names: _Names) -> Event:
    return Event(
        type=EventType(row.type),
        status=Status(row.status),
        start=row.start_date,
        end=row.end_date,
        place=row.place,
        country=row.country,
        format=Format(row.format),
        organisers=names[row.id, "organiser"],
        participants=names[row.id, "participant"],
        topic=row.topic,
        outcome=row.outcome,
        evidence=tuple(Evidence(*parts) for parts in row.evidence),
    )
