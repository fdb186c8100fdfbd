"""A month -> a keyboard on which a reader picks a day, with how much there is to read on each."""

from calendar import Calendar, monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from digests.parts import in_rows
from digests.presses import PickDay, PickMonth, ShowMonth
from digests.render import button
from language.markup import escape
from language.phrases import Phrases
from news.models import Button, Message, Period

__all__ = ["YEARS", "month_of", "render_calendar"]

YEARS = range(1990, 2100)
"""No press office has older releases to search, and nothing is announced for longer."""
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EMPTY = "·"
"""A square without a day: Telegram takes no button without a text."""


def month_of(day: date) -> Period:
    """The month in which the day is."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def render_calendar(month: Period, counts: Mapping[date, int], today: date, phrases: Phrases) -> Message:
    """The month's days in weeks from Monday on, `counts` beside those that have something."""
    name = phrases.period(month)
    start = month.start
    here = ShowMonth(start.year, start.month)
    weekdays = [button(label, here) for label in phrases.plain("weekdays").split()]
    squares = [
        _day(date(start.year, start.month, number), counts, today) if number else button(_EMPTY, here)
        for number in Calendar().itermonthdays(start.year, start.month)
    ]
    heading = button(name, PickMonth(start.year, start.month))
    return Message(
        f"<b>{escape(name)}</b>\n\n{phrases('calendar')}",
        (_turns(month, heading), tuple(weekdays), *in_rows(squares, 7)),
    )


def _turns(month: Period, heading: Button) -> tuple[Button, ...]:
    """The month's name between the months before and after it."""
    before, after = month.start - timedelta(days=1), month.end + timedelta(days=1)
    earlier = [button("‹", ShowMonth(before.year, before.month))] if before.year in YEARS else []
    later = [button("›", ShowMonth(after.year, after.month))] if after.year in YEARS else []
    return (*earlier, heading, *later)


def _day(day: date, counts: Mapping[date, int], today: date) -> Button:
    count = str(counts[day]).translate(_SMALL) if counts.get(day) else ""
    number = f"•{day.day}" if day == today else f"{day.day}"
    return button(number + count, PickDay(day.year, day.month, day.day))
