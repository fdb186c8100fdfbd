"""When a release is to be published, as people type it. Pure."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from language.dates import find_spoken
from news.typed import parse_hour

__all__ = ["parse_moment"]

_CLOCK = re.compile(r"(?:soat|в|at)?\s*\d{1,2}[:.]\d{2}(?:\s*(?:da|ga))?$", re.IGNORECASE)
_BARE = re.compile(r"(?:soat|в|at)\s+\d{1,2}(?:\s*(?:da|ga|часов|часа))?$", re.IGNORECASE)
_WORDS = re.compile(r"soat|at|да|da|ga|в|часов|часа", re.IGNORECASE)


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """`15:30`, `ertaga 9:00`, `28.11 15:30`, `завтра в 10:00`: the next such moment after `now` on the zone's
    clock, in the zone of `now`; None where it names no time of day or lies in the past."""
    words = " ".join(text.split())
    clock = _CLOCK.search(words) or _BARE.search(words)
    hour = parse_hour(_WORDS.sub(" ", clock.group())) if clock else None
    if clock is None or hour is None:
        return None
    local = now.astimezone(zone)
    rest = words[: clock.start()].strip(" ,;")
    day = _day(rest, local.date()) if rest else local.date()
    if day is None:
        return None
    moment = datetime.combine(day, hour, zone)
    if not rest and moment <= local:
        moment = datetime.combine(day + timedelta(days=1), hour, zone)
    return moment.astimezone(now.tzinfo) if moment > local else None


def _day(text: str, today: date) -> date | None:
    """The one day that the words name: without a year the next one, not the last."""
    found = find_spoken(text, today)
    if found is None or found.period.start != found.period.end:
        return None
    day = found.period.start
    if day < today and not found.relative and not found.year_given:
        try:
            return day.replace(year=day.year + 1)
        except ValueError:
            return None
    return day
