"""Reads the two tables of this room: `concepts.txt` (the same thing in three languages) and `lexicon.txt`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from language import words
from language.detect import Language
from language.vocabulary import skeleton
from news.models import EventType
from news.search.relatives import Keys, Relatives

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
def concept_words() -> Relatives:
    """The words that stand for a concept alone, by their bones."""
    known = Relatives()
    known.add(
        first for first, said in concepts().by_bones.items() if any(len(phrase) == 1 for phrase, _ in said)
    )
    return known


@cache
def lexicon(*lists: str) -> Table[str]:
    """These lists of `lexicon.txt`: their phrases -> the list's name."""
    return _table((readings(phrase), name) for name, phrase in _listed() if name in lists)


@cache
def kinds() -> Table[tuple[str, str]]:
    """The nouns of every kind of event -> its name, and the noun as the table has it."""
    names = {kind.value for kind in EventType}
    return _table((readings(phrase), (name, phrase)) for name, phrase in _listed() if name in names)


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


def _table(told: Iterable[tuple[Sequence[Keys], Said]]) -> Table[Said]:
    by_bones: dict[str, list[tuple[tuple[Keys, ...], Said]]] = {}
    for phrase, what in told:
        telling = tuple(bones(word) for word in phrase)
        for first in telling[0]:
            by_bones.setdefault(first, []).append((telling, what))
    return Table(by_bones)
