"""What came in, what was read out of it, what stands for readers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from language.detect import Language
from news.event import Event

__all__ = [
    "AddResult",
    "Added",
    "Draft",
    "Duplicate",
    "Media",
    "NewVersion",
    "Published",
    "Release",
    "Revised",
    "Understood",
]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, a film or a file as Telegram keeps it: `file_id` is this bot's own name for it."""

    kind: Literal["photo", "video", "document"]
    file_id: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody handed in, before anything was read out of it."""

    title: str
    """May be empty: then the first line of the text is taken as title."""
    text: str
    """Plain text, paragraphs divided by blank lines; does not contain the title."""
    published: date
    reference: str | None = None
    """The sender's own id for it; None where they have none."""
    url: str | None = None
    media: tuple[Media, ...] = ()
    """Pictures and the like that go with it, in their order."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A draft after reading. `summary` holds at most three lines, each standing in the text."""

    draft: Draft
    language: Language
    title: str
    """The draft's title, or the text's first line where it had none, then cut from `text`."""
    text: str
    """The text without the page's noise."""
    event: Event | None
    topic: str | None
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A published release, as storage keeps it."""

    id: int
    """Rises in the order of publication: a reader's cursor is such an id."""
    reference: str
    """Unique. The sender's own, else `x<id>`."""
    references: tuple[str, ...]
    """Every reference under which this text came in, `reference` first."""
    story: int
    """The id of the first release that tells the same story (a version, a near-duplicate, a translation)."""
    version: int
    """1 for the first text under a reference."""
    current: bool
    """False once a newer version stands."""
    language: Language
    title: str
    text: str
    published: date
    url: str | None
    event: Event | None
    summary: tuple[str, ...]
    added_at: datetime
    """When it became visible, UTC."""
    changed_at: datetime | None = None
    """Since when it differs from what was published first, UTC: a new version, or corrected by hand."""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    release: Release


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same content stands already; a new reference now leads to it too."""

    release: Release


@dataclass(frozen=True, slots=True)
class NewVersion:
    """The reference was known, its text is new: `release` is current, `replaced` no longer is."""

    release: Release
    replaced: Release


AddResult = Added | Duplicate | NewVersion


@dataclass(frozen=True, slots=True)
class Revised:
    """The same text, corrected by hand or brought back: it stands under the same id."""

    release: Release


Published = AddResult | Revised
"""What became of a draft that was published."""
