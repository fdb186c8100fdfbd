"""Settings of a reader, changed in one message by buttons or by typing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from telegram import Update
from telegram.ext import CommandHandler

from digests.parts import in_rows
from digests.presses import Choose, ShowSetting
from digests.render import button
from digests.schedule import UnknownZoneError, next_due, zone_of
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from language.phrases import LANGUAGE_NAMES, Html
from language.zones import city_of, find_zone
from news.models import LANGUAGES, Button, Message, Subscriber
from news.preferences import Change, SetActive, SetHour, SetLanguage, SetZone, changed, parse_hour

__all__ = ["register", "scheduled", "typed_hour", "typed_zone"]

HOURS = (time(7), time(8), time(9), time(12), time(15), time(18), time(20), time(21))
ZONES = (
    "Asia/Tashkent",
    "Asia/Samarkand",
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Asia/Seoul",
    "America/New_York",
)
"""Where most readers of an Uzbek press office live; every other city is typed."""


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("settings", settings, PRIVATE))
    application.add_handler(on_press(ShowSetting, show_setting))
    application.add_handler(on_press(Choose, choose))


async def settings(update: Update, context: Context) -> None:
    context.chat.expects = None
    await say(update, context, menu(await context.reader(update)))


def menu(reader: Reader) -> Message:
    """All settings, and a button for each."""
    subscriber, phrases = reader.subscriber, reader.phrases
    zone, name = city_of(subscriber.zone, subscriber.language), LANGUAGE_NAMES[subscriber.language]
    html = phrases(
        "settings",
        active="yes" if subscriber.active else "no",
        hour=subscriber.hour,
        zone=zone,
        now=reader.local(reader.now).time(),
        language=name,
    )
    if subscriber.active and subscriber.next_due_at:
        due = reader.local(subscriber.next_due_at)
        html = Html("\n".join([html, phrases("settings-next", day=reader.said(due.date()), hour=due.time())]))
    turn = (
        button(phrases.plain("turn-off-button"), Choose("active", "off"))
        if subscriber.active
        else button(phrases.plain("turn-on-button"), Choose("active", "on"))
    )
    return Message(
        html,
        (
            (button(phrases.plain("hour-button", hour=subscriber.hour), ShowSetting("hour")),),
            (button(phrases.plain("zone-button", zone=zone), ShowSetting("zone")),),
            (button(phrases.plain("language-button", language=name), ShowSetting("language")),),
            (turn,),
        ),
    )


async def show_setting(update: Update, context: Context, reader: Reader, press: ShowSetting) -> str:
    """Open the choices of a setting in the place of the menu, or the menu in theirs."""
    subscriber = reader.subscriber
    context.chat.expects = None
    match press.setting:
        case "hour":
            context.chat.expects = "hour"
            hours = [(f"{hour:%H:%M}", f"{hour:%H%M}", hour == subscriber.hour) for hour in HOURS]
            message = _choices("choose-hour", "hour", hours, 4, reader)
        case "zone":
            context.chat.expects = "zone"
            zones = [(city_of(zone, subscriber.language), zone, zone == subscriber.zone) for zone in ZONES]
            message = _choices("choose-zone", "zone", zones, 2, reader)
        case "language":
            names = [(LANGUAGE_NAMES[one], one, one == subscriber.language) for one in LANGUAGES]
            message = _choices("choose-language", "language", names, 2, reader)
        case "menu":
            message = menu(reader)
        case _:
            return reader.phrases.plain("stale-button")
    return "" if await show(update, context, message) else reader.phrases.plain("stale-button")


def _choices(
    question: str, setting: str, values: Iterable[tuple[str, str, bool]], width: int, reader: Reader
) -> Message:
    """A question with a button for each (label, value, is it the present one), and the way back."""
    buttons = [
        button(f"✓ {label}" if present else label, Choose(setting, value)) for label, value, present in values
    ]
    return Message(reader.phrases(question), (*in_rows(buttons, width), (_back(reader),)))


def _back(reader: Reader) -> Button:
    return button(reader.phrases.plain("settings-back-button"), ShowSetting("menu"))


async def choose(update: Update, context: Context, reader: Reader, press: Choose) -> str:
    """A value was pressed: saved, and the menu shows it."""
    change = _change(press)
    if change is None:
        return reader.phrases.plain("stale-button")
    context.chat.expects = None
    after = await _save(update, context, reader, change)
    await show(update, context, menu(after))
    return after.phrases.plain("settings-unchanged" if after == reader else "settings-saved")


def _change(press: Choose) -> Change | None:
    """The change that a press asks for; None where it asks for what there is not."""
    match press.setting, press.value:
        case "hour", value if (hour := parse_hour(value)) is not None:
            return SetHour(hour)
        case "zone", value if _is_zone(value):
            return SetZone(value)
        case "language", value:
            return next((SetLanguage(one) for one in LANGUAGES if one == value), None)
        case "active", "on" | "off":
            return SetActive(press.value == "on")
        case _:
            return None


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except UnknownZoneError:
        return False
    return True


async def _save(update: Update, context: Context, reader: Reader, change: Change) -> Reader:
    """The reader as they are after the change, stored; the same reader where nothing changed."""
    after = changed(reader.subscriber, change)
    if after == reader.subscriber and reader.known:
        return reader
    await context.services.subscribers.save(scheduled(after, reader))
    return await context.reader(update)


def scheduled(subscriber: Subscriber, reader: Reader) -> Subscriber:
    """The subscriber with the next digest where their settings put it; none while they are switched off."""
    if not subscriber.active:
        return subscriber
    # A zone may vanish from the database of zones; the default stands in until they choose another.
    zone = subscriber.zone if _is_zone(subscriber.zone) else reader.zone.key
    return replace(subscriber, next_due_at=next_due(zone, subscriber.hour, reader.now))


async def typed_hour(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The answer to "at what hour?"."""
    hour = parse_hour(text)
    if hour is None:
        await say(update, context, Message(reader.phrases("hour-not-understood"), ((_back(reader),),)))
        return
    context.chat.expects = None
    await say(update, context, menu(await _save(update, context, reader, SetHour(hour))))


async def typed_zone(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The answer to "where are you?"."""
    zone = find_zone(text)
    if zone is None:
        await say(update, context, Message(reader.phrases("zone-not-understood"), ((_back(reader),),)))
        return
    context.chat.expects = None
    await say(update, context, menu(await _save(update, context, reader, SetZone(zone))))
