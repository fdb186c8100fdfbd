"""The playground's first start: tables and samples are made in a process that ends.

Alembic, and what reading a release needs, take 35 MB that a bot which only answers never asks for again.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context

from bot import samples
from bot.clock import SystemClock
from bot.house import opened
from bot.reading import begin
from config.settings import Settings
from storage.database import Database

__all__ = ["prepare"]


async def prepare(settings: Settings) -> None:
    """Make the SQLite file that is not there yet, with the samples in it; else do nothing.

    What fails here is said by whoever opens the database next, and fails there again.
    """
    if not Database(settings.database_url.get_secret_value()).is_missing:
        return
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin)
    try:
        with suppress(Exception):
            await asyncio.get_running_loop().run_in_executor(pool, _prepare, settings)
    finally:
        await asyncio.to_thread(pool.shutdown)


def _prepare(settings: Settings) -> None:
    asyncio.run(_fill(settings))


async def _fill(settings: Settings) -> None:
    clock = SystemClock()
    async with opened(settings, clock) as house:
        await samples.bring(house, clock.now().astimezone(settings.zone).date())
