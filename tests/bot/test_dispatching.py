"""Batches sent by a worker: Procrastinate on a real PostgreSQL, Telegram with memory."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.dispatching.batches import Batches
from bot.dispatching.dispatcher import QueueDispatcher
from bot.dispatching.worker import Worker
from digests.pace import Limits, Pace
from news.ports import Later, NotSent, Sent, Unknown
from storage.batches import QueuedLedger
from storage.database import Database
from tests.digests.fakes import MovableClock, until
from tests.digests.newsroom import Newsroom
from tests.postgresql import PostgresqlServer

TASKS = "SELECT count(*) FROM procrastinate_jobs WHERE args ? 'batch'"
FAST = Limits(overall=1000.0, chat=1000.0, second=1000.0)


class RunningClock(MovableClock):
    """One that goes by itself too: the queue lives by the database's clock, which no test can move."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()

    def now(self) -> datetime:
        return self.present + timedelta(seconds=time.monotonic() - self._begun)


class Split:
    """A newsroom whose sending is done by workers."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ledger = QueuedLedger(database)
        self.newsroom = Newsroom(database, ledger=self.ledger, clock=RunningClock())
        self.workers: list[Worker] = []
        self.scheduling = QueueDispatcher(self.ledger, self.newsroom.clock)

    def start_worker(self) -> Worker:
        pace = Pace(FAST, 0.0)
        batches = Batches(self.ledger.batch, self.newsroom.telegram, self.newsroom.clock, pace)
        worker = Worker(self.database, batches)
        worker.start()
        self.workers.append(worker)
        return worker

    async def digest(self, readers: int, releases: int) -> None:
        """That many readers are given a digest of that many releases, two in a message."""
        for chat in range(1, readers + 1):
            await self.newsroom.subscribe(chat)
        for _ in range(releases):
            self.newsroom.releases.publish()
        self.newsroom.clock.advance(timedelta(hours=1))
        await self.scheduling.tend()
        assert await self.newsroom.issues.enqueue_due() == readers

    async def count(self, sql: str) -> int:
        async with self.database.reading() as connection:
            return int(await connection.scalar(text(sql)) or 0)

    async def until(self, number: int, sql: str) -> None:
        """Look again and again until it counts so many."""
        while await self.count(sql) != number:  # noqa: ASYNC110 other processes' work has no event here
            await asyncio.sleep(0.05)

    async def done(self) -> None:
        """Until no batch has a job any more."""
        await self.until(0, TASKS)

    async def come_due(self) -> None:
        """Bring the hour of jobs that wait, by the database's own clock."""
        await self.until(0, f"{TASKS} AND status = 'doing'")
        async with self.database.writing() as connection:
            await connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now()"))


@pytest.fixture
async def split(postgresql_server: PostgresqlServer) -> AsyncIterator[Split]:
    name = postgresql_server.lend()
    database = Database(postgresql_server.url(name))
    split = Split(database)
    yield split
    for worker in split.workers:
        await worker.stop(5.0)
    await database.close()
    postgresql_server.take_back(name)


async def test_two_workers_send_everything_once_in_order_and_leave_no_job(split: Split) -> None:
    await split.digest(readers=130, releases=5)
    for _ in range(2):
        split.start_worker()
    await split.done()
    assert await split.newsroom.states() == {"sent": 390}
    calls = split.newsroom.telegram.calls
    assert set(Counter(calls).values()) == {1}
    parts = [message.html for message in await split.ledger.messages(1)]
    assert len(parts) == 3
    assert all(split.newsroom.got(chat) == parts for chat in range(1, 131))
    assert all([(await split.newsroom.reader(chat)).cursor == 5 for chat in (1, 130)])


async def test_what_telegram_delays_goes_out_later_and_the_job_stays_until_then(split: Split) -> None:
    """Never sent, asked to wait, an answer that never came: three ways to be late, no reader left out."""
    telegram = split.newsroom.telegram
    telegram.answers = {1: [NotSent("no network")], 2: [Later(30.0)], 3: [Unknown("no answer")]}
    await split.digest(readers=4, releases=1)
    split.start_worker()
    await until(lambda: len(telegram.calls) >= 5)
    await split.until(2, "SELECT count(*) FROM deliveries WHERE state = 'sent'")
    await split.until(2, "SELECT count(*) FROM deliveries WHERE state = 'pending' AND error IS NOT NULL")
    await split.until(1, TASKS)
    split.newsroom.clock.advance(timedelta(minutes=2))
    await split.come_due()
    await split.done()
    assert await split.newsroom.states() == {"sent": 4}
    assert Counter(chat for chat, _ in telegram.calls) == {1: 2, 2: 2, 3: 2, 4: 1}


async def test_a_job_whose_worker_died_is_given_to_another(split: Split) -> None:
    """Its rows were on their way: they wait for their leases, then go once more, since nobody knows."""
    await split.digest(readers=3, releases=1)
    ledger = split.ledger.batch(await split.count("SELECT min(batch) FROM deliveries"))
    now = split.newsroom.clock.now()
    died_with = await ledger.claim(now, 2, now + timedelta(seconds=90))
    async with split.database.writing() as connection:
        await connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
    split.newsroom.clock.advance(timedelta(seconds=91))
    split.start_worker()
    await split.done()
    assert await split.newsroom.states() == {"sent": 3}
    assert len(died_with) == 2


async def test_a_worker_that_is_stopped_gives_its_batches_back(split: Split) -> None:
    """What is on its way is finished and recorded, nothing new begins, and another worker does the rest."""
    telegram = split.newsroom.telegram
    telegram.by_hand = True
    await split.digest(readers=60, releases=1)
    worker = split.start_worker()
    await until(lambda: len(telegram.waiting) >= 16)
    stopping = asyncio.create_task(worker.stop(5.0))
    telegram.by_hand = False
    on_their_way = len(telegram.waiting)
    for sending in telegram.waiting:
        sending.answer.set_result(Sent(1))
    await stopping
    assert await split.newsroom.states() == {"pending": 60 - on_their_way, "sent": on_their_way}
    split.start_worker()
    await split.done()
    assert await split.newsroom.states() == {"sent": 60}
    assert len(telegram.calls) == 60


async def test_a_hold_on_everybody_holds_every_worker(split: Split) -> None:
    """A flood that one worker met is in the database: no other sends before it is over."""
    await split.digest(readers=5, releases=1)
    await split.ledger.hold(split.newsroom.clock.now() + timedelta(minutes=1))
    split.start_worker()
    await split.until(1, f"{TASKS} AND attempts > 0")
    assert split.newsroom.telegram.calls == []
    split.newsroom.clock.advance(timedelta(minutes=1, seconds=1))
    await split.come_due()
    await split.done()
    assert await split.newsroom.states() == {"sent": 5}
