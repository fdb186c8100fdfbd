"""`@bot words` in any chat: releases to share as cards."""

import asyncio

import structlog
from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from digests.share import render_shared
from handlers.context import Context, Reader, Xabarnoma
from handlers.screen import NO_PREVIEW, keyboard
from language.markup import clean
from news.models import Answer, Release

__all__ = ["register"]

CARDS = 20
"""In one answer; scrolling down asks for more."""
FRESH = 30
"""Seconds for which Telegram may give a person the same answer again."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(InlineQueryHandler(inline))


async def inline(update: Update, context: Context) -> None:
    """Offer cards for what is typed; for nothing at all, those of this week.

    The answer is personal: its words and dates are in the language and the zone of who asks.
    """
    query = update.inline_query
    if query is None:
        return
    reader = await context.reader(update)
    text = clean(query.query).strip() or reader.phrases.plain("week-question")
    offset = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    if context.bot_data.limits.typing.wait(reader.person_id, reader.now):
        answer, said = None, reader.phrases.plain("inline-later")
    else:
        answer, said = await _answer(context, reader, text, offset)
    hits = answer.hits if answer else ()
    following = offset + CARDS
    more = answer is not None and (answer.more or following < answer.total)
    try:
        await query.answer(
            [_card(hit.release, reader) for hit in hits],
            cache_time=FRESH if answer else 0,
            is_personal=True,
            next_offset=str(following) if hits and more else "",
            button=None if hits or offset else InlineQueryResultsButton(said, start_parameter="inline"),
        )
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
        log.info("an inline question was answered too late", person=reader.person_id)


async def _answer(context: Context, reader: Reader, text: str, offset: int) -> tuple[Answer | None, str]:
    """The answer, None where it took too long; and what to say where it has no cards."""
    try:
        async with asyncio.timeout(context.services.patience):
            answer = await context.services.search.ask(text, reader.today, limit=CARDS, offset=offset)
    except TimeoutError:
        log.warning("an inline question took too long", seconds=context.services.patience)
        return None, reader.phrases.plain("inline-later")
    return answer, reader.phrases.plain("inline-nothing")


def _card(release: Release, reader: Reader) -> InlineQueryResultArticle:
    shared = render_shared(release, reader.today, reader.phrases)
    return InlineQueryResultArticle(
        id=str(release.id),
        title=shared.title,
        description=shared.description,
        input_message_content=InputTextMessageContent(
            shared.message.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=keyboard(shared.message),
    )
