"""First words, help, the end of a subscription, and whatever the bot does not understand."""

import re
from datetime import time

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from digests.presses import OpenRelease, Press, SeeRest, Subscribe
from digests.render import button
from handlers.admins import may_change
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.digest import see_rest
from handlers.newsroom import JOIN, RELEASE_LENGTH, join
from handlers.place import Place
from handlers.read import open_release
from handlers.screen import InPrivate, answer, on_press, say, show, walked
from handlers.settings import days_said, group_greeting, open_place, save
from language.markup import escape
from language.zones import city_of
from news.models import Message
from news.preferences import SetActive

__all__ = ["register", "register_last"]


PLACE = re.compile(r"at(-[1-9][0-9]{0,17})_([0-9]{1,18})", re.ASCII)
"""What a link to the bot carries when it leads to the settings of a group or a channel."""


def register(application: Xabarnoma) -> None:
    groups = filters.ChatType.GROUPS
    application.add_handler(CommandHandler("start", start, PRIVATE))
    application.add_handler(CommandHandler("help", help_, PRIVATE))
    application.add_handler(CommandHandler("stop", stop, PRIVATE | groups))
    application.add_handler(CommandHandler(("start", "help"), start_in_group, groups))
    application.add_handler(on_press(Subscribe, subscribe))


def register_last(application: Xabarnoma) -> None:
    """What is left when every other handler has passed."""
    application.add_handler(MessageHandler(PRIVATE & filters.COMMAND, unknown_command))
    application.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, in_group))
    application.add_handler(CallbackQueryHandler(stale_press))


async def start(update: Update, context: Context) -> None:
    context.chat.expects = None
    named = PLACE.fullmatch(context.args[0]) if context.args else None
    if named is not None:
        await open_place(update, context, Place(int(named[1]), int(named[2]) or None))
        return
    if context.args and context.args[0].startswith(JOIN):
        await join(update, context, context.args[0].removeprefix(JOIN))
        return
    if context.args and (walked_here := walked(context.args[0])) is not None:
        await _go_on(update, context, *walked_here)
        return
    reader = await context.reader(update)
    if reader.subscriber.active:
        await say(update, context, reader.phrases("start-subscribed", **_when(reader)))
        return
    subscribe_button = button(reader.phrases.plain("subscribe-button"), Subscribe())
    await say(update, context, Message(reader.phrases("start"), ((subscribe_button,),)))


async def _go_on(update: Update, context: Context, press: Press, place: Place) -> None:
    """A press on the digest of a group or a channel, brought here. What the digest left out depends on what
    the group chose."""
    told: str | InPrivate = ""
    reader = await context.reader(update)
    if isinstance(press, OpenRelease):
        told = await open_release(update, context, reader, press)
    elif isinstance(press, SeeRest):
        told = await see_rest(update, context, await context.reader(update, place), press)
    else:
        told = reader.phrases.plain("stale-button")
    if isinstance(told, str) and told:
        await say(update, context, escape(told))


async def start_in_group(update: Update, context: Context) -> None:
    """In a group everybody may ask what it is; that the buttons are for admins, the press finds."""
    await say(update, context, group_greeting(await context.reader(update)))


async def subscribe(update: Update, context: Context, reader: Reader, _: Subscribe) -> str:
    """The button under the first words. A second press changes nothing."""
    if not reader.here.is_private:
        return reader.phrases.plain("stale-button")
    if not reader.subscriber.active:
        reader = await save(update, context, reader, SetActive(True))
    due = reader.said(reader.local(reader.subscriber.next_due_at or reader.now).date())
    await show(update, context, Message(reader.phrases("subscribed", first=due, **_when(reader))))
    return reader.phrases.plain("subscribed-short")


def _when(reader: Reader) -> dict[str, str | time]:
    subscriber, phrases = reader.subscriber, reader.phrases
    rhythm = subscriber.rhythm
    return {
        "days": days_said(rhythm.weekdays, phrases),
        "hour": rhythm.effective(subscriber.hour),
        "zone": city_of(subscriber.zone, phrases.language),
    }


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
    if not await may_change(update, context, reader.here):
        await say(update, context, reader.phrases("admins-only"))
    elif not reader.subscriber.active:
        await say(update, context, reader.phrases("stopped-already"))
    else:
        await save(update, context, reader, SetActive(False))
        await say(update, context, reader.phrases("stopped" if reader.here.is_private else "stopped-here"))


async def unknown_command(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    text = update.effective_message.text if update.effective_message else None
    command = (text or "/").split(maxsplit=1)[0][:40]
    await say(update, context, reader.phrases("unknown-command", command=command))


async def in_group(update: Update, context: Context) -> None:
    """A command in a group: nobody is left without an answer, nor does the bot join in the talk."""
    message = update.effective_message
    command = (message.text or "").split(maxsplit=1)[0] if message else ""
    if "@" in command and not command.casefold().endswith(f"@{context.bot.username}".casefold()):
        return  # another bot's
    await say(update, context, (await context.reader(update)).phrases("private-only"))


async def stale_press(update: Update, context: Context) -> None:
    """A button of an older release of the bot, or data that nobody of ours wrote."""
    if update.callback_query is not None:
        reader = await context.reader(update)
        await answer(update.callback_query, reader.phrases.plain("stale-button"))
