"""What a subscriber may change, and what becomes of them. Pure."""

from dataclasses import dataclass, replace
from datetime import date, time

from news.models import Choices, Language, Quiet, Subscriber

__all__ = [
    "Change",
    "Choose",
    "Pause",
    "SetActive",
    "SetDays",
    "SetHour",
    "SetLanguage",
    "SetQuiet",
    "SetZone",
    "changed",
]


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
class SetDays:
    days: frozenset[int]
    """`date.weekday()`, at least one."""


@dataclass(frozen=True, slots=True)
class SetQuiet:
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class Pause:
    until: date | None
    """The first local day with a digest again; None ends the pause."""


@dataclass(frozen=True, slots=True)
class Choose:
    """What the digest holds and how it looks, from now on."""

    choices: Choices


@dataclass(frozen=True, slots=True)
class SetActive:
    active: bool


Change = SetLanguage | SetHour | SetZone | SetDays | SetQuiet | Pause | Choose | SetActive


def changed(subscriber: Subscriber, change: Change) -> Subscriber:
    """The subscriber after the change; when they are next due is for the schedule to say.

    One who is switched off is due no more: `next_due_at` is None then. Raises ValueError for days that are
    no days of a week.
    """
    rhythm = subscriber.rhythm
    match change:
        case SetLanguage(language):
            return replace(subscriber, language=language)
        case SetHour(hour):
            return replace(subscriber, hour=hour.replace(second=0, microsecond=0, tzinfo=None, fold=0))
        case SetZone(zone):
            return replace(subscriber, zone=zone)
        case SetDays(days):
            return replace(subscriber, rhythm=replace(rhythm, weekdays=days))
        case SetQuiet(quiet):
            return replace(subscriber, rhythm=replace(rhythm, quiet=quiet))
        case Pause(until):
            return replace(subscriber, rhythm=replace(rhythm, paused_until=until))
        case Choose(choices):
            return replace(subscriber, choices=choices)
        case SetActive(active):
            due = subscriber.next_due_at if active else None
            return replace(subscriber, active=active, next_due_at=due)
