"""Spoken dates in four languages and two scripts -> inclusive periods."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from language.date_meaning import Reading, readings
from language.date_words import Line, line_of

Granularity = Literal["day", "week", "month", "quarter", "half", "season", "year", "range", "open"]


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive dates; start <= end."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Found:
    """A period and the words of the text that said it."""

    period: Period
    spans: tuple[tuple[int, int], ...]
    """Where it stands in the text, half-open; two where a year stands apart from its month."""
    granularity: Granularity
    """`range`: several days or months from one to the other; `open`: since a day, until today."""
    relative: bool
    """Said from the day of speaking: yesterday, last week, this year."""
    year_given: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[0][1]


def find_period(text: str, today: date) -> Period | None:
    """The period a question names, None where it names none. A date without a year is the latest past one."""
    found = find_spoken(text, today)
    return None if found is None else found.period


def find_spoken(text: str, today: date) -> Found | None:
    """As `find_period`, with the words that said it. A year may stand apart from its day or month."""
    line = line_of(text)
    found = readings(line, today, past=True)
    if not found:
        return None
    main = next((r for r in found if r.kind != "year"), found[0])
    year = next((r for r in found if r.kind == "year" and r.year_given), None)
    if year is None or main is year or main.year_given or main.kind not in _WITHOUT_YEAR:
        return _found(line, main)
    symbols = line.symbols[year.first : year.last + 1] + line.symbols[main.first : main.last + 1]
    tokens = line.tokens[year.first : year.last + 1] + line.tokens[main.first : main.last + 1]
    joined = readings(Line(symbols, tokens), today, past=True)
    if len(joined) != 1:
        return _found(line, main)
    whole = _found(Line(symbols, tokens), joined[0])
    spans = sorted(span for r in (year, main) for span in _found(line, r).spans)
    return Found(whole.period, tuple(spans), whole.granularity, whole.relative, True)


_WITHOUT_YEAR = frozenset({"date", "range", "month", "months", "monthpart", "monthhalf", "part", "season"})


def find_periods(text: str, published: date) -> list[Found]:
    """Every date of a release in order, read against its date of publication: the nearest, past or not.

    Left out is what only looks like a date there: 12.05 without a year, and `bugungi kunda` (nowadays).
    """
    line = line_of(text)
    found = [_found(line, reading) for reading in readings(line, published, past=False)]
    return [f for f in found if not _NO_EVENT.fullmatch(text, f.start, f.end)]


_NO_EVENT = re.compile(
    r"\d\d[./]\d\d|(?:bugungi|ertangi|hozirgi|бугунги|эртанги|ҳозирги)\s+(?:kun|кун)\w*|shu\s+kun\w*|шу\s+кун\w*"
    r"|kecha\s+va\s+bugun\w*|кеча\s+ва\s+бугун\w*|вчера\s+и\s+сегодня",
    re.IGNORECASE,
)


def unspoken(text: str, found: Found) -> str:
    """The text without the words that said the period."""
    for start, end in reversed(found.spans):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    return text


def _found(line: Line, reading: Reading) -> Found:
    first, last = line.tokens[reading.first], line.tokens[reading.last]
    period = Period(reading.start, reading.end)
    symbols = line.symbols[reading.first : reading.last + 1]
    relative = reading.kind in _RELATIVE or any(s in symbols for s in "PCXc")
    return Found(
        period, ((first.start, last.end),), _granularity(reading, symbols), relative, reading.year_given
    )


_RELATIVE = frozenset(
    {
        "today",
        "unit",
        "lastmany",
        "ago",
        "ahead",
        "dayof",
        "thatmonth",
        "halfyear",
        "dayalone",
        "weekday",
        "weekdays",
    }
)
_KINDS: dict[str, Granularity] = {
    "since": "open",
    "after": "open",
    "span": "range",
    "monthweek": "week",
    "wholemonth": "month",
    "halfyear": "range",
    "weekof": "week",
    "thatmonth": "month",
    "yearpart": "range",
    "weekdays": "range",
    "onward": "open",
    "begun": "open",
    "monthhalf": "range",
    "monthpart": "range",
    "months": "range",
    "month": "month",
    "years": "range",
    "year": "year",
    "season": "season",
    "lastmany": "range",
}
_UNITS: dict[str, Granularity] = {
    "d": "day",
    "w": "week",
    "k": "range",
    "O": "month",
    "q": "quarter",
    "h": "half",
    "y": "year",
}


def _granularity(reading: Reading, symbols: str) -> Granularity:
    if reading.kind in _KINDS:
        return _KINDS[reading.kind]
    if reading.kind in ("unit", "ago", "ahead"):
        return _UNITS[next(s for s in reversed(symbols) if s in _UNITS)]
    if reading.kind == "part":
        return "quarter" if "q" in symbols else "half"
    return "day" if reading.start == reading.end else "range"
