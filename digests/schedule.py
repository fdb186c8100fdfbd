"""When a subscriber is next due, and what time a digest covers. Pure: the present is an argument.

One digest on each local day, whatever the clocks of the place do. A wall-clock time that a day skips is
shifted forward by the length of the gap (PEP 495's reading of fold=0), one that comes twice counts the
first time. Where the shift would leave the day (Nuuk skips from 23:00 to midnight), the last minute before
the gap is taken, and a day that a zone never had (Apia, 2011-12-30) has no digest.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from news.models import Period

__all__ = ["LATE", "UnknownZoneError", "due_on", "is_late", "local_date", "next_due", "period", "zone_of"]

LATE = timedelta(hours=48)
"""A digest that covers more than this is not sent as if it were new: it says so."""

MANY = 1024
"""Answers kept: in one round thousands of readers ask the same question."""

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class UnknownZoneError(ValueError):
    """No time zone of that name in the IANA database."""


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises UnknownZoneError, also for names that are paths or empty."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: the name of a folder, "Asia"
        raise UnknownZoneError(name) from error


@lru_cache(MANY)
def local_date(zone: str, at: datetime) -> date:
    """The date that the calendars of the zone show at that instant."""
    return at.astimezone(zone_of(zone)).date()


def due_on(zone: str, hour: time, day: date) -> datetime | None:
    """The instant (UTC) of that day's digest; None where the zone skipped the whole day."""
    place = zone_of(zone)
    wall = datetime.combine(day, hour.replace(second=0, microsecond=0, fold=0), place)
    instant = wall.astimezone(UTC)
    while (shown := instant.astimezone(place).date()) > day:
        instant -= MINUTE
    return instant if shown == day else None


@lru_cache(MANY)
def next_due(zone: str, hour: time, after: datetime) -> datetime:
    """The first instant (UTC) after `after` at which a digest is due. Raises UnknownZoneError."""
    day = local_date(zone, after)
    while True:
        due = due_on(zone, hour, day)
        if due is not None and due > after:
            return due
        day += DAY


@lru_cache(MANY)
def period(zone: str, since: datetime | None, now: datetime) -> Period:
    """The local dates between the last digest (None: a day ago) and now, both included."""
    end = local_date(zone, now)
    return Period(min(local_date(zone, since or now - DAY), end), end)


def is_late(since: datetime | None, now: datetime) -> bool:
    """Whether a digest sent now would cover more than LATE."""
    return since is not None and now - since > LATE
