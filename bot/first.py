"""The playground's first start: tables and samples are made in a process that ends.

Alembic, and what reading a release needs, take 35 MB that a bot which only answers never asks for again. It
begins before this program has imported the rest of itself: both take a second, side by side.
"""

import asyncio
import signal
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from config.settings import Settings

__all__ = ["begin", "done"]

SQLITE = "sqlite+aiosqlite:///"


def begin(settings: Settings) -> BaseProcess | None:
    """The process that makes the SQLite file which is not there yet, with the samples in it; None where there
    is nothing to make. What fails in it fails again, with its sentence, when the bot opens the database."""
    url = settings.database_url.get_secret_value()
    if settings.telegram_token is not None or not url.startswith(SQLITE):
        return None
    if Path(url.removeprefix(SQLITE).partition("?")[0]).exists():
        return None
    process = get_context("spawn").Process(target=_prepare, args=(settings,), daemon=True)
    process.start()
    return process


async def done(process: BaseProcess | None) -> None:
    """Return when it has ended."""
    if process is not None:
        await asyncio.to_thread(process.join)


def _prepare(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    with suppress(Exception):
        asyncio.run(_fill(settings))


async def _fill(settings: Settings) -> None:
    from bot import samples
    from bot.clock import SystemClock
    from bot.house import opened

    clock = SystemClock()
    async with opened(settings, clock) as house:
        await samples.bring(house, clock.now().astimezone(settings.zone).date())
