"""Reads the two tables of this room: `concepts.txt` (the same thing in three languages) and `lexicon.txt`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from language import words
from language.alphabet import canonical
from language.detect import Language
from language.vocabulary import skeleton
from news.models import EventType
from news.search.relatives import Keys, Relatives

Said = TypeVar("Said")
WHOLE_WORDS = frozenset({"asking", "without", "except", "apart"})
"""Lists that are compared by whole words: `bo'lmagan` has the stem of `bo'ldi`, and means the opposite."""
_SHORT = 5
_COLUMNS: tuple[Language, ...] = ("uz-Latn", "ru", "en")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, and every way of saying it."""

    ways: tuple[str, ...]
    """Keys under which a release holds it; where several words stand for it, with spaces between theirs."""
    is_name: bool
    """Places, bodies, peoples: the table writes them as names."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Said]):
    """Phrases and what is said of each. Compared without what typing loses: apostrophes, h for x, q for k."""

    by_bones: Mapping[str, Sequence[tuple[tuple[Keys, ...], Said]]]

    def longest(self, readings: Sequence[Keys]) -> tuple[int, tuple[Said, ...]]:
        """How many of these words are the longest phrase they begin with, and all that is said of it.

        Of phrases of one length those come that share the most keys: the stems of one language are words of
        another.
        """
        several = [bones(keys) for keys in readings]
        best, said = (0, 0), dict[Said, None]()
        for phrase, what in self._beginning(several):
            shared = [len(mine & theirs) for mine, theirs in zip(phrase, several, strict=False)]
            likeness = (len(phrase), sum(shared))
            if all(shared) and len(phrase) <= len(several) and likeness >= best:
                if likeness > best:
                    best, said = likeness, {}
                said[what] = None
        return best[0], tuple(said)

    def _beginning(self, several: Sequence[Keys]) -> Iterator[tuple[tuple[Keys, ...], Said]]:
        for first in several[0] if several else ():
            yield from self.by_bones.get(first, ())


def readings(text: str) -> list[Keys]:
    """For each word of a question all its keys."""
    return list(words.readings(text))


def forms(word: str) -> Keys:
    """The whole word in the spellings that typing makes of it."""
    return frozenset({canonical(word)})


def bones(keys: Iterable[str]) -> Keys:
    """The keys without what typing loses; of short ones apostrophes alone, or they would be other words."""
    return frozenset(map(_bones, keys))


@lru_cache(maxsize=1 << 15)
def _bones(key: str) -> str:
    plain = key.replace("'", "")
    return plain if len(plain) < _SHORT else skeleton(key)


@cache
def concepts() -> Table[Concept]:
    """Every way of saying a thing -> the concepts that it may mean."""

    def told() -> Iterator[tuple[list[Keys], Concept]]:
        for line in _lines("concepts.txt"):
            columns = [_divided(column) for column in line.split("|")]
            ways = {way: _key(way, language) for way, language in _with_languages(columns)}
            concept = Concept(tuple(dict.fromkeys(ways.values())), line[:1].isupper())
            for way in ways:
                whole = words.WORD.findall(way)
                for telling in (whole, _telling(way)) if len(_telling(way)) > 1 else (whole,):
                    # Whole words too: `inflation` has a key that none of its misspellings is near.
                    yield [readings(word)[0] | forms(word) for word in telling], concept

    return _table(told())


def concept_keys() -> Iterator[tuple[int, Language, str]]:
    """Line, language and keys of every way of saying a thing."""
    for number, line in enumerate(_lines("concepts.txt")):
        for way, language in _with_languages([_divided(column) for column in line.split("|")]):
            if key := _key(way, language):
                yield number, language, key


def _telling(way: str) -> list[str]:
    """Without the words that a question has lost when its phrases are looked for."""
    noise = [lexicon(language, "asking") for language in _COLUMNS]
    said = words.WORD.findall(way)
    return [word for word in said if not any(table.longest([forms(word)])[0] for table in noise)]


@cache
def concept_words() -> Relatives:
    """The words that stand for a concept alone, by their bones."""
    known = Relatives()
    known.add(
        first for first, said in concepts().by_bones.items() if any(len(phrase) == 1 for phrase, _ in said)
    )
    return known


@cache
def lexicon(language: Language, name: str) -> Table[str]:
    """A list of `lexicon.txt` as it counts in questions of that language: its phrases -> their text."""
    lines = [(each, phrase) for listed, each, phrase in _listed() if listed == name]
    counting = [phrase for each, phrase in lines if each in ("uz", language[:2])]
    return _table((_compared(name, phrase), phrase) for phrase in counting)


def _compared(name: str, phrase: str) -> list[Keys]:
    if name not in WHOLE_WORDS:
        return readings(phrase)
    # On a Russian keyboard `ў` is typed as `у`.
    return [forms(word) | forms(word.replace("o'", "u")) for word in words.WORD.findall(phrase)]


@cache
def kinds() -> Table[tuple[str, str]]:
    """The nouns of every kind of event -> its name, and the noun as the table has it."""
    names = {kind.value for kind in EventType}
    return _table((readings(phrase), (name, phrase)) for name, _, phrase in _listed() if name in names)


@cache
def nouns(kind: EventType) -> tuple[str, ...]:
    """The keys of the nouns of a kind of event, in every language."""
    said = [(language, phrase) for name, language, phrase in _listed() if name == kind.value]
    columns: dict[str, Language] = {"uz": "uz-Latn", "ru": "ru", "en": "en"}
    return tuple(dict.fromkeys(_key(phrase, columns[language]) for language, phrase in said))


def _listed() -> Iterator[tuple[str, str, str]]:
    """List, language and phrase."""
    name = ""
    for line in _lines("lexicon.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            language, _, phrases = line.partition(":")
            yield from ((name, language, phrase) for phrase in _divided(phrases))


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _divided(column: str) -> list[str]:
    return [way.strip() for way in column.split(",") if way.strip()]


def _with_languages(columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, Language]]:
    for column, language in zip(columns, _COLUMNS, strict=True):
        yield from ((way, language) for way in column)


def _key(way: str, language: Language) -> str:
    return " ".join(words.key_of(word, language) for word in words.WORD.findall(way))


def _table(told: Iterable[tuple[Sequence[Keys], Said]]) -> Table[Said]:
    by_bones: dict[str, list[tuple[tuple[Keys, ...], Said]]] = {}
    same: dict[Keys, Keys] = {}  # most words stand in many phrases
    for phrase, what in told:
        telling = tuple(same.setdefault(word, word) for word in map(bones, phrase))
        for first in telling[0]:
            by_bones.setdefault(first, []).append((telling, what))
    return Table(by_bones)
