"""The digest as it stands now: what the reader would get."""

from telegram import Update
from telegram.ext import CommandHandler

from digests.presses import SeeRest, Subscribe
from digests.render import button
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from news.models import Message

__all__ = ["register"]


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler(("digest", "preview"), digest, PRIVATE))
    application.add_handler(on_press(SeeRest, see_rest))


async def digest(update: Update, context: Context) -> None:
    """What the reader would get now; who has not subscribed is told how to."""
    context.chat.expects = None
    reader = await context.reader(update)
    messages = await context.services.issues.preview(reader.subscriber)
    for message in messages or [_nothing(reader)]:
        await say(update, context, message)
    if not reader.subscriber.active:
        subscribe = button(reader.phrases.plain("subscribe-button"), Subscribe())
        await say(update, context, Message(reader.phrases("digest-invitation"), ((subscribe,),)))


def _nothing(reader: Reader) -> Message:
    chosen = "yes" if reader.subscriber.choices.selective else "no"
    return Message(reader.phrases("digest-empty", chosen=chosen))


async def see_rest(update: Update, context: Context, reader: Reader, press: SeeRest) -> str:
    """What a digest left out, below it; its further pages in the place of the first."""
    page = await context.services.issues.rest(reader.subscriber, press)
    if page is None:
        return reader.phrases.plain("digest-rest-gone")
    if press.page == 0:
        await say(update, context, page)
        return ""
    return "" if await show(update, context, page) else reader.phrases.plain("stale-button")
