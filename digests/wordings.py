"""The messages of issues as they are sent, read once however many deliveries want them at once."""

import asyncio

from news.models import Delivery, Message
from news.ports import Ledger

__all__ = ["Wordings"]

KEPT = 64
"""Issues in memory."""


class Wordings:
    """One for all couriers of a process."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], asyncio.Future[tuple[Message, ...]]] = {}

    async def message(self, ledger: Ledger, delivery: Delivery) -> Message:
        """What is to be sent. Raises StorageError; the next who asks tries again."""
        key = delivery.issue, delivery.wording
        if key not in self._read:
            while len(self._read) >= KEPT:
                del self._read[next(iter(self._read))]
            self._read[key] = asyncio.ensure_future(ledger.messages(delivery.issue))
            self._read[key].add_done_callback(lambda read: self._drop_failure(key, read))
        return (await asyncio.shield(self._read[key]))[delivery.part]

    def forget(self, issue_id: int) -> None:
        """Its messages were changed by this process: read them anew."""
        for key in [key for key in self._read if key[0] == issue_id]:
            del self._read[key]

    def _drop_failure(self, key: tuple[int, int], read: asyncio.Future[tuple[Message, ...]]) -> None:
        if (read.cancelled() or read.exception()) and self._read.get(key) is read:
            del self._read[key]
