"""The bot's one tick."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from telegram.ext import Application, JobQueue

from bot.scheduler import LIMIT, Scheduler
from news.ports import StorageError
from storage.counts import Counts
from storage.database import Database
from storage.tables import subscribers
from tests.digests.fakes import until
from tests.digests.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(database)
    yield newsroom
    await newsroom.dispatcher.stop()


def scheduler_of(newsroom: Newsroom, counts: Counts | None = None, limit: float = LIMIT) -> Scheduler:
    return Scheduler(newsroom.issues, newsroom.dispatcher, newsroom.clock, counts=counts, limit=limit)


async def test_a_tick_counts_the_day_that_is_over(newsroom: Newsroom, database: Database) -> None:
    scheduler = scheduler_of(newsroom, Counts(database, ZoneInfo("Asia/Tashkent")))
    await newsroom.subscribe(1)
    await scheduler.tick_now()
    await newsroom.subscribe(2)
    newsroom.clock.advance(timedelta(days=1))
    await scheduler.tick_now()
    counted = await Counts(database, ZoneInfo("Asia/Tashkent")).days(date.min, date.max)
    assert [each.subscribers for each in counted] == [2, 2]


async def test_a_tick_gives_those_who_are_due_their_digest_and_wakes_the_dispatcher(
    newsroom: Newsroom,
) -> None:
    scheduler = scheduler_of(newsroom)
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    newsroom.dispatcher.start()
    await scheduler.tick_now()
    assert await newsroom.states() == {}
    newsroom.clock.advance(timedelta(hours=1))
    await scheduler.tick_now()
    assert scheduler.last_tick_at == newsroom.clock.now()
    await until(lambda: len(newsroom.got(1)) == 1)


async def test_ticks_that_come_together_serve_nobody_twice(newsroom: Newsroom) -> None:
    scheduler = scheduler_of(newsroom)
    for chat_id in range(1, 20):
        await newsroom.subscribe(chat_id)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=1))
    await asyncio.gather(*(scheduler.tick_now() for _ in range(3)))
    assert await newsroom.states() == {"pending": 19}


async def test_two_schedulers_on_one_database_serve_nobody_twice(newsroom: Newsroom) -> None:
    for chat_id in range(1, 20):
        await newsroom.subscribe(chat_id)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=1))
    await asyncio.gather(*(scheduler_of(newsroom).tick_now() for _ in range(3)))
    assert await newsroom.states() == {"pending": 19}


@pytest.mark.parametrize("error", [StorageError("The disk is full."), ZeroDivisionError()])
async def test_a_tick_that_fails_is_logged_and_leaves_the_next_one_to_try(
    newsroom: Newsroom,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    scheduler = scheduler_of(newsroom)

    async def failing() -> int:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(newsroom.releases, "newest_id", failing)
        await scheduler.tick_now()
    assert "tick" in caplog.text
    assert scheduler.last_tick_at is None
    await scheduler.tick_now()
    assert scheduler.last_tick_at == newsroom.clock.now()


@contextmanager
def hanging(newsroom: Newsroom, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tick hangs in the midst of a transaction, after its first rows."""

    async def hang(*_: object) -> int:
        async with database.writing() as connection:
            await connection.execute(update(subscribers).values(next_due_at=None))
            await asyncio.Event().wait()
        raise AssertionError

    with monkeypatch.context() as broken:
        broken.setattr(newsroom.releases, "newest_id", hang)
        yield


async def test_a_tick_that_hangs_is_ended_its_transaction_rolled_back_and_the_next_one_serves(
    newsroom: Newsroom, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scheduler = scheduler_of(newsroom, limit=0.1)
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=1))
    with hanging(newsroom, database, monkeypatch):
        for times in (1, 2):
            await scheduler.tick_now()
            assert scheduler.hung == times
    assert "took too long" in caplog.text
    await scheduler_of(newsroom).tick_now()
    assert await newsroom.states() == {"pending": 1}


async def test_a_tick_that_fails_quickly_is_no_hanging_one(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing() -> int:
        raise TimeoutError

    scheduler = scheduler_of(newsroom)
    scheduler.hung = 1
    monkeypatch.setattr(newsroom.releases, "newest_id", failing)
    await scheduler.tick_now()
    assert scheduler.hung == 0


async def test_asked_to_stop_it_waits_for_a_hanging_tick_no_longer_than_it_was_told(
    newsroom: Newsroom, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduler = scheduler_of(newsroom)
    with hanging(newsroom, database, monkeypatch):
        tick = asyncio.create_task(scheduler.tick_now())
        await until(lambda: scheduler.began_at is not None)
        scheduler.stop(0.05)
        await tick
    began_at = scheduler.began_at
    await scheduler.tick_now()
    assert scheduler.began_at == began_at


async def test_the_tick_comes_at_every_full_minute_one_at_a_time_and_late_rather_than_never(
    newsroom: Newsroom,
) -> None:
    application = Application.builder().token("1:x").updater(None).build()
    jobs: JobQueue[Any] = JobQueue()
    jobs.set_application(application)
    scheduler_of(newsroom).start(jobs)
    first, job = jobs.jobs()
    assert first.name == "first tick"
    assert (job.job.max_instances, job.job.coalesce, job.job.misfire_grace_time) == (1, True, None)
    now = datetime(2026, 5, 14, 12, 30, 17, tzinfo=UTC)
    assert job.job.trigger.get_next_fire_time(None, now) == datetime(2026, 5, 14, 12, 31, tzinfo=UTC)
