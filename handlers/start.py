"""First words, help, the end of a subscription, and whatever the bot does not understand."""

from datetime import time

import structlog
from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.error import Forbidden
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from digests.presses import Subscribe
from digests.render import button
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.newsroom import RELEASE_LENGTH
from handlers.screen import answer, on_press, say, show
from handlers.settings import scheduled
from language.phrases import Phrases, language_for
from language.zones import city_of
from news.models import Message, Subscriber
from news.preferences import SetActive, changed

__all__ = ["register", "register_last"]

log = structlog.get_logger(__name__)

GONE = (ChatMember.BANNED, ChatMember.LEFT)


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("start", start, PRIVATE))
    application.add_handler(CommandHandler("help", help_, PRIVATE))
    application.add_handler(CommandHandler("stop", stop, PRIVATE))
    application.add_handler(on_press(Subscribe, subscribe))
    application.add_handler(ChatMemberHandler(standing_changed, ChatMemberHandler.MY_CHAT_MEMBER))


def register_last(application: Xabarnoma) -> None:
    """What is left when every other handler has passed."""
    application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, unknown_command))
    application.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, in_group))
    application.add_handler(CallbackQueryHandler(stale_press))


async def start(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    if reader.subscriber.active:
        await say(update, context, reader.phrases("start-subscribed", **_when(reader.subscriber)))
        return
    subscribe_button = button(reader.phrases.plain("subscribe-button"), Subscribe())
    await say(update, context, Message(reader.phrases("start"), ((subscribe_button,),)))


async def subscribe(update: Update, context: Context, reader: Reader, _: Subscribe) -> str:
    """The button under the first words. A second press changes nothing."""
    subscriber = reader.subscriber
    if not subscriber.active:
        subscriber = scheduled(changed(subscriber, SetActive(True)), reader)
        await context.services.subscribers.save(subscriber)
    due = reader.said(reader.local(subscriber.next_due_at or reader.now).date())
    await show(update, context, Message(reader.phrases("subscribed", first=due, **_when(subscriber))))
    return reader.phrases.plain("subscribed-short")


def _when(subscriber: Subscriber) -> dict[str, str | time]:
    return {"hour": subscriber.hour, "zone": city_of(subscriber.zone, subscriber.language)}


async def help_(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    parts = [reader.phrases("help")]
    if context.bot.supports_inline_queries:
        parts.append(reader.phrases("help-inline", bot=context.bot.username))
    if reader.is_editor:
        parts.append(reader.phrases("help-editor", length=RELEASE_LENGTH))
    await say(update, context, "\n\n".join(parts))


async def stop(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    if not reader.subscriber.active:
        await say(update, context, reader.phrases("stopped-already"))
        return
    await context.services.subscribers.stop(reader.chat_id)
    await say(update, context, reader.phrases("stopped"))


async def unknown_command(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    text = update.effective_message.text if update.effective_message else None
    command = (text or "/").split(maxsplit=1)[0][:40]
    await say(update, context, reader.phrases("unknown-command", command=command))


async def in_group(update: Update, context: Context) -> None:
    """A command in a group: nobody is left without an answer, nor does the bot join in the talk."""
    person = update.effective_user
    phrases = Phrases(language_for(person.language_code if person else None))
    await say(update, context, phrases("private-only"))


async def stale_press(update: Update, context: Context) -> None:
    """A button of an older release of the bot, or data that nobody of ours wrote."""
    if update.callback_query is not None:
        reader = await context.reader(update)
        await answer(update.callback_query, reader.phrases.plain("stale-button"))


async def standing_changed(update: Update, context: Context) -> None:
    """Somebody blocked the bot, or put it into a group or a channel."""
    change = update.my_chat_member
    if change is None:
        return
    if change.new_chat_member.status in GONE:
        await context.services.subscribers.stop(change.chat.id)
        log.info("the bot was sent away", chat=change.chat.id)
    elif change.chat.type != ChatType.PRIVATE and change.old_chat_member.status in GONE:
        await _greet_place(change, context)


async def _greet_place(change: ChatMemberUpdated, context: Context) -> None:
    """In a group it says where it works; a channel is for readers, so who added it hears of it alone."""
    phrases = Phrases(language_for(change.from_user.language_code))
    try:
        if change.chat.type == ChatType.CHANNEL:
            said = phrases("channel-unsupported", chat=(change.chat.title or "")[:100])
            await context.bot.send_message(change.from_user.id, said, parse_mode="HTML")
        else:
            await context.bot.send_message(change.chat.id, phrases("private-only"), parse_mode="HTML")
    except Forbidden:
        log.info("nobody to tell: the person never started the bot, or the group is closed to it")
