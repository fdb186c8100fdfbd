"""Drafts on their way to publication, where they come from, and who decides on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from news.models.release import Draft, Release

__all__ = [
    "CLOSED",
    "Card",
    "CardField",
    "Corrections",
    "DraftState",
    "Entry",
    "Feed",
    "Member",
    "Pending",
    "Piece",
    "Reason",
    "Regrouped",
    "Relation",
    "Role",
    "StaysApart",
    "Verdict",
    "Verdicts",
]


class Role(StrEnum):
    """What a member of the press office may do; each may do what those below it may."""

    OWNER = "owner"
    """People, settings of the newsroom, messages to all, exports."""
    EDITOR = "editor"
    """Publishes, approves, corrects and withdraws, whoever wrote it."""
    AUTHOR = "author"
    """Writes drafts of their own and hands them in."""


class DraftState(StrEnum):
    OPEN = "open"
    """Somebody is at it."""
    WAITING = "waiting"
    """Handed in: a second person is to approve it."""
    SCHEDULED = "scheduled"
    """Decided on: it is published when `publish_at` comes."""
    PUBLISHED = "published"
    DISCARDED = "discarded"
    MERGED = "merged"
    """Made one with another: `Pending.merged_into` has the words of both."""


CLOSED = frozenset({DraftState.PUBLISHED, DraftState.DISCARDED, DraftState.MERGED})
"""Nothing is to be decided on these any more."""


class CardField(StrEnum):
    """What a person may correct on a card. The comment is what its value, a tuple of strings, holds."""

    TITLE = "title"  # one
    TYPE = "type"  # an EventType; none: it is no event
    STATUS = "status"  # a Status
    FORMAT = "format"  # a Format
    DATE = "date"  # first and last day, ISO; none: not stated
    PLACE = "place"  # one; none: not stated
    ORGANISERS = "organisers"
    PARTICIPANTS = "participants"
    TOPIC = "topic"  # one or none
    OUTCOME = "outcome"  # one or none
    SUMMARY = "summary"  # at most three sentences of the text
    PUBLISHED = "published"  # a day, ISO


Corrections = Mapping[CardField, tuple[str, ...]]
"""What people set by hand. Kept apart from what was read, and laid over it whenever it is read anew."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for two releases telling one story."""

    kind: Literal["text", "day", "names", "numbers", "subject"]
    value: str
    """Text and subject: how much of it both have, in percent; day: the event's, ISO; names and numbers: those
    that both have, divided by commas."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A release that tells the same story as another one, by all that can be seen."""

    kind: Literal["same", "version", "translation"]
    release: Release
    reasons: tuple[Reason, ...]
    sure: bool
    """Joined without anybody's asking when it is published; the others are only offered to an editor."""


class Verdict(StrEnum):
    """What a person said of two releases."""

    ONE = "one"
    """They tell one story, as a text and its translation do."""
    APART = "apart"
    """They do not, however alike they are."""
    VERSION = "version"
    """The one is the new text of the other. Of drafts alone: published, it is a chain of versions."""


Verdicts = Mapping[int, Verdict]
"""By the id of the release that a draft was compared with, in the order in which it was said."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Somebody put stories together, or took one apart."""

    id: int
    """By which it can be undone."""
    releases: tuple[Release, ...]
    """Current ones that tell the story now, by id."""


@dataclass(frozen=True, slots=True)
class StaysApart:
    """Two stories were not put together, for somebody said of one release of each that they are two."""

    one: Release
    other: Release


@dataclass(frozen=True, slots=True)
class Feed:
    """Where releases come from by themselves: an RSS or Atom feed that is polled, or a channel that sends."""

    id: int
    address: str
    """Of the web, or `tg:<chat id>` for a channel."""
    title: str
    mode: Literal["draft", "publish"]
    """What becomes of what it brings: it is laid before the editors, or published at once."""
    added_by: int
    """Whose doing it is, a person's id."""
    paused: bool = False
    etag: str | None = None
    modified: str | None = None
    """ETag and Last-Modified of its last answer, as they came."""
    next_at: datetime | None = None
    """When it is polled next, UTC; None: never (a channel)."""
    failures: int = 0
    """In a row, since it was last read."""
    error: str | None = None
    """Why the last attempt failed: the reason of a `sources.text.Unreadable`."""
    checked_at: datetime | None = None
    """Of the last attempt."""
    news_at: datetime | None = None
    """When it last brought something."""
    turn: int = 0
    """Rises with each who asks it: what one who asked before it has to say is not heard any more."""

    @property
    def chat_id(self) -> int | None:
        """Of the channel that it is; None for a feed of the web."""
        return int(self.address[3:]) if self.address.startswith("tg:") else None


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft on its way to publication."""

    id: int
    chat_id: int
    author_id: int
    draft: Draft
    state: DraftState = DraftState.OPEN
    revision: int = 1
    """Rises with each change: who decides on an older one is shown the newer first."""
    corrections: Corrections = field(default_factory=dict)
    publish_at: datetime | None = None
    """Not before then, UTC: an embargo."""
    revises: int | None = None
    """The release that it corrects or whose new version it is."""
    verdicts: Verdicts = field(default_factory=dict)
    """What people said that it is to releases that stand."""
    merged_into: int | None = None
    """The draft that was made of it and another."""
    reason: str = ""
    """Why it was sent back, as whoever did so typed it; until it is handed in again."""
    release: int | None = None
    """What it became, once published."""
    changed_by: int | None = None
    """Who last corrected, handed in, approved or sent back what it says; None: it stands as it came in.
    Whoever sets its time, or says what it is to a release, may still be its second person."""
    source: str | None = None
    """Where it came from by itself: a feed, a channel. None: a person sent it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A message in which a draft, or a part of it, came in."""

    message_id: int
    text: str
    sent_at: datetime
    bundle: str | None = None
    """Of the album that it belongs to."""


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours that shows a draft and lets it be decided on."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the press office. The owners whom the settings name are not among them."""

    person_id: int
    role: Role
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log: who did what to what, when, and what stood before and after."""

    id: int
    at: datetime
    person_id: int | None
    """None: the bot itself, as when an embargo ends."""
    action: str
    subject: str
    """What it was done to: `draft 5`, `release 12`, `member 777`."""
    before: str | None = None
    after: str | None = None
