"""The digest as it stands now: what the reader would get."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from digests.presses import SeeRest, Subscribe
from digests.render import button
from handlers.admins import may_change
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import InPrivate, in_private, on_press, say, show
from news.models import Message

__all__ = ["preview", "register", "see_rest"]


def register(application: Xabarnoma) -> None:
    where = PRIVATE | filters.ChatType.GROUPS
    application.add_handler(CommandHandler(("digest", "preview"), digest, where))
    application.add_handler(on_press(SeeRest, see_rest))


async def digest(update: Update, context: Context) -> None:
    """What the reader would get now, to who may change what it is; who has not subscribed is told how to."""
    context.chat.expects = None
    reader = await context.reader(update)
    if not await may_change(update, context, reader.here):
        await say(update, context, reader.phrases("admins-only"))
        return
    await preview(update, context, reader)
    if reader.here.is_private and not reader.subscriber.active:
        subscribe = button(reader.phrases.plain("subscribe-button"), Subscribe())
        await say(update, context, Message(reader.phrases("digest-invitation"), ((subscribe,),)))


async def preview(update: Update, context: Context, reader: Reader) -> None:
    """What the reader's place would get now, said where we are."""
    messages = await context.services.issues.preview(reader.subscriber)
    for message in messages or [_nothing(reader)]:
        await say(update, context, message)


def _nothing(reader: Reader) -> Message:
    chosen = "yes" if reader.subscriber.choices.selective else "no"
    return Message(reader.phrases("digest-empty", chosen=chosen))


async def see_rest(update: Update, context: Context, reader: Reader, press: SeeRest) -> str | InPrivate:
    """What a digest left out, below it; its further pages in the place of the first. What a group's left out
    is shown to who asks, in their own chat."""
    if not reader.here.is_private:
        return in_private(press, reader.here)
    page = await context.services.issues.rest(reader.subscriber, press)
    if page is None:
        return reader.phrases.plain("digest-rest-gone")
    if press.page == 0:
        await say(update, context, page)
        return ""
    return "" if await show(update, context, page) else reader.phrases.plain("stale-button")
