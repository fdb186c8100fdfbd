"""Who reads, and what they asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from news.models import Asked, Subscriber

__all__ = ["Questions", "Subscribers"]


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
