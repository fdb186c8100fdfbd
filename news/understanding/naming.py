"""A sentence as one that may name organisers: which bodies stand beside the words that say so.

Rules that more than one language has stand here too; the languages' own are in `organisers_uz`, `_ru`, `_en`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from language.bodies import Body
from language.tokens import Token, Tongue
from news.models import EventType
from news.understanding.kinds import Kind
from news.understanding.reading import Sentence
from news.understanding.tables import any_of, load, whole

__all__ = ["HEAD", "TALKS", "Naming", "Rule", "organiser", "partners", "pattern", "with_whom"]

TALKS = frozenset({EventType.MEETING, EventType.VISIT, EventType.SIGNING})
"""Nobody is their organiser unless so named."""
HEAD = 4
"""What a body does is said of the event in the first so many sentences."""
_MARKS = frozenset({'"', "(", ")"})


@dataclass(frozen=True, slots=True)
class Naming:
    """One sentence under one tongue's patterns."""

    sentence: Sentence
    bodies: tuple[Body, ...]
    first_person: int
    """The token where the first person is named; past the end where nobody is."""
    kind: Kind
    tongue: Tongue

    def find(self, name: str) -> re.Match[str] | None:
        return pattern(self.tongue, name).search(self.sentence.key)

    def tokens(self, match: re.Match[str]) -> tuple[int, int]:
        return self.sentence.tokens.range(match.start(), match.end())

    def before(self, position: int) -> list[Body]:
        """The bodies right before a token, linked by commas and "and"."""
        chosen: list[Body] = []
        edge, items = position, self.sentence.tokens.items
        for body in reversed(self.bodies):
            if body.last > edge:
                continue
            gap = [token.key for token in items[body.last : edge]]
            if not _linked(gap, bool(chosen)) and not (not gap and chosen and _with(items, chosen[-1].last)):
                break
            chosen.append(body)
            edge = body.first
        return chosen[::-1]

    def behind(self, position: int) -> list[Body]:
        """The bodies right behind a token, linked in the same way."""
        chosen: list[Body] = []
        edge, items = position, self.sentence.tokens.items
        for body in self.bodies:
            if body.first < edge:
                continue
            if not _linked([token.key for token in items[edge : body.first]], bool(chosen)):
                break
            chosen.append(body)
            edge = body.last
        return chosen

    @property
    def own(self) -> bool:
        """Whether the sentence itself says that the event took place."""
        return any(m.sentence is self.sentence and m.factor >= 1 for m in self.kind.mentions)


Rule = Callable[[Naming], list[Body]]
"""The organisers that a sentence names in one construction."""


def _with(items: tuple[Token, ...], position: int) -> bool:
    return position < len(items) and items[position].key == "bilan"


def _linked(gap: list[str], more: bool) -> bool:
    if any(key not in _joins() for key in gap):
        return False
    return not (more and all(key in _MARKS for key in gap))


@lru_cache(maxsize=1)
def _joins() -> frozenset[str]:
    return frozenset(load("organisers")["join"]["words"])


@lru_cache(maxsize=64)
def pattern(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("organisers")[tongue][name], tongue))


def organiser(reader: Naming) -> list[Body]:
    """As in "Tashkilotchilar: X va Y", "организаторами выступили X и Y", "the organisers were X and Y"."""
    said = reader.find("organiser")
    if not said:
        return []
    first, last = reader.tokens(said)
    return reader.behind(last) or reader.before(first)


def partners(reader: Naming) -> list[Body]:
    """Russian and English: the bodies behind "совместно с", "in cooperation with"."""
    partner = reader.find("with")
    return reader.behind(reader.tokens(partner)[1]) if partner else []


def with_whom(reader: Naming) -> list[Body]:
    return partners(reader) if reader.own and reader.kind.type not in TALKS else []
