"""From the ledger to Telegram: claim, send, record. Every dispatcher sends by this.

Telegram has no key that makes a send idempotent, so nobody can promise "exactly once". The promise is:
nothing is lost; what is confirmed is never sent again; at most the messages on their way when the process
dies come twice. For that the intent is committed before a message leaves and the result after, each message
by itself, and a row is claimed only when it may leave at once.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from digests.pace import Pace
from digests.schedule import UnknownZoneError, is_paused, quiet_until
from digests.wordings import Wordings
from news.models import Delivery, DeliveryState, Message
from news.ports import (
    Clock,
    Gone,
    Later,
    Ledger,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sender,
    Sent,
    StorageError,
    Unknown,
)

__all__ = ["BATCH", "BUSY_SECONDS", "GRACE_SECONDS", "LOOK_SECONDS", "WINDOW", "Courier"]

BATCH = 100
"""Deliveries that are one piece of work."""
WINDOW = 16
"""Most messages on their way at once."""
SEND_SECONDS = 30.0
"""After that an answer is given up."""
LEASE = timedelta(seconds=90)
"""Longer than a send and its record take; afterwards the row's sender is taken for dead."""
RESENDS = 1
"""How often a message is sent again whose answer never came."""
RESEND_AFTER = timedelta(seconds=30)
"""Whatever swallowed the answer may have passed by then."""
GRACE_SECONDS = 20.0
LOOK_SECONDS = 60.0
"""The longest time without a look at the ledger."""
BUSY_SECONDS = 1.0
"""Between looks while what waits may not go out yet, and before a database that failed is tried again."""

log = logging.getLogger(__name__)


class Courier:
    """Carries what the ledger holds, at one pace; any number of couriers may work on one ledger."""

    def __init__(
        self,
        ledger: Ledger,
        sender: Sender,
        clock: Clock,
        pace: Pace,
        *,
        window: int = WINDOW,
        monotonic: Callable[[], float] = time.monotonic,
        wordings: Wordings | None = None,
    ) -> None:
        """`monotonic` counts the seconds of `pace`; the ledger's times are those of `clock`. Couriers that
        come and go share their `wordings`."""
        self._ledger = ledger
        self._sender = sender
        self._clock = clock
        self._pace = pace
        self._window = window
        self._wordings = wordings or Wordings()
        self._monotonic = monotonic
        # By claim, not by row: a row may be claimed anew while an answer to its older claim is still awaited.
        self._tasks: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._begun = 0
        self._closed = False
        self.changed = asyncio.Event()
        """Set when an answer was recorded, or by whoever added deliveries."""

    @property
    def on_their_way(self) -> int:
        """How many messages have left or are about to, and wait for their answer or its record."""
        return len(self._tasks)

    async def send_batch(self, most: int = BATCH) -> float:
        """Begin at most `most` deliveries, the longest ready first, each when the pace lets it go. The last
        of them may still be on their way at the end. Seconds until there may be more; 0.0: at once.

        Raises StorageError; what was begun goes on.
        """
        last = self._begun + most
        while self._begun < last and not self._closed:
            self.changed.clear()
            seconds = await self.step(last - self._begun)
            if seconds > BUSY_SECONDS:
                return seconds
            await self.rest(seconds)
        return 0.0

    async def rest(self, seconds: float) -> None:
        """Wait so long, or until something changed."""
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), seconds)

    def close(self) -> None:
        """Begin nothing more."""
        self._closed = True
        self.changed.set()

    async def stop(self, grace: float = GRACE_SECONDS) -> None:
        """Begin nothing more; what is on its way may arrive within `grace` seconds. What does not is left to
        the lease: perhaps it arrived."""
        self.close()
        await finish(list(self._tasks.values()), grace)

    async def waits(self) -> bool:
        """Whether there is anything to do. Raises StorageError."""
        return await self._ledger.waits(self._clock.now())

    async def tend(self) -> None:
        """Take over what dead senders left, and end what is too old to be sent. Raises StorageError."""
        now = self._clock.now()
        for delivery in await self._ledger.abandoned(now, 100):
            if (delivery.id, delivery.attempt) not in self._tasks:
                await self._lost(delivery, "its sender died on the way", timedelta(0))
        if expired := await self._ledger.expire(now):
            log.warning("%d deliveries were too old to be sent", expired)

    async def step(self, most: int = BATCH) -> float:
        """Begin what may go now. Seconds until there may be more to begin; 0.0: look again at once."""
        now = self._monotonic()
        if wait := self._pace.wait(now):
            return wait
        room = min(most, self._pace.room(now), self._window - len(self._tasks))
        if room <= 0:
            return BUSY_SECONDS
        present = self._clock.now()
        claimed = await self._ledger.claim(present, room, present + LEASE)
        for delivery in claimed:
            self._begin(delivery, self._monotonic())
        return 0.0 if claimed else await self._until_ready()

    def _begin(self, delivery: Delivery, now: float) -> None:
        work = self._refrained(delivery, now)
        if work is None:
            self._pace.spend(delivery.chat_id, now)
            self._begun += 1
            work = self._deliver(delivery)
        task = asyncio.create_task(work)
        self._tasks[delivery.id, delivery.attempt] = task
        task.add_done_callback(lambda done: self._arrived(delivery, done))

    def _refrained(self, delivery: Delivery, now: float) -> Coroutine[Any, Any, None] | None:
        """What to do with a delivery that must not leave now; None where it may."""
        zone, rhythm, present = delivery.zone, delivery.rhythm, self._clock.now()
        try:
            paused, quiet_end = is_paused(zone, rhythm, present), quiet_until(zone, rhythm, present)
        except UnknownZoneError:  # said by digests.issues, which helps itself too
            paused, quiet_end = False, None
        if paused:
            # Not kept for the end of the pause: the digest that comes then tells it.
            return self._insist(self._ledger.close, delivery, DeliveryState.FAILED, "the reader paused")
        if quiet_end is not None:
            return self._insist(self._ledger.again, delivery, quiet_end, "the reader's quiet hours")
        wait = self._pace.wait_for(delivery.chat_id, now)
        if wait > 0 or self._closed:
            return self._insist(self._ledger.again, delivery, self._in(wait), "our own pace")
        return None

    def _arrived(self, delivery: Delivery, task: asyncio.Task[None]) -> None:
        del self._tasks[delivery.id, delivery.attempt]
        if not task.cancelled() and (error := task.exception()):
            log.error("delivery %d was left to its lease", delivery.id, exc_info=error)
        self.changed.set()

    async def _until_ready(self) -> float:
        """Nothing could be claimed: how long that will last at most."""
        now = self._clock.now()
        ready = await self._ledger.ready_at()
        if ready is None:
            return LOOK_SECONDS
        until = max(ready, await self._ledger.held_until(now) or ready)
        seconds = (until - now).total_seconds()
        # What is ready and yet not claimed waits for something that no clock tells: a hold on its chat.
        return min(seconds, LOOK_SECONDS) if seconds > 0 else BUSY_SECONDS

    async def _deliver(self, delivery: Delivery) -> None:
        begun = self._monotonic()
        outcome = await self._send(delivery)
        answered = self._monotonic()
        self._pace.settle(answered - begun, answered)
        hold = self._learn(delivery, outcome)
        await self._insist(self._record, delivery, outcome)
        if hold is not None:
            log.warning("flood: all wait %.0f s, then %.1f messages/s", hold, self._pace.rate)
            await self._insist(self._ledger.hold, self._in(hold))

    def _learn(self, delivery: Delivery, outcome: Outcome) -> float | None:
        """Tell the pace; the seconds for which everything is to be held, if so."""
        now = self._monotonic()
        if isinstance(outcome, NotSent | Unknown):
            self._pace.failed(now)
            return None
        self._pace.answered()
        if isinstance(outcome, Later):
            return self._pace.flooded(delivery.chat_id, outcome.seconds, now)
        return None

    async def _send(self, delivery: Delivery) -> Outcome:
        try:
            message = await self._aimed(delivery, await self._wordings.message(self._ledger, delivery))
            if self._clock.now() >= delivery.lease_until:
                return NotSent("the lease ran out before it left")
            async with asyncio.timeout(SEND_SECONDS):
                return await self._sender.send(delivery.chat_id, delivery.thread_id, message)
        except StorageError as error:
            return NotSent(str(error))
        except TimeoutError:
            return Unknown(f"no answer in {SEND_SECONDS:.0f} s")
        except Exception as error:
            log.exception("delivery %d failed in the program", delivery.id)
            return Unknown(repr(error))

    async def _aimed(self, delivery: Delivery, message: Message) -> Message:
        """A correction with the message that it corrects in this chat."""
        if message.replaces is None:
            return message
        arrived = await self._ledger.arrived(delivery, message.replaces.issue, message.replaces.part)
        return replace(message, replaces=replace(message.replaces, message_id=arrived))

    def forget(self, issue_id: int) -> None:
        """Its messages were changed after they were frozen: read them anew."""
        self._wordings.forget(issue_id)

    async def _insist(self, record: Callable[..., Awaitable[object]], *arguments: object) -> None:
        """What happened to a message must be known: try until the database takes it."""
        waits = False
        while True:
            try:
                await record(*arguments)
            except StorageError as error:
                if not waits:  # not at every try: the log may stand on the disk that is full
                    log.error("a result waits: %s", error)
                waits = True
                await asyncio.sleep(BUSY_SECONDS)
            else:
                return

    async def _record(self, delivery: Delivery, outcome: Outcome) -> None:
        """What each answer means for the row. Safe to repeat."""
        ledger, now = self._ledger, self._clock.now()
        match outcome:
            case Sent(message_id):
                ready_at = self._in(self._pace.wait_for(delivery.chat_id, self._monotonic()))
                await ledger.sent(delivery, message_id, now, ready_at)
            case Gone(reason, topic_only):
                log.info("chat %d is gone: %s", delivery.chat_id, reason)
                await ledger.gone(delivery, reason, topic_only=topic_only)
            case Later(seconds):
                await ledger.later(delivery, self._in(seconds), f"Telegram asked to wait {seconds:.0f} s")
            case NotSent(reason):
                await ledger.again(delivery, now, reason)
            case Unknown(reason):
                await self._lost(delivery, reason, RESEND_AFTER)
            case Migrated(chat_id):
                await ledger.migrated(delivery, chat_id, now)
            case Refused(reason):
                log.error("Telegram refused delivery %d: %s", delivery.id, reason)
                await ledger.close(delivery, DeliveryState.FAILED, reason)

    async def _lost(self, delivery: Delivery, reason: str, wait: timedelta) -> None:
        """Perhaps it arrived: once more, while the issue is fresh."""
        at = self._clock.now() + wait
        if delivery.lost < RESENDS and at < delivery.expires_at:
            await self._ledger.again(delivery, at, reason, lost=True)
        else:
            log.warning("delivery %d may not have arrived: %s", delivery.id, reason)
            await self._ledger.close(delivery, DeliveryState.UNKNOWN, reason)

    def _in(self, seconds: float) -> datetime:
        return self._clock.now() + timedelta(seconds=seconds)


async def finish(tasks: list[asyncio.Task[None]], seconds: float) -> None:
    """Wait for them so long, then cancel those that are left."""
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=max(seconds, 0.0))
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
