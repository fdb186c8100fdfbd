"""Messages, and how far each is on its way to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from language.detect import Language
from news.rhythm import DAILY, Rhythm

__all__ = [
    "RECALLED",
    "Addressee",
    "Button",
    "Delivery",
    "DeliveryState",
    "Issue",
    "Message",
    "Reach",
    "Replaces",
    "Tally",
    "Told",
    "Turn",
]


@dataclass(frozen=True, slots=True)
class Button:
    """Either `data` (at most 64 bytes, comes back when pressed) or `url` is given."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A release in a message, and the very piece of the message's HTML that tells of it: so that a message
    that was sent can be corrected."""

    release: int
    html: str


@dataclass(frozen=True, slots=True)
class Replaces:
    """A part of an issue as it arrived; `notice` (HTML) is sent in answer to it where Telegram lets nobody
    edit it any more."""

    issue: int
    part: int
    notice: str
    message_id: int | None = None
    """Which message that is in the chat that it goes to; None until it is on its way."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Telegram takes it: HTML of its dialect, within its limits, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    told: tuple[Told, ...] = ()
    """The releases that it tells of."""
    replaces: Replaces | None = None
    """The message that it stands in the place of, where it corrects one."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A place that a message goes to."""

    chat_id: int
    thread_id: int | None = None
    subscribed: bool = True
    """False: it gets nothing any more, and is counted as not reached."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A message that arrived and tells of a release: which part of which issue, to whom."""

    issue: int
    part: int
    to: Addressee
    release: int
    """The version that it tells of."""
    language: Language


@dataclass(frozen=True, slots=True)
class Unsent:
    """A part of an issue that tells of a release and still waits for somebody."""

    issue: int
    part: int
    language: Language
    is_digest: bool
    """Else it goes to subscribers by itself, and nothing else stands in it."""


RECALLED = "called back"
"""The ledger's reason where an editor took a message back before it left."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a message to many has come."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why those that failed did, by the words of the ledger."""
    recalled: int = 0
    """Not failed: somebody wanted it so."""

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed + self.recalled


class DeliveryState(StrEnum):
    PENDING = "pending"
    """Waits for its hour, or for the part before it."""
    SENDING = "sending"
    """Claimed: it may be on its way."""
    SENT = "sent"
    """Telegram confirmed it. For ever: no other state follows."""
    FAILED = "failed"
    """It will not be sent: refused, expired, or the chat is gone."""
    UNKNOWN = "unknown"
    """The answer was lost too often: perhaps it arrived. It is not sent again."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A digest frozen into the messages in which every reader of its profile gets it."""

    profile: str
    """Everything that tells its readers from others: equal profiles get equal messages."""
    after: int
    upto: int
    """It covers the releases with after < id <= upto."""
    composed_at: datetime
    """UTC."""
    expires_at: datetime
    """From then on no part of it is sent any more: the next digest covers its releases."""
    messages: tuple[Message, ...]
    """At least one."""
    language: Language = "uz-Latn"
    """Whose words its messages are in."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One subscriber's digest of one local day, unique by (chat, thread, day, slot)."""

    chat_id: int
    thread_id: int | None
    due_at: datetime
    """The `next_due_at` that came round, UTC."""
    day: date
    """The local date of `due_at`."""
    next_due_at: datetime
    """When the subscriber is due again, UTC."""
    slot: int = 0
    """Which digest of that day it is."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One part of an issue on its way to one chat, as it was claimed."""

    id: int
    issue: int
    chat_id: int
    thread_id: int | None
    part: int
    """From 0, in the order of the issue's messages."""
    attempt: int
    """Which claim this is, from 1: what a slower holder of an older claim says is not heard."""
    lost: int
    """How many earlier attempts never got an answer."""
    lease_until: datetime
    """UTC. Afterwards others may take it over: do not send."""
    expires_at: datetime
    wording: int = 0
    """Of the issue's messages, as of the claim: another number where another process may have changed them.
    0 where one process does all, and knows."""
    zone: str = "UTC"
    """The reader's, as of the claim; so `rhythm`, whose quiet time and pause are meant."""
    rhythm: Rhythm = DAILY
