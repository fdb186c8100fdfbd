"""The dispatcher that needs nothing but this process."""

import asyncio
import logging

from digests.delivery import BUSY_SECONDS, GRACE_SECONDS, Courier, finish
from news.ports import StorageError

__all__ = ["Dispatcher"]

log = logging.getLogger(__name__)


class Dispatcher:
    """The port `news.ports.Dispatcher`: one courier, batch after batch, in the background."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    async def waits(self) -> bool:
        """Whether there is anything to do. Raises StorageError."""
        return await self._courier.waits()

    def revive(self) -> None:
        """Begin sending anew, if it has ended."""
        self.wake()

    def wake(self) -> None:
        if self._loop is not None and self._loop.done() and not self._stopping:
            log.error("sending had ended; it begins anew")
            self.start()
        self._courier.changed.set()

    def forget(self, issue_id: int) -> None:
        self._courier.forget(issue_id)

    async def tend(self) -> None:
        await self._courier.tend()

    async def stop(self, grace: float = GRACE_SECONDS) -> None:
        self._stopping = True
        self._courier.close()
        deadline = asyncio.get_running_loop().time() + grace
        if self._loop is not None:
            await finish([self._loop], grace)
        await self._courier.stop(deadline - asyncio.get_running_loop().time())

    async def _run(self) -> None:
        while not self._stopping:
            try:
                seconds = await self._courier.send_batch()
            except StorageError as error:
                log.error("digests wait: %s", error)
                seconds = BUSY_SECONDS
            except Exception:
                log.exception("digests wait: the program failed")
                seconds = BUSY_SECONDS
            await self._courier.rest(seconds)
