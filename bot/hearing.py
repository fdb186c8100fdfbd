"""What Telegram says of our webhook: where it posts to, what waits with it, when a post last failed."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot
from telegram.error import TelegramError

from config.redaction import said

__all__ = ["EVERY", "Hearing", "Said"]

EVERY = 180.0
"""Seconds between two questions. Each process that receives asks for itself: it costs nothing, and each can
say what it knows."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """Telegram's answer (getWebhookInfo)."""

    is_ours: bool
    """Whether it posts to our address."""
    pending: int
    """Updates that wait with it."""
    failed_at: datetime | None
    """When it last could not deliver one, UTC."""


class Hearing:
    """Asks, and remembers the last answer."""

    def __init__(self, bot: Bot, url: str) -> None:
        """`url` is the address that we gave."""
        self._bot = bot
        self._url = url
        self.said: Said | None = None
        self.answered_at: float | None = None
        """When Telegram last answered, by the monotonic clock."""
        self.stored_at: float | None = None
        """When this process last stored an update that was new, by the same."""

    def stored(self) -> None:
        """An update came and was stored."""
        self.stored_at = time.monotonic()

    async def ask(self, _: object = None) -> None:
        """One question. Never raises: no answer is what `answered_at` tells."""
        try:
            info = await self._bot.get_webhook_info()
        except TelegramError as error:
            log.warning("Telegram could not be asked for the webhook: %s", said(error))
            return
        self.answered_at = time.monotonic()
        self.said = Said(info.url == self._url, info.pending_update_count, info.last_error_date)
        if not self.said.is_ours:
            # Not set anew: whoever changed it may have meant it, and two would take it from each other.
            log.error("Telegram posts updates to another address, or to none: a restart sets ours")
