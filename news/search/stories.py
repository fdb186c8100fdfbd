"""Whether two releases tell the same story: nearly the same text, or the same in another language."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log
from zlib import crc32

from news.models import EventType, Language
from news.search.layout import SOUND

APART = 3
"""Days between two tellings of one story, at most."""
SKETCH = 8
"""Hashes of a text's word groups that are kept: two texts that share half of their groups share some of these
with near certainty (Broder, "On the resemblance and containment of documents", 1997)."""
RAREST, COMMONEST = 4, 300
"""Names, the rarest, that are kept: a translation has them too. One that more releases hold tells nothing."""
_GROUP = 3
_SAME_TEXT, _SHORTEST_TEXT = 0.6, 12
_SAME_FACTS, _FEW_FACTS = 0.5, 3
_SAME_NAMES, _FEWEST_NAMES = 0.5, 3


@dataclass(frozen=True)
class Telling:
    """What of a release is compared. `title`, `names`, `body` as `news.search.layout` lays them out."""

    language: Language
    event: EventType | None
    day: date
    """Of the event, else of the publication."""
    title: str
    names: str
    body: str

    @cached_property
    def groups(self) -> frozenset[int]:
        """Hashes of every three words that follow each other."""
        words = f"{self.title}{self.body}".split()
        return frozenset(
            crc32(" ".join(words[at : at + _GROUP]).encode()) for at in range(len(words) - _GROUP + 1)
        )

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in f"{self.title}{self.body}".split() if word.isdigit())

    @cached_property
    def sounds(self) -> frozenset[str]:
        return frozenset(word for word in self.names.split() if word.startswith(SOUND))

    def sketch(self, frequencies: Mapping[str, int]) -> list[int]:
        """Hashes that another telling is likely to have too; it is compared if it shares one."""
        rare = [name for name in self.sounds if frequencies.get(name, 0) <= COMMONEST]
        rarest = sorted(rare, key=lambda name: (frequencies.get(name, 0), name))[:RAREST]
        return sorted(self.groups)[:SKETCH] + [crc32(name.encode()) for name in rarest]


def same(new: Telling, other: Telling, frequencies: Mapping[str, int]) -> bool:
    """Whether both tell one story. `frequencies`: how many releases hold each name of the new one; "" all."""
    if abs((new.day - other.day).days) > APART or (new.event and other.event and new.day != other.day):
        return False
    if new.language[:2] == other.language[:2]:
        return _same_text(new, other)
    return (new.event is other.event) and _translated(new, other, frequencies)


def _same_text(one: Telling, other: Telling) -> bool:
    """The texts are nearly the same, and their numbers are: tomorrow's weather is another story."""
    shorter = min(len(one.groups), len(other.groups))
    if shorter < _SHORTEST_TEXT or len(one.groups & other.groups) < _SAME_TEXT * shorter:
        return False
    numbers = one.numbers | other.numbers
    return len(numbers) < _FEW_FACTS or len(one.numbers & other.numbers) >= _SAME_FACTS * len(numbers)


def _translated(new: Telling, other: Telling, frequencies: Mapping[str, int]) -> bool:
    """Most of what is rare among the names and numbers of one stands in the other."""
    shared = (new.sounds & other.sounds) | (new.numbers & other.numbers)
    facts = new.sounds | new.numbers
    if len(new.sounds & other.sounds) < _FEWEST_NAMES:
        return False
    return _rarity(shared, frequencies) >= _SAME_NAMES * _rarity(facts, frequencies)


def _rarity(names: Collection[str], frequencies: Mapping[str, int]) -> float:
    everything = max(1, frequencies.get("", 1))
    return sum(log((everything + 1) / (frequencies.get(name, 0) + 0.5)) for name in names)
