"""Which rows of symbols are dates, and which days they mean."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from language.date_words import Line, Token

_YEAR_WORD = r"(?:Y-?f?y|[CPX]y|c)"
_YEAR = rf"(?:{_YEAR_WORD}|Y)"
_LEAD = rf"(?:{_YEAR},?)?"
_TRAIL = rf"(?:,?{_YEAR})?"
_TO = r"(?:f?-|f|f?u|,v?|v)"
_DAYS = rf"N(?:d?{_TO}N)*"
_DATE = rf"(?:{_LEAD}{_DAYS}d?-?[Mm]\.?O?d?{_TRAIL}|{_LEAD}[Mm]\.?O?-?{_DAYS}(?:d|(?![-yqhOwm])){_TRAIL}|D)"
_MONTH = rf"(?:{_LEAD}MO?{_TRAIL}|{_YEAR}m\.?|m\.?,?Y-?y?)"
_PART = rf"(?:{_LEAD}[NR](?:{_TO}[NR])?-?[qh]y?{_TRAIL}|[CPX][qh])"
_SEASON = rf"(?:{_LEAD}s{_TRAIL}|[CPX]s)"
_UNIT = r"(?:[PCX][dwOyqhk])"
_ANY = rf"(?:{_DATE}|{_PART}|{_SEASON}|{_MONTH}|{_UNIT}|{_YEAR}|W|T)"
_GRAMMAR = (
    ("begun", r"(?:[CPX]?[ywOq]gf?B?|[fS]g(?:C?[ywOq]|Y-?y?))"),
    ("since", rf"S{_ANY}|{_ANY}f?B"),
    ("range", rf"f?{_DATE}{_TO}{_DATE}u?d?"),
    ("monthhalf", rf"{_MONTH}[NR]-?h|[NR]-?h{_MONTH}"),
    ("part", _PART),
    ("date", rf"(?:f(?=[^M]*N[^M]*N[^M]*M))?{_DATE}(?!f)"),
    ("monthpart", rf"{_MONTH}[gze]|[gze]-?{_MONTH}"),
    ("months", rf"f?{_MONTH}(?:{_TO}{_MONTH})+u?O?"),
    ("years", rf"f?Y(?:-?y)?{_TO}Y-?y?u?"),
    ("onward", rf"(?<!l)f(?:{_DATE}|{_MONTH}|{_YEAR})(?!u)|(?:{_DATE}|{_MONTH}|{_YEAR_WORD})f"),
    ("season", _SEASON),
    ("month", rf"l?{_MONTH}"),
    ("lastmany", r"(?:[PX]N|l?[PL]N|LN?|lL|lN|l(?=[dwOyq]))[dwOyq]"),
    ("ago", r"N?[dwOyqh]b"),
    ("weekday", r"(?:[PCX]w)?[PCX]?Wd?|Wd?[PCX]w"),
    ("today", rf"f?T(?:d?{_TO}Td?u?)?d?"),
    ("unit", rf"l?{_UNIT}"),
    ("year", rf"l?{_YEAR}"),
)
_MASTER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _GRAMMAR))
_POINT = re.compile(_DATE)
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


Span = tuple[date, date]


def readings(line: Line, today: date, past: bool) -> list[Reading]:
    """All dates of a line, in order. An impossible one (31 February) is left out."""
    found: list[Reading] = []
    for match in _MASTER.finditer(line.symbols):
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
    one, two = list(_POINT.finditer(symbols, offset))[:2]
    y1, m1, d1, _ = _span_of(row.part(*one.span()))
    y2, m2, _, d2 = _span_of(row.part(*two.span()))
    if y2 is None and y1 is not None:
        y2 = y1 + ((m2, d2) < (m1, d1))
    wraps = (m2, d2) < (m1, d1)
    return _placed(row, y2, lambda y: (date(y1 or y - wraps, m1, d1), date(y, m2, d2)))


def _month_of(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _month(row: _Row) -> Span:
    month = row.values("Mm")[0]
    return _placed(row, row.year(), lambda y: _month_of(y, month))


def _months(row: _Row) -> Span:
    months = row.values("Mm")
    years = row.values("Y")
    wraps = months[-1] < months[0]
    if len(years) > 1:
        return _month_of(years[0], months[0])[0], _month_of(years[-1], months[-1])[1]
    first_year_leads = bool(years) and row.symbols.index("Y") < row.symbols.index("M")
    shift = wraps if first_year_leads else 0
    return _placed(
        row,
        row.year(),
        lambda y: (_month_of(y - wraps + shift, months[0])[0], _month_of(y + shift, months[-1])[1]),
    )


def _month_part(row: _Row) -> Span:
    start, end = _month(row)
    for symbol, (first, last) in {"g": (1, 10), "z": (11, 20), "e": (21, end.day)}.items():
        if symbol in row.symbols:
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
        return _months_span(year, part * months + 1, months)
    if not 1 <= numbers[0] <= numbers[-1] <= 12 // months:
        return None
    first = (numbers[0] - 1) * months + 1
    count = (numbers[-1] - numbers[0] + 1) * months
    return _placed(row, row.year(), lambda y: _months_span(y, first, count))


def _months_span(year: int, month: int, count: int) -> Span:
    start = date(year, month, 1)
    return start, _shifted(start, count) - timedelta(1)


def _shifted(day: date, months: int) -> date:
    """The same day so many months on, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _season(row: _Row) -> Span | None:
    first = _SEASON_START[row.values("s")[0] - 1]
    if re.search("[CPX]s", row.symbols):
        shift = "PCX".index(row.symbols[row.symbols.index("s") - 1]) - 1
        start, end = _season_near(row, first)
        return _shifted(start, 12 * shift) if shift else start, _shifted(end, 12 * shift) if shift else end
    if row.symbols == "s" and row.tokens[0].text.lower() in _SEASON_TOO_BARE:
        return None
    return _placed(row, row.year(), lambda y: _months_span(y, first, 3))


_SEASON_TOO_BARE = frozenset(
    {"yoz", "bahor", "qish", "yozi", "bahori", "qishi", "kuzi", "spring", "fall", "ёз", "баҳор", "қиш"}
)


def _season_near(row: _Row, first: int) -> Span:
    """The season of the running year; a winter counts to the year it began in."""
    return _months_span(row.today.year, first, 3)


def _years(row: _Row) -> Span:
    years = row.values("Y")
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def _year(row: _Row) -> Span:
    year = row.year() or row.today.year
    return date(year, 1, 1), date(year, 12, 31)


def _unit_of(day: date, unit: str) -> Span:
    """The unit of the calendar that holds a day. Weeks begin on Monday."""
    if unit == "w":
        start = day - timedelta(day.weekday())
        return start, start + timedelta(6)
    if unit == "k":
        start = day - timedelta(day.weekday()) + timedelta(5)
        return start, start + timedelta(1)
    if unit == "O":
        return _month_of(day.year, day.month)
    if unit == "y":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit in "qh":
        count = 3 if unit == "q" else 6
        return _months_span(day.year, (day.month - 1) // count * count + 1, count)
    return day, day


def _moved(day: date, unit: str, count: int) -> date:
    if unit in "dwk":
        return day + timedelta(count * (1 if unit == "d" else 7))
    return _shifted(day, count * {"O": 1, "q": 3, "h": 6, "y": 12}[unit])


def _unit(row: _Row) -> Span:
    adjective, unit = row.symbols[-2], row.symbols[-1]
    shift = "PCX".index(adjective) - 1
    if adjective == "P" and unit == "d":
        shift = -2  # o'tgan kuni is the day before yesterday
    return _unit_of(_moved(row.today, unit, shift), unit)


def _ago(row: _Row) -> Span | None:
    unit = row.symbols[-2]
    count = (row.values("N") or [1])[0]
    return _unit_of(_moved(row.today, unit, -count), unit)


def _last_many(row: _Row) -> Span:
    """So many days, weeks, months that end today, or (next) begin tomorrow."""
    unit = row.symbols[-1]
    count = (row.values("N") or [1])[0]
    if "X" in row.symbols:
        return row.today + timedelta(1), _moved(row.today, unit, count)
    if unit == "O" and count == 1:
        return row.today - timedelta(30), row.today
    return _moved(row.today, unit, -count) + timedelta(1), row.today


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
    return _unit_of(_moved(row.today, unit, shift), unit)[0], row.today


def _since(row: _Row) -> Span | None:
    """From the beginning of what is named until today."""
    symbols = row.symbols.lstrip("Sf")
    offset = len(row.symbols) - len(symbols)
    inner = _MASTER.match(symbols.rstrip("Bf"))
    if inner is None or inner.lastgroup not in _READERS:
        return None
    part = row.part(offset, offset + inner.end())
    span = _READERS[inner.lastgroup](_Row(part.symbols, part.tokens, row.today, True))
    return None if span is None else (span[0], row.today)


_READERS: dict[str, Callable[[_Row], Span | None]] = {
    "begun": _begun,
    "since": _since,
    "onward": _since,
    "range": _range,
    "monthhalf": _month_half,
    "part": _part,
    "date": _date,
    "monthpart": _month_part,
    "months": _months,
    "month": _month,
    "years": _years,
    "season": _season,
    "lastmany": _last_many,
    "ago": _ago,
    "weekday": _weekday,
    "today": _today,
    "unit": _unit,
    "year": _year,
}
