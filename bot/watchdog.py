"""Looks whether the bot still does its work: heals what it can, and says what it could not.

What it says goes to the log as an error, and so to the admins once (`bot.alerts`). It has a task of its own:
the scheduler is one of those that it watches.
"""

import asyncio
import contextlib
import faulthandler
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from bot.measures import Measures
from news.ports import Dispatcher, StorageError

__all__ = ["SILENCE", "STALLED", "TICKLESS", "Watchdog"]

EVERY = 30.0
"""Seconds between looks."""
PATIENCE = 120.0
"""For each look; to begin polling anew takes as long as the last poll."""
SILENCE = 120.0
"""Without a poll begun, polling has died: one takes fifty seconds at the most."""
TICKLESS = 420.0
"""Without a tick begun: longer than one may take (`bot.scheduler.LIMIT`) with the minute up to the next."""
HANGING = 2
"""Ticks that hang one after the other: a third would, too."""
STALLED = 300.0
"""With deliveries that could go and none that goes."""
BLOCKED = 600.0
"""Without a look of its own: nothing in this process runs any more."""
ENDING = 60.0
"""For a process that nothing helps to end in good order."""

log = logging.getLogger(__name__)


class Ticking(Protocol):
    @property
    def began_at(self) -> float | None:
        """When the last tick began, by the monotonic clock; None before the first."""

    @property
    def hung(self) -> int:
        """How many ticks have run into their limit, one after the other."""

    async def tick_now(self) -> None: ...


class Asking(Protocol):
    @property
    def asked_at(self) -> float | None:
        """When Telegram was last asked for updates, by the monotonic clock; None before the first time."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Looking(Protocol):
    @property
    def looked_at(self) -> float | None:
        """When the inbox was last looked at, by the monotonic clock; None before the first time."""

    def revive(self) -> None: ...


class Watchdog:
    """Parts that this process does not have are None. `monotonic` counts seconds."""

    def __init__(
        self,
        measures: Measures,
        *,
        sending: Dispatcher | None = None,
        ticking: Ticking | None = None,
        polling: Asking | None = None,
        inbox: Looking | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._measures = measures
        self._sending = sending
        self._ticking = ticking
        self._polling = polling
        self._inbox = inbox
        self._monotonic = monotonic
        self._moved: tuple[float, int] = (monotonic(), 0)
        self._revived = False
        self._ticks: set[asyncio.Task[None]] = set()
        self.beyond_help = asyncio.Event()
        """Set when sending was begun anew and still does not move: then only a new process helps."""
        self.tickless = asyncio.Event()
        """Set when ticks hang one after the other, or one that nothing can end: the same."""

    def sending(self) -> str | None:
        """How digests go, as at the last look: "ok" or what is wrong; None where this process sends none."""
        if self._sending is None:
            return None
        return "they wait, and none goes out" if self.beyond_help.is_set() else "ok"

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again while the block runs."""
        looking = asyncio.create_task(self._look_on())
        try:
            yield
        finally:
            looking.cancel()
            faulthandler.cancel_dump_traceback_later()
            if self.beyond_help.is_set() or self.tickless.is_set():  # what hangs may hang the end, too
                faulthandler.dump_traceback_later(ENDING, exit=True)
            for tick in self._ticks:
                tick.cancel()
            await asyncio.gather(looking, *self._ticks, return_exceptions=True)

    async def look(self) -> None:
        """One look at everything. Never raises."""
        looks = (self._look_at_polling, self._look_at_inbox, self._look_at_ticks, self._look_at_ledger)
        for part in looks:
            try:
                async with asyncio.timeout(PATIENCE):
                    await part()
            except TimeoutError:
                log.error("a look of the watchdog takes too long: %s", part.__name__)
            except StorageError as error:
                log.warning("the watchdog could not look: %s", error)
            except Exception:
                log.exception("the watchdog failed in the program")

    async def _look_on(self) -> None:
        while True:
            # By a thread of the interpreter's: a loop that is blocked cannot look after itself.
            faulthandler.dump_traceback_later(BLOCKED, exit=True)
            await asyncio.sleep(EVERY)
            await self.look()

    async def _look_at_polling(self) -> None:
        if self._polling is None or not self._silent(self._polling.asked_at, SILENCE):
            return
        log.error("Telegram was no longer asked for updates; polling begins anew")
        with contextlib.suppress(Exception):  # whatever ended it comes out again here
            await self._polling.stop()
        await self._polling.start()

    async def _look_at_inbox(self) -> None:
        if self._inbox is not None and self._silent(self._inbox.looked_at, SILENCE):
            log.error("nobody looked at the updates that came; that begins anew")
            self._inbox.revive()

    async def _look_at_ticks(self) -> None:
        if self._ticking is None or self.tickless.is_set():
            return
        if self._ticking.hung >= HANGING:
            log.error("ticks hang, one after the other")
            self.tickless.set()
        elif not self._silent(self._ticking.began_at, TICKLESS):
            return
        elif self._ticks:  # it waits for the one before, which its limit did not end
            log.error("the tick that the watchdog began does not begin")
            self.tickless.set()
        else:
            log.error("the tick had stopped; the watchdog ticks")
            tick = asyncio.create_task(self._ticking.tick_now())
            self._ticks.add(tick)
            tick.add_done_callback(self._ticks.discard)

    async def _look_at_ledger(self) -> None:
        if self._sending is None:
            return
        now, sent = self._monotonic(), self._measures.outcomes.total()
        if sent != self._moved[1] or not await self._sending.waits():
            self._moved, self._revived = (now, sent), False
            self.beyond_help.clear()
        elif now - self._moved[0] < STALLED or self.beyond_help.is_set():
            return
        elif self._revived:
            log.error("digests wait, and to begin anew did not help")
            self.beyond_help.set()
        else:
            log.error("digests wait and none goes out; sending begins anew")
            self._moved, self._revived = (now, sent), True
            self._sending.revive()

    def _silent(self, since: float | None, seconds: float) -> bool:
        return since is not None and self._monotonic() - since > seconds
