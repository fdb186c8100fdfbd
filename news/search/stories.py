"""Whether two releases tell the same story: nearly the same text, or the same in another language.

How the bounds were found, and what they give on pairs that were kept apart: `evaluation/README.md`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import sqrt
from typing import Literal
from zlib import crc32

from language import words
from news.models import Understood
from news.ports import Telling
from news.search.facts import Facts, facts, sounding
from news.search.layout import days_of

APART = 3
"""Days between the first days of two tellings of one story, at most."""
LATER = 2
"""Days between their publications, at most, where it is joined without anybody's asking."""
GROUPS, NAMES, NUMBERS = 8, 6, 3
"""Hashes of a text's word groups, names and numbers that are kept. Two texts that share half of their groups
share some of these with near certainty (Broder, "On the resemblance and containment of documents", 1997)."""
COMMONEST = 300
"""A name that more releases hold tells nothing."""
_GROUP = 3
_SHORTEST_TEXT = 12
"""Groups: of a shorter text nothing is sure but that it is the very same."""
_SAME_TEXT, _ALL_THE_TEXT = 0.6, 0.9
_SOME_NAMES, _EVERY_NAME, _SAME_NUMBERS = 0.4, 0.75, 0.5
_SURELY_SUBJECT, _LIKE_SUBJECT, _NEAR_SUBJECT = 0.75, 0.5, 0.4
_CLEAR_SUBJECT, _VERY_CLEAR_SUBJECT = 0.65, 0.7
_HALF = 0.5
_OF_NAMES, _OF_NUMBERS = 0.6, 0.15
"""What names and numbers count beside the subject."""
_SURELY_ONE, _PERHAPS_ONE = 1.0, 0.85
"""How much of all that is one event."""
_FEWEST_THINGS = 5
_FEW_NAMES, _FEW_NUMBERS = 2, 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two releases are. Shares are 0..1; one of nothing is None."""

    kind: Literal["same", "version", "translation"]
    sure: bool
    """Near enough to be joined without anybody's asking."""
    same_days: bool
    text: float
    """Of the groups of three words of the shorter text, those that the other holds."""
    names: float | None
    """Of the names of each, those that are heard in the other: the lower share."""
    shared_names: tuple[str, ...]
    """As the first writes them."""
    numbers: float | None
    """Of those of the one with fewer, those that the other holds."""
    shared_numbers: tuple[str, ...]
    subject: float
    """Cosine of the things they speak of."""

    @property
    def worth(self) -> float:
        """By which the likeliest comes first."""
        return self.sure + max(self.text, self.subject) + (self.names or 0.0)


@dataclass(frozen=True)
class Compared:
    """A telling and what it is compared by, each worked out once."""

    telling: Telling

    @cached_property
    def groups(self) -> frozenset[int]:
        """Hashes of every three words that follow each other."""
        keys = self.telling.keys.split()
        return frozenset(
            crc32(" ".join(keys[at : at + _GROUP]).encode()) for at in range(len(keys) - _GROUP + 1)
        )

    @cached_property
    def digits(self) -> frozenset[str]:
        """Every number, days and years too."""
        return frozenset(key for key in self.telling.keys.split() if key.isdigit())

    @cached_property
    def facts(self) -> Facts:
        told = self.telling
        return facts(told.language, told.title, told.text)

    @property
    def announces(self) -> bool:
        """Whether its event was still to come."""
        return self.telling.type is not None and self.telling.published < self.telling.first_day

    def sketch(self, frequencies: Mapping[str, int]) -> list[int]:
        """Hashes that another telling is likely to have too; it is compared if it shares one.

        `frequencies`: how many releases hold each name. What few hold goes before what many do; among these
        the hash decides, so that a telling which comes later makes the same choice. An event at which hardly
        anybody is named is looked for by its kind and day.
        """
        named = {crc32(name.encode()): frequencies.get(name, 0) for name in self.facts.names}
        rare = sorted((held.bit_length() // 3, each) for each, held in named.items() if held <= COMMONEST)
        numbers = sorted(crc32(f"#{number}".encode()) for number in self.facts.numbers)
        kept = {*sorted(self.groups)[:GROUPS], *(each for _, each in rare[:NAMES]), *numbers[:NUMBERS]}
        if self.telling.type is not None and len(named) < _FEW_NAMES:
            kept.add(crc32(f"@{self.telling.type} {self.telling.first_day}".encode()))
        return sorted(kept)


def telling_of(understood: Understood) -> Telling:
    """That of a draft, which is not stored yet."""
    first, last = days_of(understood.event, understood.draft.published)
    keys = [
        key for part in (understood.title, understood.text) for key in words.keys(part, understood.language)
    ]
    return Telling(
        release=0,
        story=0,
        language=understood.language,
        type=understood.event.type if understood.event else None,
        first_day=first,
        last_day=last,
        published=understood.draft.published,
        title=understood.title,
        text=understood.text,
        keys=" ".join(keys),
    )


def likeness(one: Compared, other: Compared) -> Likeness | None:
    """How like the other the one is; None where too little speaks for one story to trouble anybody with."""
    if abs((one.telling.first_day - other.telling.first_day).days) > APART:
        return None
    names, shared_names = _names(one.facts, other.facts)
    numbers, shared_numbers = _numbers(one.facts, other.facts)
    found = Likeness(
        kind="translation",
        sure=False,
        same_days=_same_days(one.telling, other.telling),
        text=_share(one.groups, other.groups),
        names=names,
        shared_names=shared_names,
        numbers=numbers,
        shared_numbers=shared_numbers,
        subject=_subject(one.facts.things, other.facts.things),
    )
    if one.telling.language == other.telling.language or found.text >= _SAME_TEXT:
        return _retold(one, other, found)
    return _translated(one, other, found)


def _retold(one: Compared, other: Compared, found: Likeness) -> Likeness | None:
    """The same text, or nearly. Where its names or numbers are others it is a form filled in anew: tomorrow's
    weather, the next ambassador."""
    shortest = min(len(one.groups), len(other.groups))
    if shortest < _SHORTEST_TEXT:
        very_same = one.telling.keys == other.telling.keys
        sure = found.same_days and one.announces == other.announces
        return replace(found, kind="same", sure=sure) if very_same else None
    if found.text < _SAME_TEXT:
        alike = _one_event(one, other, found) >= _SURELY_ONE
        return replace(found, kind="version") if alike else None
    if _less(found.names, _EVERY_NAME):
        return None
    whole = min(len(one.groups & other.groups) / max(1, len(each.groups)) for each in (one, other))
    kind: Literal["same", "version"] = "same" if whole >= _ALL_THE_TEXT else "version"
    corrected = _corrected(one.digits, other.digits) and _corrected(one.facts.numbers, other.facts.numbers)
    repeated = one.digits <= other.digits or other.digits <= one.digits
    sure = (corrected and _on_one_day(one.telling, other.telling)) or (
        repeated and _the_day_after(one.telling, other.telling)
    )
    sure = sure and one.announces == other.announces
    # Sent again with a figure corrected, while the day of the one that stands was corrected by hand.
    again = corrected and abs((one.telling.published - other.telling.published).days) <= 1
    asked = again or not _less(found.numbers, _SAME_NUMBERS)
    return replace(found, kind=kind, sure=sure) if sure or asked else None


def _corrected(some: frozenset[str], others: frozenset[str]) -> bool:
    """Most of the numbers are the same, or all but one."""
    shared, fewer = len(some & others), min(len(some), len(others))
    return not fewer or shared > _SAME_NUMBERS * fewer or max(len(some), len(others)) - shared <= 1


def _on_one_day(one: Telling, other: Telling) -> bool:
    if one.type is None and other.type is None:
        return one.published == other.published
    return one.first_day == other.first_day


def _the_day_after(one: Telling, other: Telling) -> bool:
    """Sent on a day later, its "today" unchanged."""
    later = abs((one.published - other.published).days)
    return later <= 1 and abs((one.first_day - other.first_day).days) <= later


def _translated(one: Compared, other: Compared, found: Likeness) -> Likeness | None:
    """The same event, or the same figures, spoken of in the same words of another language."""
    evidence = max(_one_event(one, other, found), _one_gathering(one, other, found))
    figures = one.announces == other.announces and _one_report(found)
    if evidence < _PERHAPS_ONE and not figures:
        return None
    as_events = (one.telling.type is None) == (other.telling.type is None)
    soon = abs((one.telling.published - other.telling.published).days) <= LATER
    sure = figures or (evidence >= _SURELY_ONE and (as_events or found.subject >= _SURELY_SUBJECT))
    return replace(found, sure=soon and sure)


def _one_event(one: Compared, other: Compared, found: Likeness) -> float:
    """The same days, the same people, the same things: what is weak in one of these, the others outweigh. 0
    where one of them speaks against it."""
    if not found.same_days or one.announces != other.announces or _less(found.numbers, _SAME_NUMBERS):
        return 0.0
    few = min(len(one.facts.things), len(other.facts.things)) < _FEWEST_THINGS
    if few or len(found.shared_names) < _FEW_NAMES or found.names is None:
        return 0.0
    if found.names < _SOME_NAMES or found.subject < _LIKE_SUBJECT:
        return 0.0
    return found.subject + _OF_NAMES * found.names + _OF_NUMBERS * bool(found.shared_numbers)


def _one_gathering(one: Compared, other: Compared, found: Likeness) -> float:
    """The same days, kind and things of an event at which hardly anybody is named: the names cannot outweigh,
    so the things must speak clearly, and a figure that both have decides."""
    kinds = {one.telling.type, other.telling.type}
    if not found.same_days or one.announces != other.announces or None in kinds:
        return 0.0
    few = min(len(one.facts.things), len(other.facts.things)) < _FEWEST_THINGS
    if few or _less(found.names, _HALF) or _less(found.numbers, _SAME_NUMBERS):
        return 0.0
    if found.shared_numbers and found.subject >= _CLEAR_SUBJECT:
        return _SURELY_ONE
    return _PERHAPS_ONE if len(kinds) == 1 and found.subject >= _VERY_CLEAR_SUBJECT else 0.0


def _one_report(found: Likeness) -> bool:
    """The same figures of the same thing."""
    figures = len(found.shared_numbers) > _FEW_NUMBERS and not _less(found.numbers, _EVERY_NAME)
    return found.same_days and figures and found.subject >= _NEAR_SUBJECT


def _same_days(one: Telling, other: Telling) -> bool:
    """Of both events; where one is none, or both, the publications are near enough."""
    if one.type is not None and other.type is not None:
        return one.first_day == other.first_day
    return abs((one.published - other.published).days) <= 1


def _less(share: float | None, than: float) -> bool:
    return share is not None and share < than


def _share(some: Collection[int], others: Collection[int]) -> float:
    """Of the fewer."""
    return len(set(some) & set(others)) / max(1, min(len(some), len(others)))


def _names(one: Facts, other: Facts) -> tuple[float | None, tuple[str, ...]]:
    if not one.names or not other.names:
        return None, ()
    mine, theirs = sounding(one.names, other.heard), sounding(other.names, one.heard)
    shared = tuple(one.names[name] for name in mine)
    return min(len(mine) / len(one.names), len(theirs) / len(other.names)), shared


def _numbers(one: Facts, other: Facts) -> tuple[float | None, tuple[str, ...]]:
    if not one.numbers or not other.numbers:
        return None, ()
    shared = one.numbers & other.numbers
    return len(shared) / min(len(one.numbers), len(other.numbers)), tuple(sorted(shared))


def _subject(one: Collection[int], other: Collection[int]) -> float:
    return len(set(one) & set(other)) / sqrt(max(1, len(one) * len(other)))
