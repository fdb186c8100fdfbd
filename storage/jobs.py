"""What became of a job, told to the queue in such a way that no job is left to a worker that forgot it.

A job that is marked as under way belongs to a worker for as long as that one lives. Where the outcome could
not be stored, say since the database was away for a moment, nobody else would ever take the job up again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.errors import RaiseException

__all__ = ["Jobs"]

RESTS = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between tries: a pool may hold several connections that a restart of the server has ended."""

log = logging.getLogger(__name__)


class Jobs(JobManager):
    """The queue's own manager, that insists. Where that is in vain, it calls `forgotten`: the worker is to
    begin anew then, as another, so that what belonged to it is given back."""

    def __init__(self, connector: BaseConnector, forgotten: Callable[[], None]) -> None:
        super().__init__(connector)
        self._forgotten = forgotten

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        await self._insist(job, lambda: super(Jobs, self).finish_job(job, status, delete_job))

    async def retry_job(self, job: Job, *when: Any, **given: Any) -> None:
        await self._insist(job, lambda: super(Jobs, self).retry_job(job, *when, **given))

    async def _insist(self, job: Job, record: Callable[[], Awaitable[None]]) -> None:
        for rest in RESTS:
            try:
                await record()
            except ConnectorException as error:
                if isinstance(error.__cause__, RaiseException):
                    # It is no longer under way: this worker was taken for dead, and another one did it.
                    log.info("job %s was done by another worker", job.id)
                    return
            else:
                return
            await asyncio.sleep(rest)
        log.warning("what became of job %s could not be stored", job.id)
        self._forgotten()
