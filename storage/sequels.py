"""Which release tells on of which: found when it comes in, among those of the days around its event."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Release, Status
from news.sequels import EARLIER, Account, continues, place_of
from storage import rows, vocabulary
from storage.entries import Row, day_of, entries, ids_between
from storage.tables import Id, events, metadata, releases

MOST = 200
"""Releases of the same days, the newest, among which what came before is looked for."""
_LONGEST = timedelta(days=7)
"""Of an event that lasts longer, so much is looked through."""

sequels = Table(
    "sequels",
    metadata,
    Column(
        "release_id",
        Id,
        ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("earlier_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), nullable=False, index=True),
)


async def find(connection: AsyncConnection, several: Sequence[Release], laid_out: Sequence[Row]) -> None:
    """Keep what each of these new releases tells on of; `laid_out` are their entries, stored already."""
    by_days: defaultdict[tuple[date, date], list[Account]] = defaultdict(list)
    for release, row in zip(several, laid_out, strict=True):
        event = release.event
        if event is not None and event.start is not None and event.status is not Status.ANNOUNCED:
            told = {
                "release_id": release.id,
                "story": release.story,
                "published": release.published,
                "status": event.status.value,
                "place": event.place,
            }
            by_days[day_of(row["id"]), row["last_day"]].append(_account({**row, **told}))
    found: list[dict[str, int]] = []
    for (first, last), news in by_days.items():
        before = await _around(connection, first, min(last, first + _LONGEST), {new.type for new in news})
        pairs = [(new, before[new.type]) for new in news if new.type in before]
        words = {key for new, olds in pairs for each in (new, *olds) for key in each.of_title}
        frequencies = await vocabulary.frequencies(connection, {vocabulary.ALL, *words}) if pairs else {}
        found += (pair for new, olds in pairs for pair in _best(new, olds, frequencies))
    if found:
        known = [pair["release_id"] for pair in found]
        await connection.execute(sequels.delete().where(sequels.c.release_id.in_(known)))
        await connection.execute(sequels.insert(), found)


async def earlier_of(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Release]:
    """Release -> the current version of what was released of its event before."""
    standing = func.coalesce(releases.c.replaced_by, releases.c.id)
    told = select(sequels.c.release_id, standing.label("earlier")).join(
        releases, releases.c.id == sequels.c.earlier_id
    )
    earlier: dict[int, int] = {}
    for some in rows.portions(sorted(ids)):
        pairs = await connection.execute(told.where(sequels.c.release_id.in_(some)))
        earlier |= {row.release_id: row.earlier for row in pairs}
    loaded = {release.id: release for release in await rows.load(connection, sorted({*earlier.values()}))}
    return {later: loaded[before] for later, before in earlier.items() if before in loaded}


def _best(new: Account, olds: Iterable[Account], frequencies: Mapping[str, int]) -> list[dict[str, int]]:
    """The surest; of equals the newest."""
    near = [(continues(new, old, frequencies), old.release) for old in olds]
    likeness, earlier = max(near, default=(0.0, 0))
    return [{"release_id": new.release, "earlier_id": earlier}] if likeness else []


async def _around(
    connection: AsyncConnection, first: date, last: date, kinds: Collection[str]
) -> dict[str, list[Account]]:
    """Releases about events of these kinds that began on these days or shortly before, by kind."""
    low, high = ids_between(first - min(EARLIER, first - date.min), last)
    columns = [entries.c[name] for name in ("id", "release_id", "last_day", "type", "title", "names", "body")]
    of_release = [releases.c[name] for name in ("story", "language", "published")]
    told = (
        select(*columns, *of_release, events.c.status, events.c.place)
        .join(releases, releases.c.id == entries.c.release_id)
        .join(events, events.c.release_id == entries.c.release_id)
        .where(entries.c.id.between(low, high), entries.c.type.in_(sorted(kinds)))
        .order_by(entries.c.release_id.desc())
        .limit(MOST)
    )
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for row in (await connection.execute(told)).mappings():
        found[row["type"]].append(_account(row))
    return found


def _account(row: Mapping[Any, Any]) -> Account:
    return Account(
        release=row["release_id"],
        story=row["story"],
        language=row["language"],
        published=row["published"],
        status=Status(row["status"]),
        type=row["type"],
        first_day=day_of(row["id"]),
        last_day=row["last_day"],
        place=place_of(row["place"]),
        title=row["title"],
        names=row["names"],
        body=row["body"],
    )
