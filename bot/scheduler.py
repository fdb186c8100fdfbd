"""One tick a minute: who is due gets an issue, what was left behind is taken up, admins hear of errors."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Any

from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]  # it ships no types
from telegram.ext import JobQueue

from bot.alerts import Alerts
from digests.issues import Issues
from handlers.context import Desk
from news.ports import Clock, Counts, Dispatcher, Pause, StorageError

__all__ = ["Scheduler"]

log = logging.getLogger(__name__)


class Scheduler:
    """The bot's only job. Who is due stands in the database: nothing is scheduled for anyone by name."""

    def __init__(
        self,
        issues: Issues,
        dispatcher: Dispatcher,
        alerts: Alerts,
        clock: Clock,
        desk: Desk | None = None,
        pause: Pause | None = None,
        counts: Counts | None = None,
    ) -> None:
        self._desk = desk
        self._pause = pause
        self._counts = counts
        self._issues = issues
        self._dispatcher = dispatcher
        self._alerts = alerts
        self._clock = clock
        self._turn = asyncio.Lock()
        self.last_tick_at: datetime | None = None
        """When a tick last did all its work, UTC."""
        self.done_at: float | None = None
        """The same by the monotonic clock, which nobody sets."""
        self.began_at: float | None = None
        """When the last tick began, by the monotonic clock; None before the first."""

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
            self.began_at = time.monotonic()
            try:
                await self._serve()
            except StorageError as error:
                log.error("this tick did not get through: %s", error)
            except Exception:
                log.exception("this tick failed in the program")
            await self._alerts.tell()

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
