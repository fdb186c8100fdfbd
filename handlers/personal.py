"""What the bot knows of a person (or of a group, a channel): given to them, and forgotten at their word."""

import asyncio
import json
from datetime import timedelta

import structlog
from telegram import InputFile, Message, Update
from telegram.ext import CommandHandler, filters

from digests.erasure import ASKED, KEPT, render_erasure, render_sure
from digests.presses import Erase
from handlers.admins import may_change
from handlers.ask import may_ask
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.menu import show_menu
from handlers.place import Place
from handlers.screen import on_press, patiently, say, show
from language.markup import escape
from news.models import Message as Shown

__all__ = ["register"]

PATIENCE = timedelta(minutes=10)
"""From the first question to the second yes."""
LARGEST = 45 << 20
"""Bytes of a file that the bot sends: Telegram takes 50 MB."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    here = PRIVATE | filters.ChatType.GROUPS
    application.add_handler(CommandHandler("export_me", export_me, here))
    application.add_handler(CommandHandler("delete_me", delete_me, here | filters.UpdateType.CHANNEL_POST))
    application.add_handler(on_press(Erase, erase))


async def export_me(update: Update, context: Context) -> None:
    """Everything that is held, as one document: of the person, or to its admins of the group."""
    context.chat.expects = None
    reader = await context.reader(update)
    if not await may_change(update, context, reader.here):
        await say(update, context, reader.phrases("admins-only"))
        return
    if told := may_ask(context, reader):
        await say(update, context, escape(told))
        return
    held = await context.services.personal.export(reader.here.chat_id)
    if not held:
        await say(update, context, reader.phrases("export-me-nothing"))
        return
    about = {"bot": context.bot.username, "chat_id": reader.here.chat_id, "made_at": reader.now.isoformat()}
    document = await asyncio.to_thread(json.dumps, {"about": about, **held}, ensure_ascii=False, indent=2)
    content = document.encode("utf-8", "replace")
    if len(content) > LARGEST:
        await say(update, context, reader.phrases("export-me-too-large"))
        return
    name = f"{context.bot.username}-{reader.today.isoformat()}.json"
    await _send(context, reader.here, InputFile(content, name), reader.phrases.plain("export-me-done"))


async def _send(context: Context, place: Place, file: InputFile, caption: str) -> None:
    async def send() -> Message:
        return await context.bot.send_document(
            place.chat_id, file, caption=caption, message_thread_id=place.thread_id
        )

    await patiently(send)


async def delete_me(update: Update, context: Context) -> None:
    """The first of two questions; nothing is touched yet."""
    context.chat.expects = None
    reader = await context.reader(update)
    if not await may_change(update, context, reader.here):
        await say(update, context, reader.phrases("admins-only"))
        return
    if _is_named(context, reader):
        await say(update, context, reader.phrases("erase-named", setting="ADMIN_IDS"))
        return
    message = update.effective_message
    # Who writes in the name of a group or a channel does not say who: then any admin may go on.
    asks = 0 if message is not None and message.sender_chat is not None else reader.person_id
    whose = "chat" if not reader.here.is_private else "staff" if reader.is_editor else "reader"
    await say(update, context, render_erasure(asks, reader.now, reader.phrases, whose=whose))


async def erase(update: Update, context: Context, reader: Reader, press: Erase) -> str:
    """No; or yes, and the second question; or yes again, and nothing is left of them."""
    if press.person not in (0, reader.person_id):
        return reader.phrases.plain("erase-others")
    if not await may_change(update, context, reader.here):
        return reader.phrases.plain("admins-only")
    if press.step == KEPT:
        await show(update, context, Shown(reader.phrases("erase-kept")))
        return ""
    if abs(reader.now.timestamp() - press.asked_at) >= PATIENCE.total_seconds():
        await show(update, context, Shown(reader.phrases("erase-expired")))
        return ""
    if _is_named(context, reader):
        await show(update, context, Shown(reader.phrases("erase-named", setting="ADMIN_IDS")))
        return ""
    if press.step == ASKED:
        await show(update, context, render_sure(press, reader.phrases))
        return ""
    await _erase(update, context, reader)
    return ""


async def _erase(update: Update, context: Context, reader: Reader) -> None:
    services, chat_id = context.services, reader.here.chat_id
    if not await services.personal.erase(chat_id, reader.now, other_owners=bool(services.admin_ids)):
        await show(update, context, Shown(reader.phrases("erase-last-owner")))
        return
    services.names.pop(chat_id, None)
    if reader.role is not None:
        await show_menu(services, context.bot, chat_id)
    context.application.drop_chat_data(chat_id)
    log.info("a chat was erased at its own word")  # whose is what must not be known any more
    await show(update, context, Shown(reader.phrases("erased")))


def _is_named(context: Context, reader: Reader) -> bool:
    """Whether the settings name them as an owner, which no chat can change."""
    return reader.here.is_private and reader.person_id in context.services.admin_ids
