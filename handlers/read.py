"""Releases read in full: part by part, in the place of a list or below a digest."""

from dataclasses import replace

import structlog
from telegram import Update
from telegram.error import BadRequest

from digests.fulltext import render_text
from digests.letters import readers_letters
from digests.presses import Close, OnRelease, OpenRelease, ReadPart, TurnPage
from digests.render import button
from digests.windows import settled
from handlers.ask import own_question
from handlers.context import Context, Reader, Xabarnoma
from handlers.newsroom import send_media
from handlers.screen import InPrivate, in_private, on_press, say, show
from news.models import Message, Release
from news.rights import is_senior

__all__ = ["open_release", "register"]

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
    shown = await show(update, context, await _text(context, reader, release, press, back))
    return "" if shown else reader.phrases.plain("stale-button")


async def open_release(
    update: Update, context: Context, reader: Reader, press: OpenRelease
) -> str | InPrivate:
    """A release below the digest it stands in: the digest stays as it is. It is in the same letters. Below
    the digest of a group or a channel it would stand for all: who pressed reads it in their own chat."""
    if not reader.here.is_private:
        return in_private(press, reader.here)
    # An older digest leads to what stands now.
    release = await context.services.releases.newest_version(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    if release.media:
        await send_media(context.bot, reader.here.chat_id, release)
    choices = settled(reader.subscriber.choices, reader.subscriber.language)
    turned = readers_letters(release, choices.script) is not None
    at = ReadPart(release.id, 0, other=int(turned))
    await say(update, context, await _text(context, reader, release, at))
    return ""


async def _text(
    context: Context, reader: Reader, release: Release, at: ReadPart, back: TurnPage | None = None
) -> Message:
    """For who may decide about it, with the way to what may be done with it."""
    earlier = await context.services.releases.earlier_of([release.id])
    text = render_text(release, reader.today, reader.phrases, at, back, earlier.get(release.id))
    if not (release.current and is_senior(reader.role) and reader.here.is_private):
        return text
    manage = button(reader.phrases.plain("manage-button"), OnRelease("manage", release.id))
    return replace(text, buttons=(*text.buttons, (manage,)))


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
