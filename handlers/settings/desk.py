"""Opening settings, pressing and typing values: each step asks anew whether this person may."""

from dataclasses import replace

from telegram import Update

from digests.presses import Choose, ShowSetting
from handlers.admins import may_change
from handlers.context import Context, Prompt, Reader
from handlers.digest import preview
from handlers.place import Place
from handlers.screen import say, show
from handlers.settings.answers import TYPED, understood
from handlers.settings.changes import change_of
from handlers.settings.location import ask_where
from handlers.settings.saving import menu_of, save
from handlers.settings.screens import back, parent_of, screen
from news.models import Message

__all__ = ["choose", "open_place", "replied", "settings", "show_setting", "typed"]

LISTS = ("kinds", "topics", "excluded", "places", "sources")
"""Settings of several values: their screen stays open after each."""
PROMPTS = 20
"""Open questions remembered in a group; who answers an older one opens it again."""


async def settings(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await open_place(update, context, reader.here)


async def open_place(update: Update, context: Context, place: Place) -> None:
    """Show the settings of a place, to who may change them."""
    reader = await context.reader(update, place)
    if await may_change(update, context, place):
        await say(update, context, await menu_of(context, reader))
    else:
        await say(update, context, reader.phrases("admins-only"))


async def show_setting(update: Update, context: Context, here: Reader, press: ShowSetting) -> str:
    """Open a setting in the place of the menu, or the menu in its."""
    place = _place(press, here)
    if place is None:
        return here.phrases.plain("stale-button")
    if not await may_change(update, context, place):
        return here.phrases.plain("admins-only")
    reader = await context.reader(update, place)
    if press.setting == "locate" and here.here.is_private:
        context.chat.expects = Prompt("zone", place, reader.now)
        await ask_where(update, context, reader)
        return ""
    if press.setting == "preview":
        await preview(update, context, reader)
        return ""
    message = await menu_of(context, reader) if press.setting == "menu" else screen(press.setting, reader)
    if message is None:
        return here.phrases.plain("stale-button")
    _expect(update, context, Prompt(press.setting, place, reader.now))
    return "" if await show(update, context, message) else here.phrases.plain("stale-button")


async def choose(update: Update, context: Context, here: Reader, press: Choose) -> str:
    """A value was pressed: saved, and shown."""
    place = _place(press, here)
    if place is None:
        return here.phrases.plain("stale-button")
    if not await may_change(update, context, place):
        return here.phrases.plain("admins-only")
    before = await context.reader(update, place)
    change = change_of(press, before)
    if change is None:
        return here.phrases.plain("stale-button")
    after = await save(update, context, before, change)
    toggled = press.setting in LISTS or press.value.startswith("day")
    following = press.setting if toggled else parent_of(press.setting)
    _expect(update, context, Prompt(following, place, after.now))
    await show(update, context, screen(following, after) or await menu_of(context, after))
    if after.subscriber != before.subscriber:
        return after.phrases.plain("settings-saved")
    return after.phrases.plain("days-at-least-one" if press.value.startswith("day") else "settings-unchanged")


def _place(press: ShowSetting | Choose, here: Reader) -> Place | None:
    """Whose settings a button changes; None where it cannot stand here. A group's are changed in the group or
    in an admin's own chat, a person's in their own chat alone."""
    named = Place(press.chat, press.thread or None) if press.chat else here.here
    if here.here.is_private:
        return named if named == here.here or not named.is_private else None
    return named if press.chat == here.here.chat_id else None


async def typed(update: Update, context: Context, prompt: Prompt, text: str) -> None:
    """The answer to an open setting."""
    reader = await context.reader(update, prompt.place)
    if not await may_change(update, context, prompt.place):
        await say(update, context, reader.phrases("admins-only"))
        return
    found = understood(prompt.setting, text, reader)
    if isinstance(found, str):
        sent = await say(update, context, Message(found, ((back(prompt.setting, reader),),)))
        _remember(context, reader.here, sent, replace(prompt, asked_at=reader.now))
        return
    after = await save(update, context, reader, found)
    following = prompt.setting if prompt.setting in LISTS else parent_of(prompt.setting)
    sent = await say(update, context, screen(following, after) or await menu_of(context, after))
    _remember(context, reader.here, sent, Prompt(following, prompt.place, after.now))


async def replied(update: Update, context: Context) -> None:
    """In a group, a reply to an open setting; any other reply is the group's own talk."""
    message = update.message
    if message is None or message.reply_to_message is None or not message.text:
        return
    prompt = context.chat.prompts.get(message.reply_to_message.message_id)
    if prompt is not None:
        await typed(update, context, prompt, message.text)


def _expect(update: Update, context: Context, prompt: Prompt) -> None:
    """What the message whose button was pressed now asks for."""
    query = update.callback_query
    if query is not None and query.message is not None:
        here = Place(query.message.chat.id)
        _remember(context, here, query.message.message_id, prompt)


def _remember(context: Context, here: Place, message_id: int, prompt: Prompt) -> None:
    chat, open_ = context.chat, prompt if prompt.setting in TYPED else None
    if here.is_private:
        chat.expects = open_
        return
    chat.prompts.pop(message_id, None)
    if open_ is not None:
        chat.prompts[message_id] = open_
        while len(chat.prompts) > PROMPTS:
            del chat.prompts[next(iter(chat.prompts))]
