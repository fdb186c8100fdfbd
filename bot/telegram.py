"""Sends for the ledger, and says of every answer what it means: arrived, gone, later, perhaps, never."""

import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.request import NEVER_LEFT
from config.redaction import said
from handlers.screen import NO_PREVIEW, keyboard
from language.markup import plain
from news.models import Message, Replaces
from news.ports import Gone, Later, Migrated, NotSent, Outcome, Refused, Sent, Unknown

__all__ = ["TelegramSender", "outcome_of"]

NOBODY_THERE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights to send a message",
    "not enough rights to send",
    "need administrator rights in the channel chat",
    "chat_write_forbidden",
    "group chat was deactivated",
    "chat_restricted",
)
"""Bad requests that are about the chat, not about the message: as final as Forbidden."""
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")

DIGEST = "sendmessage"
"""Telegram's sendMessage, whose methods are case-insensitive. Written as in its documentation, the library
would advise against calling it by name; and so a digest can be told from a reply."""
PLAIN = NO_PREVIEW.to_json()
EDIT = "editmessagetext"
UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
log = logging.getLogger(__name__)


class TelegramSender:
    """The port `news.ports.Sender` over a bot of python-telegram-bot."""

    def __init__(self, bot: Bot, *, paid: bool = False) -> None:
        """`paid`: beyond Telegram's free pace, at its price for each message (allow_paid_broadcast)."""
        self._bot = bot
        self._extra = {"allow_paid_broadcast": True} if paid else {}

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        if message.replaces is not None:
            return await self._correct(chat_id, thread_id, message, message.replaces)
        try:
            return await self._send(chat_id, thread_id, message, message.html, ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                return outcome_of(error)
            log.error("Telegram could not parse a digest; it goes out as plain text: %s", said(error))
        except TelegramError as error:
            return outcome_of(error)
        try:
            return await self._send(chat_id, thread_id, message, plain(message.html), None)
        except TelegramError as error:
            return outcome_of(error)

    async def _correct(
        self, chat_id: int, thread_id: int | None, message: Message, replaced: Replaces
    ) -> Outcome:
        """Put it in the place of what arrived, or, where nobody can edit that any more, answer it."""
        if replaced.message_id is None:
            return Refused("what it corrects never arrived")
        target = {"chat_id": chat_id, "message_id": replaced.message_id}
        text = {"text": message.html, "parse_mode": ParseMode.HTML, "link_preview_options": PLAIN}
        try:
            await self._bot.do_api_request(EDIT, {**target, **text, "reply_markup": _markup(message)})
        except BadRequest as error:
            said = error.message.lower()
            if "message is not modified" in said:
                return Sent(replaced.message_id)
            if any(words in said for words in UNEDITABLE):
                answered = {"message_id": replaced.message_id, "allow_sending_without_reply": True}
                return await self._answer(chat_id, thread_id, replaced.notice, answered)
            return outcome_of(error)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(replaced.message_id)

    async def _answer(
        self, chat_id: int, thread_id: int | None, notice: str, answered: Mapping[str, object]
    ) -> Outcome:
        given = {"text": notice, "parse_mode": ParseMode.HTML, "reply_parameters": json.dumps(answered)}
        where = {"chat_id": chat_id, "message_thread_id": thread_id}
        try:
            sent = await self._bot.do_api_request(DIGEST, where | given)
        except TelegramError as error:
            return outcome_of(error)
        return Sent(sent["message_id"])

    async def _send(
        self, chat_id: int, thread_id: int | None, message: Message, text: str, parse_mode: str | None
    ) -> Outcome:
        # Not Bot.send_message, which makes a whole Message of the answer at the cost of all the rest.
        sent = await self._bot.do_api_request(
            DIGEST,
            {
                "chat_id": chat_id,
                "message_thread_id": thread_id,
                "text": text,
                "parse_mode": parse_mode,
                "reply_markup": _markup(message),
                "link_preview_options": PLAIN,
                **self._extra,
            },
        )
        return Sent(sent["message_id"])


@lru_cache(maxsize=64)
def _markup(message: Message) -> str | None:
    """Its buttons in JSON: one message of an issue goes to thousands."""
    made = keyboard(message)
    return made.to_json() if made else None


def outcome_of(error: TelegramError) -> Outcome:
    """What an error of python-telegram-bot says about the message."""
    reason = str(error)
    match error:
        case RetryAfter():
            return Later(_seconds(error.retry_after))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            return Gone(reason)
        case BadRequest():
            return _of_bad_request(reason)
        case InvalidToken() | EndPointNotFound():
            # The bot's trouble, not the reader's: nobody is stopped for it, and it goes out once mended.
            return NotSent(reason)
        case NetworkError() if isinstance(error.__cause__, NEVER_LEFT):
            return NotSent(reason)
        case _:
            # Timeouts, broken connections, 5xx, answers that are no JSON: perhaps it arrived.
            return Unknown(reason)


def _of_bad_request(reason: str) -> Outcome:
    said = reason.lower()
    if any(words in said for words in TOPIC_GONE):
        return Gone(reason, topic_only=True)
    if any(words in said for words in NOBODY_THERE):
        return Gone(reason)
    return Refused(reason)


def _seconds(wait: int | timedelta) -> float:
    """python-telegram-bot gives an int or, when it was told so, a timedelta."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
