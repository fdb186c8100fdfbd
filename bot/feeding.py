"""Feeds are asked once a minute, beside the tick: a site that takes its time holds up no digest."""

import asyncio
from datetime import UTC
from typing import Any

import structlog
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]  # it ships no types
from telegram.ext import JobQueue

from news.ports import Disk, StorageError
from sources.polling import Poller

__all__ = ["Feeding"]

log = structlog.get_logger(__name__)


class Feeding:
    def __init__(self, poller: Poller, disk: Disk) -> None:
        self._poller = poller
        self._disk = disk
        self._turn = asyncio.Lock()

    def start(self, jobs: JobQueue[Any]) -> None:
        jobs.run_custom(
            self._on_minute,
            job_kwargs={
                "trigger": CronTrigger(minute="*", second=20, timezone=UTC),
                "max_instances": 1,
                "coalesce": True,
                "misfire_grace_time": None,
            },
            name="feeds",
        )

    async def poll_now(self) -> None:
        """Ask whose turn it is, as when the playground's clock was moved. Never raises."""
        if self._disk.is_low():  # what a feed has today it has tomorrow, too
            return
        async with self._turn:
            try:
                await self._poller.poll_due()
            except StorageError as error:
                log.error("feeds could not be asked", error=str(error))

    async def _on_minute(self, _: object) -> None:
        await self.poll_now()
