"""From who is due to rows in the ledger: an issue is composed once for all readers who get the same."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digests import schedule
from digests.compose import compose
from news.models import Digest, Issue, Language, Message, Period, Subscriber, Turn
from news.ports import Clock, Ledger, NewReleases, StorageError

__all__ = ["Issues", "Render", "Window"]

Render = Callable[[Digest], tuple[Message, ...]]
"""Digest -> at least one message within Telegram's limits; pure."""

PAGE = 300
"""Subscribers read at once; also the most who get an issue in one transaction."""
FRESH = timedelta(hours=48)
"""How long an issue may be sent after it was composed."""
BELATED = timedelta(days=7)
"""A release that came in so long after its day is still told, but not to a new reader."""
LONGEST = timedelta(days=7)
"""How far back a digest reaches for a reader who was away: what is older can be asked for."""
A_DAY, A_WEEK = timedelta(1), timedelta(7)
"""How far ahead announced events are named: tomorrow's each day, to a new reader all of the week."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Window:
    """Everything that decides what a reader gets: readers with equal windows share an issue."""

    language: Language
    period: Period
    since: date
    """Releases that were published before are archive: imported, to be found, but no news."""
    ahead: date
    """Until when announced events are named again."""
    late: bool
    after: int
    upto: int

    @property
    def profile(self) -> str:
        """What tells issues over the same releases apart."""
        lateness = " late" if self.late else ""
        days = f"{self.period.start}..{self.period.end} since {self.since} ahead {self.ahead}"
        return f"{self.language} {days}{lateness}"


class Issues:
    def __init__(
        self,
        ledger: Ledger,
        releases: NewReleases,
        render: Render,
        clock: Clock,
        *,
        zone: str = "UTC",
        longest: timedelta = LONGEST,
    ) -> None:
        """`zone` stands in for a subscriber's where the database of zones no longer knows that; a digest
        reaches back no further than `longest`."""
        self._ledger = ledger
        self._releases = releases
        self._render = render
        self._clock = clock
        self._zone = zone
        self._longest = longest

    async def enqueue_due(self) -> int:
        """Give everyone who is due their issue; how many have one to wait for now.

        Where one issue fails, it is logged, its readers stay due and are tried again at the next call, and
        the others get theirs. Raises StorageError where nobody can get anything.
        """
        now = self._clock.now()
        upto = await self._releases.newest_id()
        composed: dict[Window, int | None] = {}
        served = 0
        last: Subscriber | None = None
        while page := await self._ledger.due(now, PAGE, last):
            last = page[-1]
            turns: defaultdict[int, list[Turn]] = defaultdict(list)
            quiet: defaultdict[int, list[Turn]] = defaultdict(list)
            for window, readers in self._by_window(page, now, upto).items():
                try:
                    if window not in composed:
                        composed[window] = await self._issue(window, now)
                    issue, given = composed[window], [self._turn(reader, now) for reader in readers]
                except StorageError:
                    raise
                except Exception:
                    log.exception("the issue %r failed; %d readers wait", window.profile, len(readers))
                else:
                    (quiet[window.upto] if issue is None else turns[issue]).extend(given)
            served += await self._give(turns, quiet, now)
        return served

    async def preview(self, subscriber: Subscriber) -> tuple[Message, ...]:
        """What the subscriber would get now, to the byte; () where there is nothing to say."""
        window = self.window(subscriber, self._clock.now(), await self._releases.newest_id())
        digest = await self._digest(window)
        return () if digest.empty else self._render(digest)

    def window(self, subscriber: Subscriber, now: datetime, upto: int) -> Window:
        """What a digest for this subscriber would cover now."""
        last = subscriber.last_digest_at
        away = last is not None and now - last > self._longest
        zone, hour, rhythm = self.zone(subscriber), subscriber.hour, subscriber.rhythm
        period = schedule.period(zone, now - self._longest if away else last, now)
        return Window(
            language=subscriber.language,
            period=period,
            since=period.start if last is None or away else period.start - BELATED,
            ahead=period.end + (A_DAY if last else A_WEEK),
            late=schedule.is_late(last, now, zone, hour, rhythm),
            after=subscriber.cursor,
            upto=max(upto, subscriber.cursor),
        )

    def zone(self, subscriber: Subscriber) -> str:
        """The subscriber's zone, or the default where there is no such zone (any more)."""
        try:
            schedule.zone_of(subscriber.zone)
        except schedule.UnknownZoneError:
            log.warning("chat %d has the unknown zone %r", subscriber.chat_id, subscriber.zone)
            return self._zone
        return subscriber.zone

    def _by_window(
        self, page: Sequence[Subscriber], now: datetime, upto: int
    ) -> dict[Window, list[Subscriber]]:
        found: dict[Window, list[Subscriber]] = defaultdict(list)
        for subscriber in page:
            found[self.window(subscriber, now, upto)].append(subscriber)
        return found

    async def _issue(self, window: Window, now: datetime) -> int | None:
        """The id of the window's issue, composed now unless it stands; None where there is nothing to say."""
        standing = await self._ledger.find_issue(window.profile, window.after, window.upto)
        if standing is not None:
            return standing
        digest = await self._digest(window)
        if digest.empty:
            return None
        messages = self._render(digest)
        issue = Issue(window.profile, window.after, window.upto, now, now + FRESH, messages)
        return await self._ledger.add_issue(issue)

    async def _digest(self, window: Window) -> Digest:
        releases = await self._releases.added_between(window.after, window.upto, window.since)
        announced = await self._releases.announced_for(Period(window.period.end, window.ahead), window.upto)
        return compose(
            releases,
            window.language,
            window.period,
            after=window.after,
            late=window.late,
            announced=announced,
        )

    async def _give(
        self, turns: Mapping[int, Sequence[Turn]], quiet: Mapping[int, Sequence[Turn]], now: datetime
    ) -> int:
        """A page at once, whatever its readers get: with an issue for every few of them, a transaction for
        each would be most of the work."""
        for upto, covered in quiet.items():
            await self._ledger.cover(covered, upto, now)
        return await self._ledger.enqueue(turns, now)

    def _turn(self, reader: Subscriber, now: datetime) -> Turn:
        if reader.next_due_at is None:
            raise ValueError(f"chat {reader.chat_id} is not due at all")
        zone = self.zone(reader)
        return Turn(
            chat_id=reader.chat_id,
            thread_id=reader.thread_id,
            due_at=reader.next_due_at,
            day=schedule.local_date(zone, reader.next_due_at),
            next_due_at=schedule.next_due(zone, reader.hour, now, reader.rhythm),
        )
