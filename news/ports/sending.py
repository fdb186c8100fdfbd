"""Sending one message, and what comes of it."""

from dataclasses import dataclass
from typing import Protocol

from news.models import Message

__all__ = ["Gone", "Later", "Migrated", "NotSent", "Outcome", "Refused", "Sender", "Sent", "Unknown"]


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
