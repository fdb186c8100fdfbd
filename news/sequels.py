"""Whether a release tells on of an event that another one told of before: it was announced, or had begun."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import log

from language.words import STOP_WORDS, keys
from news.models import Language, Status

__all__ = ["EARLIER", "Account", "continues", "near", "place_of"]

EARLIER = timedelta(days=2)
"""How long before it a release of the same event may have begun: its first days, where the later one tells of
the last."""
_OF_ITS_TITLE, _OF_THIS_TITLE = 0.6, 0.45
"""Shares, by weight, of each title that the other release must hold at its head or in its names."""
_FEWEST = 3
"""Words of the earlier title that must be held: of fewer nothing is sure."""
_LEAD = 400
"""Characters of the body's keys that tell what a release is about."""


@dataclass(frozen=True)
class Account:
    """What of a release about an event is compared."""

    release: int
    story: int
    language: Language
    published: date
    status: Status
    type: str
    first_day: date
    last_day: date
    place: str
    """As keys; "" where none is stated."""
    title: str
    """Keys as `news.search.layout` lays them out, as are `names` and `body`."""
    names: str
    body: str

    @cached_property
    def of_title(self) -> frozenset[str]:
        return frozenset(self.title.split()) - STOP_WORDS

    @cached_property
    def about(self) -> frozenset[str]:
        return self.of_title.union(self.names.split(), self.body[:_LEAD].split())


@lru_cache(maxsize=1024)
def place_of(place: str | None) -> str:
    """The place of an event as keys."""
    return " ".join(keys(place)) if place else ""


def continues(new: Account, old: Account, frequencies: Mapping[str, int]) -> float:
    """How surely the new one tells on of what the old one told, above 0; 0.0 where it does not.

    `frequencies`: how many releases hold each key of both titles; "" all.
    """
    if not near(new, old):
        return 0.0
    held = old.of_title & new.about
    of_old = _share(held, old.of_title, frequencies)
    of_new = _share(new.of_title & old.about, new.of_title, frequencies)
    if of_old < _OF_ITS_TITLE or of_new < _OF_THIS_TITLE:
        return 0.0
    return of_old + of_new


def near(new: Account, old: Account) -> bool:
    """Whether it may tell on of it at all: what is left to `continues` needs to know how rare words are."""
    return _may(new, old) and len(old.of_title & new.about) >= min(_FEWEST, len(old.of_title))


def _may(new: Account, old: Account) -> bool:
    """Whether days, place, kind and the order of things allow it."""
    if old.release >= new.release or old.story == new.story or old.published > new.published:
        return False
    if (new.language[:2], new.type) != (old.language[:2], old.type):
        return False
    if new.place and old.place and new.place != old.place:
        return False
    if old.status is Status.ANNOUNCED:
        return old.first_day <= new.last_day and new.first_day <= old.last_day
    return old.published < new.published and old.first_day < new.last_day


def _share(some: Collection[str], of: Collection[str], frequencies: Mapping[str, int]) -> float:
    weights = {key: _weight(key, frequencies) for key in of}
    return sum(weights[key] for key in some) / (sum(weights.values()) or 1.0)


def _weight(key: str, frequencies: Mapping[str, int]) -> float:
    everything = max(1, frequencies.get("", 1))
    return log(1 + (everything + 1) / (frequencies.get(key, 0) + 0.5))
