"""Once a day, at night, what has grown old is forgotten: in small steps, while questions are answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.house import House
from config.settings import Settings
from news.ports import StorageError
from storage.retention import Kept, Retention

__all__ = ["forgetting"]

HOUR = time(3)
"""On the newsroom's clock; a bot that did not run then catches up."""
LOOK_SECONDS = 600.0

log = structlog.get_logger("bot.forgetting")


@asynccontextmanager
async def forgetting(house: House, settings: Settings) -> AsyncIterator[None]:
    """Go on beside the block, end with it: a run that is broken off goes on the next night."""
    task = asyncio.create_task(_forget_on(house, settings))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _forget_on(house: House, settings: Settings) -> None:
    retention = Retention(house.database, kept(settings))
    while True:
        try:
            await forget(house, retention, settings.zone)
        except StorageError as error:
            log.warning("what is old could not be forgotten; the next night goes on", why=str(error))
        except Exception:
            log.exception("the forgetting failed in the program")
        await asyncio.sleep(LOOK_SECONDS)


async def forget(house: House, retention: Retention, zone: ZoneInfo) -> bool:
    """A night's run, where it is this process's turn. Raises StorageError."""
    now = house.clock.now()
    if not await retention.take_turn(last_hour(now, zone), now):
        return False
    await house.counts.refresh(now)  # what is counted may go
    done = {what: number for what, number in (await retention.run(now)).items() if number}
    if done:
        log.info("what had grown old was forgotten", **done)
    return True


def last_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """When it was that hour last."""
    local = now.astimezone(zone)
    day = local.date() if local.timetz().replace(tzinfo=None) >= HOUR else local.date() - timedelta(days=1)
    return datetime.combine(day, HOUR, zone)


def kept(settings: Settings) -> Kept:
    """As it is set; nought days are for ever."""
    return Kept(
        questions=timedelta(days=settings.questions_days) or None,
        names=timedelta(days=settings.ledger_days) or None,
        rows=timedelta(days=settings.ledger_rows_days) or None,
        drafts=timedelta(days=settings.drafts_days) or None,
        updates=timedelta(days=settings.inbox_days) or None,
    )
