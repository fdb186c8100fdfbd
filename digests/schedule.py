"""When a subscriber is next due, and what time a digest covers. Pure: the present is an argument.

One digest on each chosen local day, whatever the clocks of the place do. A wall-clock time that a day skips
is shifted forward by the length of the gap (PEP 495's reading of fold=0), one that comes twice counts the
first time. Where the shift would leave the day (Nuuk skips from 23:00 to midnight), the last minute before
the gap is taken, and a day that a zone never had (Apia, 2011-12-30) has no digest. An hour in the reader's
quiet time shifts to its end on the same day, so that the days that were chosen are those of arrival.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from news.models import Period, Subscriber
from news.rhythm import DAILY, Rhythm

__all__ = [
    "LATE",
    "UnknownZoneError",
    "due_on",
    "is_late",
    "is_paused",
    "local_date",
    "next_due",
    "period",
    "quiet_until",
    "rescheduled",
    "zone_of",
]

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
def next_due(
    zone: str, hour: time, after: datetime, rhythm: Rhythm = DAILY, served_on: date | None = None
) -> datetime:
    """The first instant (UTC) after `after` at which a digest is due, on a later day than `served_on`.

    Raises UnknownZoneError.
    """
    day = local_date(zone, after)
    if served_on is not None:
        day = max(day, served_on + DAY)
    if rhythm.paused_until is not None:
        day = max(day, rhythm.paused_until)
    while True:
        due = _due_at(zone, hour, day, rhythm) if rhythm.allows(day) else None
        if due is not None and due > after:
            return due
        day += DAY


def _due_at(zone: str, hour: time, day: date, rhythm: Rhythm) -> datetime | None:
    due = due_on(zone, rhythm.effective(hour), day)
    if due is None or rhythm.quiet is None:
        return due
    shown = due.astimezone(zone_of(zone)).time()
    # A skipped hour may have been shifted into the quiet time.
    return due_on(zone, rhythm.quiet.end, day) if rhythm.quiet.holds(shown) else due


def is_paused(zone: str, rhythm: Rhythm, now: datetime) -> bool:
    """Whether the pause that was chosen is not over. Raises UnknownZoneError."""
    return rhythm.paused_until is not None and local_date(zone, now) < rhythm.paused_until


def quiet_until(zone: str, rhythm: Rhythm, now: datetime) -> datetime | None:
    """When the quiet time that it is now ends, UTC; None where it is none. Raises UnknownZoneError."""
    shown = now.astimezone(zone_of(zone))
    if rhythm.quiet is None or not rhythm.quiet.holds(shown.time()):
        return None
    day = shown.date()
    while (end := due_on(zone, rhythm.quiet.end, day)) is None or end <= now:
        day += DAY
    return end


def rescheduled(before: Subscriber, after: Subscriber, now: datetime) -> datetime | None:
    """When a subscriber is next due who was `before` and chose to be `after`; None where not active.

    No day gets a second digest by it, and none loses its own: a digest that still was to come today comes at
    its old hour where the new one has passed. Raises UnknownZoneError.
    """
    if not after.active:
        return None
    due = next_due(after.zone, after.hour, now, after.rhythm, after.served_on)
    standing = before.next_due_at if before.active else None
    if standing is None:
        return due
    if standing > now:
        standing = quiet_until(after.zone, after.rhythm, standing) or standing
    day = local_date(after.zone, standing)
    served = after.served_on is not None and day <= after.served_on
    owed = after.rhythm.allows(day) and not served and day < local_date(after.zone, due)
    return standing if owed else due


@lru_cache(MANY)
def period(zone: str, since: datetime | None, now: datetime) -> Period:
    """The local dates between the last digest (None: a day ago) and now, both included."""
    end = local_date(zone, now)
    return Period(min(local_date(zone, since or now - DAY), end), end)


def is_late(since: datetime | None, now: datetime, zone: str, hour: time, rhythm: Rhythm) -> bool:
    """Whether a digest sent now covers more than LATE, and more than the days that were chosen explain: the
    bot was down, the reader out of reach, or in a pause. Raises UnknownZoneError."""
    if since is None or now - since <= LATE:
        return False
    chosen = replace(rhythm, paused_until=None)
    first = next_due(zone, hour, since, chosen)
    return now - first > LATE or next_due(zone, hour, first, chosen) <= now
