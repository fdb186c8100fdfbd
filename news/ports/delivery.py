"""What is to be sent to whom, and what was."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from news.models import (
    Addressee,
    Delivery,
    DeliveryState,
    Issue,
    Message,
    Reach,
    Release,
    Subscriber,
    Tally,
    Turn,
    Unsent,
)

__all__ = ["Bulletins", "Dispatcher", "Ledger", "Notices", "Pause"]


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

    async def waits(self, now: datetime) -> bool:
        """Whether there is anything to do: a delivery that could be claimed, or one whose sender died."""

    async def abandoned(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Deliveries in `sending` whose lease has run out: their sender died or was frozen."""

    async def expire(self, now: datetime) -> int:
        """Fail the pending deliveries of expired issues; how many."""

    async def due_at(self) -> datetime | None:
        """Since when the reader who waits longest is due, or the first will be; None where nobody waits."""

    async def counts(self, since: datetime | None = None) -> Mapping[DeliveryState, int]:
        """How many deliveries stand in each state, those that are done only of what was composed from `since`
        on: how many they are in all takes ever longer to count. States with none are 0."""


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

    async def unsent_with(self, release_id: int) -> Sequence[Unsent]:
        """Messages that tell of it, or of a version that it replaced, and still wait for somebody."""

    async def drop(self, issue_id: int, reason: str) -> None:
        """What has not left yet of an issue never will."""

    async def pushed(self, name: str) -> Mapping[int, tuple[str, frozenset[tuple[int, int | None]]]]:
        """Issues of that name: the profile, and the (chat, thread) to which it goes or went."""

    async def owe(self, release_id: int) -> None:
        """Remember that some who received it may not have been told of its change."""

    async def owed(self) -> Sequence[tuple[Release, bool]]:
        """Releases of whose change some who received them may not have been told; True: of its withdrawal."""

    async def settled(self, release_id: int) -> None:
        """Everybody was told."""

    async def on_their_way(self, release_id: int, beside: str) -> int:
        """How many messages that tell of it have left, or are about to, and have no outcome yet, those
        of a name left out."""

    async def withdrawal(self, release_id: int) -> tuple[datetime, str] | None:
        """When it was withdrawn, and why as readers are told; None where it stands, or is unknown."""

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

    async def waits(self) -> bool:
        """Whether there is anything that this process could send now. Raises StorageError."""

    def revive(self) -> None:
        """Begin sending anew, whatever became of it."""

    def forget(self, issue_id: int) -> None:
        """An issue's messages were changed after they were frozen."""

    async def tend(self) -> None:
        """Take over what dead senders left, and end what is too old to be sent."""

    async def stop(self, grace: float = ...) -> None:
        """Begin nothing more; what is on its way here may finish within `grace` seconds."""
