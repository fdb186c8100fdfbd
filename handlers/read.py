"""Releases read in full: part by part, in the place of a list or below a digest."""

import structlog
from telegram import Update
from telegram.error import BadRequest

from digests.fulltext import render_text
from digests.presses import Close, OpenRelease, ReadPart, TurnPage
from handlers.ask import own_question
from handlers.context import Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show

__all__ = ["register"]

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(on_press(ReadPart, read_part))
    application.add_handler(on_press(OpenRelease, open_release))
    application.add_handler(on_press(Close, close))


async def read_part(update: Update, context: Context, reader: Reader, press: ReadPart) -> str:
    """A part of a release in the place of the list, or of another part."""
    back = None
    if press.question:
        asked = await own_question(context, reader, press.question)
        if isinstance(asked, str):
            return asked
        back = TurnPage(press.question, press.page)
    release = await context.services.releases.get(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    shown = await show(update, context, render_text(release, reader.today, reader.phrases, press, back))
    return "" if shown else reader.phrases.plain("stale-button")


async def open_release(update: Update, context: Context, reader: Reader, press: OpenRelease) -> str:
    """A release below the digest it stands in: the digest stays as it is."""
    release = await context.services.releases.get(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    await say(update, context, render_text(release, reader.today, reader.phrases, ReadPart(release.id, 0)))
    return ""


async def close(update: Update, context: Context, reader: Reader, _: Close) -> str:
    """Take the text away; one that is too old to be deleted stays, without a word of blame."""
    query = update.callback_query
    if query is None or query.message is None:
        return reader.phrases.plain("stale-button")
    try:
        await context.bot.delete_message(query.message.chat.id, query.message.message_id)
    except BadRequest as error:
        log.info("a message could not be deleted", reason=error.message)
        return reader.phrases.plain("stale-button")
    return ""
