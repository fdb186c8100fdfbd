"""The bot's one tick."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import Application, JobQueue

from bot.alerts import Alerts
from bot.scheduler import Scheduler
from news.ports import StorageError
from storage.counts import Counts
from storage.database import Database
from tests.digests.fakes import until
from tests.digests.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(database)
    yield newsroom
    await newsroom.dispatcher.stop()


def scheduler_of(newsroom: Newsroom, counts: Counts | None = None) -> Scheduler:
    alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, ())
    return Scheduler(newsroom.issues, newsroom.dispatcher, alerts, newsroom.clock, counts=counts)


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
