"""Messages of ours onto a person's screen."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter
from telegram.ext import CallbackQueryHandler

from digests import presses
from handlers.context import Context, Reader, place_of
from news.models import Message

__all__ = [
    "PressHandler",
    "answer",
    "edit",
    "keyboard",
    "on_press",
    "patiently",
    "post",
    "put",
    "say",
    "show",
]

T = TypeVar("T")
P = TypeVar("P", bound=presses.Press)
PressHandler = CallbackQueryHandler[Context, Any]

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LONGEST_WAIT = 10.0
"""Seconds a person waits for a reply that Telegram held up; beyond it the error handler speaks."""
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")

log = structlog.get_logger(__name__)


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """Telegram's form of a message's buttons; None where it has none."""
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.text, callback_data=button.data, url=button.url) for button in row]
            for row in message.buttons
        ]
    )


async def say(update: Update, context: Context, message: Message | str) -> int:
    """Send a message into the chat, and the topic, that the update came from; its id."""
    place = place_of(update)
    message = message if isinstance(message, Message) else Message(message)
    return await post(context.bot, place.chat_id, message, place.thread_id)


async def post(bot: Bot, chat_id: int, message: Message, thread_id: int | None = None) -> int:
    """Send a message into any chat; its id."""

    async def send() -> int:
        sent = await bot.send_message(
            chat_id,
            message.html,
            message_thread_id=thread_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message),
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    return await patiently(send)


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Make a call to Telegram; where it asks to wait for a moment, once more after that moment.

    Both are safe: a request that was refused for a flood was not carried out.
    """
    try:
        return await call()
    except RetryAfter as flood:
        wait = flood.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        if seconds > LONGEST_WAIT:
            raise
        await asyncio.sleep(seconds)
        return await call()


async def edit(context: Context, chat_id: int, message_id: int, message: Message) -> bool:
    """Put a message in the place of an earlier one of ours; False where that one is gone."""
    return await put(context.bot, chat_id, message_id, message)


async def put(bot: Bot, chat_id: int, message_id: int, message: Message) -> bool:
    """As `edit`, in any chat.

    That it is shown already is as good as done.
    """

    async def edit_text() -> None:
        await bot.edit_message_text(
            message.html,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message),
            link_preview_options=NO_PREVIEW,
        )

    try:
        await patiently(edit_text)
    except BadRequest as error:
        said = error.message.lower()
        if any(words in said for words in GONE):
            return False
        if "message is not modified" not in said:
            raise
    return True


async def show(update: Update, context: Context, message: Message) -> bool:
    """Put a message in the place of the one whose button was pressed; False where that one is gone."""
    query = update.callback_query
    if query is None or query.message is None:
        return False
    return await edit(context, query.message.chat.id, query.message.message_id, message)


def on_press(kind: type[P], act: Callable[[Update, Context, Reader, P], Awaitable[str]]) -> PressHandler:
    """A handler for one kind of press. `act` returns what the small notice over the chat says, perhaps "".

    The query is answered exactly once: here, or by the error handler where `act` raised.
    """

    def is_meant(data: object) -> bool:
        return isinstance(presses.parse(data), kind)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        press = presses.parse(query.data) if query else None
        if query is None or not isinstance(press, kind):
            raise RuntimeError("the pattern let through what it should not")
        reader = await context.reader(update)
        await answer(query, await act(update, context, reader, press))

    return CallbackQueryHandler(pressed, pattern=is_meant)


async def answer(query: CallbackQuery, notice: str) -> None:
    """Answer a press; that it came too late to be answered is no fault of anybody's."""
    try:
        await query.answer(notice[:200])
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
        log.info("a press was answered too late", data=query.data)
