"""Releases and questions made up from word lists, with the frequencies that words have in real text.

A word's frequency falls with its rank (Zipf); a few thousand names and a long tail of invented words stand in
for what real releases hold. The same seed makes the same texts.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.words import COMMON, ENGLISH, PLACES, RUSSIAN
from language.alphabet import to_cyrillic
from news.models import Draft, Event, EventType, Language, Status, Understood

FIRST, DAYS = date(2020, 1, 1), 2000
KINDS = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Asked:
    kind: str
    text: str
    words: tuple[str, ...]
    """Those that a plain full-text query would look for."""


class Texts:
    """Everything that one seed makes."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311  nothing here is a secret
        self._names = [f"{self._invented(2).title()} {self._invented(2).title()}ov" for _ in range(3000)]
        tail = [self._invented(self._random.randint(2, 4)) for _ in range(40_000)]
        self._uzbek = _Zipf([*COMMON, *tail], self._random)
        self._russian = _Zipf([*RUSSIAN, *(_russian(word) for word in tail[:8000])], self._random)
        self._english = _Zipf([*ENGLISH, *tail[8000:16_000]], self._random)

    def releases(self, number: int) -> Iterator[Understood]:
        return (self._release(at) for at in range(number))

    def questions(self, number: int) -> Iterator[Asked]:
        return (self._question() for _ in range(number))

    def _invented(self, syllables: int) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(syllables))

    def _release(self, at: int) -> Understood:
        chance = self._random
        published = FIRST + timedelta(
            days=at * DAYS // 1_000_000 if at >= 1_000_000 else chance.randrange(DAYS)
        )
        people = tuple(chance.choice(self._names) for _ in range(3))
        place = chance.choice(PLACES)
        language: Language = chance.choices(("uz-Latn", "uz-Cyrl", "ru", "en"), (50, 20, 20, 10))[0]
        words = {"ru": self._russian, "en": self._english}.get(language, self._uzbek)
        title = f"{place} {' '.join(words.some(7))}".capitalize()
        text = " ".join(f"{' '.join(words.some(17)).capitalize()} {name} {place}." for name in people * 3)
        if language == "uz-Cyrl":
            title, text = to_cyrillic(title), to_cyrillic(text)
        day = published - timedelta(days=chance.randrange(3))
        event = Event(chance.choice(KINDS), Status.HELD, day, day, place, participants=people)
        draft = Draft(title, text, published, f"b{at}")
        return Understood(draft, language, title, text, event if at % 5 < 3 else None, None, (title,))

    def _question(self) -> Asked:
        chance = self._random
        kind = chance.choices([name for name, _ in _MIX], [share for _, share in _MIX])[0]
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        if kind == "name":
            name = chance.choice(self._names)
            return Asked(kind, f"{name.lower()} haqida", tuple(name.lower().split()))
        if kind == "period":
            return Asked(kind, f"{day.year}-yil {_MONTHS[day.month - 1]}", ())
        if kind == "kind and period":
            return Asked(kind, f"{day.year}-yil {_MONTHS[day.month - 1]}dagi uchrashuvlar", ())
        number = {"one word": 1, "three common words": 3}.get(kind, 2)
        words = chance.sample(COMMON[20:], number) if "common" in kind else self._uzbek.middling(number)
        if kind == "misspelt word":
            at = chance.randrange(1, len(words[0]) - 1)
            words[0] = words[0][:at] + words[0][at + 1 :]
        text = " ".join(words)
        if kind == "words and period":
            text = f"{text} {day.year}-yil {_MONTHS[day.month - 1]}"
        elif kind == "words and place":
            place = chance.choice(PLACES)
            text, words = f"{place}da {text}", [place.lower(), *words]
        return Asked(kind, text, tuple(words))


class _Zipf:
    def __init__(self, words: Sequence[str], chance: random.Random) -> None:
        self._words = words
        self._chance = chance
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def some(self, number: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=number)

    def middling(self, number: int) -> list[str]:
        """Neither the commonest nor the rarest: what people ask for."""
        return self._chance.choices(self._words[30:3000], cum_weights=self._weights[30:3000], k=number)


def _russian(word: str) -> str:
    return to_cyrillic(word).replace("ў", "о").replace("қ", "к").replace("ғ", "г").replace("ҳ", "х")


_SYLLABLES = [a + b + c for a in "bdgjklmnpqrstvxyz" for b in "aeiou" for c in ("", "n", "r", "l", "m")]
_MONTHS = [
    "yanvar",
    "fevral",
    "mart",
    "aprel",
    "may",
    "iyun",
    "iyul",
    "avgust",
    "sentabr",
    "oktabr",
    "noyabr",
    "dekabr",
]
_MIX = (
    ("two words", 30),
    ("name", 15),
    ("one word", 10),
    ("words and place", 10),
    ("words and period", 10),
    ("kind and period", 8),
    ("period", 4),
    ("three common words", 8),
    ("misspelt word", 5),
)
