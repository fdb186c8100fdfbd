"""getUpdates: one long poll at a time."""

from dataclasses import dataclass

from playground.changes import Changes
from playground.refusals import conflict
from playground.updates import Update, Updates

LONGEST_POLL = 50  # seconds
BY_ANOTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "terminated by setWebhook request"


@dataclass(slots=True)
class _Poll:
    terminated: str = ""


class Polling:
    def __init__(self, updates: Updates, changes: Changes) -> None:
        self._updates = updates
        self._changes = changes
        self._current: _Poll | None = None
        self.closed = False  # the server stops: nobody waits any longer

    @property
    def waiting(self) -> bool:
        """Is a bot listening just now?"""
        return self._current is not None

    def terminate(self, reason: str) -> None:
        """The poll that waits, if any, ends with 409."""
        if self._current is not None:
            self._current.terminated = reason
            self._current = None
            self._changes.tell()

    async def get(self, offset: int, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109 the API's own
        """Unconfirmed updates from `offset` on, at once or as soon as there is one; raises Refusal (409).

        `offset` confirms all before it. Nothing else does: what was handed out comes again until confirmed.
        """
        self.terminate(BY_ANOTHER)
        poll = self._current = _Poll()
        self._changes.tell()
        if offset:
            self._updates.confirm(offset)
        try:
            await self._changes.until(
                lambda: poll.terminated or self.closed or self._updates.pending,
                within=max(0.0, min(timeout, LONGEST_POLL)),
            )
        except TimeoutError:
            return []
        finally:
            if self._current is poll:
                self._current = None
        if poll.terminated:
            raise conflict(poll.terminated)
        return list(self._updates.pending[: min(max(limit, 1), 100)])
