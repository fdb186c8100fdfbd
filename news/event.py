"""What happens, as a release tells it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Event", "EventType", "Evidence", "Format", "Status"]


class EventType(StrEnum):
    MEETING = "meeting"
    CONFERENCE = "conference"
    ROUNDTABLE = "roundtable"
    SEMINAR = "seminar"
    FORUM = "forum"
    BRIEFING = "briefing"
    VISIT = "visit"
    SIGNING = "signing"
    TRAINING = "training"
    PRESENTATION = "presentation"
    EXHIBITION = "exhibition"
    CEREMONY = "ceremony"
    OTHER = "other"


class Status(StrEnum):
    HELD = "held"
    ONGOING = "ongoing"
    ANNOUNCED = "announced"


class Format(StrEnum):
    OFFLINE = "offline"
    ONLINE = "online"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field of an event says what it says."""

    field: str
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as its release tells it. Dates are inclusive; None and () mean: the text does not say."""

    type: EventType
    status: Status
    start: date | None = None
    end: date | None = None
    place: str | None = None
    """City, nominative, in the text's own spelling."""
    country: str | None = None
    """ISO 3166 alpha-2."""
    format: Format = Format.OFFLINE
    organisers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    topic: str | None = None
    outcome: str | None = None
    evidence: tuple[Evidence, ...] = ()
