"""The port `news.ports.Dispatcher` where deliveries go through the queue."""

import logging

from bot.dispatching.worker import Worker
from digests.delivery import GRACE_SECONDS
from news.ports import Clock
from storage.batches import QueuedLedger

__all__ = ["QueueDispatcher"]

log = logging.getLogger(__name__)


class QueueDispatcher:
    """Sends by a worker in this process, if it is given one, or by those elsewhere."""

    def __init__(self, ledger: QueuedLedger, clock: Clock, worker: Worker | None = None) -> None:
        self._ledger = ledger
        self._clock = clock
        self._worker = worker

    def start(self) -> None:
        if self._worker is not None:
            self._worker.start()

    async def stop(self, grace: float = GRACE_SECONDS) -> None:
        """Begin nothing more; what is on its way may finish within `grace` seconds."""
        if self._worker is not None:
            await self._worker.stop(grace)

    async def waits(self) -> bool:
        """Whether there is anything to do for the worker of this process. Raises StorageError."""
        if self._worker is None:
            return False
        return await self._worker.waits() or await self._ledger.waiting_jobs()

    def revive(self) -> None:
        """Begin sending anew, whatever it hangs on."""
        if self._worker is not None:
            self._worker.revive()

    def wake(self) -> None:
        """The jobs went with the rows: the database has woken the workers when those were committed."""

    def forget(self, issue_id: int) -> None:
        """Its courier reads each message anew."""

    async def tend(self) -> None:
        """End what is too old to be sent, and see that what is not has a job. Raises StorageError."""
        if expired := await self._ledger.expire(self._clock.now()):
            log.warning("%d deliveries were too old to be sent", expired)
        if stranded := await self._ledger.tend():
            log.warning("%d batches had no job and got one", stranded)
