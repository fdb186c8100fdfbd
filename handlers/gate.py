"""The gate before every other handler: how much one person may do at all, so that whoever presses, types or
sends files in a loop hinders nobody else.

What goes beyond is not answered; the person hears once that it was too much and when to go on. Questions and
inline questions have closer limits of their own.
"""

import math

import structlog
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, TypeHandler

from handlers.context import Context, Xabarnoma, role_of
from handlers.screen import answer, say

__all__ = ["register"]

FIRST = -1
"""The group of handlers that is asked before all others."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(TypeHandler(Update, admit), group=FIRST)


async def admit(update: Update, context: Context) -> None:
    """Let the update through, or end its way here. Raises ApplicationHandlerStop, StorageError."""
    person_id = who(update)
    if person_id == 0:
        return
    seconds = await _too_much(update, context, person_id)
    if not seconds:
        return
    limits, now = context.bot_data.limits, context.services.clock.now()
    is_told = bool(limits.told.wait(person_id, now))
    if not is_told:
        log.warning("a person does too much", person=person_id)
    if update.callback_query is not None:  # it shows a clock until it is answered
        reader = await context.reader(update)
        await answer(update.callback_query, reader.phrases.plain("too-much", seconds=seconds))
    elif not is_told and update.effective_chat and update.effective_chat.type == ChatType.PRIVATE:
        reader = await context.reader(update)
        await say(update, context, reader.phrases("too-much", seconds=seconds))
    raise ApplicationHandlerStop


def who(update: Update) -> int:
    """Whose doing is counted; 0 where nobody's is: a channel's posts, the bot's own standing, and inline
    questions, which are counted by themselves. Who speaks in a chat's name is that chat, not the one account
    that all such people share."""
    message = update.message or update.edited_message
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    if message is None and update.callback_query is None:
        return 0
    return update.effective_user.id if update.effective_user else 0


async def _too_much(update: Update, context: Context, person_id: int) -> int:
    """Count it; the seconds until they may go on, 0 where they may. Who works here brings whole folders."""
    limits, now = context.bot_data.limits, context.services.clock.now()
    wait = limits.acts.wait(person_id, now)
    if wait and await role_of(context.services, person_id) is not None:
        wait = limits.work.wait(person_id, now)
    message = update.message
    if not wait and message is not None and message.document is not None:
        wait = limits.files.wait(person_id, now)
    return math.ceil(wait.total_seconds())
