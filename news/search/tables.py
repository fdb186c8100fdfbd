"""Reads the two tables of this room: `concepts.txt` (the same thing in three languages) and `lexicon.txt`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from language import words
from language.detect import Language
from language.vocabulary import skeleton

Keys = frozenset[str]
"""All keys under which a release may hold a word."""
Said = TypeVar("Said")
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
        """How many of these words are the longest phrase they begin with, and all that is said of it."""
        several = [bones(keys) for keys in readings]
        length, said = 0, dict[Said, None]()
        for first in several[0] if several else ():
            for phrase, what in self.by_bones.get(first, ()):
                if len(phrase) < length or not _begins(phrase, several):
                    continue
                if len(phrase) > length:
                    length, said = len(phrase), {}
                said[what] = None
        return length, tuple(said)


def readings(text: str) -> list[Keys]:
    """For each word of a question all its keys."""
    return list(words.readings(text))


def bones(keys: Iterable[str]) -> Keys:
    return frozenset(skeleton(key) for key in keys)


@cache
def concepts() -> Table[Concept]:
    """Every way of saying a thing -> the concepts that it may mean."""
    noise = lexicon("asking")

    def told() -> Iterator[tuple[list[Keys], Concept]]:
        for line in _lines("concepts.txt"):
            columns = [_divided(column) for column in line.split("|")]
            ways = {way: _key(way, language) for way, language in _with_languages(columns)}
            concept = Concept(tuple(dict.fromkeys(ways.values())), line[:1].isupper())
            for way in ways:
                # A question has lost such words when its phrases are looked for.
                telling = [word for word in readings(way) if not noise.longest([word])[0]]
                yield telling or readings(way), concept

    return _table(told())


@cache
def concept_keys() -> words.Vocabulary:
    """The keys of all words that stand for a concept alone."""
    listed = (phrase[0] for said in concepts().by_bones.values() for phrase, _ in said if len(phrase) == 1)
    return words.Vocabulary({key for keys in listed for key in keys})


@cache
def lexicon(*lists: str) -> Table[str]:
    """These lists of `lexicon.txt`: their phrases -> the list's name."""
    return _table((readings(phrase), name) for name, phrase in _listed() if name in lists)


def _listed() -> Iterator[tuple[str, str]]:
    name = ""
    for line in _lines("lexicon.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            yield from ((name, phrase) for phrase in _divided(line))


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


def _begins(phrase: Sequence[Keys], several: Sequence[Keys]) -> bool:
    return len(phrase) <= len(several) and all(a & b for a, b in zip(phrase, several, strict=False))


def _table(told: Iterable[tuple[Sequence[Keys], Said]]) -> Table[Said]:
    by_bones: dict[str, list[tuple[tuple[Keys, ...], Said]]] = {}
    for phrase, what in told:
        telling = tuple(bones(word) for word in phrase)
        for first in telling[0]:
            by_bones.setdefault(first, []).append((telling, what))
    return Table(by_bones)
