"""Long polling with an eye on itself."""

import asyncio
from typing import Any

from telegram.request import HTTPXRequest

TIMEOUT = 20.0
"""Seconds that Telegram may hold a poll open."""
LOST = (401, 404)
"""What Telegram answers once a token was revoked or its bot deleted. python-telegram-bot then ends polling
while its updater goes on saying that it runs."""


class PollRequest(HTTPXRequest):
    """The connection of getUpdates; `lost` is set when Telegram no longer knows the token."""

    def __init__(self, **given: Any) -> None:
        """`given` goes to httpx's client."""
        super().__init__(connection_pool_size=1, read_timeout=TIMEOUT + 10, httpx_kwargs=given)
        self.lost = asyncio.Event()

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One request, as the base class does it."""
        status, payload = await super().do_request(url, method, *args, **kwargs)
        if status in LOST:
            self.lost.set()
        return status, payload
