"""One batch of deliveries, carried by the same courier that carries all where one process does everything."""

import asyncio
import logging
from collections.abc import Callable

from digests.delivery import BUSY_SECONDS, GRACE_SECONDS, Courier
from digests.pace import Pace
from digests.wordings import Wordings
from news.ports import Clock, Ledger, Sender, StorageError

__all__ = ["PATIENCE", "Batches", "Unfinished"]

PATIENCE = 5.0
"""Seconds for which a batch waits in its worker; for longer it gives its place to another."""

log = logging.getLogger(__name__)


class Unfinished(Exception):
    """Something of the batch is still to be sent, in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the batch goes on in {seconds:.0f} s")
        self.seconds = seconds


class Batches:
    """Sends batches, several side by side, all at one pace."""

    def __init__(self, ledger: Callable[[int], Ledger], sender: Sender, clock: Clock, pace: Pace) -> None:
        """`ledger` gives what a batch's number stands for: a ledger that holds its rows alone."""
        self._ledger = ledger
        self._sender = sender
        self._clock = clock
        self._pace = pace
        self._wordings = Wordings()
        # What one batch was allowed to send and has not claimed yet, no other may send.
        self._turn = asyncio.Lock()
        self._under_way: dict[Courier, Ledger] = {}
        self._stopping = False

    async def send(self, number: int) -> None:
        """Send what may go of the batch; what was on its way has an outcome then. Raises `Unfinished` where
        something of it is still to be sent."""
        ledger = self._ledger(number)
        courier = Courier(ledger, self._sender, self._clock, self._pace, wordings=self._wordings)
        self._under_way[courier] = ledger
        try:
            seconds = await self._drain(courier, ledger)
        finally:
            del self._under_way[courier]
        if seconds is not None:
            raise Unfinished(seconds)

    async def waits(self) -> bool:
        """Whether a batch that is under way has anything to do. Raises StorageError."""
        now = self._clock.now()
        for ledger in tuple(self._under_way.values()):
            if await ledger.waits(now):
                return True
        return False

    def begin_anew(self) -> None:
        """Let no batch wait any longer for one that hangs. What that has claimed is left to its leases."""
        self._turn = asyncio.Lock()

    async def stop(self, grace: float = GRACE_SECONDS) -> None:
        """Begin nothing more; what is on its way may finish within `grace` seconds."""
        self._stopping = True
        await asyncio.gather(*(courier.stop(grace) for courier in tuple(self._under_way)))

    async def _drain(self, courier: Courier, ledger: Ledger) -> float | None:
        """None when nothing of the ledger is open any more; else the seconds until there is more to do."""
        tended, idle = False, 0.0
        while not self._stopping:
            courier.changed.clear()
            try:
                if not tended:
                    await courier.tend()
                    tended = True
                async with self._turn:
                    seconds = await courier.step()
                # What arrived during the step may be ready by now: then its seconds are no longer true.
                if seconds > 0 and not courier.on_their_way and not courier.changed.is_set():
                    if await ledger.ready_at() is None:
                        return None
                    idle += seconds
                    if idle > PATIENCE:
                        return max(seconds, PATIENCE)
                else:
                    idle = 0.0
            except StorageError as error:
                log.error("a batch waits: %s", error)
                seconds = BUSY_SECONDS
            await courier.rest(seconds)
        await courier.stop()
        return 0.0
