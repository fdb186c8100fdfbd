"""What of a text its telling in another language has too: names, numbers, the things it speaks of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from language import words
from language.dates import find_period
from language.detect import Language
from news.search.sounds import sound
from news.search.tables import concept_keys

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_ENDS = ".!?:\n—–-•"
_QUOTES = " «“\"„(‘'"
_ANY_DAY = date(2000, 1, 1)
_SOUNDS_LIKE = 0.66
"""Share of two sounds' letters that are alike: Boucher and Буше, Mehriddinov and Мехриддинов."""


@dataclass(frozen=True, slots=True)
class Facts:
    names: Mapping[str, str]
    """Sound -> as it is written, of the words that are names for certain: capitals within a sentence, or
    beside another one, that no table knows as a common word."""
    heard: frozenset[str]
    """The sounds of all capitalised words: among these a name of another telling must be found."""
    numbers: frozenset[str]
    """Without those that may be a day or a year."""
    things: frozenset[int]
    """Lines of the table of concepts."""


def facts(language: Language, title: str, text: str) -> Facts:
    whole = f"{title}\n{text}"
    found = list(words.WORD.finditer(whole))
    keys = [words.key_of(match[0], language) for match in found]
    covered, things = _things(keys, language)
    names: dict[str, str] = {}
    heard = set[str]()
    for at, match, certain in _capitals(whole, found):
        if heard_as := sound(match[0], keys[at]):
            heard.add(heard_as)
            if certain and at not in covered and not _says_when(match[0]):
                names.setdefault(heard_as, match[0])
    numbers = {number.replace(".", ",") for number in _NUMBER.findall(whole)}
    return Facts(names, frozenset(heard), frozenset(filter(_tells, numbers)), things)


def _things(keys: Sequence[str], language: Language) -> tuple[set[int], frozenset[int]]:
    """Which of the words the table of concepts knows, and the lines in which it has them."""
    phrases = _phrases()["uz-Latn" if language == "uz-Cyrl" else language]
    covered, lines = set[int](), set[int]()
    for at, key in enumerate(keys):
        for phrase, line in phrases.get(key, ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                covered.update(range(at, at + len(phrase)))
                lines.add(line)
    return covered, frozenset(lines)


def sounding(names: Iterable[str], heard: frozenset[str]) -> list[str]:
    """Those of the names that are among what was heard, or nearly sound like it."""
    return [name for name in names if name in heard or any(_alike(name, other) for other in heard)]


def _alike(one: str, other: str) -> bool:
    return one[0] == other[0] and OSA.normalized_similarity(one, other) >= _SOUNDS_LIKE


def _capitals(whole: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[int, re.Match[str], bool]]:
    """Every capitalised word by its place, and whether it is for certain a name: it stands within a sentence,
    or another one follows it."""
    for at, match in enumerate(found):
        if not match[0][0].isupper():
            continue
        follower = found[at + 1] if at + 1 < len(found) else None
        beside = follower and follower[0][0].isupper() and whole[match.end() : follower.start()] == " "
        before = whole[max(0, match.start() - 4) : match.start()].rstrip(_QUOTES)
        yield at, match, bool(beside) or (bool(before) and before[-1] not in _SENTENCE_ENDS)


@lru_cache(maxsize=1 << 12)
def _says_when(word: str) -> bool:
    """A month, a weekday, `Kecha` at the beginning of a sentence: no name."""
    return find_period(word, _ANY_DAY) is not None


def _tells(number: str) -> bool:
    """What is not small enough for a day, a month or a count of a few, and no year."""
    return "," in number or len(number) > 4 or (int(number) > 31 and not 1990 <= int(number) <= 2050)


@cache
def _phrases() -> Mapping[Language, Mapping[str, list[tuple[tuple[str, ...], int]]]]:
    """Column of the table -> first key -> phrases, each with its line."""
    found: dict[Language, dict[str, list[tuple[tuple[str, ...], int]]]] = {}
    for line, language, way in concept_keys():
        phrase = tuple(way.split())
        found.setdefault(language, {}).setdefault(phrase[0], []).append((phrase, line))
    return found
