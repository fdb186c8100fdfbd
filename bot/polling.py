"""Long polling with an eye on itself."""

import asyncio
import json
import re
import time
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.request import HTTPXRequest

from bot.receipts import Receipts
from handlers.context import Xabarnoma
from handlers.wiring import UPDATES
from storage.inbox import Waiting

__all__ = ["PollRequest", "Polling"]

TIMEOUT = 20.0
"""Seconds that Telegram may hold a poll open."""
OK = 200
LOST = (401, 404)
"""What Telegram answers once a token was revoked or its bot deleted. python-telegram-bot then ends polling
while its updater goes on saying that it runs."""

FIRST = re.compile(rb'"update_id"\s*:\s*(\d+)')

log = structlog.get_logger(__name__)


class PollRequest(HTTPXRequest):
    """The connection of getUpdates; `lost` is set when Telegram no longer knows the token."""

    def __init__(self, receipts: Receipts | None = None, **given: Any) -> None:
        """`receipts` keep what comes; `given` goes to httpx's client."""
        super().__init__(connection_pool_size=1, read_timeout=TIMEOUT + 10, httpx_kwargs=given)
        self._receipts = receipts
        self.lost = asyncio.Event()
        self.asked_at: float | None = None
        """When the last poll began, by the monotonic clock."""
        self.answered_at: float | None = None
        """When Telegram last gave updates, or none, without an error."""
        self._first: bytes | None = None
        """The number of the first update that came last."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One request, as the base class does it."""
        self.asked_at = time.monotonic()
        status, payload = await super().do_request(url, method, *args, **kwargs)
        if status == OK:
            self.answered_at = time.monotonic()
            if self._receipts is not None:
                await self._receipts.store(payload)
            payload = self._readable(payload)
        if status in LOST:
            self.lost.set()
        return status, payload

    def _readable(self, payload: bytes) -> bytes:
        """The answer, its updates such that the library can read them. One that it cannot read makes it pass
        over all that came with it and ask for the same ones for ever: that they come again is the sign."""
        found = FIRST.search(payload)
        again = found is not None and found[1] == self._first
        self._first = found[1] if found else None
        return without_unreadable(payload) if again else payload


def without_unreadable(payload: bytes) -> bytes:
    """The answer to getUpdates; of an update that cannot be read only its number is left, by which it is
    confirmed."""
    try:
        answer = json.loads(payload)
        answer["result"] = [_or_its_number(update) for update in answer["result"]]
    except (ValueError, RecursionError, KeyError, TypeError):
        return payload  # no answer of Telegram's; the library says so
    return json.dumps(answer).encode()


def _or_its_number(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception as error:
        log.error("an update cannot be read", update_id=update["update_id"], kind=type(error).__name__)
        return {"update_id": update["update_id"]}
    return update


class Polling:
    """Asks Telegram for updates, in the one process that may."""

    def __init__(self, application: Xabarnoma, poll: PollRequest, receipts: Receipts | None = None) -> None:
        """`poll` is the request by which the application asks, `receipts` keep what it brings."""
        self._application = application
        self._poll = poll
        self._receipts = receipts

    @property
    def asked_at(self) -> float | None:
        """When Telegram was last asked, by the monotonic clock; None before the first time."""
        return self._poll.asked_at

    async def start(self) -> None:
        """Begin with what a process that died left unanswered; a webhook that was set before is taken away.
        Raises TelegramError, StorageError."""
        if self._application.updater is None:
            raise RuntimeError("the application was built without polling")
        for waiting in await self._receipts.left() if self._receipts else ():
            await self._application.update_queue.put(self._read(waiting))
        await self._application.updater.start_polling(
            timeout=int(TIMEOUT), allowed_updates=list(UPDATES), error_callback=_on_error
        )

    def _read(self, waiting: Waiting) -> Update:
        update = _or_its_number(json.loads(waiting.body))
        return Update.de_json(update, self._application.bot)

    async def stop(self) -> None:
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()


def _on_error(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another program polls with this token: stop the other one")
    else:
        log.warning("Telegram could not be asked for updates", error=error.message)
