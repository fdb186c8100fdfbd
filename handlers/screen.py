"""Messages of ours onto a person's screen."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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
from handlers.context import Context, Reader
from handlers.place import Place, place_of
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
LONGEST_PAYLOAD = 64
"""Characters of what a link to the bot may carry (Telegram, deep linking)."""
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


@dataclass(frozen=True, slots=True)
class InPrivate:
    """The press goes on in the person's own chat with the bot, which opens with `/start payload`."""

    payload: str


def in_private(press: presses.Press, place: Place) -> InPrivate:
    """That press, made in a group or a channel, where nobody else is to be shown what it brings."""
    walked = presses.data(press).replace(":", "_")
    return InPrivate(f"in{-place.chat_id}_{place.thread_id or 0}_{walked}")


_WALKED = re.compile(r"in([1-9][0-9]{0,17})_([0-9]{1,18})_([a-z][0-9](?:_[0-9]{1,19}){1,9})", re.ASCII)


def walked(payload: str) -> tuple[presses.Press, Place] | None:
    """The press that `in_private` put into a payload, and where it was made; None for any other payload."""
    found = _WALKED.fullmatch(payload)
    press = presses.parse(found[3].replace("_", ":")) if found else None
    return None if found is None or press is None else (press, Place(-int(found[1]), int(found[2]) or None))


def on_press(
    kind: type[P], act: Callable[[Update, Context, Reader, P], Awaitable[str | InPrivate]]
) -> PressHandler:
    """A handler for one kind of press. `act` returns what the small notice over the chat says, perhaps "", or
    sends the person to their own chat.

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
        told = await act(update, context, reader, press)
        if isinstance(told, InPrivate):
            link = f"https://t.me/{context.bot.username}?start={told.payload}"
            await answer(query, "", link if len(told.payload) <= LONGEST_PAYLOAD else None)
        else:
            await answer(query, told)

    return CallbackQueryHandler(pressed, pattern=is_meant)


async def answer(query: CallbackQuery, notice: str, url: str | None = None) -> None:
    """Answer a press, with a link to the bot where it goes on there; that it came too late to be answered is
    no fault of anybody's."""
    try:
        await query.answer(notice[:200], url=url)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
        log.info("a press was answered too late")
