"""A release as a file or as a link."""

from pathlib import PurePath

import structlog
from telegram import Document, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest

from handlers.context import Context, Reader
from handlers.newsroom.incoming import published, take_draft
from handlers.refusals import unreadable
from handlers.screen import say
from sources import documents
from sources.opener import ENDINGS
from sources.text import Unreadable

__all__ = ["is_link", "take_file", "take_link"]

log = structlog.get_logger(__name__)


async def take_file(update: Update, context: Context, reader: Reader, document: Document) -> None:
    """A release as a document; it is opened in a process of its own."""
    message = update.effective_message
    if message is None:
        return
    context.chat.expects = None
    if context.services.disk.is_low():
        await say(update, context, reader.phrases("disk-low-file"))
        return
    name = _name(document)
    try:
        data = await _fetched(document)
        draft = await context.services.opener.document(name, data, published(message, reader))
    except Unreadable as error:
        log.info("a file could not be read", reason=error.reason)
        await say(update, context, unreadable(error.reason, reader.phrases, name))
        return
    await take_draft(update, context, reader, draft)


def is_link(text: str) -> bool:
    """Is the message an address and nothing else?"""
    text = text.strip()
    return text.lower().startswith(("http://", "https://")) and len(text.split()) == 1


async def take_link(update: Update, context: Context, reader: Reader, url: str) -> None:
    """A release as the address of its page."""
    message = update.effective_message
    if message is None:
        return
    context.chat.expects = None
    await context.bot.send_chat_action(reader.chat_id, ChatAction.TYPING)  # a site may take its time
    try:
        draft = await context.services.opener.link(url, published(message, reader))
    except Unreadable as error:
        log.info("a link could not be read", reason=error.reason)
        await say(update, context, unreadable(error.reason, reader.phrases, url))
        return
    await take_draft(update, context, reader, draft)


def _name(document: Document) -> str:
    """The file's name; where it has no ending that we know, that of what the sender's program calls it."""
    name = document.file_name or "–"
    ending = ENDINGS.get(document.mime_type or "", "")
    suffix = PurePath(name).suffix.lower()
    return name if suffix in (ending, *documents.KINDS) else f"{name}{ending}"


async def _fetched(document: Document) -> bytes:
    """The file's bytes. Raises `Unreadable` where it is too big, for us or for Telegram to give to a bot."""
    if (document.file_size or 0) > documents.BYTES:
        raise Unreadable("too-big")
    try:
        file = await document.get_file()
    except BadRequest as error:
        if "file is too big" in error.message.lower():
            raise Unreadable("too-big") from None
        raise
    return bytes(await file.download_as_bytearray())
