"""Questions: asked, paged, read in full."""

import structlog
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import CommandHandler

from digests.fulltext import render_text
from digests.presses import Close, OpenRelease, ReadPart, TurnPage
from digests.render import HITS, render_answer
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from language.markup import clean, units
from news.models import Asked, Message, Release

__all__ = ["LONGEST", "ask", "register"]

LONGEST = 400
"""UTF-16 units of a question. A headline fits in; a whole text is no question."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("today", today, PRIVATE))
    application.add_handler(CommandHandler("week", week, PRIVATE))
    application.add_handler(on_press(TurnPage, turn_page))
    application.add_handler(on_press(ReadPart, read_part))
    application.add_handler(on_press(OpenRelease, open_release))
    application.add_handler(on_press(Close, close))


async def today(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await ask(update, context, reader, reader.phrases.plain("today-question"))


async def week(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await ask(update, context, reader, reader.phrases.plain("week-question"))


async def ask(update: Update, context: Context, reader: Reader, text: str) -> None:
    """Answer a question. It is kept first: its pages are turned by its number."""
    question = clean(text).strip()
    if units(question) > LONGEST:
        await say(update, context, reader.phrases("question-too-long", limit=LONGEST))
        return
    asked = await context.services.questions.keep(
        reader.chat_id, reader.person_id, question, reader.now, update.update_id
    )
    await say(update, context, await _page(context, reader, asked, 0))


async def _page(context: Context, reader: Reader, asked: Asked, page: int) -> Message:
    """A page of the answer as of the day on which it was asked: "today" stays that day."""
    day = reader.local(asked.asked_at).date()
    answer = await context.services.search.ask(asked.text, day, limit=HITS, offset=page * HITS)
    if answer.question.empty:
        return Message(reader.phrases("question-empty"))
    if page and not answer.hits:
        return await _page(context, reader, asked, 0)
    return render_answer(answer, asked.id, page, reader.today, reader.phrases)


async def turn_page(update: Update, context: Context, reader: Reader, press: TurnPage) -> str:
    asked = await context.services.questions.get(press.question, reader.chat_id)
    if asked is None:
        return reader.phrases.plain("stale-button")
    if asked.person_id != reader.person_id:
        return reader.phrases.plain("foreign-button")
    shown = await show(update, context, await _page(context, reader, asked, press.page))
    return "" if shown else reader.phrases.plain("stale-button")


async def read_part(update: Update, context: Context, reader: Reader, press: ReadPart) -> str:
    """A part of a release in the place of the list, or of another part."""
    back = None
    if press.question:
        asked = await context.services.questions.get(press.question, reader.chat_id)
        if asked is None:
            return reader.phrases.plain("stale-button")
        if asked.person_id != reader.person_id:
            return reader.phrases.plain("foreign-button")
        back = TurnPage(press.question, press.page)
    release = await context.services.releases.get(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    shown = await show(update, context, _part(release, press.part, reader, back))
    return "" if shown else reader.phrases.plain("stale-button")


async def open_release(update: Update, context: Context, reader: Reader, press: OpenRelease) -> str:
    """A release below the digest it stands in: the digest stays as it is."""
    release = await context.services.releases.get(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    await say(update, context, _part(release, 0, reader, None))
    return ""


def _part(release: Release, part: int, reader: Reader, back: TurnPage | None) -> Message:
    parts = render_text(release, reader.today, reader.phrases, back)
    return parts[min(part, len(parts) - 1)]


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
