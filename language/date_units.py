"""Spans of the calendar: weeks from Monday, months, quarters, halves, years."""

import calendar
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day."""


def month_of(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_span(year: int, month: int, count: int) -> Span:
    start = date(year, month, 1)
    return start, shifted(start, count) - timedelta(1)


def shifted(day: date, months: int) -> date:
    """The same day so many months on, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_of(day: date, unit: str) -> Span:
    """The unit of the calendar that holds a day. Weeks begin on Monday."""
    if unit == "w":
        start = day - timedelta(day.weekday())
        return start, start + timedelta(6)
    if unit == "k":
        start = day - timedelta(day.weekday()) + timedelta(5)
        return start, start + timedelta(1)
    if unit == "O":
        return month_of(day.year, day.month)
    if unit == "y":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit in "qh":
        count = 3 if unit == "q" else 6
        return months_span(day.year, (day.month - 1) // count * count + 1, count)
    return day, day


def moved(day: date, unit: str, count: int) -> date:
    if unit in "dwk":
        return day + timedelta(count * (1 if unit == "d" else 7))
    return shifted(day, count * {"O": 1, "q": 3, "h": 6, "y": 12}[unit])
