"""Takes a question apart: quoted phrases, exclusions, period, kind of event; what is left are its words."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from language import dates, detect, words
from language.alphabet import canonical
from language.dates import Period
from language.vocabulary import skeleton
from news.models import EventType, Language, Part, Question
from news.search.relatives import Keys
from news.search.tables import concepts, forms, kinds, lexicon, readings

LONGEST = 4096
"""Characters that are read: no message of Telegram has more."""
MOST_WORDS = 64
"""Words that are read: nobody means more, and each costs time."""
LATELY = timedelta(days=6)
"""How far back "what is new" asks, besides today."""

FAR_AHEAD = timedelta(days=366)
"""Nobody asks for the releases of a year that is further away."""

Kind = Literal["period", "type", "word", "phrase", "excluded"]
_LONGEST_KIND, _LONGEST_NOISE, _LONGEST_THING = 4, 3, 5
_QUOTED = re.compile(r"[“”„\"«]([^“”„\"«»]*[^\W_][^“”„\"«»]*)[“”\"»]")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))[-−–](?=[^\W\d_])")
_NOUN_ENDING = re.compile(r"(?:y[ae]|[aeiou])\Z")
"""What Russian cases put other letters in place of."""
_DAY = re.compile(r"[0-9]{1,2}")
_DAYS_OFF = re.compile(r"dam\s+olish|дам\s+олиш|выходн|weekend", re.IGNORECASE)
_OTHER_WORD = re.compile(r"li|lik|siz|chi|boz")
"""Uzbek endings that make another word of a noun."""
_LACKING = re.compile(r"(.{4,}?)[-']?(?:siz|сиз)$", re.IGNORECASE)
"""The Uzbek ending "without"."""


@dataclass(slots=True)
class _Token:
    text: str
    start: int
    end: int
    readings: Keys
    forms: Keys
    taken: bool = False


@dataclass(slots=True)
class _Reading:
    """A text and its tokens, each taken by at most one part."""

    text: str
    language: Language
    tokens: list[_Token]
    parts: list[tuple[Kind, int, int, str]] = field(default_factory=list)
    """Kind, start, end, and what stands in the question for it."""

    def take(self, kind: Kind, start: int, end: int, meant: str) -> None:
        for token in self.tokens:
            token.taken = token.taken or (token.start < end and token.end > start)
        self.parts.append((kind, start, end, meant))

    def free(self, start: int, end: int) -> list[_Token]:
        """The tokens that nothing has taken from `start` on, up to the first that something has."""
        found: list[_Token] = []
        for token in self.tokens[start:end]:
            if token.taken:
                break
            found.append(token)
        return found


def parse(text: str, today: date) -> Question:
    """What somebody asked on that day. Never fails: what cannot be read stays a word."""
    text = text[:LONGEST]
    reading = _Reading(text, detect.label_of(text), _tokens(text))
    _take_phrases(reading)
    _take_excluded(reading)
    period = _take_period(reading, today)
    _take_impossible(reading, today)
    kind = _take_kind(reading)
    asked_for_news = _drop_noise(reading)
    for token in reading.tokens:
        if not token.taken:
            reading.take("word", token.start, token.end, token.text)
    if asked_for_news and not reading.parts:
        period = Period(today - LATELY, today)
    return Question(
        text=text,
        language=reading.language,
        period=period,
        type=kind,
        words=_of(reading, "word"),
        phrases=_of(reading, "phrase"),
        excluded=_of(reading, "excluded"),
        parts=_parts(reading),
    )


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in list(words.WORD.finditer(text))[:MOST_WORDS]:
        found.append(_Token(match[0], match.start(), match.end(), readings(match[0])[0], forms(match[0])))
    return found


def _take_phrases(reading: _Reading) -> None:
    for match in _QUOTED.finditer(reading.text):
        excluded = reading.text[: match.start()].endswith(("-", "−"))
        reading.take(
            "excluded" if excluded else "phrase", match.start() - excluded, match.end(), match[1].strip()
        )


def _take_excluded(reading: _Reading) -> None:
    """`-Samarqand`, `без Самарканда`, `Samarqanddan tashqari`, `Samarqandsiz`."""
    starts = {match.end() for match in _MINUS.finditer(reading.text)}
    before, surely, after = (lexicon(reading.language, name) for name in ("without", "except", "apart"))
    for at, token in enumerate(reading.tokens):
        if token.taken:
            continue
        if token.start in starts:
            reading.take("excluded", token.start - 1, token.end, token.text)
        elif (length := before.longest(_forms(reading.free(at, at + 3)))[0]) and at + length < len(
            reading.tokens
        ):
            meant = reading.tokens[at + length]
            if surely.longest(_forms(reading.free(at, at + 3)))[0] or _names(meant):
                reading.take("excluded", token.start, meant.end, meant.text)
        elif at and after.longest([token.forms])[0] and not reading.tokens[at - 1].taken:
            meant = reading.tokens[at - 1]
            reading.take("excluded", meant.start, token.end, meant.text)
        elif (lacking := _LACKING.match(token.text)) and _is_name(lacking[1]):
            reading.take("excluded", token.start, token.end, lacking[1])


def _names(token: _Token) -> bool:
    """`без Самарканда` leaves a town out, `без залога` tells what a loan is like."""
    return token.text[0].isupper() or _is_name(token.text)


def _is_name(word: str) -> bool:
    """Whether the tables know a place or a body: `xavfsiz` is a word of its own, `Samarqandsiz` is not."""
    return any(concept.is_name for concept in concepts().longest(readings(word))[1])


def _take_period(reading: _Reading, today: date) -> Period | None:
    left = reading.text
    for _, start, end, _ in reading.parts:
        left = left[:start] + " " * (end - start) + left[end:]
    found = dates.find_spoken(left, today)
    if found is None or _is_no_time(reading, found, today):
        return None
    for start, end in found.spans:
        reading.take("period", start, end, reading.text[start:end])
    return found.period


def _take_impossible(reading: _Reading, today: date) -> None:
    """A day that no month has (`30-fevral`) is asked for as it stands: no other day answers it."""
    for number, month in itertools.pairwise(reading.tokens):
        if number.taken or month.taken or not _DAY.fullmatch(number.text):
            continue
        found = dates.find_spoken(month.text, today)
        if found and found.granularity == "month" and int(number.text) > found.period.end.day:
            meant = f"{number.text} {month.text}"
            reading.take("phrase", number.start, month.end, meant)


def _is_no_time(reading: _Reading, found: dates.Found, today: date) -> bool:
    """A year that is far ahead belongs to a plan (`2030 strategiyasi`), days off to a feast (`yangi yil`)."""
    if found.granularity == "year" and found.period.start > today + FAR_AHEAD:
        return True
    said = reading.text[found.start : found.end]
    feast = lexicon(reading.language, "feast")
    at_feast = any(feast.longest(_readings(reading.tokens[at:]))[0] for at in range(len(reading.tokens)))
    return at_feast and _DAYS_OFF.match(said) is not None


def _take_kind(reading: _Reading) -> EventType | None:
    """The kind that is asked for. Of several the one that the others describe, by the language's order of
    words; where they stand in a list, none: then they are words."""
    named: list[tuple[str, int, int]] = []
    at = 0
    while at < len(reading.tokens):
        free = reading.free(at, at + _LONGEST_KIND)
        length, said = kinds().longest(_readings(free))
        meant = [kind for kind, noun in said if _is_noun(noun, free[:length])]
        if meant:
            named.append((meant[0], at, at + length))
        at += length if meant else 1
    if not named or _is_list(reading, named):
        return None
    heads_last = reading.language.startswith("uz")
    kind = named[-1 if heads_last else 0][0]
    for name, first, last in named:
        if name == kind:
            start, end = reading.tokens[first].start, reading.tokens[last - 1].end
            reading.take("type", start, end, reading.text[start:end])
    return EventType(kind)


def _is_noun(noun: str, tokens: Sequence[_Token]) -> bool:
    """Whether the words are forms of the noun itself: `trains` has the stem of `training`, `Safarli` begins
    with `safar`, and both are none."""
    for word, token in zip(words.words(noun), tokens, strict=True):
        root, typed = _NOUN_ENDING.sub("", skeleton(word)), skeleton(canonical(token.text))
        if not typed.startswith(root) or _OTHER_WORD.fullmatch(typed.removeprefix(root)):
            return False
    return True


def _is_list(reading: _Reading, named: Sequence[tuple[str, int, int]]) -> bool:
    between = [
        reading.text[reading.tokens[a[2] - 1].end : reading.tokens[b[1]].start].strip()
        for a, b in itertools.pairwise(named)
        if a[0] != b[0]
    ]
    return any(joint in _JOINTS for joint in between)


_JOINTS = {",", "va", "ва", "ҳамда", "hamda", "yoki", "ёки", "и", "или", "and", "or", "&", "/"}


def _drop_noise(reading: _Reading) -> bool:
    """Take what asks rather than tells; True where news as such were asked for."""
    asking, news = lexicon(reading.language, "asking"), lexicon(reading.language, "news")
    shouting, asked_for_news = reading.text.isupper(), False
    at = 0
    while at < len(reading.tokens):
        if (known := concepts().longest(_readings(reading.free(at, at + _LONGEST_THING)))[0]) > 1:
            at += known  # `kun` says nothing, `kun tutilishi` is an eclipse
            continue
        free = reading.free(at, at + _LONGEST_NOISE)
        length, of_news = asking.longest(_forms(free))[0], news.longest(_readings(free))[0]
        if free and len(free[0].text) > 1 and free[0].text.isupper() and not shouting:
            length = of_news = 0  # `US`, `IT`, `ЕС` are abbreviations, whatever little word they look like
        for dropped in free[: max(length, of_news)]:
            dropped.taken = True
        asked_for_news = asked_for_news or bool(of_news)
        at += max(length, of_news, 1)
    return asked_for_news


def _readings(tokens: Sequence[_Token]) -> list[Keys]:
    return [token.readings for token in tokens]


def _forms(tokens: Sequence[_Token]) -> list[Keys]:
    return [token.forms for token in tokens]


def _of(reading: _Reading, kind: Kind) -> tuple[str, ...]:
    return tuple(
        meant for _, _, meant in sorted((s, e, meant) for k, s, e, meant in reading.parts if k == kind)
    )


def _parts(reading: _Reading) -> tuple[Part, ...]:
    return tuple(
        Part(
            kind, reading.text[start:end], " ".join((reading.text[:start] + " " + reading.text[end:]).split())
        )
        for kind, start, end, _ in sorted(reading.parts, key=lambda part: part[1])
    )
