"""What the press office works with."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from news.models import (
    Card,
    CardField,
    Corrections,
    Draft,
    DraftState,
    Entry,
    Feed,
    Member,
    Pending,
    Piece,
    Published,
    Role,
    Understood,
    Verdict,
)

__all__ = ["Audit", "Desk", "Drafts", "Exports", "Feeds", "Staff"]


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
        """Another text for it: a message was added or edited. What was set by hand stays. What was to come
        out at its time does not: it is open, or waits for whoever approved it, again, with its hour kept."""

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
        self,
        pending: Pending,
        state: DraftState,
        person_id: int,
        now: datetime,
        why: str | None = None,
        reason: str = "",
    ) -> Pending | None:
        """Into another state than published. `why` is for the log alone, `reason` for its author too."""

    async def merge(self, whole: Pending, other: Pending, person_id: int, now: datetime) -> Pending | None:
        """Store the two, as `news.merged` made `whole` of them under the number of the first, as a draft of
        their own. None where one of them is no longer open at that revision."""

    async def parts(self, draft_id: int) -> Sequence[Pending]:
        """The drafts that it was merged of, by id."""

    async def split(self, whole: Pending, person_id: int, now: datetime) -> Sequence[Pending] | None:
        """The drafts that it was merged of stand open again, as they were; what was made of them is
        discarded."""

    async def rewrite_parts(
        self, whole: Pending, draft: Draft, parts: Mapping[int, Draft], piece: Piece, now: datetime
    ) -> Pending | None:
        """Another text for a draft that was merged, since a message of one of its parts was edited. `parts`:
        the parts, and parts of parts, that have another text now, the one of the message first. As with
        `rewrite`, it comes out only once it was decided on anew."""

    async def relate(
        self, pending: Pending, release_id: int, verdict: Verdict | None, person_id: int, now: datetime
    ) -> Pending | None:
        """What it is to a release that stands; None takes back what was said. It holds when the draft is
        published: then no later comparison puts together what somebody said is apart."""

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

    async def change(
        self, feed_id: int, *, mode: Literal["draft", "publish"] | None = None, paused: bool | None = None
    ) -> Feed | None:
        """What a person decides about it; the feed after that, None where it is gone."""

    async def claim_due(self, now: datetime, until: datetime) -> Feed | None:
        """The one that has waited longest of those that are not paused, with next_at <= now: given to this
        asker alone, nobody else's turn before `until`. None where none is due. Of several processes that
        call it at once each gets another one."""

    async def claim(self, feed_id: int, until: datetime) -> Feed | None:
        """This one, whether it is due or not; whoever asks it just now has lost their turn. None where it is
        gone."""

    async def renew(self, feed: Feed, until: datetime) -> bool:
        """Go on asking it; False where the turn is another's by now, it was paused, or it is gone."""

    async def record(self, feed: Feed) -> bool:
        """What was found in this turn (title, etag, modified, next_at, failures, error, checked_at, news_at).
        False, and nothing changed, where the turn is another's by now or the feed is gone."""

    async def taken(self, feed_id: int, entries: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Of these entries (32 bytes each) those that were taken, each with the content (32 bytes) it had."""

    async def take(self, feed: Feed, entries: Mapping[bytes, bytes], now: datetime) -> None:
        """Remember entries with their contents; nothing where the turn is another's by now or the feed is
        gone."""


class Desk(Protocol):
    """Where drafts are laid that nobody handed in by a chat."""

    async def offer(self, draft: Draft, source: str, mark: int) -> None:
        """Lay a draft before the editors: stored once (the same `mark` is the same draft; a later one with
        the same reference takes the place of the one that is still open), its card shown to whoever decides.
        `source` says in a few words where it comes from."""


class Exports(Protocol):
    """What an owner takes away."""

    async def whole(self, what: str, ending: str, largest: int) -> bytes | None:
        """`releases` (those that readers may see), `subscribers` or `audit` as `jsonl` or `csv`; None where
        that has more bytes than `largest`."""
