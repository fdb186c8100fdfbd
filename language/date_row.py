"""The matched part of a line, and where in time it may lie when it names no year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from language.date_units import Span
from language.date_words import Token


@dataclass(frozen=True, slots=True)
class Row:
    """The matched part of a line, read against a day."""

    symbols: str
    tokens: list[Token]
    today: date
    past: bool
    """A date without a year lies in the past; else it is the nearest one."""

    def part(self, start: int, end: int) -> "Row":
        return Row(self.symbols[start:end], self.tokens[start:end], self.today, self.past)

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


def placed(row: Row, year: int | None, make: Callable[[int], Span]) -> Span:
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
