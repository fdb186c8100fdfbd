"""The machine in trouble in the middle of a digest: nobody is skipped, nobody gets it twice, and the admins
are told in one message, not in a hundred."""

import logging
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.alerts import Alerts
from bot.scheduler import Scheduler
from news.ports import Sent
from storage.database import Database
from tests.digests.newsroom import DAY, Newsroom

ADMIN = 9001
READERS = range(1, 31)


@dataclass
class Desk:
    """A newsroom with its scheduler and an admin, on a SQLite file."""

    newsroom: Newsroom
    scheduler: Scheduler
    alerts: Alerts
    path: Path

    async def minutes(self, number: int, apart: int = 1) -> None:
        """So many ticks, each after so many minutes."""
        for _ in range(number):
            await self.scheduler.tick_now()
            await self.alerts.tell()
            self.newsroom.clock.advance(timedelta(minutes=apart))

    def counted(self) -> list[int]:
        """How often each reader was sent something."""
        return [len(self.newsroom.got(chat_id)) for chat_id in READERS]


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr("digests.delivery.BUSY_SECONDS", 0.01)
    path = tmp_path / "xabarnoma.db"
    database = await Database(f"sqlite+aiosqlite:///{path}", patience=0).open()
    newsroom = Newsroom(database)
    alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, (ADMIN,))
    alerts.attach()
    for chat_id in READERS:
        await newsroom.subscribe(chat_id)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=1))
    yield Desk(newsroom, Scheduler(newsroom.issues, newsroom.dispatcher, newsroom.clock), alerts, path)
    alerts.detach()
    await newsroom.dispatcher.stop()
    await database.close()


Trouble = Callable[[Desk], AbstractContextManager[None]]


@contextmanager
def no_room(_: Desk) -> Iterator[None]:
    """Not one byte more can be written by this process, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def another_writes(desk: Desk) -> Iterator[None]:
    """Another process holds the database and does not let go."""
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


both = pytest.mark.parametrize("trouble", [no_room, another_writes])


@both
async def test_whoever_was_due_meanwhile_is_served_afterwards(desk: Desk, trouble: Trouble) -> None:
    with trouble(desk):
        await desk.minutes(20)
        assert await desk.newsroom.states() == {}
    await desk.minutes(1)
    await desk.newsroom.deliver()
    assert desk.counted() == [1] * len(READERS)
    assert len(desk.newsroom.got(ADMIN)) == 1


@both
async def test_what_was_on_its_way_is_neither_forgotten_nor_sent_again(desk: Desk, trouble: Trouble) -> None:
    """Sixteen messages have left; their results cannot be stored for twenty minutes, longer than a lease."""
    newsroom = desk.newsroom
    await desk.minutes(1)
    newsroom.telegram.by_hand = True
    await newsroom.courier.step()
    await newsroom.settle()
    assert len(newsroom.telegram.waiting) == 16
    with trouble(desk):
        for number, sending in enumerate(list(newsroom.telegram.waiting)):
            sending.answer.set_result(Sent(number))
        newsroom.telegram.by_hand = False
        await desk.minutes(20)
    await newsroom.settle()
    await desk.minutes(3)
    await newsroom.deliver()
    assert desk.counted() == [1] * len(READERS)
    assert await newsroom.states() == {"sent": len(READERS)}
    assert len(newsroom.got(ADMIN)) == 1


@pytest.mark.parametrize("back", [timedelta(hours=1), DAY])
async def test_a_clock_that_is_set_back_skips_nobody_and_sends_nothing_twice(
    desk: Desk, back: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    """In the middle of a digest. What waited for 18:00 waits for it again."""
    newsroom = desk.newsroom
    await desk.minutes(1)
    newsroom.telegram.by_hand = True
    await newsroom.courier.step()
    await newsroom.settle()
    newsroom.clock.present -= back
    for number, sending in enumerate(list(newsroom.telegram.waiting)):
        sending.answer.set_result(Sent(number))
    newsroom.telegram.by_hand = False
    await newsroom.settle()
    for _ in range(int(back / timedelta(minutes=30)) + 2):
        await desk.minutes(3, apart=10)
        await newsroom.deliver()
    assert desk.counted() == [1] * len(READERS)
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    assert desk.counted() == [2] * len(READERS)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
