"""One tick a minute: who is due gets an issue, and what was left behind is taken up."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Any

from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]  # it ships no types
from telegram.ext import JobQueue

from digests.issues import Issues
from handlers.context import Desk
from news.ports import Clock, Counts, Dispatcher, Pause, StorageError

__all__ = ["LIMIT", "Scheduler"]

LIMIT = 300.0
"""Seconds for a tick, which over a million readers takes some: one that takes longer hangs. What it had
committed stands, what it had begun is rolled back, and the next one goes on."""

log = logging.getLogger(__name__)


class Scheduler:
    """The bot's only job. Who is due stands in the database: nothing is scheduled for anyone by name."""

    def __init__(
        self,
        issues: Issues,
        dispatcher: Dispatcher,
        clock: Clock,
        desk: Desk | None = None,
        pause: Pause | None = None,
        counts: Counts | None = None,
        *,
        limit: float = LIMIT,
    ) -> None:
        self._desk = desk
        self._pause = pause
        self._counts = counts
        self._issues = issues
        self._dispatcher = dispatcher
        self._clock = clock
        self._limit = limit
        self._turn = asyncio.Lock()
        self._under = asyncio.timeout(None)
        self._stopping = False
        self.last_tick_at: datetime | None = None
        """When a tick last did all its work, UTC."""
        self.done_at: float | None = None
        """The same by the monotonic clock, which nobody sets."""
        self.began_at: float | None = None
        """When the last tick began, by the monotonic clock; None before the first."""
        self.hung = 0
        """How many ticks have run into the limit, one after the other."""

    def start(self, jobs: JobQueue[Any]) -> None:
        """Tick now and at every full minute. A tick that is late is held later, not dropped; one at a
        time."""
        jobs.run_once(self._on_minute, when=0, name="first tick")
        jobs.run_custom(
            self._on_minute,
            job_kwargs={
                "trigger": CronTrigger(minute="*", timezone=UTC),
                "max_instances": 1,
                "coalesce": True,
                "misfire_grace_time": None,
            },
            name="tick",
        )

    async def tick_now(self) -> None:
        """One tick, now, as when the playground's clock was moved. Never raises: what fails is logged and
        tried again by the next tick."""
        async with self._turn:
            if self._stopping:
                return
            self.began_at = time.monotonic()
            try:
                async with asyncio.timeout(self._limit) as self._under:
                    await self._serve()
            except StorageError as error:
                log.error("this tick did not get through: %s", error)
            except TimeoutError:
                log.exception("this tick took too long and was ended")
            except Exception:
                log.exception("this tick failed in the program")
            self.hung = self.hung + 1 if self._under.expired() else 0

    def stop(self, grace: float) -> None:
        """Begin no other tick; one that is under way has so many seconds."""
        self._stopping = True
        if self._turn.locked() and not self._under.expired() and (end := self._under.when()) is not None:
            self._under.reschedule(min(end, asyncio.get_running_loop().time() + grace))

    async def _serve(self) -> None:
        # First of all: what becomes free now stands in the digests of this minute.
        if self._desk is not None:
            try:
                await self._desk.tend()
            except StorageError:
                raise
            except Exception:
                log.exception("the newsroom's drafts wait; the digests do not")
        await self._dispatcher.tend()
        is_paused = self._pause is not None and await self._pause.is_on()
        served = 0 if is_paused else await self._issues.enqueue_due()
        self.last_tick_at, self.done_at = self._clock.now(), time.monotonic()
        if served:
            log.info("%d digests are on their way", served)
        self._dispatcher.wake()
        if self._counts is not None:
            await self._counts.tend(self._clock.now())

    async def _on_minute(self, _: object) -> None:
        await self.tick_now()
