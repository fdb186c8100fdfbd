"""/feeds: where releases come from by themselves. Editors add, pause, remove, and see how it goes."""

import re
from dataclasses import replace
from typing import Literal

import structlog
from telegram import ChatMember, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import CommandHandler

from digests.feeds import render_feed, render_feeds
from digests.presses import OnFeed
from handlers.channel import address_of
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.refusals import unreadable
from handlers.screen import on_press, say, show
from language.markup import Html
from news.models import Feed, Message, Role
from news.rights import is_senior
from sources.text import Unreadable

__all__ = ["register"]

CHANNEL = re.compile(r"(?:https?://t\.me/|@)([A-Za-z]\w{3,31})/?|(-100\d{5,15})", re.ASCII)

MODES: dict[str, Literal["draft", "publish"]] = {"draft": "draft", "publish": "publish"}

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("feeds", feeds, PRIVATE))
    application.add_handler(on_press(OnFeed, pressed))


async def feeds(update: Update, context: Context) -> None:
    """`/feeds`: the list; `/feeds ADDRESS`: follow a feed of the web, or a channel by its name or number."""
    reader = await context.reader(update)
    context.chat.expects = None
    if not is_senior(reader.role):
        await say(update, context, reader.phrases("editors-only"))
        return
    message = update.effective_message
    given = ((message.text if message else None) or "").split(maxsplit=1)
    if len(given) < 2:
        await say(update, context, await _list(context, reader))
        return
    await context.bot.send_chat_action(reader.chat_id, ChatAction.TYPING)
    channel = CHANNEL.fullmatch(given[1].strip())
    if channel is not None:
        made = await _channel(context, reader, channel[1], channel[2])
    else:
        made = await _web(context, reader, given[1].strip())
    await say(update, context, await _added(context, reader, made) if isinstance(made, Feed) else made)


async def _web(context: Context, reader: Reader, address: str) -> Feed | Html:
    """The feed at an address, or the one that the page there names; else why not."""
    url = address if "://" in address else f"https://{address}"
    try:
        fetched, read = await context.services.opener.feed(url, {})
        if read and read["feeds"]:
            fetched, read = await context.services.opener.feed(read["feeds"][0], {})
        if not read or read["feeds"]:
            raise Unreadable("no-feed")
    except Unreadable as error:
        return unreadable(error.reason, reader.phrases, url)
    return Feed(0, fetched.url, read["title"], "draft", reader.person_id, next_at=reader.now)


async def _channel(context: Context, reader: Reader, name: str | None, number: str | None) -> Feed | Html:
    """The channel, where the bot is an admin and so sees its posts; else why not."""
    refused = reader.phrases("feed-no-channel")
    try:
        chat = await context.bot.get_chat(f"@{name}" if name else int(number or 0))
        if chat.type != ChatType.CHANNEL:
            return refused
        own = await context.bot.get_chat_member(chat.id, context.bot.id)
    except (BadRequest, Forbidden):
        return refused
    if own.status != ChatMember.ADMINISTRATOR:
        return refused
    title = f"@{chat.username}" if chat.username else chat.title or str(chat.id)
    return Feed(0, address_of(chat.id), title, "draft", reader.person_id)


async def _added(context: Context, reader: Reader, feed: Feed) -> Message:
    services = context.services
    stored = await services.feeds.add(feed)
    if stored is None:
        known = await services.feeds.at(feed.address) or feed
        return _said(reader, known, "feed-known")
    subject = f"feed {stored.id}"
    await services.audit.record(reader.now, reader.person_id, "follow", subject, after=feed.address)
    return _said(reader, stored, "feed-added")


def _said(reader: Reader, feed: Feed, key: str) -> Message:
    card = render_feed(feed, reader.phrases, reader.local)
    return replace(card, html="\n\n".join([reader.phrases(key), card.html]))


async def _list(context: Context, reader: Reader) -> Message:
    return render_feeds(await context.services.feeds.all(), reader.phrases, reader.local)


async def pressed(update: Update, context: Context, reader: Reader, press: OnFeed) -> str:
    """Who is an editor no more can press nothing, however old the keyboard."""
    if not is_senior(reader.role):
        return reader.phrases.plain("editors-only")
    if press.action == "publish" and reader.role is not Role.OWNER:
        return reader.phrases.plain("owners-only")
    feed = await context.services.feeds.get(press.feed) if press.action != "list" else None
    after = await _changed(context, reader, feed, press.action) if feed is not None else None
    if after is None:
        shown = await show(update, context, await _list(context, reader))
    else:
        shown = await show(update, context, render_feed(after, reader.phrases, reader.local))
    return "" if shown else reader.phrases.plain("stale-press")


async def _changed(context: Context, reader: Reader, feed: Feed, action: str) -> Feed | None:
    """The feed after what was pressed; None where it is gone."""
    services, subject = context.services, f"feed {feed.id}"
    if action == "check" and feed.chat_id is None:
        return await services.poller.poll(feed)
    if action == "remove":
        await services.feeds.remove(feed.id)
        await services.audit.record(reader.now, reader.person_id, "unfollow", subject, before=feed.address)
        return None
    if action in MODES:
        changed = await services.feeds.change(feed.id, mode=MODES[action])
    elif action in ("pause", "resume"):
        changed = await services.feeds.change(feed.id, paused=action == "pause")
    else:
        return feed
    await services.audit.record(reader.now, reader.person_id, "set", subject, after=action)
    return changed
