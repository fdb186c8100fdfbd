"""Days, months, parts of a year and years that are named: what they mean."""

import re
from datetime import date, timedelta

from language.date_grammar import point
from language.date_row import Row, placed
from language.date_units import Span, month_of, months_span, moved, unit_of

_SEASON_START = (3, 6, 9, 12)


def span_of(row: Row) -> tuple[int | None, int, int, int]:
    """Year, month, first and last day of one DATE."""
    whole = row.tokens[0].day
    if whole is not None:
        return whole
    days = row.values("N")
    return row.year(), row.values("Mm")[0], days[0], days[-1]


def read_date(row: Row) -> Span:
    year, month, first, last = span_of(row)
    return placed(row, year, lambda y: (date(y, month, first), date(y, month, last)))


def read_range(row: Row) -> Span:
    symbols = row.symbols
    offset = 1 if symbols[0] == "f" else 0
    one, two = list(point().finditer(symbols, offset))[:2]
    y1, m1, d1, _ = span_of(row.part(*one.span()))
    y2, m2, _, d2 = span_of(row.part(*two.span()))
    if y2 is None and y1 is not None:
        y2 = y1 + ((m2, d2) < (m1, d1))
    wraps = (m2, d2) < (m1, d1)
    return placed(row, y2, lambda y: (date(y1 or y - wraps, m1, d1), date(y, m2, d2)))


def read_month(row: Row) -> Span:
    month = row.values("Mm")[0]
    return placed(row, row.year(), lambda y: month_of(y, month))


def read_months(row: Row) -> Span:
    months = row.values("Mm")
    years = row.values("Y")
    wraps = months[-1] < months[0]
    if len(years) > 1:
        return month_of(years[0], months[0])[0], month_of(years[-1], months[-1])[1]
    first_year_leads = bool(years) and row.symbols.index("Y") < row.symbols.index("M")
    shift = wraps if first_year_leads else 0
    return placed(
        row,
        row.year(),
        lambda y: (month_of(y - wraps + shift, months[0])[0], month_of(y + shift, months[-1])[1]),
    )


def read_month_part(row: Row) -> Span:
    start, end = read_month(row)
    for symbol, (first, last) in {"g": (1, 10), "z": (11, 20), "e": (21, end.day)}.items():
        if symbol in row.symbols.lower():
            return start.replace(day=first), start.replace(day=last)
    return start, end


def read_month_half(row: Row) -> Span | None:
    start, end = read_month(row)
    half = row.values("NR")[0]
    if half not in (1, 2):
        return None
    return (start, start.replace(day=15)) if half == 1 else (start.replace(day=16), end)


def read_part(row: Row) -> Span | None:
    """Quarters and halves of a year."""
    months = 3 if "q" in row.symbols else 6
    numbers = row.values("NR")
    if not numbers:
        index = (row.today.month - 1) // months + row.today.year * (12 // months)
        year, part = divmod(index + "PCX".index(row.symbols[0]) - 1, 12 // months)
        return months_span(year, part * months + 1, months)
    if not 1 <= numbers[0] <= numbers[-1] <= 12 // months:
        return None
    first = (numbers[0] - 1) * months + 1
    count = (numbers[-1] - numbers[0] + 1) * months
    return placed(row, row.year(), lambda y: months_span(y, first, count))


def read_season(row: Row) -> Span | None:
    """A winter belongs to the year it began in. Last summer is the latest that is over."""
    first = _SEASON_START[row.values("s")[0] - 1]
    if row.symbols == "s" and not (row.past and _BARE_SEASON.search(row.tokens[0].text.lower())):
        return None
    symbols = row.symbols.rstrip("O")
    adjective = symbols[-2:-1] if symbols.endswith("s") else ""
    if not adjective or adjective not in "PCX":
        return placed(row, row.year(), lambda y: months_span(y, first, 3))
    year = row.today.year
    spans = [months_span(y, first, 3) for y in (year - 2, year - 1, year, year + 1)]
    if adjective == "P":
        return max(span for span in spans if span[1] < row.today)
    return spans[2] if adjective == "C" else min(span for span in spans if span[0] > row.today)


# A season alone is a date only where it says when; yozgi maktab and qishki tutun are kinds of things.
_BARE_SEASON = re.compile(r"(?:da|да|летом|зимой|весной|осенью|summer|winter|autumn)$")


def read_years(row: Row) -> Span:
    years = row.values("Y")
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def read_year(row: Row) -> Span:
    year = row.year() or row.today.year
    return date(year, 1, 1), date(year, 12, 31)


def read_day_of(row: Row) -> Span:
    """The fifth of last month; of the month: the latest one."""
    days = row.values("N")
    at = row.symbols.index("O")
    adjective = row.symbols[at - 1] if at else ""
    if adjective not in tuple("PCX"):
        return read_latest_of_month(row, days[0])
    month = moved(row.today, "O", "PCX".index(adjective) - 1)
    return month.replace(day=days[0]), month.replace(day=days[-1])


def read_month_week(row: Row) -> Span | None:
    """The first, second … or last seven days of a month."""
    start, end = read_month(row)
    number = (row.values("N") or [0])[0]
    if not number:
        return end - timedelta(6), end
    first = start + timedelta(7 * (number - 1))
    return (first, min(first + timedelta(6), end)) if first <= end else None


def read_week_of(row: Row) -> Span:
    match = next(point().finditer(row.symbols))
    start, _ = read_date(row.part(*match.span()))
    return unit_of(start, "w")


def read_year_part(row: Row) -> Span:
    """The beginning of a year is its first quarter, its middle May to August, its end the last quarter."""
    year = row.year() or row.today.year
    first, count = {"g": (1, 3), "z": (5, 4), "e": (10, 3)}[
        next(s for s in row.symbols.lower() if s in "gze")
    ]
    return months_span(year, first, count)


def read_latest_of_month(row: Row, day: int) -> Span:
    """The twentieth: of this month, else of the latest that had one before today."""
    for months in range(4):
        month = moved(row.today.replace(day=1), "O", -months)
        last = month_of(month.year, month.month)[1].day
        if day <= last and month.replace(day=day) <= row.today:
            return month.replace(day=day), month.replace(day=day)
    raise ValueError(day)
