"""Updates of different chats are handled side by side, those of one chat in their order."""

import asyncio
import time
from collections.abc import Awaitable, Coroutine
from typing import Any

import structlog
from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.measures import Measures
from bot.receipts import Receipts

__all__ = ["PerChat"]

AT_ONCE = 64
"""More chats than are ever answered at once; a flood beyond it waits in its order."""


class PerChat(BaseUpdateProcessor):
    """python-telegram-bot handles updates either one by one, where a slow answer holds everybody up, or all
    at once, where two messages of one person may overtake each other."""

    def __init__(self, measures: Measures, receipts: Receipts | None = None) -> None:
        """`receipts` know what was answered before; where there are none, somebody else sees to it."""
        super().__init__(AT_ONCE)
        self._measures = measures
        self._receipts = receipts
        self._turns: dict[int, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if self._receipts is None or not isinstance(update, Update):
            await self._measured(update, coroutine)
        elif self._receipts.begin(update.update_id):
            # Where this is cancelled, it is answered after the next start.
            await self._measured(update, coroutine)
            await self._receipts.answered(update.update_id)
        elif isinstance(coroutine, Coroutine):
            coroutine.close()

    async def _measured(self, update: object, coroutine: Awaitable[Any]) -> None:
        begun = time.monotonic()
        if isinstance(update, Update):
            # Each update has a task of its own: every line that is logged in it bears the number.
            structlog.contextvars.bind_contextvars(update_id=update.update_id)
        try:
            await self._in_turn(update, coroutine)
        finally:
            self._measures.handled(_kind(update), time.monotonic() - begun)

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock, waiting = self._turns.get(chat.id, (asyncio.Lock(), 0))
        self._turns[chat.id] = lock, waiting + 1
        try:
            async with lock:
                await coroutine
        finally:
            lock, waiting = self._turns.pop(chat.id)
            if waiting > 1:
                self._turns[chat.id] = lock, waiting - 1

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _kind(update: object) -> str:
    """What a person did, as Telegram names it."""
    for kind in ("message", "callback_query", "inline_query"):
        if getattr(update, kind, None) is not None:
            return kind
    return "other"
