"""Claim, send, record: nothing lost, nothing confirmed sent again, whatever Telegram and the machine do."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from digests.delivery import LEASE, LOOK_SECONDS, SEND_SECONDS, WINDOW
from digests.pace import Limits
from digests.schedule import rescheduled
from news.models import Delivery, DeliveryState, Quiet, Rhythm
from news.ports import Sent, StorageError
from storage.database import Database
from storage.deliveries import Ledger
from tests.digests.fakes import until
from tests.digests.newsroom import DAY, Newsroom


async def test_parts_arrive_in_order_each_after_the_one_before(newsroom: Newsroom) -> None:
    await newsroom.due(1, 2, releases=5)
    await newsroom.deliver()
    for chat_id in (1, 2):
        assert [html.partition(": ")[2] for html in newsroom.got(chat_id)] == ["r5 r4", "r3 r2", "r1"]
    assert await newsroom.states() == {"sent": 6}


async def test_at_most_a_window_is_on_its_way_and_each_row_was_committed_before(database: Database) -> None:
    newsroom = Newsroom(database, by_hand=True)
    await newsroom.due(*range(1, 41))
    for _ in range(5):
        newsroom.clock.advance(timedelta(seconds=1))
        await newsroom.courier.step()
        await newsroom.settle()
    assert len(newsroom.telegram.waiting) == WINDOW
    assert await newsroom.state(DeliveryState.SENDING) == WINDOW
    await newsroom.dispatcher.stop(grace=0)


async def test_what_was_on_its_way_when_the_process_died_is_sent_again_when_its_lease_is_out(
    database: Database,
) -> None:
    newsroom = Newsroom(database, by_hand=True)
    await newsroom.due(1, 2)
    await newsroom.courier.step()
    await newsroom.courier.step()
    await newsroom.settle()
    on_their_way = len(newsroom.telegram.waiting)
    await newsroom.dispatcher.stop(grace=0)
    newsroom.dispatcher, newsroom.telegram.by_hand = newsroom.new_dispatcher(), False
    await newsroom.tick()
    await newsroom.deliver()
    assert await newsroom.state(DeliveryState.SENDING) == on_their_way
    newsroom.clock.advance(LEASE)
    await newsroom.tick()
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 2}
    assert len(newsroom.telegram.calls) == 2 + on_their_way


async def test_stopping_lets_what_is_on_its_way_arrive_and_begins_nothing(database: Database) -> None:
    newsroom = Newsroom(database, by_hand=True)
    await newsroom.due(*range(1, 41))
    newsroom.dispatcher.start()
    await until(lambda: bool(newsroom.telegram.waiting))
    stopping = asyncio.create_task(newsroom.dispatcher.stop())
    await asyncio.sleep(0)
    while not stopping.done():
        for sending in newsroom.telegram.waiting:
            if not sending.answer.done():
                sending.answer.set_result(Sent(1))
        await asyncio.sleep(0.001)
    states = await newsroom.states()
    assert states == {"sent": len(newsroom.telegram.calls), "pending": 40 - len(newsroom.telegram.calls)}


async def test_a_running_dispatcher_sends_what_is_added_when_it_is_woken(newsroom: Newsroom) -> None:
    newsroom.dispatcher.start()
    await newsroom.due(1)
    newsroom.dispatcher.wake()
    await until(lambda: len(newsroom.got(1)) == 1)


class FailingLedger(Ledger):
    """Its database takes no results for a while."""

    refusals = 2

    async def sent(self, delivery: Delivery, message_id: int, now: datetime, ready_at: datetime) -> bool:
        if self.refusals:
            self.refusals -= 1
            raise StorageError("The disk is full: free some space.")
        return await super().sent(delivery, message_id, now, ready_at)


async def test_a_result_that_the_database_does_not_take_is_not_forgotten(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else a full disk would turn every confirmed message into one that is sent again."""
    monkeypatch.setattr("digests.delivery.BUSY_SECONDS", 0.0)
    newsroom = Newsroom(database)
    newsroom.ledger = FailingLedger(database)
    newsroom.dispatcher = newsroom.new_dispatcher()
    await newsroom.due(1)
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 1}
    assert len(newsroom.got(1)) == 1
    assert caplog.text.count("The disk is full") == 1


class SlowLedger(Ledger):
    """Something happens while it is asked."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.meanwhile: Callable[[], None] = lambda: None

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Delivery]:
        claimed = await super().claim(now, limit, lease_until)
        self.meanwhile()
        return claimed


async def test_what_was_claimed_before_the_machine_slept_is_not_sent_after_its_lease(
    database: Database,
) -> None:
    """Another may have taken it over by then."""
    ledger = SlowLedger(database)
    newsroom = Newsroom(database, ledger=ledger)
    await newsroom.due(1)
    ledger.meanwhile = lambda: newsroom.clock.advance(LEASE)
    await newsroom.courier.step()
    await newsroom.settle()
    assert newsroom.got(1) == []
    ledger.meanwhile = lambda: None
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 1}


async def test_what_is_claimed_while_the_courier_closes_is_put_back(database: Database) -> None:
    ledger = SlowLedger(database)
    newsroom = Newsroom(database, ledger=ledger)
    await newsroom.due(1, 2)
    ledger.meanwhile = newsroom.courier.close
    await newsroom.courier.step()
    await newsroom.settle()
    assert newsroom.telegram.calls == []
    assert await newsroom.states() == {"pending": 2}


async def test_a_courier_takes_nothing_over_from_itself(database: Database) -> None:
    """Its answer is late, by the clock of a machine that slept or was set forward; it is still awaited."""
    newsroom = Newsroom(database, by_hand=True)
    await newsroom.due(1)
    await newsroom.courier.step()
    await newsroom.settle()
    newsroom.clock.advance(LEASE)
    await newsroom.tick()
    assert await newsroom.states() == {"sending": 1}
    await newsroom.courier.step()
    (sending,) = newsroom.telegram.waiting
    sending.answer.set_result(Sent(1))
    await until(lambda: not newsroom.courier.on_their_way)
    assert await newsroom.states() == {"sent": 1}


async def test_an_issue_that_waited_too_long_is_not_sent_but_covered_by_the_next(newsroom: Newsroom) -> None:
    """As after a backup was put back, or days without a connection."""
    await newsroom.due(1)
    newsroom.clock.advance(3 * DAY)
    await newsroom.deliver()
    assert newsroom.got(1) == []
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-18 late: r1"]


async def test_two_workers_share_a_queue_without_sending_anything_twice(database: Database) -> None:
    newsroom = Newsroom(database)
    await newsroom.due(*range(1, 61), releases=3)
    other = newsroom.new_courier()
    while await newsroom.state(DeliveryState.SENT) < 120:
        newsroom.clock.advance(timedelta(seconds=1))
        await asyncio.gather(newsroom.courier.step(), other.step())
        await until(lambda: not newsroom.courier.on_their_way and not other.on_their_way)
    assert len(newsroom.telegram.calls) == len(set(newsroom.telegram.calls)) == 120


async def choose(newsroom: Newsroom, chat_id: int, rhythm: Rhythm, zone: str = "Asia/Tashkent") -> None:
    before = await newsroom.reader(chat_id)
    after = replace(before, zone=zone, rhythm=rhythm)
    due_at = rescheduled(before, after, newsroom.clock.now()) if zone == before.zone else before.next_due_at
    await newsroom.subscribers.save(replace(after, next_due_at=due_at))


async def test_what_was_held_up_into_the_readers_quiet_hours_comes_when_they_end(newsroom: Newsroom) -> None:
    """18:00 in Tashkent, everything is held until 23:30, and the reader wants to sleep from 23 to 7."""
    await newsroom.due(1, 2, releases=3)
    await choose(newsroom, 1, Rhythm(quiet=Quiet(time(23), time(7))))
    newsroom.clock.advance(timedelta(hours=5, minutes=30))
    await newsroom.deliver()
    assert newsroom.got(1) == []
    assert len(newsroom.got(2)) == 2
    newsroom.clock.advance(timedelta(hours=7, minutes=20))
    await newsroom.deliver()
    assert newsroom.got(1) == []
    newsroom.clock.advance(timedelta(minutes=10))
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 2
    assert await newsroom.states() == {"sent": 4}


async def test_a_reader_who_pauses_gets_nothing_more_of_the_digest_and_all_of_it_afterwards(
    newsroom: Newsroom,
) -> None:
    await newsroom.due(1, releases=5)
    await newsroom.courier.step()
    await newsroom.settle()
    await choose(newsroom, 1, Rhythm(paused_until=date(2026, 5, 17)))
    for _ in range(2):
        await newsroom.to_the_hour()
    assert len(newsroom.got(1)) == 1
    assert await newsroom.states() == {"sent": 1, "failed": 2}
    await newsroom.to_the_hour()
    told = " ".join(html.partition(": ")[2] for html in newsroom.got(1)[1:])
    assert told == "r5 r4 r3 r2 r1"


async def test_a_zone_that_is_gone_keeps_no_digest_back(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.due(1)
    await choose(newsroom, 1, Rhythm(quiet=Quiet(time(17), time(23))), zone="Asia/Atlantis")
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 1}


async def test_a_batch_begins_no_more_than_its_number_and_leaves_the_rest_to_the_next(
    newsroom: Newsroom,
) -> None:
    """A worker elsewhere gets its work in such pieces; they name no rows, so any worker may take any."""
    await newsroom.due(*range(1, 8))
    assert await newsroom.courier.send_batch(3) == 0.0
    await newsroom.settle()
    assert await newsroom.states() == {"sent": 3, "pending": 4}


async def test_a_batch_ends_when_nothing_is_ready(newsroom: Newsroom) -> None:
    await newsroom.due(1, 2, 3)
    assert await newsroom.courier.send_batch() == LOOK_SECONDS
    await newsroom.settle()
    assert await newsroom.states() == {"sent": 3}


async def test_topics_of_one_group_share_its_pace(database: Database) -> None:
    newsroom = Newsroom(database, limits=Limits(overall=1000.0, chat=1.0, group=3, second=1000.0))
    for thread_id in range(1, 6):
        await newsroom.subscribe(-1, thread_id)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=1))
    await newsroom.tick()
    times: list[float] = []
    while len(newsroom.telegram.calls) < 5:
        await newsroom.courier.step()
        await newsroom.settle()
        times += [newsroom.clock.passed] * (len(newsroom.telegram.calls) - len(times))
        newsroom.clock.advance(timedelta(seconds=0.25))
    gaps = [round(later - earlier, 2) for earlier, later in pairwise(times)]
    assert min(gaps) >= 1.0
    assert times[3] - times[0] >= 60.0


def test_the_lease_outlives_the_longest_send() -> None:
    assert timedelta(seconds=2 * SEND_SECONDS) < LEASE
