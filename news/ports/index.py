"""The search index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from news.models import EventType, Language, Period

__all__ = ["Candidate", "Index", "Look", "Relative", "Sought", "Telling", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Sought:
    """What the index is to look for. A release is found if it meets all fields; empty fields ask nothing."""

    ways: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Any of these ways; a way asks for all of its groups, a group for any of its keys (`language.words`)."""
    without: tuple[str, ...] = ()
    """Keys that it must not hold."""
    titles_only: bool = False
    """The ways look at titles and names alone."""
    period: Period | None = None
    """Overlaps the event's dates, else holds the date of publication; where neither words nor a kind are
    asked for, also what was published in it about an event of other days."""
    type: EventType | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One of several looks for the same thing, each less strict than the one before."""

    sought: Sought
    enough: int
    """Where so many have been found by then, there is no further look."""


class Candidate(NamedTuple):
    """A release that was found, as the index keeps it: enough to rank it, not to show it.

    A question makes hundreds: a frozen dataclass would take five times as long to make.
    """

    release: int
    story: int
    language: Language
    day: date
    """The first day of its event, else that of its publication."""
    event: EventType | None
    title: str
    """Keys of the title in order, a space before, between and after them; so too `names` and `body`."""
    names: str
    body: str
    forms: str
    """Folded words of title and names as written, laid out in the same way."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A key that is like another one."""

    key: str
    nearness: float
    """0..1; 1 for the key itself."""
    misspelt: bool
    """The other one, mistyped; else derived from it, or both from a third."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a release tells whether another one tells the same story."""

    release: int
    """0 for one that is not stored."""
    story: int
    language: Language
    type: EventType | None
    """None for what tells of no event."""
    first_day: date
    last_day: date
    """Of its event, else both that of its publication."""
    published: date
    title: str
    text: str
    keys: str
    """Of title and text, as the index lays them out."""


class Vocabulary(Protocol):
    """The keys of the index."""

    def frequencies(self, keys: Collection[str]) -> Mapping[str, int]:
        """How many releases hold each key, roughly; keys of none are left out. `""` counts all releases."""

    def relatives(self, several: Sequence[frozenset[str]]) -> Sequence[Sequence[Relative]]:
        """For words, each given by all its keys: the keys of the index that are one of them or like one, the
        nearest first. Misspellings come only where the index holds none of a word's own."""


class Index(Protocol):
    """The search index. It changes with `Releases.add`, in the same transaction."""

    async def vocabulary(self) -> Vocabulary:
        """Its keys at this moment: none is missing that has been committed."""

    async def find(self, sought: Sought, limit: int) -> Sequence[Candidate]:
        """At most `limit` of the releases that meet it, the newest day first."""

    async def like(self, telling: Telling) -> Sequence[Telling]:
        """Current releases that may tell its story, those that share the most with it first: of the days
        around its own, never more than a few dozen."""

    async def look(self, looks: Sequence[Look], limit: int) -> Sequence[Candidate]:
        """What the looks find one after the other, none twice, the newest day first: at most `limit` each,
        and no more looks than it takes to find enough."""

    async def days(self, period: Period) -> Mapping[date, int]:
        """How many stories `find` has for each day of the period alone; days with none are left out."""
