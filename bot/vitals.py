"""How the parts of a running bot do, for its own pages and for whoever watches it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.hearing import Hearing
from bot.polling import PollRequest
from bot.scheduler import Scheduler
from bot.watchdog import Watchdog
from news.ports import Clock

__all__ = ["Vitals"]

TICK_SECONDS = 600.0
"""A tick over a million readers takes seconds. Without one for so long, a new start is the better cure."""
POLL_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Vitals:
    """Parts that this process does not have are None."""

    clock: Clock
    scheduler: Scheduler | None
    poll: PollRequest | None
    watchdog: Watchdog
    began_at: float
    """By `monotonic`."""
    monotonic: Callable[[], float] = time.monotonic
    hearing: Hearing | None = None

    def now(self) -> datetime:
        return self.clock.now()

    def alive(self) -> dict[str, str]:
        """For each part "ok", or since when it is not."""
        parts = {}
        if (lag := self.tick_lag()) is not None:
            parts["tick"] = "ok" if lag < TICK_SECONDS else f"none for {lag:.0f} s"
        if (lag := self.poll_lag()) is not None:
            parts["telegram"] = "ok" if lag < POLL_SECONDS else f"no answer for {lag:.0f} s"
        if (sending := self.watchdog.sending()) is not None:
            parts["digests"] = sending
        return parts

    def ready(self) -> dict[str, str]:
        """The same with what a new start would not mend. Not whether updates wait with Telegram: a balancer
        that took a process out for that would let more of them wait (`/metrics` tells it)."""
        parts = self.alive()
        if self.hearing is None:
            return parts
        if (lag := self._since(self.hearing.answered_at)) >= POLL_SECONDS:
            return parts | {"telegram": f"no answer for {lag:.0f} s"}
        elsewhere = self.hearing.said is not None and not self.hearing.said.is_ours
        return parts | {"telegram": "it posts to another address" if elsewhere else "ok"}

    def tick_lag(self) -> float | None:
        """Seconds since a tick did all its work; None where this process does not tick."""
        return None if self.scheduler is None else self._since(self.scheduler.done_at)

    def poll_lag(self) -> float | None:
        """Seconds since Telegram answered a poll; None where this process does not poll."""
        return None if self.poll is None else self._since(self.poll.answered_at)

    def update_lag(self) -> float | None:
        """Seconds since this process stored an update; None where it takes none by webhook."""
        return None if self.hearing is None else self._since(self.hearing.stored_at)

    def _since(self, then: float | None) -> float:
        return self.monotonic() - (then if then is not None else self.began_at)
