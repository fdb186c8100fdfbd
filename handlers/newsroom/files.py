"""A release as a file."""

import asyncio

import structlog
from telegram import Document, Update
from telegram.error import BadRequest

from handlers.context import Context, Reader
from handlers.newsroom.incoming import take_text
from handlers.screen import say
from news.intake import LONGEST
from sources import text as plain_text
from sources.text import Unreadable

__all__ = ["take_file"]

MOST_BYTES = 4 * LONGEST
"""Of a file: no text of LONGEST characters takes more in any encoding we read. Bigger ones are not fetched
(Telegram itself gives bots no file above 20 MB)."""

log = structlog.get_logger(__name__)


async def take_file(update: Update, context: Context, reader: Reader, document: Document) -> None:
    """A release as a .txt file, in whatever encoding."""
    context.chat.expects = None
    name = (document.file_name or "–")[:80]
    if not name.lower().endswith(".txt") and document.mime_type != "text/plain":
        await say(update, context, reader.phrases("file-kind", name=name))
        return
    data = await _fetched(document)
    if data is None:
        await say(update, context, reader.phrases("release-too-long", limit=LONGEST))
        return
    try:
        text = await asyncio.to_thread(plain_text.decode, data)
    except Unreadable as reason:
        log.info("a file could not be read", reason=reason.reason)
        empty = reason.reason == "empty"
        said = reader.phrases("release-empty") if empty else reader.phrases("file-unreadable", name=name)
        await say(update, context, said)
        return
    await take_text(update, context, reader, text)


async def _fetched(document: Document) -> bytes | None:
    """The file's bytes; None where it is too big for a release, or for Telegram to give it to a bot."""
    if (document.file_size or 0) > MOST_BYTES:
        return None
    try:
        file = await document.get_file()
    except BadRequest as error:
        if "file is too big" in error.message.lower():
            return None
        raise
    return bytes(await file.download_as_bytearray())
