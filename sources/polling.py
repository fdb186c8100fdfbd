"""Feeds asked in their turn: what is new becomes a draft or a release, once."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import structlog

from news.intake import Intake, Refused
from news.models import Draft, Duplicate, Feed
from news.ports import Audit, Clock, Desk, Feeds, StorageError
from sources import text
from sources.marks import mark
from sources.opener import Opener
from sources.text import Unreadable

__all__ = ["ALARM", "EVERY", "Poller", "entry_key"]

EVERY = timedelta(minutes=15)
"""Between two looks at a feed that answers."""
SELDOM = timedelta(days=1)
"""The longest wait after failures: each in a row doubles it."""
ALARM = 5
"""After so many failures in a row (some eight hours) the admins hear of it."""
FIRST_DAYS = timedelta(days=7)
FIRST_ENTRIES = 10
"""Of a feed that was just added, what is older or beyond these is its archive, and is passed over."""
TURN = timedelta(minutes=5)
"""For so long a feed is one asker's; each entry that is taken begins it anew. Where the asker died, the next
one asks after that."""
AT_ONCE, EACH = 4, 10
"""Feeds that are asked side by side, and how many one after the other before the next minute's look."""
SHORT = 400
"""Characters: an entry below is a teaser, and the page it links to is read."""

log = structlog.get_logger(__name__)


class _TurnLost(Exception):
    """Somebody else asks the feed by now, an admin paused it, or it is gone."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: bytes
    content: bytes
    title: str
    text: str
    link: str | None
    at: datetime | None


class Poller:
    """`zone` is the newsroom's, in which an entry's time becomes a day."""

    def __init__(
        self,
        feeds: Feeds,
        opener: Opener,
        intake: Intake,
        desk: Desk,
        audit: Audit,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._feeds = feeds
        self._opener = opener
        self._intake = intake
        self._desk = desk
        self._audit = audit
        self._clock = clock
        self._zone = zone

    async def poll_due(self) -> int:
        """Ask those whose turn it is, of several processes each one by one of them; how many were asked here.

        Raises `StorageError`; a feed's own fault is in its state.
        """
        rows = await asyncio.gather(*(self._in_a_row() for _ in range(AT_ONCE)), return_exceptions=True)
        for row in rows:
            if isinstance(row, BaseException):
                raise row
        return sum(row for row in rows if isinstance(row, int))

    async def poll(self, feed: Feed) -> Feed | None:
        """Ask one feed now, whether it is due or not; the feed as it stands after, None where it is gone."""
        claimed = await self._feeds.claim(feed.id, self._clock.now() + TURN)
        if claimed is not None:
            await self._ask(claimed)
        return await self._feeds.get(feed.id)

    async def _in_a_row(self) -> int:
        for asked in range(EACH):
            now = self._clock.now()
            feed = await self._feeds.claim_due(now, now + TURN)
            if feed is None:
                return asked
            try:
                await self._ask(feed)
            except StorageError:
                raise
            except Exception:
                log.exception("a feed failed in the program", feed=feed.address)
        return EACH

    async def _ask(self, feed: Feed) -> None:
        conditions = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        given = {name: value for name, value in conditions.items() if value}
        try:
            fetched, read = await self._opener.feed(feed.address, given)
            if read and read["feeds"]:
                raise Unreadable("no-feed")
            brought = await self._take(feed, read["entries"]) if read else 0
        except Unreadable as error:
            await self._failed(feed, error.reason)
            return
        except _TurnLost:
            log.info("another process asks this feed by now", feed=feed.address)
            return
        now = self._clock.now()
        after = replace(
            feed,
            title=(read["title"] if read else "") or feed.title,
            etag=fetched.etag or feed.etag if fetched.unchanged else fetched.etag,
            modified=fetched.modified or feed.modified if fetched.unchanged else fetched.modified,
            next_at=now + EVERY,
            failures=0,
            error=None,
            checked_at=now,
            news_at=now if brought else feed.news_at,
        )
        await self._feeds.record(after)

    async def _failed(self, feed: Feed, reason: str) -> None:
        now = self._clock.now()
        failures = feed.failures + 1
        wait = min(EVERY * 2 ** min(failures, 10), SELDOM)
        if failures == ALARM:
            log.error("a feed has not been readable for hours", feed=feed.address, reason=reason)
        after = replace(feed, failures=failures, error=reason, checked_at=now, next_at=now + wait)
        told = await self._feeds.record(after)
        if told and reason == "gone":
            # Its server says so for good (RFC 9110, 15.5.11): whoever knows better can go on with it.
            await self._feeds.change(feed.id, paused=True)
            log.error("a feed is gone for good and is asked no more", feed=feed.address)

    async def _take(self, feed: Feed, found: list[dict[str, Any]]) -> int:
        """Take what is new or changed, the oldest first; how much."""
        entries = _read_all(found)
        taken = await self._feeds.taken(feed.id, [entry.key for entry in entries])
        fresh = [entry for entry in entries if taken.get(entry.key) != entry.content]
        if feed.checked_at is None or (feed.news_at is None and not taken):
            fresh = await self._without_archive(feed, fresh)
        for entry in reversed(fresh):
            if not await self._feeds.renew(feed, self._clock.now() + TURN):
                raise _TurnLost
            await self._deliver(feed, entry)
            await self._feeds.take(feed, {entry.key: entry.content}, self._clock.now())
        return len(fresh)

    async def _without_archive(self, feed: Feed, entries: list[_Entry]) -> list[_Entry]:
        """The first look at a feed: its last days alone are news, the rest is only remembered."""
        now = self._clock.now()
        news = [each for each in entries if each.at is None or now - each.at <= FIRST_DAYS][:FIRST_ENTRIES]
        old: Mapping[bytes, bytes] = {each.key: each.content for each in entries if each not in news}
        await self._feeds.take(feed, old, now)
        return news

    async def _deliver(self, feed: Feed, entry: _Entry) -> None:
        """Publish it or lay it before the editors. What is no release is remembered as taken all the same."""
        draft = await self._draft(feed, entry)
        try:
            if feed.mode == "publish":
                result = await self._intake.publish(draft)
                if not isinstance(result, Duplicate):
                    subject = f"release {result.release.id}"
                    await self._audit.record(self._clock.now(), None, "publish", subject, after=feed.title)
            else:
                own = mark(str(feed.id), entry.key.hex(), entry.content.hex())
                await self._desk.offer(draft, urlsplit(feed.address).hostname or feed.address, own)
        except Refused as refusal:
            log.info("an entry of a feed is no release", feed=feed.address, reason=refusal.reason)

    async def _draft(self, feed: Feed, entry: _Entry) -> Draft:
        """The entry, or the page behind it where the entry only teases and the page says more."""
        today = self._clock.now().astimezone(self._zone).date()
        day = min(entry.at.astimezone(self._zone).date(), today) if entry.at else today
        title, body = entry.title, entry.text
        if len(body) < SHORT and entry.link is not None:
            try:
                page = await self._opener.link(entry.link, day)
            except Unreadable as error:
                log.info("the page behind an entry cannot be read", link=entry.link, reason=error.reason)
            else:
                title, body = title or page.title, max(body, page.text, key=len)
        reference = f"feed:{feed.id}:{entry.key.hex()[:24]}"
        if title:
            return Draft(title, body, day, reference, entry.link)
        return text.draft(body, day, reference=reference, url=entry.link)


def entry_key(identity: str) -> bytes:
    """By which an entry is known again: a hash, since ids may be as long as they like."""
    return sha256(identity.encode("utf-8", "replace")).digest()


def _read_all(found: list[dict[str, Any]]) -> list[_Entry]:
    """Those that share an id, as some sites give them, are told apart by their links and titles as well; of
    what is the same in all of it the first counts."""
    held = Counter(each["id"] for each in found)
    entries: dict[bytes, _Entry] = {}
    for each in found:
        own = (each["id"],) if held[each["id"]] == 1 else (each["id"], each["link"] or "", each["title"])
        entry = _read(each, "\n".join(own))
        entries.setdefault(entry.key, entry)
    return list(entries.values())


def _read(found: dict[str, Any], identity: str) -> _Entry:
    told = f"{found['title']}\n{found['text']}".encode("utf-8", "replace")
    return _Entry(
        key=entry_key(identity),
        content=sha256(told).digest(),
        title=found["title"],
        text=found["text"],
        link=found["link"],
        at=datetime.fromisoformat(found["published"]) if found["published"] else None,
    )
