"""A change is stored; the menu as it then stands."""

from dataclasses import replace

from telegram import Update

from handlers.context import Context, Reader
from handlers.menu import show_menu
from handlers.place import title_of
from handlers.settings.changes import scheduled
from handlers.settings.menu import menu
from news.models import Message, Subscriber
from news.preferences import Change, changed

__all__ = ["menu_of", "save"]


async def save(update: Update, context: Context, reader: Reader, change: Change) -> Reader:
    """The reader as they are after the change, stored; the same reader where nothing changed."""
    before = reader.subscriber
    after = changed(_named(before, update, reader), change)
    if after == before and reader.known:
        return reader
    await context.services.subscribers.save(scheduled(before, after, reader))
    if reader.role is not None and reader.place.is_private and after.language != before.language:
        await show_menu(context.services, context.bot, reader.person_id)
    return await context.reader(update, reader.place)


def _named(subscriber: Subscriber, update: Update, reader: Reader) -> Subscriber:
    """With the name that the group bears today, and with somebody who finds it among their settings."""
    if reader.place.is_private:
        return subscriber
    title = title_of(update) if reader.here == reader.place else None
    subscriber = replace(subscriber, title=title or subscriber.title)
    if subscriber.host_id is not None or update.callback_query is None:
        return subscriber  # who writes in the group's name is known by a press alone
    return replace(subscriber, host_id=reader.person_id)


async def menu_of(context: Context, reader: Reader) -> Message:
    if reader.here.is_private and reader.here == reader.place:
        return menu(reader, await context.services.subscribers.hosted_by(reader.person_id))
    return menu(reader)
