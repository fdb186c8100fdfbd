"""From who is due to rows in the ledger: an issue is composed once for all readers who get the same."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from digests import schedule, windows
from digests.presses import SeeRest
from digests.rest import render_rest, window_of
from digests.stock import Stock
from digests.windows import LONGEST
from news.choices import OnEmpty
from news.models import Digest, Issue, Message, Subscriber, Turn, Window
from news.ports import Clock, Ledger, NewReleases, StorageError

__all__ = ["Issues", "Render"]

Render = Callable[[Digest], tuple[Message, ...]]
"""Digest -> at least one message within Telegram's limits; pure."""

PAGE = 300
"""Subscribers read at once; also the most who get an issue in one transaction."""
FRESH = timedelta(hours=48)
"""How long an issue may be sent after it was composed."""
SILENCE = timedelta(days=7)
"""After so long without a digest a reader hears that the bot is alive."""

log = logging.getLogger(__name__)


class IfEmpty(StrEnum):
    """What a reader hears where there is nothing for them."""

    NOTHING = "nothing"
    NO_NEWS = "no news"
    ALIVE = "alive"


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
        stock = Stock(self._releases, await self._releases.newest_id())
        composed: dict[tuple[Window, IfEmpty], int | None] = {}
        served = 0
        last: Subscriber | None = None
        while page := await self._ledger.due(now, PAGE, last):
            last = page[-1]
            turns: defaultdict[int, list[Turn]] = defaultdict(list)
            quiet: defaultdict[int, list[Turn]] = defaultdict(list)
            groups = self._grouped(page, now, stock.upto)
            await stock.prepare([window for window, _ in groups])
            for (window, if_empty), readers in groups.items():
                try:
                    if (window, if_empty) not in composed:
                        composed[window, if_empty] = await self._issue(window, if_empty, stock, now)
                    issue = composed[window, if_empty]
                    given = [self._turn(reader, now) for reader in readers]
                except StorageError:
                    raise
                except Exception:
                    # Not its profile: the topics in it are a reader's own words.
                    log.exception(
                        "an issue failed; %d readers wait, the first is %d", len(readers), readers[0].chat_id
                    )
                else:
                    (quiet[window.upto] if issue is None else turns[issue]).extend(given)
            served += await self._give(turns, quiet, now)
        return served

    async def preview(self, subscriber: Subscriber) -> tuple[Message, ...]:
        """What the subscriber would get now, to the byte; () where nothing would be sent. Who is not active
        gets no sign of life. Raises StorageError."""
        now, stock = self._clock.now(), Stock(self._releases, await self._releases.newest_id())
        window = self.window(subscriber, now, stock.upto)
        await stock.prepare([window])
        if_empty = _if_empty(subscriber, window) if subscriber.active else IfEmpty.NOTHING
        digest = _said(stock.digest(window), if_empty)
        return () if digest is None else self._render(digest)

    async def rest(self, subscriber: Subscriber, asked: SeeRest) -> Message | None:
        """A page of what a digest left out, as of the subscriber's present choices; None where it is too old
        to be shown, or nothing was left out. Raises StorageError."""
        today = schedule.local_date(self.zone(subscriber), self._clock.now())
        window = window_of(asked, self.window(subscriber, self._clock.now(), 0), today)
        if window is None:
            return None
        stock = Stock(self._releases, window.upto)
        await stock.prepare([window])
        return render_rest(stock.digest(window), asked)

    def window(self, subscriber: Subscriber, now: datetime, upto: int) -> Window:
        """What a digest for this subscriber would cover now."""
        return windows.window(subscriber, self.zone(subscriber), now, upto, self._longest)

    def zone(self, subscriber: Subscriber) -> str:
        """The subscriber's zone, or the default where there is no such zone (any more)."""
        try:
            schedule.zone_of(subscriber.zone)
        except schedule.UnknownZoneError:
            log.warning("chat %d has the unknown zone %r", subscriber.chat_id, subscriber.zone)
            return self._zone
        return subscriber.zone

    def _grouped(
        self, page: Sequence[Subscriber], now: datetime, upto: int
    ) -> dict[tuple[Window, IfEmpty], list[Subscriber]]:
        found: dict[tuple[Window, IfEmpty], list[Subscriber]] = defaultdict(list)
        for subscriber in page:
            window = self.window(subscriber, now, upto)
            found[window, _if_empty(subscriber, window)].append(subscriber)
        return found

    async def _issue(self, window: Window, if_empty: IfEmpty, stock: Stock, now: datetime) -> int | None:
        """The id of the window's issue, composed now unless it stands; None where there is nothing to say."""
        standing = await self._ledger.find_issue(window.profile, window.after, window.upto)
        if standing is not None:
            return standing
        digest = _said(stock.digest(window), if_empty)
        if digest is None:
            return None
        messages = self._render(digest)
        issue = Issue(digest.profile, window.after, window.upto, now, now + FRESH, messages, window.language)
        return await self._ledger.add_issue(issue)

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


def _if_empty(subscriber: Subscriber, window: Window) -> IfEmpty:
    if subscriber.choices.on_empty is OnEmpty.SAY:
        return IfEmpty.NO_NEWS
    served = subscriber.served_on
    # A new reader who hears nothing at their first hour thinks that the bot is broken.
    long_ago = served is None or window.period.end - served >= SILENCE
    return IfEmpty.ALIVE if long_ago else IfEmpty.NOTHING


def _said(digest: Digest, if_empty: IfEmpty) -> Digest | None:
    """The digest as it is sent; None where it is not."""
    if not digest.empty:
        return digest
    return None if if_empty is IfEmpty.NOTHING else replace(digest, alive=if_empty is IfEmpty.ALIVE)
