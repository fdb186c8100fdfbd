"""The page around a release: dateline, view counter, credits, buttons, other texts. Cut, never content.

A line goes if it carries a mark of tables/noise.toml and no sentence; the dateline goes off the head of the
first line. What is in doubt stays.
"""

import re
from functools import lru_cache
from typing import Any

from language.gazetteer import spots
from language.tokens import Tongue, tokenise
from news.understanding.tables import load

__all__ = ["cut", "is_sentence"]

_DIGITS = re.compile(r"(?:[\s\d:./,|+()%$€°–—-]|UZS|USD|EUR|RUB)+")
_PHONE = re.compile(r"(?:\+?998|\+7|\(\d{2,3}\))[\s()\d-]{7,}")
_STAMP = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}T")
_ENDS = re.compile(r"[.!?…:;][)\]»”\"'’]*\s*$")
_SENTENCE_INSIDE = re.compile(r"\w{3,}[.!?…][»”\")]*\s+[«“\"(]?[^\W\d_]")
_LONG = 200
_SHORT = 120
_FURNITURE = 4
"""So many lines at the most stand on a page before the release begins."""
_HEADING = 3
"""A first line of so few words without an end mark is a heading of the page."""


def cut(title: str, text: str) -> str:
    """The text without the page's noise, paragraphs as they were. An all-noise text stays as it is."""
    lines = [line.strip() for line in text.split("\n")]
    full = [number for number, line in enumerate(lines) if line]
    head, begun = set(full[:_FURNITURE]), False
    kept: list[str] = []
    for number, line in enumerate(lines):
        place = "last" if full and number == full[-1] else "first" if number in head and not begun else ""
        if not line:
            kept.append("")
            continue
        if number in head and not begun:
            line = _without_dateline(line)
        if line and not _is_noise(line, title, place):
            kept.append(line)
            begun = True
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() or text.strip()


def is_sentence(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return _ENDS.search(line) is not None


@lru_cache(maxsize=1)
def _marks() -> dict[str, re.Pattern[str]]:
    raw: dict[str, Any] = load("noise")

    def pattern(name: str, shape: str) -> re.Pattern[str]:
        return re.compile(shape % "|".join(raw[name]), re.IGNORECASE)

    return {
        "anywhere": pattern("anywhere", r"(?:%s)"),
        "imperative": pattern("imperative", r"^\W*(?:%s)"),
        "credit": pattern("credit", r"^\W*(?:%s)(?:lar|lavha)?\s*(?:by\b|:|©|/|-|—)"),
        "sender": pattern("sender", r"(?:^|\s)(?:%s)\W*$"),
        "agency": pattern("agencies", r"(?:%s)(?!\w)"),
        "month": re.compile(raw["months"], re.IGNORECASE),
    }


def _is_noise(line: str, title: str, place: str) -> bool:
    """Whether a line belongs to the page. Long lines, and lines with a sentence in them, are content."""
    if _DIGITS.fullmatch(line) or line.casefold() == title.strip().casefold():
        return True
    marks = _marks()
    if len(line) < _SHORT and marks["imperative"].search(line):
        return True
    if is_sentence(line):
        return False
    if len(line) > _LONG or _SENTENCE_INSIDE.search(line):
        return False
    if marks["anywhere"].search(line) or marks["credit"].search(line) or _PHONE.search(line):
        return True
    if len(line) < _SHORT and (_STAMP.search(line) or marks["sender"].search(line)):
        return True
    if place == "first" and len(line.split()) <= _HEADING:
        return True
    return place == "last" and _is_tags(line)


def _is_tags(line: str) -> bool:
    """A last line in small letters without any punctuation: the page's key words."""
    return len(line) < 90 and line == line.lower() and len(line.split()) > 2 and not re.search(r"[,;:]", line)


def _without_dateline(line: str) -> str:
    """TOSHKENT, 4-fevral. /“Dunyo” AA/.  Тошкент. 26 апрель. ЎзТАГ –  Tashkent, Uzbekistan (UzDaily.com) -

    A city, then nothing but countries, dates, agencies and marks, as far as the last strong mark.
    """
    position, end, said = 0, 0, 0
    city = False
    for match in re.finditer(r"\w[\w‘’'ʻʼ-]*|[^\w\s]+", line[:_LONG]):
        word = match.group()
        if re.fullmatch(r"[^\w\s]+", word):
            if city and re.search(r"[–—\-.:/)]", word) and (said or line[:position].isupper()):
                end = match.end()
        elif not city and _place(word) == "city":
            city = True
        elif _stamp(word):
            said += 1
        elif not (city and _place(word)):
            break
        position = match.end()
    rest = line[end:].lstrip(" .–—-/:")
    return rest if city and end else line


def _stamp(word: str) -> bool:
    """A part of a date or an agency's name."""
    marks = _marks()
    dated = re.fullmatch(r"\d{1,4}(?:-\w+)?|\d+T\d+", word) or marks["month"].fullmatch(word)
    return dated is not None or marks["agency"].fullmatch(word.rstrip("-")) is not None


@lru_cache(maxsize=1024)
def _place(word: str) -> str:
    """city, country or nothing, in any of the languages."""
    name = word[:1].upper() + word[1:].lower()
    tongues: tuple[Tongue, ...] = ("uz", "ru", "en")
    for tongue in tongues:
        for written in (word, name):
            found = spots(tokenise(written, tongue))
            if found and not found[0].ending:
                return found[0].kind
    return ""
