"""Days picked on a calendar rather than typed."""

from datetime import date

from telegram import Update
from telegram.ext import CommandHandler

from digests.calendar import YEARS, month_of, render_calendar
from digests.presses import PickDay, PickMonth, ShowMonth
from handlers.ask import ask
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from news.models import Message

__all__ = ["register"]


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("date", calendar, PRIVATE))
    application.add_handler(on_press(ShowMonth, show_month))
    application.add_handler(on_press(PickMonth, pick_month))
    application.add_handler(on_press(PickDay, pick_day))


async def calendar(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await say(update, context, await _month(context, reader, reader.today))


async def _month(context: Context, reader: Reader, day: date) -> Message:
    month = month_of(day)
    counts = await context.services.search.days(month)
    return render_calendar(month, counts, reader.today, reader.phrases)


async def show_month(update: Update, context: Context, reader: Reader, press: ShowMonth) -> str:
    """Another month in the place of the one that is shown."""
    day = _valid(press.year, press.month, 1)
    if day is None or not await show(update, context, await _month(context, reader, day)):
        return reader.phrases.plain("stale-button")
    return ""


async def pick_month(update: Update, context: Context, reader: Reader, press: PickMonth) -> str:
    """The whole month, asked as one would type it; the calendar stays for the next pick."""
    day = _valid(press.year, press.month, 1)
    if day is None:
        return reader.phrases.plain("stale-button")
    await ask(update, context, reader, reader.phrases.period(month_of(day)))
    return ""


async def pick_day(update: Update, context: Context, reader: Reader, press: PickDay) -> str:
    day = _valid(press.year, press.month, press.day)
    if day is None:
        return reader.phrases.plain("stale-button")
    await ask(update, context, reader, reader.phrases.day(day))
    return ""


def _valid(year: int, month: int, day: int) -> date | None:
    """The day; None for one that there is not, or that no calendar of ours shows."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
