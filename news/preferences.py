"""What a subscriber may change, and what becomes of them. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import time

from news.models import Language, Subscriber

__all__ = ["Change", "SetActive", "SetHour", "SetLanguage", "SetZone", "changed", "parse_hour"]


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: Language


@dataclass(frozen=True, slots=True)
class SetHour:
    hour: time


@dataclass(frozen=True, slots=True)
class SetZone:
    zone: str
    """IANA; it is the caller's to know that it exists."""


@dataclass(frozen=True, slots=True)
class SetActive:
    active: bool


Change = SetLanguage | SetHour | SetZone | SetActive

_HOUR = re.compile(
    r"(?:(?:soat|соат|в|at)\s+)?"
    r"(?P<hour>[0-9]{1,2})(?:\s*[:.,\-– ]\s*(?P<minute>[0-9]{2})|(?P<packed>[0-9]{2}))?"
    r"\s*(?:da|да|ga|га|ч\.?|часов|часа|час)?\.?"
)


def changed(subscriber: Subscriber, change: Change) -> Subscriber:
    """The subscriber after the change; when they are next due is for the schedule to say.

    One who is switched off is due no more: `next_due_at` is None then.
    """
    match change:
        case SetLanguage(language):
            return replace(subscriber, language=language)
        case SetHour(hour):
            return replace(subscriber, hour=hour.replace(second=0, microsecond=0, tzinfo=None, fold=0))
        case SetZone(zone):
            return replace(subscriber, zone=zone)
        case SetActive(active):
            due = subscriber.next_due_at if active else None
            return replace(subscriber, active=active, next_due_at=due)


def parse_hour(text: str) -> time | None:
    """A time of day as people type it: `7:30`, `07.30`, `7 30`, `0730`, `19`, `soat 19 da`, `в 19 часов`."""
    match = _HOUR.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["packed"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
