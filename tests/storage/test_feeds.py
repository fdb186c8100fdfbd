"""Feeds are kept with their state, and what was taken from one is known again."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from news.models import Feed
from storage.database import Database
from storage.feeds import Feeds
from storage.pushes import Pushes

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
FEED = Feed(0, "https://example.org/rss", "Yangiliklar", "draft", 77, next_at=NOW)
A, B, C = (sha256(name).digest() for name in (b"a", b"b", b"c"))


@pytest.fixture
def feeds(database: Database) -> Feeds:
    return Feeds(database)


async def added(feeds: Feeds, feed: Feed = FEED) -> Feed:
    stored = await feeds.add(feed)
    assert stored is not None
    return stored


async def test_a_feed_comes_back_with_what_was_found_and_what_was_set(feeds: Feeds) -> None:
    stored = await added(feeds)
    assert stored == replace(FEED, id=stored.id)
    found = replace(
        stored,
        etag='"7"',
        modified="Mon, 02 Mar 2026 09:00:00 GMT",
        next_at=None,
        failures=3,
        error="endless",
        checked_at=NOW,
        news_at=NOW,
    )
    assert await feeds.record(replace(found, mode="draft", paused=False))
    assert await feeds.change(stored.id, mode="publish") == replace(found, mode="publish")
    changed = await feeds.change(stored.id, paused=True)
    assert changed == replace(found, mode="publish", paused=True)
    assert await feeds.get(stored.id) == changed
    assert await feeds.at(FEED.address) == changed
    assert list(await feeds.all()) == [changed]


async def test_an_address_stands_once(feeds: Feeds) -> None:
    await added(feeds)
    assert await feeds.add(replace(FEED, title="Boshqa")) is None


async def test_a_removed_feed_is_gone_with_what_was_taken(feeds: Feeds) -> None:
    stored = await added(feeds)
    await feeds.take(stored, {A: B}, NOW)
    assert await feeds.remove(stored.id)
    assert not await feeds.remove(stored.id)
    assert not await feeds.record(stored)
    assert not await feeds.renew(stored, NOW)
    assert await feeds.change(stored.id, paused=True) is None
    await feeds.take(stored, {A: B}, NOW)
    assert await feeds.get(stored.id) is None
    again = await added(feeds)
    assert await feeds.taken(again.id, [A]) == {}


async def test_those_are_due_whose_time_has_come_and_who_are_not_paused(feeds: Feeds) -> None:
    early = await added(
        feeds, replace(FEED, address="https://example.org/1", next_at=NOW - timedelta(hours=1))
    )
    now = await added(feeds, replace(FEED, address="https://example.org/2"))
    await added(feeds, replace(FEED, address="https://example.org/3", next_at=NOW + timedelta(seconds=1)))
    await added(feeds, replace(FEED, address="https://example.org/4", paused=True))
    await added(feeds, replace(FEED, address="tg:-100123", next_at=None))
    claimed = [await feeds.claim_due(NOW, LATER) for _ in range(3)]
    assert claimed == [replace(early, next_at=LATER, turn=1), replace(now, next_at=LATER, turn=1), None]


async def test_what_is_claimed_is_due_for_nobody_else_until_its_time_is_over(feeds: Feeds) -> None:
    await added(feeds)
    first = await feeds.claim_due(NOW, LATER)
    assert await feeds.claim_due(NOW, LATER) is None
    second = await feeds.claim_due(LATER, LATER + timedelta(minutes=5))
    assert first is not None
    assert second is not None
    assert (first.turn, second.turn) == (1, 2)


async def test_of_many_who_ask_at_once_each_gets_another_feed(database: Database) -> None:
    """Askers in connections of their own, as processes have them."""
    for number in range(6):
        await added(Feeds(database), replace(FEED, address=f"https://example.org/{number}"))
    other = Database(database.url.render_as_string(hide_password=False))
    askers = [Feeds(database), Feeds(other)] * 5
    claimed = await asyncio.gather(*(each.claim_due(NOW, LATER) for each in askers))
    await other.close()
    assert sorted(feed.id for feed in claimed if feed) == [feed.id for feed in await Feeds(database).all()]


async def test_whoever_lost_their_turn_is_not_heard(feeds: Feeds) -> None:
    stored = await added(feeds)
    slow = await feeds.claim(stored.id, LATER)
    assert slow is not None
    assert await feeds.renew(slow, LATER)
    quick = await feeds.claim(stored.id, LATER)
    assert quick is not None
    await feeds.take(quick, {A: A}, NOW)
    assert not await feeds.renew(slow, LATER)
    assert not await feeds.record(replace(slow, error="endless"))
    await feeds.take(slow, {A: B, B: B}, NOW)
    assert await feeds.taken(stored.id, [A, B]) == {A: A}
    assert await feeds.record(replace(quick, title="Yangi"))
    told = await feeds.get(stored.id)
    assert told == replace(quick, title="Yangi")


async def test_who_asks_a_paused_feed_goes_no_further(feeds: Feeds) -> None:
    stored = await added(feeds)
    claimed = await feeds.claim(stored.id, LATER)
    await feeds.change(stored.id, paused=True)
    assert claimed is not None
    assert not await feeds.renew(claimed, LATER)


async def test_an_entry_is_known_with_the_content_it_had_last(feeds: Feeds) -> None:
    stored = await added(feeds)
    await feeds.take(stored, {A: A, B: B}, NOW)
    await feeds.take(stored, {A: C}, NOW)
    await feeds.take(stored, {}, NOW)
    assert await feeds.taken(stored.id, [A, B, C]) == {A: C, B: B}
    assert await feeds.taken(stored.id, []) == {}


@pytest.mark.parametrize("number", [0, -1, 2**63, 77])
async def test_no_feed_has_a_number_that_is_none(feeds: Feeds, number: int) -> None:
    assert await feeds.get(number) is None
    assert await feeds.claim(number, NOW) is None
    assert await feeds.change(number, paused=True) is None
    assert not await feeds.remove(number)


async def test_a_request_is_remembered_for_its_time(database: Database) -> None:
    pushes = Pushes(database, timedelta(minutes=15))
    assert await pushes.remember(A, NOW)
    assert not await pushes.remember(A, NOW + timedelta(minutes=14))
    assert await pushes.remember(B, NOW)
    assert await pushes.remember(A, NOW + timedelta(minutes=16))
