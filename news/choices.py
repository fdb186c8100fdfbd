"""What a subscriber's digest holds and how it looks: part of an issue's profile."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Literal, TypeVar

from language.alphabet import canonical
from language.detect import LANGUAGES, Language
from news.event import EventType

__all__ = [
    "ALL",
    "LEAST",
    "MOST",
    "PHRASES",
    "PHRASE_LENGTH",
    "Choices",
    "Density",
    "OnEmpty",
    "PhraseField",
    "Script",
]

LEAST, MOST = 3, 50
"""Bounds of `Choices.most`."""
PHRASES, PHRASE_LENGTH = 20, 64
"""How many topics, exclusions and places each, and how many characters one of them may have."""


class Density(StrEnum):
    FULL = "full"
    COMPACT = "compact"
    """Titles only, no summaries."""


class OnEmpty(StrEnum):
    SILENT = "silent"
    """Nothing is sent, save for a sign of life once a week."""
    SAY = "say"
    """A sentence says that there is nothing new."""


class Script(StrEnum):
    """In which alphabet Uzbek releases are shown."""

    OWN = "own"
    """That of a reader of Uzbek; to others, as written."""
    LATIN = "Latn"
    CYRILLIC = "Cyrl"
    WRITTEN = "written"
    """As the press office wrote it."""


PhraseField = Literal["topics", "excluded", "places"]

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Choices:
    """Empty collections choose everything. Hashable: equal choices share one issue."""

    density: Density = Density.FULL
    most: int | None = None
    """At most so many items, LEAST..MOST; None is all."""
    on_empty: OnEmpty = OnEmpty.SILENT
    kinds: frozenset[EventType] = frozenset()
    """Events of these kinds alone, and no plain news; empty: all events and the news."""
    topics: tuple[str, ...] = ()
    """Words or names as typed, in the order of their canonical forms, at most PHRASES of PHRASE_LENGTH
    characters: a release holds one."""
    excluded: tuple[str, ...] = ()
    """The same, of which a release holds none."""
    places: tuple[str, ...] = ()
    """The same, of which one is where its event takes place."""
    languages: frozenset[Language] = frozenset()
    """Releases written in these languages alone."""
    script: Script = Script.OWN

    def with_phrases(self, field: PhraseField, added: Iterable[str]) -> "Choices":
        """With these phrases too, the same in another case or alphabet once; ValueError beyond PHRASES."""
        known = {canonical(phrase): phrase for phrase in getattr(self, field)}
        for phrase in added:
            known.setdefault(canonical(phrase), phrase)
        if len(known) > PHRASES:
            raise ValueError(f"more than {PHRASES} {field}")
        return self._with(field, (known[key] for key in sorted(known)))

    def without_phrase(self, field: PhraseField, phrase: str) -> "Choices":
        """Without that one; the same where it is not among them."""
        return self._with(field, (one for one in getattr(self, field) if one != phrase))

    def _with(self, field: PhraseField, phrases: Iterable[str]) -> "Choices":
        values: dict[str, Any] = {field: tuple(phrases)}
        return replace(self, **values)

    @property
    def selective(self) -> bool:
        """Whether there are releases that the subscriber does not want."""
        return bool(self.kinds or self.topics or self.excluded or self.places or self.languages)

    @property
    def profile(self) -> str:
        """A stable key: equal for equal choices and for no others, short enough for an index, "" for the
        default."""
        chosen = self.as_json()
        if not chosen:
            return ""
        text = json.dumps(chosen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """What differs from the default, in types of JSON and in an order that equal choices share."""
        every: dict[str, Any] = {
            "density": self.density.value,
            "most": self.most,
            "on_empty": self.on_empty.value,
            "kinds": sorted(self.kinds),
            "topics": list(self.topics),
            "excluded": list(self.excluded),
            "places": list(self.places),
            "languages": sorted(self.languages),
            "script": self.script.value,
        }
        default = {"density": Density.FULL, "on_empty": OnEmpty.SILENT, "script": Script.OWN}
        return {name: value for name, value in every.items() if value and value != default.get(name)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Choices":
        """The choices that `as_json` wrote. Values that this program does not know count as not chosen: one
        reader's row must not stop the digests of all."""
        most = stored.get("most")
        return cls(
            density=_known(Density, stored.get("density"), Density.FULL),
            most=most if isinstance(most, int) and LEAST <= most <= MOST else None,
            on_empty=_known(OnEmpty, stored.get("on_empty"), OnEmpty.SILENT),
            kinds=frozenset(kind for kind in EventType if kind in stored.get("kinds", ())),
            topics=_phrases(stored.get("topics", ())),
            excluded=_phrases(stored.get("excluded", ())),
            places=_phrases(stored.get("places", ())),
            languages=frozenset(one for one in LANGUAGES if one in stored.get("languages", ())),
            script=_known(Script, stored.get("script"), Script.OWN),
        )


ALL = Choices()
"""Nothing was chosen: everything, in full."""


def _known(kind: type[T], value: object, default: T) -> T:
    return next((one for one in kind if one.value == value), default)


def _phrases(stored: Iterable[object]) -> tuple[str, ...]:
    return tuple(one for one in stored if isinstance(one, str))[:PHRASES]
