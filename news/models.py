"""The nouns of the domain: a frozen type for each stage a release, a question or a digest goes through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from language.dates import Period
from language.detect import LANGUAGES, Language
from news.choices import ALL, Choices
from news.event import Event, EventType, Evidence, Format, Status
from news.rhythm import DAILY, Quiet, Rhythm

__all__ = [
    "LANGUAGES",
    "AddResult",
    "Added",
    "Addressee",
    "Answer",
    "Asked",
    "Button",
    "Card",
    "CardField",
    "Choices",
    "Corrections",
    "Delivery",
    "DeliveryState",
    "Digest",
    "DigestItem",
    "Draft",
    "DraftState",
    "Duplicate",
    "Entry",
    "Event",
    "EventType",
    "Evidence",
    "Feed",
    "Format",
    "Hit",
    "Issue",
    "Language",
    "Media",
    "Member",
    "Message",
    "NewVersion",
    "Part",
    "Pending",
    "Period",
    "Piece",
    "Published",
    "Question",
    "Quiet",
    "Reach",
    "Reason",
    "Relation",
    "Release",
    "Replaces",
    "Revised",
    "Rhythm",
    "Role",
    "Status",
    "Subscriber",
    "Suggestion",
    "Tally",
    "Told",
    "Turn",
    "Understood",
    "Window",
]


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
    media: tuple["Media", ...] = ()
    """Pictures and the like that go with it, in their order."""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, a film or a file as Telegram keeps it: `file_id` is this bot's own name for it."""

    kind: Literal["photo", "video", "document"]
    file_id: str


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
    apart: bool = False
    """Somebody said that it is no version of what it is like."""
    release: int | None = None
    """What it became, once published."""
    changed_by: int | None = None
    """Who changed it last; None: as it was handed in."""
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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question that a reader may take away."""

    kind: Literal["period", "type", "word", "phrase", "excluded"]
    text: str
    """As it was typed."""
    rest: str
    """The question's text without it: what to ask when it is taken away."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, taken apart. An empty question has no period, type, words or phrases."""

    text: str
    language: Language
    period: Period | None = None
    type: EventType | None = None
    words: tuple[str, ...] = ()
    """What is left when period, type and question words are taken, as typed, in order."""
    phrases: tuple[str, ...] = ()
    """What stood in quotation marks, without them: the words must follow each other."""
    excluded: tuple[str, ...] = ()
    """Words that no answer may hold, as typed, without the sign or ending that excluded them."""
    parts: tuple[Part, ...] = ()
    """Every part above, in the order of the text."""

    @property
    def empty(self) -> bool:
        """Nothing is asked for: exclusions alone ask for nothing."""
        return self.period is None and self.type is None and not self.words and not self.phrases


@dataclass(frozen=True, slots=True)
class Hit:
    """A release that answers. `copies` are the references of the other tellings of its story."""

    release: Release
    score: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest that does have an answer, offered where there was none."""

    kind: Literal["spelling", "period", "less"]
    """Another spelling of a word, another time, or one part of the question less."""
    text: str
    """The question to ask instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of hits, best first; `total` counts the stories that answer."""

    question: Question
    hits: tuple[Hit, ...]
    total: int
    more: bool = False
    """True where counting stopped: at least `total` answer."""
    suggestions: tuple[Suggestion, ...] = ()
    """Only where there are no hits at all."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A private chat, a group, a forum topic (`thread_id`, None outside forums) or a channel that may get
    digests."""

    chat_id: int
    thread_id: int | None = None
    language: Language = "uz-Latn"
    zone: str = "Asia/Tashkent"
    """IANA."""
    hour: time = time(18, 0)
    """Local wall clock, minutes only; the quiet hours of `rhythm` may shift it."""
    rhythm: Rhythm = DAILY
    """On which days, and when not."""
    choices: Choices = ALL
    """What the digest holds and how it looks."""
    active: bool = False
    next_due_at: datetime | None = None
    """UTC; None while not active."""
    cursor: int = 0
    """Id of the last release that a confirmed digest covered."""
    last_digest_at: datetime | None = None
    """Until when the reader is covered, UTC: when the last confirmed (or empty) digest was composed."""
    served_on: date | None = None
    """The local day of the last digest that was made for it; silent days do not count."""
    title: str | None = None
    """What a group, a topic or a channel is called; None for a private chat."""
    host_id: int | None = None
    """Who brought the bot into the group or channel and finds it among their own settings. It gives no right:
    who may change settings is asked of Telegram each time."""


@dataclass(frozen=True, slots=True)
class DigestItem:
    release: Release
    copies: tuple[str, ...] = ()
    earlier: Release | None = None
    """What was released of the same event before: its announcement, or its first days."""
    reminder: bool = False
    """An announcement that the reader had before, named again because its day is near."""


@dataclass(frozen=True, slots=True)
class Window:
    """Everything that decides what a reader gets: readers with equal windows share an issue."""

    language: Language
    period: Period
    """The local dates that it covers; the end is today."""
    since: date
    """Releases that were published before are archive: imported, to be found, but no news."""
    ahead: date
    """Until when announced events that are no news are named again."""
    after: int
    upto: int
    """It covers the releases with after < id <= upto."""
    late: bool = False
    """It covers more than 48 hours, and more than its reader chose, and says so."""
    choices: Choices = ALL
    """`on_empty` is left at its default: it decides nothing about what there is. The script is never OWN."""

    @property
    def whole(self) -> bool:
        """Whether it covers all that its reader has not seen: not of one who was away for too long, nor of a
        new one."""
        return self.since < self.period.start

    @property
    def profile(self) -> str:
        """What tells issues over the same releases apart."""
        days = f"{self.period.start}..{self.period.end} since {self.since} ahead {self.ahead}"
        return " ".join(filter(None, [self.language, days, "late" * self.late, self.choices.profile]))


@dataclass(frozen=True, slots=True)
class Digest:
    """What one profile gets for one window."""

    window: Window
    coming: tuple[DigestItem, ...] = ()
    """What is announced for today, for later or for no stated day, the nearest first."""
    events: tuple[DigestItem, ...] = ()
    """What has taken place or begun, by kind."""
    news: tuple[DigestItem, ...] = ()
    rest: tuple[DigestItem, ...] = ()
    """What is left out since it is more than its reader wants at once, in the same order."""
    alive: bool = False
    """Where there is nothing: said as a sign of life, since nothing has come for a week, or ever."""

    @property
    def profile(self) -> str:
        """What tells issues over the same releases apart: that there is nothing is told to all alike."""
        if not self.empty:
            return self.window.profile
        window = self.window
        days = f"{window.period.start}..{window.period.end}"
        late = ("late" if window.whole else "cut") if window.late else ""
        which = ["alive" * self.alive, "chosen" * window.choices.selective, late]
        return " ".join(filter(None, ["nothing", window.language, days, *which]))

    @property
    def items(self) -> tuple[DigestItem, ...]:
        """All that is shown, in its order."""
        return self.coming + self.events + self.news

    @property
    def empty(self) -> bool:
        return not self.items


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, kept so that a button can turn its pages and /history can show it."""

    id: int
    chat_id: int
    person_id: int
    text: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Button:
    """Either `data` (at most 64 bytes, comes back when pressed) or `url` is given."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Telegram takes it: HTML of its dialect, within its limits, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    told: tuple["Told", ...] = ()
    """The releases that it tells of."""
    replaces: "Replaces | None" = None
    """The message that it stands in the place of, where it corrects one."""


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
class Tally:
    """How far a message to many has come."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why those that failed did, by the words of the ledger."""

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed


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
    zone: str = "UTC"
    """The reader's, as of the claim; so `rhythm`, whose quiet time and pause are meant."""
    rhythm: Rhythm = DAILY
