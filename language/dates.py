"""Spoken dates in four languages and two scripts -> inclusive periods."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive dates; start <= end."""

    start: date
    end: date
