"""The present, as the playground and the bot in it see it."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

Hook = Callable[[], Awaitable[None] | None]


class Clock:
    """Real time plus an offset, or frozen at an instant. All instants are aware and in UTC.

    `on_moved` hooks are called after every jump (not while real time merely passes); a coroutine that a
    hook returns runs as a task of the running loop.
    """

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._offset = timedelta()
        self._frozen_at = frozen_at
        self._running: set[asyncio.Future[None]] = set()
        self.on_moved: list[Hook] = []

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    @property
    def offset(self) -> timedelta:
        """How far ahead of real time this clock is (negative: behind)."""
        return self.now() - datetime.now(UTC) if self.frozen else self._offset

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._offset

    def timestamp(self) -> float:
        """Seconds since the epoch."""
        return self.now().timestamp()

    def move(self, by: timedelta) -> None:
        """Jump forward, or backward where `by` is negative."""
        if self._frozen_at is not None:
            self._frozen_at += by
        else:
            self._offset += by
        self._tell()

    def move_to(self, instant: datetime) -> None:
        """Jump to an aware instant."""
        self.move(instant - self.now())

    def freeze(self, at: datetime | None = None) -> None:
        """Stand still, at `at` or where the clock is."""
        self._frozen_at = at or self.now()
        self._tell()

    def thaw(self) -> None:
        """Go on from where the clock stood."""
        if self._frozen_at is not None:
            self._offset = self._frozen_at - datetime.now(UTC)
            self._frozen_at = None

    def _tell(self) -> None:
        for hook in tuple(self.on_moved):
            outcome = hook()
            if inspect.isawaitable(outcome):
                task = asyncio.ensure_future(outcome)
                self._running.add(task)
                task.add_done_callback(self._running.discard)
