"""Looks whether the bot still does its work: heals what it can, and says what it could not.

What it says goes to the log as an error, and so to the admins once (`bot.alerts`). It has a task of its own:
the scheduler is one of those that it watches.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from bot.measures import Measures
from news.ports import Clock, Dispatcher, Ledger, StorageError

__all__ = ["SILENCE", "STALLED", "Watchdog"]

EVERY = 30.0
"""Seconds between looks."""
SILENCE = 120.0
"""Without a poll begun, polling has died: one takes fifty seconds at the most."""
STALLED = 300.0
"""Without a tick begun, or with deliveries that could go and none that goes."""

log = logging.getLogger(__name__)


class Ticking(Protocol):
    @property
    def began_at(self) -> float | None:
        """When the last tick began, by the monotonic clock; None before the first."""

    async def tick_now(self) -> None: ...


class Asking(Protocol):
    @property
    def asked_at(self) -> float | None:
        """When Telegram was last asked for updates, by the monotonic clock; None before the first time."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Watchdog:
    """Parts that this process does not have are None. `monotonic` counts seconds."""

    def __init__(
        self,
        ledger: Ledger,
        dispatcher: Dispatcher | None,
        measures: Measures,
        clock: Clock,
        ticking: Ticking | None,
        polling: Asking | None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ledger = ledger
        self._dispatcher = dispatcher
        self._measures = measures
        self._clock = clock
        self._ticking = ticking
        self._polling = polling
        self._monotonic = monotonic
        self._moved: tuple[float, int] = (monotonic(), 0)
        self._ticks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again while the block runs."""
        looking = asyncio.create_task(self._look_on())
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.gather(looking, *self._ticks, return_exceptions=True)

    async def look(self) -> None:
        """One look at everything. Never raises."""
        for part in (self._look_at_polling, self._look_at_ticks, self._look_at_ledger):
            try:
                await part()
            except StorageError as error:
                log.warning("the watchdog could not look: %s", error)
            except Exception:
                log.exception("the watchdog failed in the program")

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def _look_at_polling(self) -> None:
        if self._polling is None or not self._silent(self._polling.asked_at, SILENCE):
            return
        log.error("Telegram was no longer asked for updates; polling begins anew")
        with contextlib.suppress(Exception):  # whatever ended it comes out again here
            await self._polling.stop()
        await self._polling.start()

    async def _look_at_ticks(self) -> None:
        if self._ticking is None or not self._silent(self._ticking.began_at, STALLED):
            return
        if self._ticks:
            log.error("the tick that the watchdog began does not end")
            return
        log.error("the tick had stopped; the watchdog ticks")
        tick = asyncio.create_task(self._ticking.tick_now())
        self._ticks.add(tick)
        tick.add_done_callback(self._ticks.discard)

    async def _look_at_ledger(self) -> None:
        if self._dispatcher is None:
            return
        now, sent = self._monotonic(), self._measures.outcomes.total()
        if sent != self._moved[1] or not await self._waits():
            self._moved = (now, sent)
        elif now - self._moved[0] >= STALLED:
            log.error("digests wait and none goes out; the dispatcher is woken")
            self._moved = (now, sent)
            self._dispatcher.wake()

    async def _waits(self) -> bool:
        """Whether a delivery could go now."""
        now = self._clock.now()
        ready_at = await self._ledger.ready_at()
        return ready_at is not None and ready_at <= now and await self._ledger.held_until(now) is None

    def _silent(self, since: float | None, seconds: float) -> bool:
        return since is not None and self._monotonic() - since > seconds
