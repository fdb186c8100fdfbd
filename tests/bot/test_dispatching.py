"""Batches sent by a worker: Procrastinate on a real PostgreSQL, Telegram with memory."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta

import pytest
from procrastinate.jobs import Status
from sqlalchemy import text

from bot.dispatching.batches import Batches
from bot.dispatching.dispatcher import QueueDispatcher
from bot.dispatching.worker import SIDE_BY_SIDE, Worker
from digests.pace import Limits, Pace
from news.models import Delivery
from news.ports import Later, Ledger, NotSent, Sent, Unknown
from storage import jobs
from storage.batches import BatchLedger, QueuedLedger
from storage.database import Database
from storage.queue import app_of
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

    def start_worker(self, ledger: Callable[[int], Ledger] | None = None) -> Worker:
        pace = Pace(FAST, 0.0)
        telegram, clock = self.newsroom.telegram, self.newsroom.clock
        batches = Batches(ledger or self.ledger.batch, telegram, clock, pace)
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

    async def rename(self, function: str, name: str) -> None:
        async with self.database.writing() as connection:
            await connection.execute(text(f"ALTER FUNCTION {function} RENAME TO {name}"))

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


@pytest.mark.slow
async def test_a_reader_who_stopped_while_a_message_was_on_its_way_holds_no_batch_up(split: Split) -> None:
    """It came back to be sent again, which it never will: else the batch would be looked at for two days."""
    split.newsroom.telegram.by_hand = True
    await split.digest(readers=2, releases=1)
    split.start_worker()
    await until(lambda: len(split.newsroom.telegram.waiting) == 2)
    async with split.database.writing() as connection:
        await connection.execute(text("UPDATE subscribers SET active = false WHERE chat_id = 1"))
    first, second = split.newsroom.telegram.waiting
    first.answer.set_result(NotSent("no network"))
    second.answer.set_result(Sent(1))
    await split.done()
    assert await split.newsroom.states() == {"sent": 1, "failed": 1}
    assert len(split.newsroom.telegram.calls) == 2


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


class Hanging(BatchLedger):
    """The first batches as over a connection whose other end has vanished, until that is `back`."""

    def __init__(self, database: Database, number: int, back: asyncio.Event) -> None:
        super().__init__(database, number)
        self._back = back

    async def claim(self, now: datetime, limit: int, lease_until: datetime) -> Sequence[Delivery]:
        if self._number <= SIDE_BY_SIDE:
            await self._back.wait()
        return await super().claim(now, limit, lease_until)


async def test_a_worker_whose_batches_hang_begins_anew_beside_them(split: Split) -> None:
    """They are left to end in their own time; what waited behind them goes out."""
    back = asyncio.Event()
    await split.digest(readers=250, releases=1)
    worker = split.start_worker(lambda number: Hanging(split.database, number, back))
    dispatcher = QueueDispatcher(split.ledger, split.newsroom.clock, worker)
    await split.until(SIDE_BY_SIDE, f"{TASKS} AND status = 'doing'")
    assert await dispatcher.waits()
    assert split.newsroom.telegram.calls == []
    dispatcher.revive()
    await split.until(50, "SELECT count(*) FROM deliveries WHERE state = 'sent'")
    back.set()
    await split.done()
    assert len(split.newsroom.telegram.calls) == 250


async def test_a_job_whose_outcome_cannot_be_stored_makes_its_worker_begin_anew(
    split: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the job would be under way for as long as its worker lives, and nobody would take it up."""
    monkeypatch.setattr(jobs, "RESTS", (0.0, 0.0))
    forgotten: list[bool] = []
    await split.digest(readers=1, releases=1)
    async with app_of(split.database, lambda: forgotten.append(True)).open_async() as app:
        job = await app.job_manager.fetch_job(queues=None, worker_id=await app.job_manager.register_worker())
        assert job is not None
        await split.rename("procrastinate_retry_job_v2", "away")
        await app.job_manager.retry_job(job, retry_at=split.newsroom.clock.now())
        assert forgotten == [True]
        await split.rename("away", "procrastinate_retry_job_v2")
        await app.job_manager.retry_job(job, retry_at=split.newsroom.clock.now())
        assert forgotten == [True]


async def test_a_worker_that_was_taken_for_dead_leaves_its_job_to_whoever_did_it(split: Split) -> None:
    forgotten: list[bool] = []
    await split.digest(readers=1, releases=1)
    async with app_of(split.database, lambda: forgotten.append(True)).open_async() as app:
        job = await app.job_manager.fetch_job(queues=None, worker_id=await app.job_manager.register_worker())
        assert job is not None
        for _ in range(2):
            await app.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
    assert forgotten == []
    assert await split.count(TASKS) == 0
