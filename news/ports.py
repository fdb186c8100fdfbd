"""What the domain needs from the world. The docstrings are contracts: every implementation is tested on them.

Any method that reaches a database may raise `StorageError`; nothing is stored in half.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from news.models import (
    Addressee,
    AddResult,
    Asked,
    Card,
    CardField,
    Corrections,
    Delivery,
    DeliveryState,
    Draft,
    DraftState,
    Entry,
    EventType,
    Feed,
    Issue,
    Language,
    Member,
    Message,
    Pending,
    Period,
    Piece,
    Published,
    Reach,
    Release,
    Role,
    Subscriber,
    Tally,
    Turn,
    Understood,
)


class StorageError(Exception):
    """The database did not do what it was asked; its message is a sentence that an operator can act on."""


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""


class NewReleases(Protocol):
    """What came in since: all that a digest needs to know of releases."""

    async def newest_id(self) -> int:
        """The highest id that is visible now; 0 where there is none."""

    async def added_between(self, after: int, upto: int, since: date) -> Sequence[Release]:
        """Current releases with after < id <= upto that were published on `since` or later, by id."""

    async def announced_for(self, days: Period, upto: int) -> Sequence[Release]:
        """Current releases with id <= upto that announce an event which begins on these dates, by id."""

    async def tellings(self, stories: Collection[int]) -> Mapping[int, Sequence[tuple[int, Language]]]:
        """Story -> id and language of every release that ever told it, superseded ones too, by id."""

    async def earlier_of(self, ids: Collection[int]) -> Mapping[int, Release]:
        """Release -> what was released of its event before: its announcement, or its first days."""

    async def keys_of(self, ids: Collection[int]) -> Mapping[int, str]:
        """Current release -> its title, names and text as keys (`news.search.layout`), a space before,
        between and after them."""


class Releases(NewReleases, Protocol):
    """Published releases. Drafts and withdrawn ones never come out of here."""

    async def add(self, understood: Understood, now: datetime) -> AddResult:
        """Store release, event, parties and search index in one transaction.

        Unique by reference and by content (canonical key of title + text): the same content again is a
        `Duplicate` (a new reference is kept as an alias of the release that stands), a known reference with
        another text a `NewVersion`. Idempotent: the same call twice gives `Duplicate`. Ids rise in the
        order in which releases become visible, also with several writers.

        A content that was replaced stays so: when it comes again it is a `Duplicate` whose release is not
        current, so that an archive with all versions can be imported twice. A reference that led to one
        release and now comes with the content of another leads to that one: a `NewVersion`, their stories
        are joined.
        """

    async def add_many(self, several: Sequence[Understood], now: datetime) -> Sequence[AddResult]:
        """`add` for each, in their order, in one transaction: all or nothing, and some ten times quicker."""

    async def get(self, release_id: int) -> Release | None:
        """The release of that id, superseded versions included."""

    async def by_reference(self, reference: str) -> Release | None:
        """The current release to which the reference (or alias) leads."""

    async def published_between(self, start: date, end: date) -> Sequence[Release]:
        """Current releases published on these inclusive dates, by id."""

    async def load(self, ids: Sequence[int]) -> Sequence[Release]:
        """The current releases of these ids, in the order asked; unknown and withdrawn ones are left out."""

    async def load_with_copies(self, ids: Sequence[int]) -> Sequence[tuple[Release, tuple[str, ...]]]:
        """`load`, each with what `references_of` has for its story."""

    async def withdraw(
        self, release_id: int, person_id: int | None, why: str, now: datetime
    ) -> Release | None:
        """Hide a release and its versions from every reader at once; None where it is hidden already or
        unknown. No new version that comes in by itself brings it back, only a person who publishes it."""

    async def withdrawn(self, release_id: int) -> Release | None:
        """A release that was withdrawn, for whoever decides on it."""

    async def as_read(self, release_id: int) -> Draft | None:
        """The draft of a release as it came in, without what was set by hand."""

    async def corrections_of(self, release_id: int) -> Corrections:
        """What people set by hand in it."""

    async def reread(self, release_id: int, understand: Callable[[Draft], Understood]) -> Release | None:
        """Read a current release anew; what was set by hand stays. None where there is none."""

    async def newest_version(self, release_id: int) -> Release | None:
        """The current release of the chain to which this one belongs."""

    async def references_of(self, stories: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """Story -> every reference that leads to a telling of it: aliases, older versions, near-duplicates
        and translations too, by release id."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the index is to look for. A release is found if it meets all fields; empty fields ask nothing."""

    ways: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Any of these ways; a way asks for all of its groups, a group for any of its keys (`language.words`)."""
    without: tuple[str, ...] = ()
    """Keys that it must not hold."""
    titles_only: bool = False
    """The ways look at titles and names alone."""
    period: Period | None = None
    """Overlaps the event's dates, else holds the date of publication; where neither words nor a kind are
    asked for, also what was published in it about an event of other days."""
    type: EventType | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One of several looks for the same thing, each less strict than the one before."""

    sought: Sought
    enough: int
    """Where so many have been found by then, there is no further look."""


class Candidate(NamedTuple):
    """A release that was found, as the index keeps it: enough to rank it, not to show it.

    A question makes hundreds: a frozen dataclass would take five times as long to make.
    """

    release: int
    story: int
    language: Language
    day: date
    """The first day of its event, else that of its publication."""
    event: EventType | None
    title: str
    """Keys of the title in order, a space before, between and after them; so too `names` and `body`."""
    names: str
    body: str
    forms: str
    """Folded words of title and names as written, laid out in the same way."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A key that is like another one."""

    key: str
    nearness: float
    """0..1; 1 for the key itself."""
    misspelt: bool
    """The other one, mistyped; else derived from it, or both from a third."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a release tells whether another one tells the same story."""

    release: int
    """0 for one that is not stored."""
    story: int
    language: Language
    type: EventType | None
    """None for what tells of no event."""
    first_day: date
    last_day: date
    """Of its event, else both that of its publication."""
    published: date
    title: str
    text: str
    keys: str
    """Of title and text, as the index lays them out."""


class Vocabulary(Protocol):
    """The keys of the index."""

    def frequencies(self, keys: Collection[str]) -> Mapping[str, int]:
        """How many releases hold each key, roughly; keys of none are left out. `""` counts all releases."""

    def relatives(self, several: Sequence[frozenset[str]]) -> Sequence[Sequence[Relative]]:
        """For words, each given by all its keys: the keys of the index that are one of them or like one, the
        nearest first. Misspellings come only where the index holds none of a word's own."""


class Index(Protocol):
    """The search index. It changes with `Releases.add`, in the same transaction."""

    async def vocabulary(self) -> Vocabulary:
        """Its keys at this moment: none is missing that has been committed."""

    async def find(self, sought: Sought, limit: int) -> Sequence[Candidate]:
        """At most `limit` of the releases that meet it, the newest day first."""

    async def like(self, telling: Telling) -> Sequence[Telling]:
        """Current releases that may tell its story, those that share the most with it first: of the days
        around its own, never more than a few dozen."""

    async def look(self, looks: Sequence[Look], limit: int) -> Sequence[Candidate]:
        """What the looks find one after the other, none twice, the newest day first: at most `limit` each,
        and no more looks than it takes to find enough."""

    async def days(self, period: Period) -> Mapping[date, int]:
        """How many stories `find` has for each day of the period alone; days with none are left out."""


class Drafts(Protocol):
    """What is on its way to publication. Stored before it is answered, so that a crash loses nothing.

    A method that takes a `Pending` and returns one changes nothing and returns None where the draft is
    decided or no longer stands at that revision: somebody else was first. Each writes its line in the log.
    """

    async def open(
        self,
        chat_id: int,
        author_id: int,
        draft: Draft,
        update_id: int,
        now: datetime,
        *,
        pieces: Sequence[Piece] = (),
        revises: int | None = None,
        corrections: Corrections | None = None,
        source: str | None = None,
    ) -> Pending:
        """Store it with the messages that it came in; the same update again gives the same draft back."""

    async def get(self, draft_id: int) -> Pending | None:
        """The draft, whatever became of it."""

    async def rewrite(
        self, pending: Pending, draft: Draft, pieces: Sequence[Piece], now: datetime
    ) -> Pending | None:
        """Another text for it: a message was added or edited. What was set by hand stays."""

    async def correct(
        self,
        pending: Pending,
        field: CardField,
        value: tuple[str, ...] | None,
        was: tuple[str, ...],
        person_id: int,
        now: datetime,
    ) -> Pending | None:
        """Set a field by hand; None: as it is read. `was` is what the card showed."""

    async def time(
        self, pending: Pending, publish_at: datetime | None, person_id: int, now: datetime
    ) -> Pending | None:
        """When it is to be published; None: at once."""

    async def move(
        self, pending: Pending, state: DraftState, person_id: int, now: datetime, why: str | None = None
    ) -> Pending | None:
        """Into another state than published."""

    async def relate(
        self, pending: Pending, revises: int | None, person_id: int, now: datetime
    ) -> Pending | None:
        """It is a new version of that release; None: it stands for itself, whatever it is like."""

    async def publish(
        self, pending: Pending, understood: Understood, person_id: int | None, now: datetime
    ) -> Published | None:
        """Store the release, with what was set by hand, and close the draft: in one transaction."""

    async def due(self, now: datetime) -> Sequence[Pending]:
        """Those whose time of publication has come."""

    async def undecided(self) -> Sequence[Pending]:
        """Every draft on its way, the oldest first."""

    async def without_card(self) -> Sequence[Pending]:
        """Those that nobody was shown: the bot died before."""

    async def show_on(self, draft_id: int, card: Card) -> None:
        """That message of ours shows it now."""

    async def hide(self, card: Card) -> None:
        """That message of ours shows it no longer."""

    async def cards(self, draft_id: int) -> Sequence[Card]: ...

    async def on_card(self, card: Card) -> Pending | None:
        """The draft that this message shows."""

    async def of_message(self, chat_id: int, message_id: int) -> Pending | None:
        """The draft that this message, or a part of it, is."""

    async def pieces(self, pending: Pending) -> Sequence[Piece]:
        """The messages that it came in, in their order."""

    async def under_reference(self, source: str, reference: str) -> Pending | None:
        """The undecided draft that came from there under that reference."""

    async def latest(self, chat_id: int, author_id: int) -> Pending | None:
        """The last draft of theirs in that chat that is still open."""


class Staff(Protocol):
    """Who belongs to the press office. The owners that the settings name do not stand here."""

    async def role(self, person_id: int) -> Role | None:
        """As it is at this moment; None: a reader like others."""

    async def members(self) -> Sequence[Member]: ...

    async def invite(self, role: Role, made_by: int, now: datetime, expires_at: datetime) -> str:
        """The secret word of a new invitation: it works once. The database keeps its hash alone."""

    async def join(self, word: str, person_id: int, name: str, now: datetime) -> Role | None:
        """Use an invitation; None where it was used, has expired, or never was one."""

    async def assign(self, person_id: int, role: Role | None, by: int, now: datetime) -> bool:
        """Give a member another role, or (None) take them off; False where nothing changed."""

    async def option(self, name: str) -> str | None:
        """A setting of the newsroom as a whole."""

    async def set_option(self, name: str, value: str, by: int | None, now: datetime) -> None: ...


class Audit(Protocol):
    """The log of what people did. It is only ever added to."""

    async def record(
        self,
        at: datetime,
        person_id: int | None,
        action: str,
        subject: str,
        before: str | None = None,
        after: str | None = None,
    ) -> None: ...

    async def page(self, before: int | None, limit: int) -> Sequence[Entry]:
        """The newest lines, or those with lower ids than `before`; the newest first."""

    async def latest(self, subject: str) -> Entry | None:
        """The last line about it."""

    async def count(self) -> int: ...


class Feeds(Protocol):
    """Where releases come from by themselves, and what was taken from there already."""

    async def add(self, feed: Feed) -> Feed | None:
        """Store it under an id of its own (`feed.id` is not looked at); None where its address stands."""

    async def all(self) -> Sequence[Feed]:
        """Every feed, by id."""

    async def get(self, feed_id: int) -> Feed | None: ...

    async def at(self, address: str) -> Feed | None: ...

    async def remove(self, feed_id: int) -> bool:
        """Forget it, and what was taken from it; False where it is gone already."""

    async def save(self, feed: Feed) -> None:
        """Replace the row of its id; nothing where it is gone."""

    async def due(self, now: datetime, limit: int) -> Sequence[Feed]:
        """Those that are not paused, with next_at <= now, the longest waiting first."""

    async def taken(self, feed_id: int, entries: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Of these entries (32 bytes each) those that were taken, each with the content (32 bytes) it had."""

    async def take(self, feed_id: int, entries: Mapping[bytes, bytes], now: datetime) -> None:
        """Remember entries with their contents; nothing where the feed is gone."""


class Desk(Protocol):
    """Where drafts are laid that nobody handed in by a chat."""

    async def offer(self, draft: Draft, source: str, mark: int) -> None:
        """Lay a draft before the editors: stored once (the same `mark` is the same draft; a later one with
        the same reference takes the place of the one that is still open), its card shown to whoever decides.
        `source` says in a few words where it comes from."""


class Subscribers(Protocol):
    async def get(self, chat_id: int, thread_id: int | None = None) -> Subscriber | None: ...

    async def save(self, subscriber: Subscriber) -> None:
        """Insert or replace by (chat_id, thread_id), save for `cursor`, `last_digest_at` and `served_on` of a
        known one: those move only by the ledger. A new one starts with the cursor it brings. What
        still waits for one who is not active fails in the same transaction."""

    async def hosted_by(self, person_id: int) -> Sequence[Subscriber]:
        """The groups, topics and channels whose `host_id` the person is, at most fifty, in a stable order."""

    async def stop(self, chat_id: int) -> None:
        """Inactive at once, settings kept: blocked, kicked, deactivated, /stop. In the same transaction the
        chat's pending deliveries fail."""

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: its subscriber and its open deliveries go on under the new id."""


class Questions(Protocol):
    async def keep(
        self, chat_id: int, person_id: int, text: str, asked_at: datetime, update_id: int
    ) -> Asked:
        """Store it; the same update again gives the same row back."""

    async def get(self, question_id: int, chat_id: int) -> Asked | None:
        """The question, if it was asked in that chat."""

    async def recent(self, chat_id: int, person_id: int, limit: int) -> Sequence[Asked]:
        """What the person asked in that chat, the newest first; what they asked in the same words, once."""

    async def forget(self, question_id: int, chat_id: int, person_id: int) -> None:
        """Delete a question that the person asked in that chat, however often they asked it in the same
        words; nothing where it is gone already or somebody else's."""

    async def forget_all(self, chat_id: int, person_id: int) -> None:
        """Delete every question that the person asked in that chat."""


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Blocked, kicked, deactivated, never started: nothing more is to be sent there."""

    reason: str
    topic_only: bool = False
    """The chat is there, its forum topic is not."""


@dataclass(frozen=True, slots=True)
class Later:
    """Telegram asks to wait (flood)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotSent:
    """It surely did not leave (no connection): try again at once."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It left, the answer never came: perhaps it arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this message; trying again is of no use."""

    reason: str


Outcome = Sent | Gone | Later | NotSent | Unknown | Migrated | Refused


class Sender(Protocol):
    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        """Send one message; never raises for what Telegram or the network did. A message whose HTML is
        refused is sent once more as plain text before it counts as `Refused`."""


class Ledger(Protocol):
    """What was sent to whom, and what is still to be sent. It alone says what is done.

    Every method is one transaction, and each is safe to run in several processes at once. A method that
    takes a Delivery changes nothing and returns False where its claim (`attempt`) is no longer the row's.
    """

    async def due(self, now: datetime, limit: int, beyond: Subscriber | None = None) -> Sequence[Subscriber]:
        """Active subscribers with next_due_at <= now and no delivery under way, the longest waiting first;
        with `beyond`, those that come after it in this order."""

    async def find_issue(self, profile: str, after: int, upto: int) -> int | None:
        """The id of the issue that stands for this profile and window."""

    async def add_issue(self, issue: Issue) -> int:
        """Freeze it; where one stands for its profile and window, that one stays. Its id."""

    async def enqueue(self, turns: Mapping[int, Sequence[Turn]], now: datetime) -> int:
        """Give the turns the issue under whose id they stand: a pending delivery for each part, `served_on`
        is their day, and `next_due_at` moves on where it still is the turn's `due_at`. A turn that was
        taken before gets nothing. The number of new turns."""

    async def cover(self, turns: Sequence[Turn], upto: int, now: datetime) -> None:
        """There is nothing to say up to that id: cursors, `last_digest_at` (to `now`) and `next_due_at` move
        in silence, where `next_due_at` still is the turn's `due_at`. The turn of that day stays free."""

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Delivery]:
        """Take up to `limit` pending deliveries that may go out now, the longest ready first: active
        subscriber, not expired, no hold on the chat or on all. They are `sending` when this returns."""

    async def messages(self, issue_id: int) -> tuple[Message, ...]:
        """The frozen parts of an issue."""

    async def arrived(self, delivery: Delivery, issue: int, part: int) -> int | None:
        """The id of the message in which that part of an issue arrived where the delivery goes; None where it
        did not."""

    async def sent(self, delivery: Delivery, message_id: int, now: datetime, ready_at: datetime) -> bool:
        """Confirmed, whatever became of the claim in between. The next part may go out at `ready_at`; after
        the last one the reader's cursor and `last_digest_at` move to the issue's."""

    async def again(self, delivery: Delivery, at: datetime, reason: str, *, lost: bool = False) -> bool:
        """Back to pending, not before `at`; `lost` counts an answer that never came."""

    async def later(self, delivery: Delivery, until: datetime, reason: str) -> bool:
        """Back to pending, and nothing to the whole chat before `until`."""

    async def close(self, delivery: Delivery, state: DeliveryState, reason: str) -> bool:
        """End it as `failed` or `unknown`; the parts after it fail with it."""

    async def gone(self, delivery: Delivery, reason: str, *, topic_only: bool = False) -> bool:
        """End it as failed, stop the chat's subscribers (or this topic's) and fail what waits for them."""

    async def migrated(self, delivery: Delivery, chat_id: int, now: datetime) -> bool:
        """Back to pending at once, under the chat's new id, as `Subscribers.migrate` does for the rest."""

    async def hold(self, until: datetime) -> None:
        """Nothing to anybody before `until`; a longer hold that stands is kept."""

    async def held_until(self, now: datetime) -> datetime | None:
        """Until when everything is held; None where nothing is."""

    async def ready_at(self) -> datetime | None:
        """When the first pending delivery may go out (it may be past); None where none waits."""

    async def abandoned(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Deliveries in `sending` whose lease has run out: their sender died or was frozen."""

    async def expire(self, now: datetime) -> int:
        """Fail the pending deliveries of expired issues; how many."""

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many deliveries stand in each state; states with none are 0."""


class Notices(Protocol):
    """When the admins were last told of what: a restart does not tell it again."""

    async def told_at(self, kind: str) -> datetime | None:
        """When they were last told of that; None where never."""

    async def tell(self, kind: str, at: datetime) -> None:
        """Remember that they are told now."""


class Pause(Protocol):
    """A bot that came out of a backup sends nothing until somebody says so."""

    async def is_on(self) -> bool: ...

    async def resume(self, person_id: int | None, now: datetime) -> bool:
        """Begin to send again; False where nothing was paused."""


class Exports(Protocol):
    """What an owner takes away."""

    async def whole(self, what: str, ending: str, largest: int) -> bytes | None:
        """`releases` (those that readers may see), `subscribers` or `audit` as `jsonl` or `csv`; None where
        that has more bytes than `largest`."""


class Bulletins(Protocol):
    """What goes to subscribers outside their digests, through the same ledger; and whom a release reached.

    Those that belong together have one `name`, the first word or words of their issues' profiles.
    """

    async def push(self, issue: Issue, to: Sequence[Addressee], ready_at: datetime) -> bool:
        """Freeze it and enqueue its deliveries, none before `ready_at`. It moves nobody's cursor. False where
        one of that profile was pushed before: nothing is sent then."""

    async def recall(self, name: str, reason: str) -> int:
        """What has not left yet never will; how many deliveries that is."""

    async def tally(self, name: str) -> Tally:
        """How far all of that name have come."""

    async def active(self, beyond: Subscriber | None, limit: int) -> Sequence[Subscriber]:
        """Subscribers who get digests, in a fixed order, those after `beyond`."""

    async def reach(self, release_id: int) -> Sequence[Reach]:
        """Every message that arrived and tells of the release or of a version that it replaced; of one that
        was corrected, as it now stands."""

    async def unsent_with(self, release_id: int) -> Sequence[tuple[int, int, Language]]:
        """(issue, part, language) of messages that tell of it and still wait for somebody."""

    async def versions_of(self, release_id: int) -> frozenset[int]:
        """The ids of the release that stands there and of all that it replaced."""

    async def rewrite(self, issue_id: int, messages: Sequence[Message]) -> None:
        """Change what was frozen: only for what must not be told any more."""


class Dispatcher(Protocol):
    """Gets the ledger's deliveries sent, batch by batch: in this process, or by workers elsewhere."""

    def start(self) -> None:
        """Begin, in the background, until `stop`."""

    def wake(self) -> None:
        """Deliveries were added: look at once rather than at the next look."""

    def forget(self, issue_id: int) -> None:
        """An issue's messages were changed after they were frozen."""

    async def tend(self) -> None:
        """Take over what dead senders left, and end what is too old to be sent."""

    async def stop(self, grace: float = ...) -> None:
        """Begin nothing more; what is on its way here may finish within `grace` seconds."""
