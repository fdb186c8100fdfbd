"""Updates on their way to the bot: kept until confirmed, by long poll or webhook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playground.changes import Changes
from playground.clock import Clock
from playground.refusals import Json, Unlawful, bad_request

TYPES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "guest_message",
    "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query",
    "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member",
    "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot", "subscription",
    "stopped_message_generation",
)  # fmt: skip
LEFT_OUT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KEPT_SECONDS = 24 * 3600
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
IDS_A_SECOND = 4
"""Update ids begin with the clock's time, so that a playground that was started again goes on upwards, as
Telegram does; nobody makes updates faster than that for long."""


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    made_at: float  # seconds since the epoch, by the playground's clock
    payload: Any

    def body(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """The queue of one bot. Which types it takes persists until another list is given."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._pending: list[Update] = []
        first = int((datetime.now(UTC) - EPOCH).total_seconds() * IDS_A_SECOND)
        self._next_id = first
        self.allowed: tuple[str, ...] = ()  # empty: all but those left out by default
        self.confirmed_to = first  # every update before this one was confirmed or forgotten

    @property
    def pending(self) -> Sequence[Update]:
        """Unconfirmed updates, oldest first; those older than a day are forgotten."""
        oldest = self._clock.timestamp() - KEPT_SECONDS
        if self._pending and self._pending[0].made_at < oldest:
            self._pending = [update for update in self._pending if update.made_at >= oldest]
        return self._pending

    def allow(self, names: Any) -> None:
        """The `allowed_updates` parameter; raises Refusal for a type that does not exist."""
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise bad_request("can't parse allowed_updates JSON object")
        if unknown := [name for name in names if name not in TYPES]:
            raise Unlawful(f"unknown update types in allowed_updates: {', '.join(unknown)}")
        self.allowed = tuple(names)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in LEFT_OUT_BY_DEFAULT

    def put(self, kind: str, payload: Any) -> Update | None:
        """Queue it; None where the bot does not take this type."""
        if not self.wants(kind):
            return None
        update = Update(self._next_id, kind, self._clock.timestamp(), payload)
        self._next_id += 1
        self._pending.append(update)
        self._changes.tell()
        return update

    def confirm(self, offset: int) -> None:
        """Forget those before `offset`; a negative one keeps that many of the newest."""
        newest = self._pending[offset:] if offset < 0 else []
        first = max(offset, newest[0].id if newest else 0)
        if first > self.confirmed_to:
            self.confirmed_to = min(first, self._next_id)
            self._pending = [update for update in self._pending if update.id >= first]
            self._changes.tell()

    def confirm_one(self, update: Update) -> None:
        """Forget this one alone, as when a webhook took it."""
        self._pending = [other for other in self._pending if other.id != update.id]
        self._changes.tell()

    def drop(self) -> None:
        """Forget all that wait."""
        self.confirm(self._next_id)
