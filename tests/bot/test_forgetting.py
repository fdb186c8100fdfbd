"""The nightly forgetting: one process of many, once a night, after the day was counted."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.forgetting import forget, kept, last_hour
from bot.house import furnished
from config.settings import Settings
from playground import Clock
from sources.fetching import Fetcher
from sources.opener import Opener
from sources.sandbox import Sandbox
from storage.database import Database
from storage.retention import Kept, Retention

TASHKENT = ZoneInfo("Asia/Tashkent")
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 5, 13, 22, 0, tzinfo=UTC), datetime(2026, 5, 13, 22, 0, tzinfo=UTC)),
        (datetime(2026, 5, 13, 21, 59, tzinfo=UTC), datetime(2026, 5, 12, 22, 0, tzinfo=UTC)),
        (NOW, datetime(2026, 5, 13, 22, 0, tzinfo=UTC)),
    ],
)
def test_the_night_is_that_of_the_newsroom(now: datetime, last: datetime) -> None:
    assert last_hour(now, TASHKENT) == last


def test_nought_days_are_for_ever() -> None:
    never = Settings(questions_days=0, ledger_days=0, ledger_rows_days=0, drafts_days=0, inbox_days=0)
    assert kept(never) == Kept(None, None, None, None, None)


async def test_of_several_processes_one_forgets_and_once_a_night(database: Database) -> None:
    opener = Opener(Sandbox(), Fetcher([]))
    clock = Clock(NOW)
    house = furnished(database, opener, clock)
    retention = Retention(database, kept(Settings()))
    turns = await asyncio.gather(*(forget(house, retention, TASHKENT) for _ in range(4)))
    assert sorted(turns) == [False, False, False, True]
    clock.move(timedelta(hours=12))
    assert not await forget(house, retention, TASHKENT)
    clock.move(timedelta(hours=12))
    assert await forget(house, retention, TASHKENT)
    clock.move(-3 * DAY)  # whoever set the clock back need not wait until the old time comes again
    assert await forget(house, retention, TASHKENT)
    assert (await house.counts.days(NOW.date() - DAY, NOW.date() + DAY)) != []
