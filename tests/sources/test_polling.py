"""Feeds are asked in their turn; what is new comes in once, whatever else their servers do."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from shutil import copyfile
from zoneinfo import ZoneInfo

import pytest

from news.intake import Intake
from news.models import Feed
from news.understanding import understand
from playground import Clock
from sources.opener import Opener
from sources.polling import EVERY, Poller
from storage.audit import Audit
from storage.database import Database
from storage.feeds import Feeds
from storage.releases import Releases
from tests.sources.desk import Desk
from tests.sources.site import Answer, Held, Site, answer, page, to

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = "Nukusda yangi kutubxona ochildi. Unda oʻn ming kitob va qirqta oʻquv oʻrni bor. " * 6


@dataclass
class Polling:
    poller: Poller
    feeds: Feeds
    releases: Releases
    desk: Desk
    clock: Clock
    site: Site

    async def follows(self, mode: str = "publish", path: str = "/rss") -> Feed:
        made = Feed(0, self.site.url(path), "", "publish" if mode == "publish" else "draft", 77, next_at=NOW)
        feed = await self.feeds.add(made)
        assert feed is not None
        return feed

    async def later(self, **time: float) -> int:
        self.clock.move(timedelta(**time))
        return await self.poller.poll_due()

    async def state(self, feed: Feed) -> Feed:
        found = await self.feeds.get(feed.id)
        assert found is not None
        return found

    @property
    def titles(self) -> list[str]:
        return [draft.title for draft, _, _ in self.desk.offered]


def poller_of(database: Database, opener: Opener, site: Site, desk: Desk, clock: Clock) -> Polling:
    releases, feeds = Releases(database), Feeds(database)
    intake = Intake(releases, clock, understand)
    poller = Poller(feeds, opener, intake, desk, Audit(database), clock, ZoneInfo("Asia/Tashkent"))
    return Polling(poller, feeds, releases, desk, clock, site)


@pytest.fixture
async def polling(tmp_path: Path, migrated_file: Path, opener: Opener, site: Site) -> AsyncIterator[Polling]:
    copyfile(migrated_file, tmp_path / "feeds.db")
    database = await Database(f"sqlite+aiosqlite:///{tmp_path / 'feeds.db'}").open()
    yield poller_of(database, opener, site, Desk(), Clock(NOW))
    await database.close()


@pytest.fixture
async def two(database: Database, opener: Opener, site: Site) -> AsyncIterator[tuple[Polling, Polling]]:
    """Two that poll one database over connections of their own, as two schedulers do; one desk for both."""
    other = Database(database.url.render_as_string(hide_password=False))
    desk, clock = Desk(), Clock(NOW)
    yield poller_of(database, opener, site, desk, clock), poller_of(other, opener, site, desk, clock)
    await other.close()


def item(number: int, body: str = BODY, at: datetime = NOW - timedelta(hours=1)) -> str:
    return (
        f"<item><title>{number}-xabar</title><guid isPermaLink='false'>g{number}</guid>"
        f"<link>/{number}</link><pubDate>{format_datetime(at)}</pubDate>"
        f"<description>{escape(f'<p>{body} №{number}.</p>')}</description></item>"
    )


def rss(*items: str, **headers: str) -> Answer:
    told = f"<rss version='2.0'><channel><title>Sayt</title>{''.join(items)}</channel></rss>"
    return page(told, "application/rss+xml", **headers)


async def test_what_a_feed_brings_is_published_once_the_oldest_first(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(2), item(1))
    feed = await polling.follows()
    assert await polling.poller.poll_due() == 1
    first, second = [await polling.releases.get(number) for number in (1, 2)]
    assert first is not None
    assert second is not None
    assert (first.title, second.title) == ("1-xabar", "2-xabar")
    assert first.url == polling.site.url("/1")
    assert first.text.startswith("Nukusda yangi kutubxona")
    assert await polling.later(minutes=5) == 0
    assert await polling.later(minutes=11) == 1
    assert await polling.releases.newest_id() == 2
    state = await polling.state(feed)
    assert (state.title, state.failures, state.error, state.news_at) == ("Sayt", 0, None, NOW)


async def test_a_changed_entry_is_a_new_version(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(1))
    await polling.follows()
    await polling.poller.poll_due()
    polling.site.pages["/rss"] = rss(item(1, BODY + "Tuzatildi."))
    await polling.later(hours=1)
    newest = await polling.releases.get(2)
    assert newest is not None
    assert (newest.version, newest.current) == (2, True)


async def test_entries_that_share_an_id_are_told_apart(polling: Polling) -> None:
    """As on sites that give every entry the address of the list: none is lost, nor takes another's place."""
    several = [item(number).replace(f"g{number}<", "same<") for number in (3, 2, 1)]
    polling.site.pages["/rss"] = rss(*several, several[0])
    await polling.follows()
    await polling.poller.poll_due()
    polling.site.pages["/rss"] = rss(
        *(item(number).replace(f"g{number}<", "same<") for number in (4, 1, 3, 2))
    )
    await polling.later(hours=1)
    stand = [await polling.releases.get(number) for number in range(1, 6)]
    assert [(each.title, each.version) for each in stand if each] == [(f"{n}-xabar", 1) for n in (1, 2, 3, 4)]


async def test_drafts_are_laid_before_the_editors_instead(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(1))
    await polling.follows("draft")
    await polling.poller.poll_due()
    await polling.later(hours=1)
    assert polling.titles == ["1-xabar"]
    assert await polling.releases.newest_id() == 0


async def test_an_unchanged_feed_is_asked_with_its_tag(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(1), ETag='"v1"', Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT")
    feed = await polling.follows()
    await polling.poller.poll_due()
    polling.site.pages["/rss"] = answer(304)
    await polling.later(hours=1)
    asked = polling.site.asked[-1].headers
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    state = await polling.state(feed)
    assert (state.etag, state.failures) == ('"v1"', 0)


async def test_the_archive_of_a_new_feed_is_no_news(polling: Polling) -> None:
    """Only the last week's entries, ten at most; the rest is known from then on."""
    old = [item(100 + number, at=NOW - timedelta(days=30)) for number in range(20)]
    polling.site.pages["/rss"] = rss(*(item(number) for number in range(15)), *old)
    await polling.follows("draft")
    await polling.poller.poll_due()
    assert polling.titles == [f"{number}-xabar" for number in range(9, -1, -1)]
    polling.site.pages["/rss"] = rss(item(50), *(item(number) for number in range(15)), *old)
    await polling.later(hours=1)
    assert polling.titles[10:] == ["50-xabar"]


async def test_a_feed_that_fails_is_asked_ever_more_seldom_and_says_why(polling: Polling) -> None:
    feed = await polling.follows(path="/gone")
    waits = []
    for _ in range(9):
        await polling.poller.poll_due()
        state = await polling.state(feed)
        assert state.next_at is not None
        waits.append(state.next_at - polling.clock.now())
        polling.clock.move(waits[-1])
    assert waits[:3] == [2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert waits[-1] == timedelta(days=1)
    assert (state.failures, state.error) == (9, "no-page")
    polling.site.pages["/gone"] = rss(item(1))
    await polling.poller.poll_due()
    state = await polling.state(feed)
    assert (state.failures, state.error) == (0, None)


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"<html><p>Salom</p></html>", "text/html", "no-feed"),
        (b"\x00\x01\x02", "application/rss+xml", "no-feed"),
        (b"", "application/rss+xml", "no-feed"),
    ],
)
async def test_what_is_no_feed_is_named_so(polling: Polling, body: bytes, kind: str, reason: str) -> None:
    polling.site.pages["/rss"] = page(body, kind)
    feed = await polling.follows()
    await polling.poller.poll_due()
    assert (await polling.state(feed)).error == reason


async def test_a_feed_may_not_lead_into_the_house(polling: Polling) -> None:
    polling.site.pages["/rss"] = to("http://169.254.169.254/latest/")
    feed = await polling.follows()
    await polling.poller.poll_due()
    assert (await polling.state(feed)).error == "not-public"


async def test_one_feeds_fault_is_no_others(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(1))
    await polling.follows(path="/gone")
    await polling.follows()
    assert await polling.poller.poll_due() == 2
    assert await polling.releases.newest_id() == 1


async def test_a_teaser_is_read_on_its_page(polling: Polling) -> None:
    article = f"<html><title>1-xabar</title><article><h1>1-xabar</h1><p>{BODY}</p></article></html>"
    polling.site.pages |= {"/rss": rss(item(1, "Kutubxona ochildi")), "/1": page(article)}
    polling.site.pages |= {"/more": rss(item(2, "Bogʻ ochildi"))}
    await polling.follows("draft")
    await polling.follows("draft", "/more")
    await polling.poller.poll_due()
    texts = {draft.title: draft.text for draft, _, _ in polling.desk.offered}
    assert "qirqta oʻquv oʻrni" in texts["1-xabar"]
    assert texts["2-xabar"] == "Bogʻ ochildi №2."  # its page is gone: what the feed says has to do


async def test_what_an_admin_changes_while_it_is_asked_stays_so(polling: Polling) -> None:
    polling.site.pages["/rss"] = rss(item(1))
    feed = await polling.follows("draft")
    stale = await polling.state(feed)
    polling.site.pages["/rss"] = held = Held(rss(item(1)))
    polls = asyncio.create_task(polling.poller.poll(stale))
    await held.asked.wait()
    await polling.feeds.change(feed.id, mode="publish", paused=True)
    held.go.set()
    await polls
    state = await polling.state(feed)
    assert (state.mode, state.paused) == ("publish", True)
    await polling.feeds.remove(feed.id)
    assert await polling.poller.poll(stale) is None
    assert list(await polling.feeds.all()) == []
    assert polling.titles == []


async def test_atom_with_markup_inside_becomes_plain_text(polling: Polling) -> None:
    atom = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom &amp; co</title>
    <entry><id>urn:1</id><title type="html">&lt;b&gt;Bogʻ&lt;/b&gt; ochildi</title>
    <updated>2026-03-02T08:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>Birinchi xatboshi.</p><p>Ikkinchi<script>alert(1)</script> xatboshi.</p></div></content>
    </entry></feed>"""
    polling.site.pages["/rss"] = page(atom, "application/atom+xml")
    await polling.follows("draft")
    await polling.poller.poll_due()
    ((draft, source, _),) = polling.desk.offered
    assert (draft.title, source) == ("Bogʻ ochildi", "127.0.0.1")
    assert draft.text == "Birinchi xatboshi.\n\nIkkinchi xatboshi."


async def test_of_two_schedulers_one_asks_a_feed(two: tuple[Polling, Polling]) -> None:
    one, other = two
    for number in range(6):
        one.site.pages[f"/{number}"] = rss(item(number))
        await one.follows("draft", f"/{number}")
    asked = await asyncio.gather(one.poller.poll_due(), other.poller.poll_due())
    assert sum(asked) == 6
    assert sorted(request.path for request in one.site.asked) == [f"/{number}" for number in range(6)]
    assert sorted(one.titles) == [f"{number}-xabar" for number in range(6)]


async def test_an_asker_that_slept_through_its_turn_brings_nothing(two: tuple[Polling, Polling]) -> None:
    """As a process that was stopped and woken: by then another has asked, and brought what there is."""
    slow, quick = two
    slow.site.pages["/rss"] = held = Held(rss(item(1)))
    feed = await slow.follows("draft")
    asking = asyncio.create_task(slow.poller.poll_due())
    await held.asked.wait()
    slow.site.pages["/rss"] = rss(item(2), item(1, BODY + "Tuzatildi."))
    assert await quick.later(minutes=4) == 0
    assert await quick.later(minutes=1) == 1
    standing = await quick.state(feed)
    held.go.set()
    assert await asking == 1
    assert slow.titles == ["1-xabar", "2-xabar"]
    assert await quick.state(feed) == standing


async def test_a_feed_that_is_gone_for_good_is_asked_no_more(polling: Polling) -> None:
    polling.site.pages["/rss"] = answer(410)
    feed = await polling.follows()
    assert await polling.poller.poll_due() == 1
    state = await polling.state(feed)
    assert (state.error, state.paused) == ("gone", True)
    assert await polling.later(days=3) == 0
