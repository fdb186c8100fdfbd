"""The digest as it stands now: what the reader would get."""

from telegram import Update
from telegram.ext import CommandHandler

from digests.presses import Subscribe
from digests.render import button
from handlers.context import PRIVATE, Context, Xabarnoma
from handlers.screen import say
from news.models import Message

__all__ = ["register"]


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler(("digest", "preview"), digest, PRIVATE))


async def digest(update: Update, context: Context) -> None:
    """What the reader would get now; who has not subscribed is told how to."""
    context.chat.expects = None
    reader = await context.reader(update)
    messages = await context.services.issues.preview(reader.subscriber)
    for message in messages or [Message(reader.phrases("digest-empty"))]:
        await say(update, context, message)
    if not reader.subscriber.active:
        subscribe = button(reader.phrases.plain("subscribe-button"), Subscribe())
        await say(update, context, Message(reader.phrases("digest-invitation"), ((subscribe,),)))
