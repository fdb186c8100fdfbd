"""Questions: asked, paged, changed by a button."""

import asyncio
import math
from datetime import date

import structlog
from telegram import Update
from telegram.ext import CommandHandler

from digests.answer import HITS, render_answer, render_slow
from digests.presses import AskNearest, TakeAway, TurnPage, mark_of
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from language.markup import clean, units
from news.models import Answer, Asked, Message
from news.search.question import parse

__all__ = ["LONGEST", "ask", "may_ask", "own_question", "register"]

LONGEST = 400
"""UTF-16 units of a question. A headline fits in; a whole text is no question."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    for command, question in (("today", today), ("week", week), ("month", month)):
        application.add_handler(CommandHandler(command, question, PRIVATE))
    application.add_handler(on_press(TurnPage, turn_page))
    application.add_handler(on_press(TakeAway, take_away))
    application.add_handler(on_press(AskNearest, ask_nearest))


async def today(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await ask(update, context, reader, reader.phrases.plain("today-question"))


async def week(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await ask(update, context, reader, reader.phrases.plain("week-question"))


async def month(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await ask(update, context, reader, reader.phrases.plain("month-question"))


async def ask(update: Update, context: Context, reader: Reader, text: str) -> None:
    """Answer a question. It is kept first: its pages are turned by its number."""
    question = clean(text).strip()
    if units(question) > LONGEST:
        await say(update, context, reader.phrases("question-too-long", limit=LONGEST))
        return
    if refusal := may_ask(context, reader):
        await say(update, context, refusal)
        return
    asked = await context.services.questions.keep(
        reader.chat_id, reader.person_id, question, reader.now, update.update_id
    )
    answer = await _answer(context, reader, asked, 0)
    await say(update, context, _page(reader, asked, 0, answer))
    await _note(context, asked, answer)


def may_ask(context: Context, reader: Reader) -> str:
    """Count a question of the reader's: "" where they may ask it, else what to tell them."""
    wait = context.bot_data.limits.questions.wait(reader.person_id, reader.now)
    if not wait:
        return ""
    log.info("a person asked too much", person=reader.person_id)
    return reader.phrases.plain("too-many-questions", seconds=math.ceil(wait.total_seconds()))


def _page(reader: Reader, asked: Asked, page: int, answer: Answer | None) -> Message:
    """A page of the answer, or a sentence where there was none in time."""
    if answer is None:
        return render_slow(asked.id, page, reader.phrases)
    if answer.question.empty:
        return Message(reader.phrases("question-empty"))
    return render_answer(answer, asked.id, page, reader.today, reader.phrases)


async def _answer(context: Context, reader: Reader, asked: Asked, page: int) -> Answer | None:
    """A page of the answer as of the day on which it was asked: "today" stays that day. None where it took
    longer than a person waits."""
    try:
        async with asyncio.timeout(context.services.patience):
            return await context.services.search.ask(
                asked.text, _day(reader, asked), limit=HITS, offset=page * HITS
            )
    except TimeoutError:
        log.warning("a question took too long", question=asked.id, seconds=context.services.patience)
        return None


async def _note(context: Context, asked: Asked, answer: Answer | None) -> None:
    """The press office hears how many questions found nothing."""
    if answer is not None and not answer.question.empty and not answer.hits:
        await context.services.questions.found_nothing(asked.id)


def _day(reader: Reader, asked: Asked) -> date:
    return reader.local(asked.asked_at).date()


async def own_question(context: Context, reader: Reader, question_id: int) -> Asked | str:
    """The question if it is the reader's own, asked in this chat; else what to tell them."""
    asked = await context.services.questions.get(question_id, reader.chat_id)
    if asked is None:
        return reader.phrases.plain("stale-button")
    return asked if asked.person_id == reader.person_id else reader.phrases.plain("foreign-button")


async def turn_page(update: Update, context: Context, reader: Reader, press: TurnPage) -> str:
    asked = await own_question(context, reader, press.question)
    if isinstance(asked, str):
        return asked
    page, notice = press.page, ""
    answer = await _answer(context, reader, asked, page)
    if page and answer is not None and not answer.hits:
        # Releases were withdrawn while the list stood there: it has fewer pages now.
        page, notice = 0, reader.phrases.plain("page-gone")
        answer = await _answer(context, reader, asked, page)
    shown = await show(update, context, _page(reader, asked, page, answer))
    return notice if shown else reader.phrases.plain("stale-button")


async def take_away(update: Update, context: Context, reader: Reader, press: TakeAway) -> str:
    """The question without a part of it, in its place."""
    asked = await own_question(context, reader, press.question)
    if isinstance(asked, str):
        return asked
    rest = without(asked.text, press.part, _day(reader, asked))
    if rest is None:
        return reader.phrases.plain("stale-button")
    return await _ask_instead(update, context, reader, asked, rest)


def without(text: str, part: int, today: date) -> str | None:
    """The question without that part; a period or a kind that stands in several places goes from all of
    them. None where it has no such part."""
    parts = parse(text, today).parts
    if part >= len(parts):
        return None
    kind, rest = parts[part].kind, parts[part].rest
    while kind in ("period", "type"):
        again = next((other for other in parse(rest, today).parts if other.kind == kind), None)
        if again is None:
            break
        rest = again.rest
    return rest


async def ask_nearest(update: Update, context: Context, reader: Reader, press: AskNearest) -> str:
    """What was offered where a question had no answer; the question's own where it has one by now."""
    asked = await own_question(context, reader, press.question)
    if isinstance(asked, str):
        return asked
    answer = await _answer(context, reader, asked, 0)
    offered = {mark_of(one.text): one.text for one in answer.suggestions} if answer else {}
    if press.mark in offered:
        return await _ask_instead(update, context, reader, asked, offered[press.mark])
    shown = await show(update, context, _page(reader, asked, 0, answer))
    return "" if shown else reader.phrases.plain("stale-button")


async def _ask_instead(update: Update, context: Context, reader: Reader, asked: Asked, text: str) -> str:
    """Another question as of the same day in the place of the first, kept as one of its own: its pages and
    buttons are then its own too."""
    if refusal := may_ask(context, reader):
        return refusal
    changed = await context.services.questions.keep(
        reader.chat_id, reader.person_id, text, asked.asked_at, update.update_id
    )
    answer = await _answer(context, reader, changed, 0)
    shown = await show(update, context, _page(reader, changed, 0, answer))
    await _note(context, changed, answer)
    return "" if shown else reader.phrases.plain("stale-button")
