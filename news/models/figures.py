"""How the bot is used: figures of days, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["DayFigures", "Popular", "Term", "Wording"]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day in the newsroom's time zone."""

    day: date
    subscribers: int | None
    """Active ones at its end, of a day that is not over as last counted; None: nobody counted them yet."""
    delivered: int = 0
    """Messages of what was composed on this day, as are those that follow."""
    failed: int = 0
    unknown: int = 0
    """Perhaps arrived: Telegram's answer was lost twice."""
    waiting: int = 0
    asked: int = 0
    """Questions of this day, whatever they found."""
    unanswered: int = 0
    """Those that found nothing."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What one person asked in the same words, however often."""

    person_id: int
    text: str
    times: int
    unanswered: bool
    """Whether it found nothing at least once."""


@dataclass(frozen=True, slots=True)
class Term:
    """Something that several people asked for."""

    text: str
    people: int


@dataclass(frozen=True, slots=True)
class Popular:
    """What may be shown of what was asked, the most people first (`news.popular`)."""

    questions: Sequence[Term] = ()
    words: Sequence[Term] = ()
    unanswered: Sequence[Term] = ()
    """Questions that found nothing."""
    looked_at: int = 0
    """Of how many questions all this is said: the newest, of those that are still kept."""
