"""What a row of symbols that is a date means: its first and its last day."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from language.date_grammar import master, point
from language.date_units import Span, month_of, months_span, moved, unit_of
from language.date_words import Line, Token

_SEASON_START = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row of symbols means: inclusive days, and which tokens said so."""

    kind: str
    start: date
    end: date
    first: int
    last: int
    """Index of the first token and of the last one."""
    year_given: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """The matched part of a line, read against a day."""

    symbols: str
    tokens: list[Token]
    today: date
    past: bool
    """A date without a year lies in the past; else it is the nearest one."""

    def part(self, start: int, end: int) -> "_Row":
        return _Row(self.symbols[start:end], self.tokens[start:end], self.today, self.past)

    def values(self, symbols: str) -> list[int]:
        return [t.value for s, t in zip(self.symbols, self.tokens, strict=True) if s in symbols]

    def year(self) -> int | None:
        """The year it names in figures or as this, last, next year."""
        for at, symbol in enumerate(self.symbols):
            if symbol == "Y":
                return self.tokens[at].value
            if symbol == "c":
                return self.today.year
            if symbol in "PCX" and self.symbols[at + 1 : at + 2] == "y":
                return self.today.year + "PCX".index(symbol) - 1
        return None


def readings(line: Line, today: date, past: bool) -> list[Reading]:
    """All dates of a line, in order. An impossible one (31 February) is left out."""
    found: list[Reading] = []
    for match in master().finditer(line.symbols):
        kind = str(match.lastgroup)
        row = _Row(match[0], line.tokens[match.start() : match.end()], today, past)
        try:
            span = _READERS[kind](row)
        except (ValueError, OverflowError):
            continue
        if span is not None and span[0] <= span[1]:
            given = row.year() is not None or any(t.day and t.day[0] for t in row.tokens)
            found.append(Reading(kind, *span, match.start(), match.end() - 1, given))
    return found


def _span_of(row: _Row) -> tuple[int | None, int, int, int]:
    """Year, month, first and last day of one DATE."""
    whole = row.tokens[0].day
    if whole is not None:
        return whole
    days = row.values("N")
    return row.year(), row.values("Mm")[0], days[0], days[-1]


def _placed(row: _Row, year: int | None, make: Callable[[int], Span]) -> Span:
    """`make(year)` for the year given, else for the latest that began by today, else the nearest."""
    if year is not None:
        return make(year)
    spans = []
    for candidate in range(row.today.year - 4, row.today.year + 2):
        try:
            spans.append(make(candidate))
        except ValueError:  # 29 February
            continue
    if row.past:
        return max(s for s in spans if s[0] <= row.today)
    return min(spans, key=lambda span: (abs((span[0] - row.today).days), span))


def _date(row: _Row) -> Span:
    year, month, first, last = _span_of(row)
    return _placed(row, year, lambda y: (date(y, month, first), date(y, month, last)))


def _range(row: _Row) -> Span:
    symbols = row.symbols
    offset = 1 if symbols[0] == "f" else 0
    one, two = list(point().finditer(symbols, offset))[:2]
    y1, m1, d1, _ = _span_of(row.part(*one.span()))
    y2, m2, _, d2 = _span_of(row.part(*two.span()))
    if y2 is None and y1 is not None:
        y2 = y1 + ((m2, d2) < (m1, d1))
    wraps = (m2, d2) < (m1, d1)
    return _placed(row, y2, lambda y: (date(y1 or y - wraps, m1, d1), date(y, m2, d2)))


def _month(row: _Row) -> Span:
    month = row.values("Mm")[0]
    return _placed(row, row.year(), lambda y: month_of(y, month))


def _months(row: _Row) -> Span:
    months = row.values("Mm")
    years = row.values("Y")
    wraps = months[-1] < months[0]
    if len(years) > 1:
        return month_of(years[0], months[0])[0], month_of(years[-1], months[-1])[1]
    first_year_leads = bool(years) and row.symbols.index("Y") < row.symbols.index("M")
    shift = wraps if first_year_leads else 0
    return _placed(
        row,
        row.year(),
        lambda y: (month_of(y - wraps + shift, months[0])[0], month_of(y + shift, months[-1])[1]),
    )


def _month_part(row: _Row) -> Span:
    start, end = _month(row)
    for symbol, (first, last) in {"g": (1, 10), "z": (11, 20), "e": (21, end.day)}.items():
        if symbol in row.symbols.lower():
            return start.replace(day=first), start.replace(day=last)
    return start, end


def _month_half(row: _Row) -> Span | None:
    start, end = _month(row)
    half = row.values("NR")[0]
    if half not in (1, 2):
        return None
    return (start, start.replace(day=15)) if half == 1 else (start.replace(day=16), end)


def _part(row: _Row) -> Span | None:
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
    return _placed(row, row.year(), lambda y: months_span(y, first, count))


def _season(row: _Row) -> Span | None:
    """A winter belongs to the year it began in. Last summer is the latest that is over."""
    first = _SEASON_START[row.values("s")[0] - 1]
    if row.symbols == "s" and not (row.past and _BARE_SEASON.search(row.tokens[0].text.lower())):
        return None
    adjective = row.symbols[-2:-1] if row.symbols.endswith("s") else ""
    if not adjective or adjective not in "PCX":
        return _placed(row, row.year(), lambda y: months_span(y, first, 3))
    year = row.today.year
    spans = [months_span(y, first, 3) for y in (year - 2, year - 1, year, year + 1)]
    if adjective == "P":
        return max(span for span in spans if span[1] < row.today)
    return spans[2] if adjective == "C" else min(span for span in spans if span[0] > row.today)


# A season alone is a date only where it says when; yozgi maktab and qishki tutun are kinds of things.
_BARE_SEASON = re.compile(r"(?:da|да|летом|зимой|весной|осенью|summer|winter|autumn)$")


def _years(row: _Row) -> Span:
    years = row.values("Y")
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def _year(row: _Row) -> Span:
    year = row.year() or row.today.year
    return date(year, 1, 1), date(year, 12, 31)


def _unit(row: _Row) -> Span | None:
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


def _that_month(row: _Row) -> Span:
    """This month of last year."""
    return month_of(row.year() or row.today.year, row.today.month)


def _ago(row: _Row) -> Span | None:
    unit = row.symbols[-2]
    count = (row.values("N") or [1])[0]
    return unit_of(moved(row.today, unit, -count), unit)


def _ahead(row: _Row) -> Span:
    unit = next(s for s in row.symbols if s in "dwOy")
    return unit_of(moved(row.today, unit, (row.values("N") or [1])[0]), unit)


def _day_of(row: _Row) -> Span:
    """The fifth of last month; of the month: the latest one."""
    days = row.values("N")
    at = row.symbols.index("O")
    adjective = row.symbols[at - 1] if at else ""
    if adjective not in tuple("PCX"):
        return _latest_of_month(row, days[0])
    month = moved(row.today, "O", "PCX".index(adjective) - 1)
    return month.replace(day=days[0]), month.replace(day=days[-1])


def _latest_of_month(row: _Row, day: int) -> Span:
    """The twentieth: of this month, else of the latest that had one before today."""
    for months in range(4):
        month = moved(row.today.replace(day=1), "O", -months)
        last = month_of(month.year, month.month)[1].day
        if day <= last and month.replace(day=day) <= row.today:
            return month.replace(day=day), month.replace(day=day)
    raise ValueError(day)


def _day_alone(row: _Row) -> Span | None:
    """20-sanada, 20 числа; 20 kun is a count of days."""
    named = re.match("sana|сана|числ", row.tokens[-1].text.lower())
    return _latest_of_month(row, row.values("N")[0]) if named else None


def _half_year(row: _Row) -> Span:
    return moved(row.today, "O", -6) + timedelta(1), row.today


def _after(row: _Row) -> Span | None:
    """From the day after what is named until today."""
    span = _inner(row, row.symbols.lstrip("V").removesuffix("a").removesuffix("f"))
    if span is None:
        return None
    start = span[1] + timedelta(1)
    return start, max(start, row.today)


def _inner(row: _Row, symbols: str) -> Span | None:
    """What a part of the row means."""
    inner = master().match(symbols)
    if inner is None or inner.lastgroup is None:
        return None
    offset = row.symbols.index(symbols)
    return _READERS[inner.lastgroup](row.part(offset, offset + inner.end()))


def _week_of(row: _Row) -> Span:
    match = next(point().finditer(row.symbols))
    start, _ = _date(row.part(*match.span()))
    return unit_of(start, "w")


def _year_part(row: _Row) -> Span:
    """The beginning of a year is its first quarter, its middle May to August, its end the last quarter."""
    year = row.year() or row.today.year
    first, count = {"g": (1, 3), "z": (5, 4), "e": (10, 3)}[
        next(s for s in row.symbols.lower() if s in "gze")
    ]
    return months_span(year, first, count)


def _weekdays(row: _Row) -> Span:
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


def _last_many(row: _Row) -> Span | None:
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


def _weekday(row: _Row) -> Span:
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


def _today(row: _Row) -> Span:
    days = [row.today + timedelta(offset) for offset in row.values("T")]
    return min(days), max(days)


def _begun(row: _Row) -> Span:
    unit = next(s for s in reversed(row.symbols) if s in "ywOq")
    if "Y" in row.symbols:
        return date(row.values("Y")[0], 1, 1), row.today
    shift = next(("PCX".index(s) - 1 for s in row.symbols if s in "PCX"), 0)
    return unit_of(moved(row.today, unit, shift), unit)[0], row.today


def _since(row: _Row) -> Span | None:
    """From the beginning of what is named until today; of a release, from a day to come: that day."""
    span = _inner(row, row.symbols.lstrip("Sf").rstrip("Bf"))
    return None if span is None else (span[0], max(span[0], row.today))


def _during(row: _Row) -> Span | None:
    """From yesterday, for three days."""
    span = _inner(row, row.symbols[: row.symbols.index("f")])
    count = row.values("N")[-1] * (7 if "w" in row.symbols else 1)
    return None if span is None else (span[0], span[0] + timedelta(count - 1))


_READERS: dict[str, Callable[[_Row], Span | None]] = {
    "begun": _begun,
    "after": _after,
    "before": lambda _: None,
    "during": _during,
    "since": _since,
    "onward": _since,
    "range": _range,
    "dayof": _day_of,
    "weekof": _week_of,
    "monthhalf": _month_half,
    "part": _part,
    "date": _date,
    "monthpart": _month_part,
    "months": _months,
    "month": _month,
    "years": _years,
    "season": _season,
    "yearpart": _year_part,
    "ahead": _ahead,
    "weekdays": _weekdays,
    "halfyear": _half_year,
    "lastmany": _last_many,
    "dayalone": _day_alone,
    "ago": _ago,
    "weekday": _weekday,
    "today": _today,
    "thatmonth": _that_month,
    "unit": _unit,
    "year": _year,
}
