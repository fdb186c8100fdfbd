"""Who gets digests, and what one holds."""

from dataclasses import dataclass
from datetime import date, datetime, time

from language.dates import Period
from language.detect import Language
from news.choices import ALL, Choices
from news.models.release import Release
from news.rhythm import DAILY, Rhythm

__all__ = ["Digest", "DigestItem", "Subscriber", "Window"]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A private chat, a group, a forum topic (`thread_id`, None outside forums) or a channel that may get
    digests."""

    chat_id: int
    thread_id: int | None = None
    language: Language = "uz-Latn"
    zone: str = "Asia/Tashkent"
    """IANA."""
    hour: time = time(18, 0)
    """Local wall clock, minutes only; the quiet hours of `rhythm` may shift it."""
    rhythm: Rhythm = DAILY
    """On which days, and when not."""
    choices: Choices = ALL
    """What the digest holds and how it looks."""
    active: bool = False
    next_due_at: datetime | None = None
    """UTC; None while not active."""
    cursor: int = 0
    """Id of the last release that a confirmed digest covered."""
    last_digest_at: datetime | None = None
    """Until when the reader is covered, UTC: when the last confirmed (or empty) digest was composed."""
    served_on: date | None = None
    """The local day of the last digest that was made for it; silent days do not count."""
    title: str | None = None
    """What a group, a topic or a channel is called; None for a private chat."""
    host_id: int | None = None
    """Who brought the bot into the group or channel and finds it among their own settings. It gives no right:
    who may change settings is asked of Telegram each time."""


@dataclass(frozen=True, slots=True)
class DigestItem:
    release: Release
    copies: tuple[str, ...] = ()
    earlier: Release | None = None
    """What was released of the same event before: its announcement, or its first days."""
    reminder: bool = False
    """An announcement that the reader had before, named again because its day is near."""


@dataclass(frozen=True, slots=True)
class Window:
    """Everything that decides what a reader gets: readers with equal windows share an issue."""

    language: Language
    period: Period
    """The local dates that it covers; the end is today."""
    since: date
    """Releases that were published before are archive: imported, to be found, but no news."""
    ahead: date
    """Until when announced events that are no news are named again."""
    after: int
    upto: int
    """It covers the releases with after < id <= upto."""
    late: bool = False
    """It covers more than 48 hours, and more than its reader chose, and says so."""
    choices: Choices = ALL
    """`on_empty` is left at its default: it decides nothing about what there is. The script is never OWN."""

    @property
    def whole(self) -> bool:
        """Whether it covers all that its reader has not seen: not of one who was away for too long, nor of a
        new one."""
        return self.since < self.period.start

    @property
    def profile(self) -> str:
        """What tells issues over the same releases apart."""
        days = f"{self.period.start}..{self.period.end} since {self.since} ahead {self.ahead}"
        return " ".join(filter(None, [self.language, days, "late" * self.late, self.choices.profile]))


@dataclass(frozen=True, slots=True)
class Digest:
    """What one profile gets for one window."""

    window: Window
    coming: tuple[DigestItem, ...] = ()
    """What is announced for today, for later or for no stated day, the nearest first."""
    events: tuple[DigestItem, ...] = ()
    """What has taken place or begun, by kind."""
    news: tuple[DigestItem, ...] = ()
    rest: tuple[DigestItem, ...] = ()
    """What is left out since it is more than its reader wants at once, in the same order."""
    alive: bool = False
    """Where there is nothing: said as a sign of life, since nothing has come for a week, or ever."""

    @property
    def profile(self) -> str:
        """What tells issues over the same releases apart: that there is nothing is told to all alike."""
        if not self.empty:
            return self.window.profile
        window = self.window
        days = f"{window.period.start}..{window.period.end}"
        late = ("late" if window.whole else "cut") if window.late else ""
        which = ["alive" * self.alive, "chosen" * window.choices.selective, late]
        return " ".join(filter(None, ["nothing", window.language, days, *which]))

    @property
    def items(self) -> tuple[DigestItem, ...]:
        """All that is shown, in its order."""
        return self.coming + self.events + self.news

    @property
    def empty(self) -> bool:
        return not self.items
