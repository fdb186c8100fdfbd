"""Where the bot stands: it is blocked, added, sent away, loses a right, or its group gets another id."""

import re
from contextlib import suppress
from dataclasses import replace

import structlog
from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from handlers.context import Context, Xabarnoma
from handlers.screen import keyboard, say
from handlers.settings import channel_offer, days_said, group_greeting, save
from news.models import Button, Message
from news.preferences import SetActive

__all__ = ["register"]

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(ChatMemberHandler(standing_changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, migrated))
    posts = filters.UpdateType.CHANNEL_POST
    application.add_handler(CommandHandler(("start", "settings", "stop"), in_channel, posts))


async def standing_changed(update: Update, context: Context) -> None:
    """What it may no longer do stops at once, its settings kept; where it is new it says what it does."""
    change = update.my_chat_member
    if change is None:
        return
    kind = change.chat.type
    before, after = (may_post(member, kind) for member in (change.old_chat_member, change.new_chat_member))
    if not after:
        await context.services.subscribers.stop(change.chat.id)
        log.info("the bot may no longer write there", chat=change.chat.id)
        if kind == ChatType.CHANNEL and change.new_chat_member.status == ChatMember.ADMINISTRATOR:
            reader = await context.reader(update)
            said = reader.phrases("channel-no-post", place=change.chat.title or "")
            await _tell_person(change, context, Message(said))
    elif not before and kind != ChatType.PRIVATE:
        await _introduce(update, change, context)


def may_post(member: ChatMember, chat_type: str) -> bool:
    """Whether the bot, being that, may send messages into a chat of that type."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    if chat_type == ChatType.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return member.status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def _introduce(update: Update, change: ChatMemberUpdated, context: Context) -> None:
    """The place is kept, so that who added the bot finds it in their settings. A group is told in the group;
    a channel is for its readers, so who added the bot hears of it alone."""
    reader = await context.reader(update)
    if not change.from_user.is_bot:  # GroupAnonymousBot: an admin who does not say who
        named = replace(reader.subscriber, title=change.chat.title, host_id=change.from_user.id)
        await context.services.subscribers.save(named)
    if change.chat.type == ChatType.CHANNEL:
        await _tell_person(change, context, channel_offer(reader, change.chat.title or ""))
        return
    try:
        await say(update, context, group_greeting(reader))
    except (Forbidden, BadRequest):
        log.info("the group is closed to the bot", chat=change.chat.id)


async def _tell_person(change: ChatMemberUpdated, context: Context, message: Message) -> None:
    try:
        await context.bot.send_message(
            change.from_user.id, message.html, parse_mode=ParseMode.HTML, reply_markup=keyboard(message)
        )
    except (Forbidden, BadRequest):
        log.info("nobody to tell: the person never started the bot", person=change.from_user.id)


async def in_channel(update: Update, context: Context) -> None:
    """A command posted into a channel comes from an admin, nobody knows which. It is taken away, and what
    readers see instead has a link that leads an admin to the channel's settings."""
    reader = await context.reader(update)
    post = update.channel_post
    command = re.split(r"[@\s]", post.text or "")[0].casefold() if post else ""
    if command != "/settings":
        reader = await save(update, context, reader, SetActive(command == "/start"))
    subscriber, phrases = reader.subscriber, reader.phrases
    said = phrases(
        "channel-told",
        active="yes" if subscriber.active else "no",
        days=days_said(subscriber.rhythm.weekdays, phrases),
        hour=subscriber.rhythm.effective(subscriber.hour),
    )
    link = f"https://t.me/{context.bot.username}?start=at{reader.place.chat_id}_0"
    await say(update, context, Message(said, ((Button(phrases.plain("open-settings-button"), url=link),),)))
    if post is not None:
        with suppress(BadRequest, Forbidden):  # it may lack the right
            await post.delete()


async def migrated(update: Update, context: Context) -> None:
    """Telegram says so twice: in the old group and in the new one."""
    message = update.effective_message
    if message is None:
        return
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    await context.services.subscribers.migrate(old, new)
    log.info("a group became a supergroup", old=old, new=new)
