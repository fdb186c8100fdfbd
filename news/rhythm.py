"""On which days a digest comes, and when it must not."""

from dataclasses import dataclass
from datetime import date, time

__all__ = ["DAILY", "EVERY_DAY", "WORKDAYS", "Quiet", "Rhythm"]

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of a local day without messages, `start` included, `end` not; they cross midnight where `end`
    comes first. Equal ones would be a day without end: ValueError."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError(f"quiet hours from {self.start} to {self.end} would never end")

    def holds(self, hour: time) -> bool:
        """Whether that time of day is quiet."""
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The days of a subscriber's digests; the hour is the subscriber's own."""

    weekdays: frozenset[int] = EVERY_DAY
    """`date.weekday()`: 0 is Monday. At least one, else ValueError; exactly one makes it weekly."""
    quiet: Quiet | None = None
    paused_until: date | None = None
    """The first local day on which a digest may come again; in the past it means nothing."""

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"no days of a week: {sorted(self.weekdays)}")

    @property
    def weekly(self) -> bool:
        return len(self.weekdays) == 1

    def effective(self, hour: time) -> time:
        """The time of day at which the digest comes: an hour in the quiet time shifts to its end."""
        return self.quiet.end if self.quiet is not None and self.quiet.holds(hour) else hour

    def allows(self, day: date) -> bool:
        """Whether a digest may come on that local day."""
        return day.weekday() in self.weekdays and (self.paused_until is None or day >= self.paused_until)


DAILY = Rhythm()
"""Nothing was chosen: a digest on every day."""
