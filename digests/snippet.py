"""The place in a release that answers a question: a line of its text with the words that were asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from language.markup import Html, boundary, cut, escape
from language.vocabulary import skeleton
from language.words import WORD, key_of
from news.models import Language, Question, Release
from news.search import terms
from news.search.tables import concepts, readings

__all__ = ["LINE", "snippet"]

LINE = 240
"""UTF-16 units of a line under a result. Five results then fit into a message (held by a test)."""
READ = 20_000
"""Characters of a text in which the words are looked for: what comes later is no more than named."""
BOLD = 8
"""Words that are set in bold: more is no emphasis, and Telegram formats a hundred places of a message."""
_LEAD = 70
"""Characters before the first match that are shown to see what it is about."""
_LONGEST_PHRASE = 8
_SHORTEST, _LONG = 5, 8
"""Letters: of shorter words none is near another, from the second on two errors are few."""
_SENTENCE_END = re.compile(r"[.!?…][”»\"]?\s+|\n+")


@dataclass(frozen=True, slots=True)
class _Match:
    """Where a text holds what is wanted, and as which key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a release may call the things that were asked for: keys of `language.words` without what typing
    loses of them."""

    words: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    typed: tuple[frozenset[str], ...]
    """For each word that was typed, all of `words` that stand for it."""


def snippet(release: Release, question: Question) -> Html:
    """At most LINE units of the release, with what was asked for in bold: of its summary's first line where
    that holds it, else around the place in the text that holds the most of it; the summary's first line
    where nothing does, and nothing where there is none."""
    first = " ".join(release.summary[0].split()) if release.summary else ""
    wanted = _wanted(question.words, question.phrases)
    if not wanted.words and not wanted.phrases:
        return escape(cut(first, LINE)) if first else Html("")
    found = _matches(first, release.language, wanted)
    if found and found[0].end <= LINE:
        return _marked(first, 0, found)
    text = release.text[:READ]
    found = _matches(text, release.language, wanted)
    if not found:
        return escape(cut(first, LINE)) if first else Html("")
    start = max(range(len(found)), key=lambda at: (_held(found[at : at + BOLD]), -at))
    return _marked(text, _beginning(text, found[start].start), found[start:])


@lru_cache(maxsize=64)
def _wanted(words: tuple[str, ...], quoted: tuple[str, ...]) -> _Wanted:
    """Each word's keys, those of the same thing in other words and languages, and of the phrases."""
    read = [readings(word)[0] for word in words if WORD.search(word)]
    typed = [set(keys) for keys in read]
    for at in range(len(read)):
        length, meant = concepts().longest(read[at : at + _LONGEST_PHRASE])
        for ways in typed[at : at + length]:
            ways.update(way for concept in meant for way in concept.ways)
    ways = {way for each in typed for way in each}
    ways |= {way for phrase in quoted for way in terms.phrases(phrase)}
    several = {tuple(map(skeleton, way.split())) for way in ways}
    return _Wanted(
        frozenset(way[0] for way in several if len(way) == 1),
        frozenset(way for way in several if len(way) > 1),
        tuple(frozenset(skeleton(way) for way in each if way) for each in typed),
    )


def _matches(text: str, language: Language, wanted: _Wanted) -> list[_Match]:
    """Where the text holds what is wanted, in order, none overlapping another."""
    tokens = [
        (match.start(), match.end(), skeleton(key_of(match[0], language))) for match in WORD.finditer(text)
    ]
    return list(_spans(tokens, wanted))


def _spans(tokens: Sequence[tuple[int, int, str]], wanted: _Wanted) -> Iterator[_Match]:
    lengths = sorted({len(phrase) for phrase in wanted.phrases}, reverse=True)
    keys = tuple(key for _, _, key in tokens)
    words = wanted.words | _nearly(frozenset(keys), wanted)
    at = 0
    while at < len(tokens):
        start, end, key = tokens[at]
        length = next(
            (n for n in lengths if keys[at : at + n] in wanted.phrases and at + n <= len(tokens)),
            1 if key in words else 0,
        )
        if length:
            end = tokens[at + length - 1][1]
            yield _Match(start, end, key)
        at += length or 1


def _nearly(keys: frozenset[str], wanted: _Wanted) -> frozenset[str]:
    """Of the text's keys those that a word which the text lacks may be a misspelling of, or a form of: a
    release that was found by these shows them."""
    found = set[str]()
    for typed in wanted.typed:
        if typed.isdisjoint(keys):
            for one in typed:
                alike = (other for other in keys if other[:1] == one[:1] and len(other) >= _SHORTEST)
                found.update(other for other in alike if len(one) >= _SHORTEST and _is_near(one, other))
    return frozenset(found)


def _is_near(one: str, other: str) -> bool:
    errors = 1 if len(one) < _LONG else 2
    return OSA.distance(one, other, score_cutoff=errors) <= errors or other.startswith(one)


def _held(found: Sequence[_Match]) -> int:
    """How many different things a line that begins with the first match would show."""
    last = found[0].start + LINE - _LEAD
    return len({match.key for match in found if match.end <= last})


def _beginning(text: str, match: int) -> int:
    """Where a line that shows the match begins: with its sentence, else with a word not far before it."""
    earliest = max(0, match - _LEAD)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, earliest, match)]
    if ends or earliest == 0:
        return ends[-1] if ends else 0
    space = text.find(" ", earliest, match)
    return space + 1 if space >= 0 else boundary(text, earliest)


def _marked(text: str, start: int, found: Sequence[_Match]) -> Html:
    """A line from `start` on with the matches in bold, and dots where the text was cut."""
    before = "" if start == 0 or _SENTENCE_END.search(text, max(0, start - 4), start) else "…"
    piece = text[start : start + LINE + 1]
    line = cut(piece, LINE - 1)
    shown = len(line) - line.endswith("…") * (line != piece)
    pieces, at = [before], 0
    for match in found[:BOLD]:
        if match.end - start <= shown:
            pieces += [
                escape(line[at : match.start - start]),
                f"<b>{escape(text[match.start : match.end])}</b>",
            ]
            at = match.end - start
    return Html(" ".join("".join([*pieces, escape(line[at:])]).split()))
