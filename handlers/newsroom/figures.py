"""`/stats`: how the bot is used, as text and as a picture."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import structlog
from telegram import InputMediaPhoto, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from digests.figures import DAYS, picture, render_figures
from digests.presses import InOffice
from handlers.context import Context, Reader
from handlers.screen import GONE, keyboard, patiently, say, show
from language.dates import find_period
from news.models import Message, Period
from news.popular import LOOKED_AT, popular
from news.rights import is_senior

__all__ = ["press_figures", "stats"]

DEFAULT = 30
LONGEST = 366
"""Days: more are no longer told apart in a picture."""
_DAYS = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_CALENDAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?", re.ASCII)

log = structlog.get_logger(__name__)


async def stats(update: Update, context: Context) -> None:
    """`/stats`, `/stats 7`, `/stats 2026-10`, `/stats oktabr`"""
    reader = await context.reader(update)
    context.chat.expects = None
    if not is_senior(reader.role):
        await say(update, context, reader.phrases("seniors-only" if reader.is_editor else "editors-only"))
        return
    today = _today(context, reader)
    period = asked_period(" ".join(context.args or ()), today)
    if isinstance(period, str):
        await say(update, context, reader.phrases(period))
        return
    await _send(update, context, *await _figures(update, context, reader, period, today))


async def press_figures(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    """Another period in the place of the one that is shown."""
    if press.number not in DAYS:
        return reader.phrases.plain("stale-press")
    today = _today(context, reader)
    message, drawn = await _figures(update, context, reader, _last(press.number, today), today)
    shown = update.effective_message
    has_picture = shown is not None and bool(shown.photo)
    if drawn is not None:
        done = await _replace(update, message, drawn)  # Telegram puts a picture to a text, too
    else:
        done = not has_picture and await show(update, context, message)
    if not done:
        await _send(update, context, message, drawn)
    return ""


def asked_period(words: str, today: date) -> Period | str:
    """Which days are meant, none of them after today; else the key of the phrase that says what is wrong."""
    words = words.strip()
    if not words:
        return _last(DEFAULT, today)
    if _DAYS.fullmatch(words):
        return _last(int(words), today) if int(words) <= LONGEST else "figures-too-long"
    found = _CALENDAR.fullmatch(words)
    period = _of_calendar(found[1], found[2]) if found else find_period(words, today)
    if period is None:
        return "figures-unclear"
    if period.start > today:
        return "figures-ahead"
    period = Period(period.start, min(period.end, today))
    return period if (period.end - period.start).days < LONGEST else "figures-too-long"


def _of_calendar(year: str, month: str | None) -> Period | None:
    """A year or a month by its number; None where there is no such."""
    try:
        first = date(int(year), int(month or 1), 1)
    except ValueError:
        return None
    last = first.month if month else 12
    return Period(first, date(first.year, last, monthrange(first.year, last)[1]))


def _last(days: int, today: date) -> Period:
    return Period(today - timedelta(days=days - 1), today)


def _today(context: Context, reader: Reader) -> date:
    """Days are counted in the newsroom's time zone, wherever the reader is."""
    return reader.now.astimezone(ZoneInfo(context.services.zone)).date()


async def _figures(
    update: Update, context: Context, reader: Reader, period: Period, today: date
) -> tuple[Message, bytes | None]:
    """The text, and the picture where it could be drawn."""
    chat = update.effective_chat
    if chat is not None:
        with suppress(TelegramError):  # it only says that something is coming
            await context.bot.send_chat_action(chat.id, ChatAction.UPLOAD_PHOTO)
    services = context.services
    await services.counts.refresh(reader.now)
    days = await services.counts.days(period.start, period.end)
    asked = await services.counts.wordings(period.start, period.end, LOOKED_AT)
    message = render_figures(days, await popular(asked, today), period, today, reader.phrases)
    return message, await services.drawer.draw(picture(days, period, today, reader.phrases))


async def _send(update: Update, context: Context, message: Message, drawn: bytes | None) -> None:
    chat = update.effective_chat
    if drawn is None or chat is None:
        await say(update, context, message)
        return
    markup = keyboard(message)
    try:
        await patiently(
            lambda: context.bot.send_photo(
                *(chat.id, drawn, message.html),
                parse_mode=ParseMode.HTML,
                filename="stats.png",
                reply_markup=markup,
            )
        )
    except BadRequest as error:
        log.warning("Telegram did not take the picture of the figures", error=error.message)
        await say(update, context, message)


async def _replace(update: Update, message: Message, drawn: bytes) -> bool:
    """Put picture and text in the place of those whose button was pressed; False where they are gone."""
    query = update.callback_query
    if query is None:
        return False
    media = InputMediaPhoto(drawn, message.html, parse_mode=ParseMode.HTML, filename="stats.png")
    try:
        await patiently(lambda: query.edit_message_media(media, reply_markup=keyboard(message)))
    except BadRequest as error:
        said = error.message.lower()
        if any(words in said for words in GONE):
            return False
        if "message is not modified" not in said:
            raise
    return True
