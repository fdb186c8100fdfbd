"""What people type into a setting: hours, quiet hours, numbers, words and names. Pure."""

import re
from datetime import time
from typing import Literal

from language.alphabet import canonical
from language.words import words
from news.choices import LEAST, MOST, PHRASE_LENGTH
from news.models import Quiet

__all__ = [
    "LONGEST_PAUSE",
    "PhraseProblem",
    "parse_hour",
    "parse_most",
    "parse_pause",
    "parse_phrases",
    "parse_quiet",
]

LONGEST_PAUSE = 90
"""Days; who wants to be away for longer turns the digest off."""
_WORDS = 6
"""More words than these are no topic but a sentence: no other release holds all of them."""

_HOUR = re.compile(
    r"(?:(?:soat|соат|в|at)\s+)?"
    r"(?P<hour>[0-9]{1,2})(?:\s*[:.,\-– ]\s*(?P<minute>[0-9]{2})|(?P<packed>[0-9]{2}))?"
    r"\s*(?:da|да|ga|га|ч\.?|часов|часа|час)?\.?"
)


def parse_hour(text: str) -> time | None:
    """A time of day as people type it: `7:30`, `07.30`, `7 30`, `0730`, `19`, `soat 19 da`, `в 19 часов`."""
    match = _HOUR.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["packed"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_RANGE = re.compile(r"(?P<start>.+?)\s*(?:-|–|—|−|…|\.{2,3}|\bto\b|\bдо\b|\bdan\b|\bдан\b)\s*(?P<end>.+)")
_FROM = re.compile(r"^(?:from|с|со)\s+|\s*(?:gacha|гача)$")


def parse_quiet(text: str) -> Quiet | None:
    """Quiet hours as people type them: `22:00-7:00`, `22–7`, `с 22 до 7`, `22 dan 7 gacha`."""
    match = _RANGE.fullmatch(_FROM.sub("", text.strip().casefold()))
    if match is None:
        return None
    start, end = parse_hour(match["start"]), parse_hour(match["end"])
    return None if start is None or end is None or start == end else Quiet(start, end)


def parse_pause(text: str) -> int | None:
    """A number of days from 1 to LONGEST_PAUSE: `3`, `3 kun`, `10 дней`."""
    return _number(text, 1, LONGEST_PAUSE)


def parse_most(text: str) -> int | None:
    """A number of items from LEAST to MOST."""
    return _number(text, LEAST, MOST)


def _number(text: str, least: int, most: int) -> int | None:
    match = re.fullmatch(r"([0-9]{1,4})(?:\s*[^\W\d_]{1,10})?\.?", text.strip())
    return int(match[1]) if match and least <= int(match[1]) <= most else None


PhraseProblem = Literal["empty", "long"]


def parse_phrases(text: str) -> list[str] | PhraseProblem:
    """Words and names, divided by commas, semicolons or lines, each as typed, without quotation marks; the
    same one in another case or alphabet once. Or what is wrong: there is no word in it, or one is too long
    to be a word or a name."""
    found: dict[str, str] = {}
    for piece in re.split(r"[,;\n،]", text):
        phrase = " ".join(piece.split()).strip(" \"'«»“”„‘’.!?")
        if not phrase or not words(phrase):
            continue
        if len(phrase) > PHRASE_LENGTH or len(words(phrase)) > _WORDS:
            return "long"
        found.setdefault(canonical(phrase), phrase)
    return list(found.values()) or "empty"
