"""Replies go out at once, and digests make room for them."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.telegram import DIGEST, EDIT
from digests.pace import Pace

__all__ = ["CountReplies"]


class CountReplies(BaseRateLimiter[None]):
    """Counts what handlers send and edit against the pace that digests keep; holds nothing back itself.

    A reply that Telegram refuses for a flood is raised to its handler, as without a rate limiter.
    """

    def __init__(self, pace: Pace, monotonic: Callable[[], float]) -> None:
        self._pace = pace
        self._monotonic = monotonic

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
        chat_id = data.get("chat_id")
        # The dispatcher has counted its own; what shows no message (getChat, sendChatAction) costs nothing.
        if not isinstance(chat_id, int) or endpoint in (DIGEST, EDIT) or "text" not in data:
            return await callback(*args, **kwargs)
        begun = self._monotonic()
        self._pace.spend(chat_id, begun)
        try:
            return await callback(*args, **kwargs)
        finally:
            answered = self._monotonic()
            self._pace.settle(answered - begun, answered)
