"""Updates that are polled are stored before Telegram hears that they came: it forgets them as soon as the
next poll begins, while the handlers may still be at them."""

import json
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.whose import whose
from news.ports import Clock, StorageError
from storage.inbox import Inbox, Waiting

__all__ = ["Receipts"]

TIDY = timedelta(hours=1)
REMEMBERED = 10_000
"""Updates of which it is known that they are being answered here; Telegram brings a hundred at once."""

log = structlog.get_logger(__name__)


class Receipts:
    """What came by polling, until it is answered. Where the database fails, updates are answered without: the
    handlers tell people what could not be kept."""

    def __init__(self, inbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._clock = clock
        self._stored: set[int] = set()
        """By this process, and not begun yet."""
        self._begun: dict[int, None] = {}
        self._tidied_at: datetime | None = None

    async def store(self, answer: bytes) -> None:
        """Keep the updates of Telegram's answer to a poll."""
        try:
            for update in json.loads(answer)["result"]:
                await self._keep(update["update_id"], whose(update), json.dumps(update, ensure_ascii=False))
            now = self._clock.now()
            if self._tidied_at is None or now - self._tidied_at >= TIDY:
                self._tidied_at = now
                await self._inbox.forget(now)
        except StorageError as error:
            log.error("updates are answered without having been stored", reason=str(error))
        except (ValueError, RecursionError, KeyError, TypeError):
            return  # no answer of Telegram's; the library says so

    async def left(self) -> list[Waiting]:
        """What a process that died had taken and not answered, the oldest first. Raises StorageError."""
        return list(await self._inbox.take_over())

    def begin(self, update_id: int) -> bool:
        """Whether the update is to be answered: not where it was, or is being answered."""
        if update_id in self._begun:
            return False
        self._stored.discard(update_id)
        self._remember(update_id)
        return True

    async def answered(self, update_id: int) -> None:
        try:
            await self._inbox.answered(update_id)
        except StorageError as error:
            log.error("an answered update could not be crossed out", reason=str(error))

    async def _keep(self, update_id: int, chat_id: int, body: str) -> None:
        if await self._inbox.put(update_id, chat_id, body, self._clock.now()):
            self._stored.add(update_id)
        elif update_id not in self._stored:
            self._remember(
                update_id
            )  # a former process had it: answered by then, or begun here as it was left

    def _remember(self, update_id: int) -> None:
        self._begun[update_id] = None
        if len(self._begun) > REMEMBERED:
            for oldest in list(islice(self._begun, REMEMBERED // 10)):
                del self._begun[oldest]
