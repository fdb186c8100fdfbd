"""The watchdog: what stopped begins anew, and the log says so once."""

import asyncio
import faulthandler
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import cast

import pytest
from telegram.ext import Application

from bot.alerts import Alerts
from bot.measures import Measures
from bot.polling import Polling, PollRequest
from bot.scheduler import Scheduler
from bot.vitals import Vitals
from bot.watchdog import SILENCE, STALLED, TICKLESS, Watchdog
from handlers.context import Desk, context_types
from playground import UNLIMITED, Playground
from storage.database import Database
from tests.bot.test_scheduler import scheduler_of
from tests.digests.fakes import until
from tests.digests.newsroom import Newsroom

HOUR = timedelta(hours=1)


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(database)
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    await newsroom.tick()
    yield newsroom
    await newsroom.dispatcher.stop()


class Time:
    passed = 1000.0

    def __call__(self) -> float:
        return self.passed


async def test_a_tick_that_stopped_is_held_by_the_watchdog(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    time, scheduler = Time(), scheduler_of(newsroom)
    watchdog = Watchdog(Measures(), ticking=scheduler, monotonic=time)
    scheduler.began_at = time.passed
    await watchdog.look()
    assert caplog.records == []
    time.passed += TICKLESS + 1
    await watchdog.look()
    await until(lambda: scheduler.last_tick_at is not None)
    assert "the tick had stopped" in caplog.text
    await watchdog.look()
    assert not watchdog.tickless.is_set()


class Hanging:
    """A newsroom that never ends."""

    def __init__(self, *, stubborn: bool = False) -> None:
        self.stubborn = stubborn
        self.asked = False
        """To end, which it did not."""
        self.let_go = asyncio.Event()

    async def tend(self) -> None:
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            if not self.stubborn:
                raise
            self.asked = True
            await self.let_go.wait()


def hanging_scheduler(newsroom: Newsroom, desk: Hanging) -> Scheduler:
    given = cast(Desk, desk)
    return Scheduler(newsroom.issues, newsroom.dispatcher, newsroom.clock, given, limit=0.01)


async def test_where_the_second_tick_hangs_too_only_a_new_process_helps_and_the_admins_hear_of_it(
    newsroom: Newsroom,
) -> None:
    admin, scheduler = 1002, hanging_scheduler(newsroom, Hanging())
    alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, (admin,))
    alerts.attach()
    watchdog = Watchdog(Measures(), ticking=scheduler)
    await scheduler.tick_now()
    await watchdog.look()
    assert not watchdog.tickless.is_set()
    await scheduler.tick_now()
    for _ in range(2):
        await watchdog.look()
    assert watchdog.tickless.is_set()
    await alerts.tell()
    alerts.detach()
    (told,) = newsroom.got(admin)
    assert "2 × <code>this tick took too long and was ended</code>" in told
    assert "1 × <code>ticks hang, one after the other</code>" in told


async def test_a_tick_that_its_limit_does_not_end_is_beyond_help_when_the_watchdogs_own_waits_for_it(
    newsroom: Newsroom,
) -> None:
    time, desk = Time(), Hanging(stubborn=True)
    scheduler = hanging_scheduler(newsroom, desk)
    watchdog = Watchdog(Measures(), ticking=scheduler, monotonic=time)
    tick = asyncio.create_task(scheduler.tick_now())
    await until(lambda: scheduler.began_at is not None)
    time.passed = (scheduler.began_at or 0.0) + TICKLESS + 1
    await watchdog.look()
    assert not watchdog.tickless.is_set()
    async with watchdog.watching():
        await watchdog.look()
        assert watchdog.tickless.is_set()
    faulthandler.cancel_dump_traceback_later()
    await until(lambda: desk.asked)
    scheduler.stop(0.0)
    desk.let_go.set()
    await tick


async def test_a_dispatcher_that_ended_is_begun_anew_when_digests_wait_and_none_goes(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    time = Time()
    watchdog = Watchdog(Measures(), sending=newsroom.dispatcher, monotonic=time)
    newsroom.dispatcher.start()
    assert newsroom.dispatcher._loop is not None
    newsroom.dispatcher._loop.cancel()
    await asyncio.sleep(0)
    newsroom.clock.advance(HOUR)
    await newsroom.tick()
    await watchdog.look()
    time.passed += STALLED
    await watchdog.look()
    await until(lambda: len(newsroom.got(1)) == 1)
    assert "digests wait and none goes out" in caplog.text


async def test_digests_that_are_held_or_move_worry_nobody(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    time, measures = Time(), Measures()
    watchdog = Watchdog(measures, sending=newsroom.dispatcher, monotonic=time)
    newsroom.clock.advance(HOUR)
    await newsroom.tick()
    for _ in range(3):
        time.passed += STALLED
        measures.outcomes["Sent"] += 1
        await watchdog.look()
    await newsroom.ledger.hold(newsroom.clock.now() + HOUR)
    time.passed += STALLED
    await watchdog.look()
    assert caplog.records == []


async def test_what_a_new_beginning_does_not_help_is_beyond_help_until_it_moves(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    """An orchestrator reads it from /livez; one process of several ends, for its supervisor to begin anew."""
    time, measures = Time(), Measures()
    watchdog = Watchdog(measures, sending=newsroom.dispatcher, monotonic=time)
    vitals = Vitals(newsroom.clock, None, None, watchdog, 0.0)
    assert vitals.alive() == {"digests": "ok"}
    newsroom.clock.advance(HOUR)
    await newsroom.tick()
    for _ in range(2):
        assert not watchdog.beyond_help.is_set()
        await watchdog.look()
        time.passed += STALLED
        await watchdog.look()
    assert watchdog.beyond_help.is_set()
    assert vitals.alive() == {"digests": "they wait, and none goes out"}
    measures.outcomes["Sent"] += 1
    await watchdog.look()
    assert vitals.alive() == {"digests": "ok"}
    assert [record.levelname for record in caplog.records if record.name == "bot.watchdog"] == ["ERROR"] * 2


async def test_what_nobody_may_send_now_worries_nobody(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram asked one chat to wait for long: what waits for it is not stuck."""
    time = Time()
    watchdog = Watchdog(Measures(), sending=newsroom.dispatcher, monotonic=time)
    newsroom.clock.advance(HOUR)
    await newsroom.tick()
    now = newsroom.clock.now()
    (delivery,) = await newsroom.ledger.claim(now, 1, now + HOUR)
    await newsroom.ledger.later(delivery, now + HOUR, "Telegram asked to wait")
    for _ in range(3):
        await watchdog.look()
        time.passed += STALLED
    assert caplog.records == []


async def test_an_inbox_that_nobody_looks_at_is_looked_at_anew(caplog: pytest.LogCaptureFixture) -> None:
    class Inbox:
        looked_at: float | None = 1000.0
        revived = 0

        def revive(self) -> None:
            self.revived += 1

    time, inbox = Time(), Inbox()
    watchdog = Watchdog(Measures(), inbox=inbox, monotonic=time)
    await watchdog.look()
    assert inbox.revived == 0
    time.passed += SILENCE + 1
    await watchdog.look()
    assert inbox.revived == 1
    assert "that begins anew" in caplog.text


async def test_what_the_watchdog_found_reaches_the_admins_once(newsroom: Newsroom) -> None:
    admin, time = 1002, Time()
    alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, (admin,))
    alerts.attach()
    watchdog = Watchdog(Measures(), sending=newsroom.dispatcher, monotonic=time)
    newsroom.clock.advance(HOUR)
    await newsroom.tick()
    for _ in range(4):
        await watchdog.look()
        time.passed += STALLED
        await alerts.tell()
    alerts.detach()
    (told,) = newsroom.got(admin)
    assert "digests wait and none goes out; sending begins anew" in told


async def test_polling_that_died_in_silence_begins_anew(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    """As by an error in the library: its updater goes on saying that it runs."""
    playground = Playground(limits=UNLIMITED)
    await playground.start()
    poll = PollRequest()
    builder = Application.builder().token(playground.token).base_url(playground.base_url)
    application = builder.get_updates_request(poll).context_types(context_types()).build()
    polling = Polling(application, poll)
    time = Time()
    watchdog = Watchdog(Measures(), polling=polling, monotonic=time)
    async with application:
        await polling.start()
        await until(lambda: polling.asked_at is not None)
        task = application.updater._Updater__polling_task  # type: ignore[union-attr] # what dies in silence
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert application.updater is not None
        assert application.updater.running
        assert polling.asked_at is not None
        before = polling.asked_at
        time.passed = before + SILENCE + 1
        await watchdog.look()
        await until(lambda: (polling.asked_at or 0) > before)
        assert "polling begins anew" in caplog.text
        await polling.stop()
    await playground.stop()
