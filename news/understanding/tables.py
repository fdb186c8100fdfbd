"""The language tables: event nouns, their verbs, what speaks against an event; from tables/*.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from language.tokens import Tongue, key_of

_WORD = re.compile(r"(?<!\\)[^\W\d_]['’‘ʻʼ\w-]*")
_UZBEK_CASES = r"(?:lar)?(?:i|si|lari|miz|imiz)?(?:ning|ni|ga|ka|qa|da|dan|dagi|gacha|dir)?"


_BETWEEN: dict[Tongue, str] = {
    "uz": r"(?: [^\s,.;:\"]+)",
    "ru": r"(?: (?!прош|состоя|открыл|начал|заверш)[^\s,.;:\"]*(?:ом|ем|ой|ей|ых|их|ого|его|ому|ему|ым|им"
    r"|ую|юю|й|м|х|ий))",
    "en": r"(?: (?!was |were |is |are |will |has |have |held |hosted |opened )[^\s,.;:\"]+)",
}
"""What may stand between a preposition and its event noun: adjectives, no verb."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Every pattern runs over a sentence's key, so that it starts and ends at a token."""

    nouns: re.Pattern[str]
    """One named group for each type of event; `any` is an event of no stated kind."""
    verbs: dict[str, re.Pattern[str]]
    """held, ongoing, announced, attended."""
    phrases: dict[str, re.Pattern[str]]
    """Type of event -> verbs that are the event."""
    frames_before: re.Pattern[str] | None
    frames_after: re.Pattern[str] | None
    places_before: re.Pattern[str] | None
    """Prepositions after which an event noun is where something happened, not what happened."""
    against: dict[str, re.Pattern[str]]


def _entry(text: str, tongue: Tongue) -> str:
    keyed = _WORD.sub(lambda match: key_of(match.group(), tongue), text)
    return re.sub(r"\\w\*|(?<=[\w)])\*|^\*", r"[\\w-]*", keyed)


def any_of(entries: list[str], tongue: Tongue) -> str:
    """An alternation of table entries, longest first, keyed as sentences are."""
    return "|".join(sorted((_entry(entry, tongue) for entry in entries), key=len, reverse=True))


def whole(pattern: str) -> re.Pattern[str]:
    """A pattern that begins and ends where tokens do."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


@lru_cache(maxsize=8)
def load(name: str) -> dict[str, Any]:
    """A table file by its name without the suffix."""
    return tomllib.loads((files("news.understanding") / "tables" / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=4)
def tables(tongue: Tongue) -> Tables:
    """The tables of a language, compiled once."""
    raw = load(tongue)
    ending = _UZBEK_CASES if tongue == "uz" else ""
    nouns = "|".join(f"(?P<{kind}>(?:{any_of(stems, tongue)}))" for kind, stems in raw["nouns"].items())
    context = raw["context"]

    def frame(name: str, shape: str) -> re.Pattern[str] | None:
        entries = context.get(name)
        return re.compile(shape % any_of(entries, tongue)) if entries else None

    return Tables(
        nouns=whole(rf"(?:[^\s-]+-)??(?:{nouns})(?P<ending>{ending})"),
        verbs={name: whole(any_of(entries, tongue)) for name, entries in raw["verbs"].items()},
        phrases={name: whole(any_of(entries, tongue)) for name, entries in raw["phrases"].items()},
        frames_before=frame("before", r"(?:^|\s)(?:%s)" + _BETWEEN[tongue] + "{0,3} $"),
        frames_after=frame("after", r"^(?: |)(?:%s)(?!\S)"),
        places_before=frame("at", r"(?:^|\s)(?:%s)" + _BETWEEN[tongue] + "{0,4} $"),
        against={name: whole(any_of(entries, tongue)) for name, entries in raw["against"].items()},
    )
