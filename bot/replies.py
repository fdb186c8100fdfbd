"""Replies go out at once, digests make room for them, and a Telegram out of reach is tried again."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.measures import Measures
from bot.request import NEVER_LEFT
from bot.telegram import DIGEST, EDIT
from digests.pace import Pace

__all__ = ["RESTS", "WITHIN", "Replies"]

RESTS = (0.5, 1.0, 2.0, 4.0, 4.0)
"""Seconds before each further try to reach Telegram."""
WITHIN = 12.0
"""Seconds: a try that would begin later is not made. With the time that a connection is waited for, less than
what a process has to end in good order."""
SOMEBODY = ("chat_id", "callback_query_id", "inline_query_id", "file_id")
"""What a request names that answers somebody. Whatever else cannot be done is told at once: at the start an
operator waits for it."""

_SHOWS = {"text", "photo", "document", "media"}
"""What makes a message."""


class Replies(BaseRateLimiter[None]):
    """Counts what handlers send and edit against the pace that digests keep; holds nothing back itself.

    Where no connection came about, nothing was sent: such a reply is tried again, within bounds. Where one
    broke, it may have arrived: that error is raised to its handler, and so is what Telegram refuses.
    """

    def __init__(
        self,
        pace: Pace,
        monotonic: Callable[[], float],
        rest: Callable[[float], Awaitable[object]] = asyncio.sleep,
        measures: Measures | None = None,
    ) -> None:
        self._pace = pace
        self._monotonic = monotonic
        self._rest = rest
        self._measures = measures or Measures()

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        # The dispatcher counts its own and knows how to wait.
        if endpoint in (DIGEST, EDIT) or not any(name in data for name in SOMEBODY):
            return await callback(*args, **kwargs)
        begun = self._monotonic()
        for rest in RESTS:
            try:
                return await self._counted(callback, args, kwargs, data)
            except RetryAfter:
                self._measures.floods += 1
                raise
            except NetworkError as error:
                late = self._monotonic() - begun + rest > WITHIN
                if late or not isinstance(error.__cause__, NEVER_LEFT):
                    raise
            await self._rest(rest)
        return await self._counted(callback, args, kwargs, data)

    async def _counted(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        data: dict[str, Any],
    ) -> Any:
        chat_id = data.get("chat_id")
        # What shows no message (getChat, sendChatAction) costs nothing.
        if not isinstance(chat_id, int) or _SHOWS.isdisjoint(data):
            return await callback(*args, **kwargs)
        begun = self._monotonic()
        self._pace.spend(chat_id, begun)
        try:
            return await callback(*args, **kwargs)
        finally:
            answered = self._monotonic()
            self._pace.settle(answered - begun, answered)
