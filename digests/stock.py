"""What came in, read once for all the digests of a moment: thousands of them are put together in memory."""

import asyncio
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digests.compose import Known, compose
from digests.postings import Postings
from news import following
from news.models import Digest, Language, Period, Release, Window
from news.ports import NewReleases

__all__ = ["Stock"]


class Stock:
    """The releases up to `upto`. `prepare` reads what some windows need and is not here yet; then `digest`
    puts together theirs. Made for a moment: what is published later it does not know."""

    def __init__(self, source: NewReleases, upto: int) -> None:
        self._source = source
        self.upto = upto
        self._after = upto
        self._since = date.max
        self._releases: list[Release] = []
        self._ids: list[int] = []
        self._tellings: Mapping[int, Sequence[tuple[int, Language]]] = {}
        self._earlier: Mapping[int, Release] = {}
        self._announced: dict[date, list[Release]] = {}
        self._postings = Postings()

    async def prepare(self, windows: Collection[Window]) -> None:
        """Read all that these windows need. Raises StorageError."""
        if not windows:
            return
        await self._read(min(window.after for window in windows), min(window.since for window in windows))
        start, end = min(window.period.end for window in windows), max(window.ahead for window in windows)
        await self._read_announced(_days(start, end))
        chosen = {window.choices for window in windows if window.choices.selective}
        if chosen:
            await asyncio.to_thread(following.read, chosen)
        if any(choices.topics or choices.excluded for choices in chosen):
            await self._read_keys()

    def digest(self, window: Window) -> Digest:
        """The digest of a window that was prepared for."""
        first = bisect_right(self._ids, window.after)
        fresh = [each for each in self._releases[first:] if each.published >= window.since]
        near = [each for day in _days(window.period.end, window.ahead) for each in self._announced[day]]
        known = Known(self._spoken_of(near, window), self._tellings, self._earlier, self._postings.has)
        return compose(window, self._spoken_of(fresh, window), known)

    def _spoken_of(self, releases: list[Release], window: Window) -> list[Release]:
        """Without stories of which no telling holds a topic of the window: most readers want few of many."""
        if not window.choices.topics:
            return releases
        held = frozenset[int]().union(*map(self._postings.holding, window.choices.topics))
        stories = {each.story for each in releases if each.id in held}
        return [each for each in releases if each.story in stories]

    async def _read(self, after: int, since: date) -> None:
        if after >= self._after and since >= self._since:
            return
        self._after, self._since = min(after, self._after), min(since, self._since)
        found = await self._source.added_between(self._after, self.upto, self._since)
        self._releases = list(map(_lean, found))
        self._ids = [release.id for release in found]
        joined = {release.story for release in found if release.story != release.id}
        self._tellings = await self._source.tellings(joined) if joined else {}
        told = [release.id for release in found if release.event is not None]
        self._earlier = await self._source.earlier_of(told) if told else {}

    async def _read_announced(self, days: Sequence[date]) -> None:
        missing = [day for day in days if day not in self._announced]
        if not missing:
            return
        wanted = _days(missing[0], missing[-1])
        self._announced |= {day: [] for day in wanted}
        for release in await self._source.announced_for(Period(wanted[0], wanted[-1]), self.upto):
            if release.event is not None and release.event.start is not None:
                self._announced[release.event.start].append(_lean(release))

    async def _read_keys(self) -> None:
        announced = [release.id for several in self._announced.values() for release in several]
        missing = {*self._ids, *announced} - self._postings.ids
        if missing:
            await self._postings.add(await self._source.keys_of(missing))


def _lean(release: Release) -> Release:
    """A digest shows no texts, and those of a month are many."""
    return replace(release, text="")


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(number) for number in range((end - start).days + 1)]
