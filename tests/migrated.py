"""A database brought to our tables, for tests to copy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from storage.database import Database


def migrate(url: str) -> None:
    """Open a database once, so that it has our tables."""
    with ThreadPoolExecutor(1) as aside:  # the test that came first may have a loop running
        aside.submit(asyncio.run, _opened(url)).result()


async def _opened(url: str) -> None:
    await (await Database(url).open()).close()
