"""What the rows of symbols that are dates mean: their first and last days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from language import date_fixed, date_relative
from language.date_grammar import master, wide
from language.date_row import Row
from language.date_units import Span
from language.date_words import Line, Token


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


def readings(line: Line, today: date, past: bool) -> list[Reading]:
    """All dates of a line, in order. An impossible one (31 February) is left out."""
    found: list[Reading] = []
    for match in master().finditer(line.symbols):
        kind = str(match.lastgroup)
        row = Row(match[0], line.tokens[match.start() : match.end()], today, past)
        if kind == "date" and _is_address(line.tokens, match.start(), match.end()):
            continue
        try:
            span = _READERS[kind](row)
        except (ValueError, OverflowError):
            continue
        if span is not None and span[0] <= span[1]:
            given = row.year() is not None or any(t.day and t.day[0] for t in row.tokens)
            found.append(Reading(kind, *span, match.start(), match.end() - 1, given))
    return found


_STREET_AFTER = re.compile(
    r"k[o\W]+chasi|mfy|mahallasi|maydoni|xiyoboni|massivi|кўчаси|мфй|маҳалласи|майдони", re.IGNORECASE
)
_STREET_BEFORE = re.compile(r"ул|улиц[аеуы]|площад[ьи]|пл|проспект|mfy|мфй|street", re.IGNORECASE)


def _is_address(tokens: list[Token], first: int, end: int) -> bool:
    """8-mart ko'chasi, ул. 8 Марта: streets and quarters that have their names of days."""
    after = tokens[end].text if end < len(tokens) else ""
    before = [token.text for token in tokens[max(0, first - 2) : first]]
    return bool(_STREET_AFTER.match(after)) or any(_STREET_BEFORE.fullmatch(word) for word in before)


def _after(row: Row) -> Span | None:
    """From the day after what is named until today."""
    span = _inner(row, row.symbols.lstrip("V").removesuffix("a").removesuffix("f"))
    if span is None:
        return None
    start = span[1] + timedelta(1)
    return start, max(start, row.today)


def _inner(row: Row, symbols: str) -> Span | None:
    """What a part of the row means."""
    inner = master().match(symbols)
    if inner is None or inner.lastgroup is None:
        return None
    offset = row.symbols.index(symbols)
    return _READERS[inner.lastgroup](row.part(offset, offset + inner.end()))


def _span(row: Row) -> Span | None:
    """From one part of a year or month to another."""
    one, two = (_inner(row.part(*match.span()), match[0]) for match in list(wide().finditer(row.symbols))[:2])
    return None if one is None or two is None else (one[0], two[1])


def _since(row: Row) -> Span | None:
    """From the beginning of what is named until today; of a release, from a day to come: that day."""
    span = _inner(row, re.sub(r"(?:[Bfux]|(?<=[fu])T)+$", "", row.symbols.lstrip("Sf")))
    return None if span is None else (span[0], max(span[0], row.today))


def _during(row: Row) -> Span | None:
    """From yesterday, for three days."""
    span = _inner(row, row.symbols[: row.symbols.index("f")])
    count = row.values("N")[-1] * (7 if "w" in row.symbols else 1)
    return None if span is None else (span[0], span[0] + timedelta(count - 1))


_READERS: dict[str, Callable[[Row], Span | None]] = {
    "begun": date_relative.read_begun,
    "after": _after,
    "before": lambda _: None,
    "during": _during,
    "span": _span,
    "monthweek": date_fixed.read_month_week,
    "wholemonth": date_fixed.read_month,
    "since": _since,
    "onward": _since,
    "range": date_fixed.read_range,
    "dayof": date_fixed.read_day_of,
    "weekof": date_fixed.read_week_of,
    "monthhalf": date_fixed.read_month_half,
    "part": date_fixed.read_part,
    "date": date_fixed.read_date,
    "monthpart": date_fixed.read_month_part,
    "months": date_fixed.read_months,
    "month": date_fixed.read_month,
    "years": date_fixed.read_years,
    "season": date_fixed.read_season,
    "yearpart": date_fixed.read_year_part,
    "ahead": date_relative.read_ahead,
    "weekdays": date_relative.read_weekdays,
    "halfyear": date_relative.read_half_year,
    "lastmany": date_relative.read_last_many,
    "dayalone": date_relative.read_day_alone,
    "ago": date_relative.read_ago,
    "weekday": date_relative.read_weekday,
    "today": date_relative.read_today,
    "thatmonth": date_relative.read_that_month,
    "unit": date_relative.read_unit,
    "year": date_fixed.read_year,
}
