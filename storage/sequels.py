"""Which release tells on of which: found when it comes in, among those of the days around its event."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from json import dumps
from typing import Any

from sqlalchemy import Column, ForeignKey, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Release, Status
from news.sequels import EARLIER, Account, continues, near, place_of
from storage import rows, vocabulary
from storage.entries import Row, day_of, entries, ids_between
from storage.tables import Id, events, metadata, releases

MOST = 200
"""Releases of the same kind and days, the newest, among which what came before is looked for."""
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


_TOLD = (
    select(
        *(entries.c[name] for name in ("id", "release_id", "last_day", "type", "title", "names", "body")),
        *(releases.c[name] for name in ("story", "language", "published")),
        events.c.status,
        events.c.place,
    )
    .join(releases, releases.c.id == entries.c.release_id)
    .join(events, events.c.release_id == entries.c.release_id)
)
# Entries of a kind between two ids, the newest releases first, for many such windows at once.
_NEAR = {
    "sqlite": text(
        "SELECT one.key, entries.id FROM json_each(:windows) AS one CROSS JOIN entries ON entries.id IN ("
        "SELECT near.id FROM entries AS near WHERE near.type = json_extract(one.value, '$[2]')"
        " AND near.id BETWEEN json_extract(one.value, '$[0]') AND json_extract(one.value, '$[1]')"
        " ORDER BY near.release_id DESC LIMIT :most)"
    ),
    "postgresql": text(
        "SELECT one.number - 1, near.id"
        " FROM json_array_elements(CAST(:windows AS json)) WITH ORDINALITY AS one (value, number)"
        " CROSS JOIN LATERAL (SELECT id FROM entries WHERE type = one.value ->> 2"
        " AND id BETWEEN (one.value ->> 0)::bigint AND (one.value ->> 1)::bigint"
        " ORDER BY release_id DESC LIMIT :most) AS near"
    ),
}


async def find(connection: AsyncConnection, several: Sequence[Release], laid_out: Sequence[Row]) -> None:
    """Keep what each of these new releases tells on of; `laid_out` are their entries, stored already."""
    news: list[Account] = []
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
            news.append(_account({**row, **told}))
    before = await _before(connection, news)
    pairs = [(new, old) for new, olds in zip(news, before, strict=True) for old in olds if near(new, old)]
    words = {key for pair in pairs for each in pair for key in each.of_title}
    frequencies = await vocabulary.frequencies(connection, {vocabulary.ALL, *words}) if pairs else {}
    best: dict[int, tuple[float, int]] = {}
    for new, old in pairs:
        # The surest; of equals the newest.
        likeness = continues(new, old, frequencies), old.release
        best[new.release] = max(best.get(new.release, likeness), likeness)
    found = [{"release_id": new, "earlier_id": old} for new, (sure, old) in best.items() if sure]
    if found:
        known = [pair["release_id"] for pair in found]
        await connection.execute(sequels.delete().where(sequels.c.release_id.in_(known)))
        await connection.execute(sequels.insert(), found)


async def earlier_of(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Release]:
    """Release -> the current version of what was released of its event before; nothing that tells its own
    story, as of two that were linked by hand."""
    standing = func.coalesce(releases.c.replaced_by, releases.c.id)
    telling_on = releases.alias()
    told = (
        select(sequels.c.release_id, standing.label("earlier"))
        .join(releases, releases.c.id == sequels.c.earlier_id)
        .join(telling_on, telling_on.c.id == sequels.c.release_id)
        .where(telling_on.c.story != releases.c.story)
    )
    earlier: dict[int, int] = {}
    for some in rows.portions(sorted(ids)):
        pairs = await connection.execute(told.where(sequels.c.release_id.in_(some)))
        earlier |= {row.release_id: row.earlier for row in pairs}
    loaded = {release.id: release for release in await rows.load(connection, sorted({*earlier.values()}))}
    return {later: loaded[before] for later, before in earlier.items() if before in loaded}


async def _before(connection: AsyncConnection, news: Sequence[Account]) -> list[list[Account]]:
    """For each of these, releases about events of its kind that began on its days or shortly before."""
    windows = sorted({_window(new) for new in news})
    if not windows:
        return []
    asked = {"windows": dumps(windows), "most": MOST}
    near_to: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    for window, entry in await connection.execute(_NEAR[connection.dialect.name], asked):
        near_to[windows[window]].append(entry)
    accounts = await _accounts(connection, {each for several in near_to.values() for each in several})
    return [[accounts[entry] for entry in near_to[_window(new)] if entry in accounts] for new in news]


def _window(new: Account) -> tuple[int, int, str]:
    """The lowest and the highest id of the entries that it may tell on of, and their kind."""
    low = new.first_day - min(EARLIER, new.first_day - date.min)
    high = min(new.last_day, new.first_day + min(_LONGEST, date.max - new.first_day))
    return *ids_between(low, high), new.type


async def _accounts(connection: AsyncConnection, ids: Collection[int]) -> dict[int, Account]:
    """By the ids of their entries."""
    found: dict[int, Account] = {}
    for some in rows.portions(sorted(ids)):
        for row in (await connection.execute(_TOLD.where(entries.c.id.in_(some)))).mappings():
            found[row["id"]] = _account(row)
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
