"""Days that are told from today: yesterday, last week, three days ago, on Monday."""

import re
from datetime import date, timedelta

from language.date_fixed import read_latest_of_month
from language.date_row import Row
from language.date_units import Span, month_of, moved, unit_of


def read_unit(row: Row) -> Span | None:
    symbols = row.symbols.lstrip("l")
    if symbols.endswith("we"):  # hafta oxiri
        symbols = symbols.replace("we", "k")
    if symbols == "k":
        start = unit_of(row.today, "k")
        return start if start[0] <= row.today else unit_of(moved(row.today, "k", -1), "k")
    adjective, unit = symbols[0], symbols[1]
    if unit != "k" and row.values(unit)[0]:
        return None  # keyingi yillarda: no one knows which
    shift = "PCX".index(adjective) - 1
    if adjective == "P" and unit == "d":
        shift = -2  # o'tgan kuni is the day before yesterday
    return unit_of(moved(row.today, unit, shift), unit)


def read_that_month(row: Row) -> Span:
    """This month of last year."""
    return month_of(row.year() or row.today.year, row.today.month)


def read_ago(row: Row) -> Span | None:
    unit = row.symbols[-2]
    count = (row.values("N") or [1])[0]
    return unit_of(moved(row.today, unit, -count), unit)


def read_ahead(row: Row) -> Span:
    unit = next(s for s in row.symbols if s in "dwOy")
    return unit_of(moved(row.today, unit, (row.values("N") or [1])[0]), unit)


def read_day_alone(row: Row) -> Span | None:
    """20-sanada, 20 числа; 20 kun is a count of days."""
    named = re.match("sana|сана|числ", row.tokens[-1].text.lower())
    return read_latest_of_month(row, row.values("N")[0]) if named else None


def read_half_year(row: Row) -> Span:
    return moved(row.today, "O", -6) + timedelta(1), row.today


def read_weekdays(row: Row) -> Span:
    """Monday to Friday: of the week that is named, else the latest that ended by today or runs."""
    first, last = row.values("W")[0], row.values("W")[-1]
    week = re.search("([PCX])w", row.symbols)
    monday = row.today - timedelta(row.today.weekday())
    if week:
        monday += timedelta(7 * ("PCX".index(week[1]) - 1))
    elif monday + timedelta(first) > row.today:
        monday -= timedelta(7)
    start = monday + timedelta(first)
    return start, start + timedelta((last - first) % 7)


def read_last_many(row: Row) -> Span | None:
    """So many days, weeks, months that end today, or (next) begin tomorrow."""
    unit = row.symbols.rstrip("iI")[-1]
    numbers = row.values("N")
    if not numbers and row.values(unit)[0]:
        return None  # in the last years
    if not row.past and not re.search("[PLX]", row.symbols):
        return None  # of a release: for two days, for the first time in 15 years
    count = (numbers or [1])[0]
    if unit == "j":
        return row.today - timedelta(-(-count // 24)), row.today
    if "X" in row.symbols:
        return row.today + timedelta(1), moved(row.today, unit, count)
    if unit == "O" and count == 1:
        return row.today - timedelta(30), row.today
    return moved(row.today, unit, -count) + timedelta(1), row.today


def read_weekday(row: Row) -> Span:
    number = row.values("W")[0]
    week = re.search("([PCX])w", row.symbols)
    own = re.search("([PCX])W", row.symbols)
    monday = row.today - timedelta(row.today.weekday())
    if week or (own and own[1] == "C"):
        shift = "PCX".index(week[1]) - 1 if week else 0
        day = monday + timedelta(7 * shift + number)
    elif own and own[1] == "X":
        day = row.today + timedelta((number - row.today.weekday() - 1) % 7 + 1)
    else:
        strictly = 1 if own else 0
        day = row.today - timedelta((row.today.weekday() - number - strictly) % 7 + strictly)
    return day, day


def read_today(row: Row) -> Span:
    days = [row.today + timedelta(offset) for offset in row.values("T")]
    return min(days), max(days)


def read_begun(row: Row) -> Span:
    unit = next(s for s in reversed(row.symbols) if s in "ywOq")
    if "Y" in row.symbols:
        return date(row.values("Y")[0], 1, 1), row.today
    shift = next(("PCX".index(s) - 1 for s in row.symbols if s in "PCX"), 0)
    return unit_of(moved(row.today, unit, shift), unit)[0], row.today
