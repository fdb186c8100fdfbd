"""What is done beside serving, so that questions are answered quickly."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot import memory
from bot.house import House
from news.ports import StorageError

EVERY = 6 * 60 * 60
"""Seconds between two times at which the index is put in order: a day's releases make it a little slower."""

log = structlog.get_logger("bot.upkeep")


@asynccontextmanager
async def kept_up(house: House) -> AsyncIterator[None]:
    """Begin at once, go on beside the block, end with it."""
    upkeep = asyncio.create_task(_keep_up(house))
    try:
        yield
    finally:
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)


async def _keep_up(house: House) -> None:
    while True:
        try:
            await house.search.prepare()
            await house.releases.settle()
            memory.keep()  # the tables that were read for the first question
        except StorageError as error:
            log.warning(
                "the index could not be put in order; questions are answered all the same", why=str(error)
            )
        await asyncio.sleep(EVERY)
