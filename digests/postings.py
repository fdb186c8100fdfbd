"""Which of some releases hold a topic: looked up by their keys, not searched for in each of them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from news.models import Release
from news.search.topics import demands

__all__ = ["Postings"]

AT_ONCE = 100
"""Releases taken in before others get their turn: some ten milliseconds."""


class Postings:
    """An index in memory over the keys of some releases."""

    def __init__(self) -> None:
        self._keys: dict[int, str] = {}
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        self._topics: dict[str, frozenset[int]] = {}

    @property
    def ids(self) -> Set[int]:
        """The releases that are in it."""
        return self._keys.keys()

    async def add(self, keys: Mapping[int, str]) -> None:
        """Take in releases that are not in it: their keys as `news.ports.NewReleases.keys_of` gives them."""
        for number, (release_id, text) in enumerate(keys.items()):
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
            self._keys[release_id] = text
            for key in set(text.split()):
                self._holding[key].append(release_id)
        self._topics.clear()

    def has(self, release: Release, topic: str) -> bool:
        """Whether the release, which is in it, holds the topic (`news.search.topics`)."""
        return release.id in self.holding(topic)

    def holding(self, topic: str) -> frozenset[int]:
        """Those of its releases that hold the topic."""
        if topic not in self._topics:
            self._topics[topic] = self._look_for(topic)
        return self._topics[topic]

    def _look_for(self, topic: str) -> frozenset[int]:
        groups = [frozenset[int]().union(*map(self._with, group)) for group in demands(topic)]
        return frozenset.intersection(*groups) if groups else frozenset()

    def _with(self, key: str) -> Iterable[int]:
        first, *others = key.split() or [key]
        held = self._holding.get(first, [])
        return [each for each in held if f" {key} " in self._keys[each]] if others else held
