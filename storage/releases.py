"""The port `news.ports.Releases` on a database; how a release comes in stands in `storage.publishing`,
how one that stands is changed in `storage.revising`."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from sqlalchemy import ColumnElement, func, select, update

from news.models import AddResult, Corrections, Draft, Language, Media, Period, Release, Understood
from storage import amendments, audit, publishing, revising, rows, sequels, settling
from storage.database import Database
from storage.entries import entries
from storage.standing import standing_for, standing_under
from storage.tables import events, is_announced, is_id, releases

A_PORTION = 100
"""Releases made of their rows before others get their turn: some ten milliseconds."""


class Releases:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, understood: Understood, now: datetime) -> AddResult:
        return (await self.add_many([understood], now))[0]

    async def add_new(self, understood: Understood, now: datetime) -> AddResult | None:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await publishing.add_new(connection, understood, now)

    async def add_many(self, several: Sequence[Understood], now: datetime) -> list[AddResult]:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await publishing.add(connection, several, now)

    async def forget(self, prefix: str) -> int:
        """Delete every release that only references with this beginning lead to; how many.

        One that came in under another reference as well stays, and loses these. For what was never meant to
        stay, as the playground's samples: a withdrawal is another thing.
        """
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            return await revising.forget(connection, prefix)

    async def withdraw(
        self, release_id: int, person_id: int | None, why: str, now: datetime
    ) -> Release | None:
        if not is_id(release_id):
            return None
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            release = await revising.withdraw(connection, release_id, why, now)
            if release is not None:
                subject, before = f"release {release.id}", release.title
                await audit.record(connection, now, person_id, "withdraw", subject, before, why or None)
            return release

    async def withdrawn(self, release_id: int) -> Release | None:
        if not is_id(release_id):
            return None
        own = (releases.c.id == release_id) & releases.c.withdrawn_at.is_not(None)
        async with self._database.reading() as connection:
            return next(iter(await rows.load_where(connection, own, withdrawn=True)), None)

    async def illustrate(self, reference: str, media: Sequence[Media]) -> bool:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            current = releases.c.id.in_(standing_under(reference)) & rows.IS_CURRENT
            row = (await connection.execute(select(releases.c.id, releases.c.media).where(current))).first()
            if row is None:
                return False
            new = [[each.kind, each.file_id] for each in media]
            kept = list(row.media or ())
            own = update(releases).where(releases.c.id == row.id)
            await connection.execute(own.values(media=[*kept, *(each for each in new if each not in kept)]))
            return True

    async def as_read(self, release_id: int) -> Draft | None:
        async with self._database.reading() as connection:
            found = await rows.load_where(connection, releases.c.id == release_id)
            return await amendments.as_read(connection, found[0]) if found else None

    async def corrections_of(self, release_id: int) -> Corrections:
        async with self._database.reading() as connection:
            return await amendments.of(connection, release_id)

    async def reread(self, release_id: int, understand: Callable[[Draft], Understood]) -> Release | None:
        async with self._database.writing() as connection:
            await publishing.take_turn(connection)
            found = await rows.load_where(connection, (releases.c.id == release_id) & rows.IS_CURRENT)
            return None if not found else await revising.reread(connection, found[0], understand)

    async def newest_version(self, release_id: int) -> Release | None:
        return await self._one(releases.c.id.in_(standing_for(release_id)))

    async def settle(self) -> None:
        """Put the index in order after many have come in: what is asked then is found in a third of the time.
        Readers and writers go on meanwhile."""
        await settling.settle(self._database)

    async def get(self, release_id: int) -> Release | None:
        return await self._one(releases.c.id == release_id) if is_id(release_id) else None

    async def by_reference(self, reference: str) -> Release | None:
        return await self._one(releases.c.id.in_(standing_under(reference)))

    async def load(self, ids: Sequence[int]) -> list[Release]:
        async with self._database.reading() as connection:
            return await rows.load(connection, [release_id for release_id in ids if is_id(release_id)])

    async def load_with_copies(self, ids: Sequence[int]) -> list[tuple[Release, tuple[str, ...]]]:
        known = [release_id for release_id in ids if is_id(release_id)]
        if self._database.is_sqlite:
            return await self._database.at_once(partial(rows.load_at_once, ids=known))
        async with self._database.reading() as connection:
            loaded = await rows.load(connection, known)
            references = await rows.references_of(connection, [release.story for release in loaded])
            return [(release, references[release.story]) for release in loaded]

    async def references_of(self, stories: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        async with self._database.reading() as connection:
            return await rows.references_of(connection, stories)

    async def added_between(self, after: int, upto: int, since: date) -> list[Release]:
        ids = releases.c.id
        return await self._current((ids > after) & (ids <= upto) & (releases.c.published >= since))

    async def announced_for(self, days: Period, upto: int) -> list[Release]:
        near = events.c.start_date.between(days.start, days.end)
        return await self._current((releases.c.id <= upto) & is_announced & near)

    async def tellings(self, stories: Collection[int]) -> Mapping[int, Sequence[tuple[int, Language]]]:
        found: defaultdict[int, list[tuple[int, Language]]] = defaultdict(list)
        columns = select(releases.c.story, releases.c.id, releases.c.language).order_by(releases.c.id)
        async with self._database.reading() as connection:
            for some in rows.portions(sorted(stories)):
                told = await connection.execute(columns.where(releases.c.story.in_(some)))
                for story, release_id, language in told:
                    found[story].append((release_id, language))
        return found

    async def earlier_of(self, ids: Collection[int]) -> Mapping[int, Release]:
        async with self._database.reading() as connection:
            return await sequels.earlier_of(connection, [each for each in ids if is_id(each)])

    async def keys_of(self, ids: Collection[int]) -> Mapping[int, str]:
        columns = select(entries.c.release_id, entries.c.title, entries.c.names, entries.c.body)
        found: dict[int, str] = {}
        async with self._database.reading() as connection:
            for some in rows.portions(sorted(ids)):
                laid_out = await connection.execute(columns.where(entries.c.release_id.in_(some)))
                found |= {row.release_id: f"{row.title}{row.names}{row.body}" for row in laid_out}
        return found

    async def published_between(self, start: date, end: date) -> list[Release]:
        return await self._current(releases.c.published.between(start, end))

    async def newest_id(self) -> int:
        async with self._database.reading() as connection:
            newest: int | None = await connection.scalar(select(func.max(releases.c.id)))
            return newest or 0

    async def _one(self, condition: ColumnElement[bool]) -> Release | None:
        async with self._database.reading() as connection:
            return next(iter(await rows.load_where(connection, condition)), None)

    async def _current(self, condition: ColumnElement[bool]) -> list[Release]:
        """In portions: a week's releases at once would keep everybody else waiting."""
        of_event = events.c.release_id == releases.c.id
        current = select(releases.c.id).outerjoin(events, of_event).where(condition & rows.IS_CURRENT)
        async with self._database.reading() as connection:
            ids = list(await connection.scalars(current.order_by(releases.c.id)))
            found: list[Release] = []
            for some in rows.portions(ids, A_PORTION):
                found += await rows.load_where(connection, releases.c.id.in_(some))
            return found
