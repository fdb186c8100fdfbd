"""All settings of a place in one message: what stands, and a button for each."""

from collections.abc import Iterable, Sequence

from digests.parts import in_rows
from digests.presses import Choose, ShowSetting
from digests.render import button
from handlers.context import Reader
from language.markup import escape
from language.phrases import LANGUAGE_NAMES, Html, Phrases
from language.zones import city_of
from news.choices import OnEmpty, Script
from news.models import Button, EventType, Message, Subscriber
from news.rhythm import EVERY_DAY, WORKDAYS

__all__ = [
    "channel_offer",
    "content_menu",
    "days_said",
    "group_greeting",
    "kind_said",
    "look_menu",
    "menu",
    "setting_button",
]

SHOWN = 4
"""How many items of a list are named before the rest is counted."""
CONTENT = ("kinds", "topics", "excluded", "places", "sources")
LOOK = ("density", "most", "script", "empty")


def menu(reader: Reader, hosted: Sequence[Subscriber] = ()) -> Message:
    """The settings of the reader's place; `hosted` are the groups and channels that are set up from here."""
    phrases = reader.phrases
    rows = [
        [setting_button(reader, "hour"), setting_button(reader, "days")],
        [setting_button(reader, "zone"), setting_button(reader, "language")],
        [setting_button(reader, "quiet"), setting_button(reader, "pause")],
        [setting_button(reader, "content"), setting_button(reader, "look")],
        [_switch(reader)],
        *([_place_button(each)] for each in hosted),
    ]
    if reader.here.is_private and reader.here != reader.place:
        rows.append([button(phrases.plain("own-settings-button"), ShowSetting("menu"))])
    title = phrases(
        "settings-title", own="yes" if reader.place.is_private else "no", place=_title(reader.subscriber)
    )
    return Message("\n".join([title, "", *_lines(reader)]), tuple(map(tuple, rows)))


def group_greeting(reader: Reader) -> Message:
    """What the bot says of itself in a group, and the buttons for its admins."""
    subscriber, phrases = reader.subscriber, reader.phrases
    hour = subscriber.rhythm.effective(subscriber.hour)
    active = "yes" if subscriber.active else "no"
    html = phrases(
        "group-start", active=active, days=days_said(subscriber.rhythm.weekdays, phrases), hour=hour
    )
    rows = ((_open_button(reader),),)
    return Message(html, rows if subscriber.active else ((_switch(reader),), *rows))


def channel_offer(reader: Reader, title: str) -> Message:
    """To who added the bot to a channel, in their own chat: shall the digest come there?"""
    subscriber, phrases = reader.subscriber, reader.phrases
    days, hour = days_said(subscriber.rhythm.weekdays, phrases), subscriber.rhythm.effective(subscriber.hour)
    html = phrases("channel-added", place=title, days=days, hour=hour)
    return Message(html, ((_switch(reader),), (_open_button(reader),)))


def _open_button(reader: Reader) -> Button:
    return button(reader.phrases.plain("open-settings-button"), ShowSetting("menu", *reader.address))


def _switch(reader: Reader) -> Button:
    if reader.subscriber.active:
        return button(reader.phrases.plain("turn-off-button"), Choose("active", "off", *reader.address))
    return button(reader.phrases.plain("turn-on-button"), Choose("active", "on", *reader.address))


def _place_button(place: Subscriber) -> Button:
    mark = "🔔" if place.active else "🔕"
    return button(f"{mark} {_title(place)[:30]}", ShowSetting("menu", place.chat_id, place.thread_id or 0))


def _title(place: Subscriber) -> str:
    return place.title or "…"


def _lines(reader: Reader) -> Iterable[Html]:
    """What stands; of what is at its default only what everybody asks for."""
    subscriber, phrases, rhythm = reader.subscriber, reader.phrases, reader.subscriber.rhythm
    hour = rhythm.effective(subscriber.hour)
    active = "yes" if subscriber.active else "no"
    yield phrases("settings-digest", active=active, days=days_said(rhythm.weekdays, phrases), hour=hour)
    if rhythm.paused_until is not None and rhythm.paused_until > reader.today:
        yield phrases("settings-paused", day=reader.said(rhythm.paused_until))
    elif subscriber.active and subscriber.next_due_at:
        due = reader.local(subscriber.next_due_at)
        yield phrases("settings-next", day=reader.said(due.date()), hour=due.time())
    if rhythm.quiet is not None:
        shifted = "yes" if hour != subscriber.hour else "no"
        yield phrases("settings-quiet", start=rhythm.quiet.start, end=rhythm.quiet.end, shifted=shifted)
    zone = city_of(subscriber.zone, phrases.language)
    yield phrases("settings-zone", zone=zone, now=reader.local(reader.now).time())
    yield phrases("settings-language", language=LANGUAGE_NAMES[subscriber.language])
    yield phrases(
        "settings-content", chosen="; ".join(_contents(reader)) or phrases.plain("content-everything")
    )
    yield phrases("settings-look", chosen="; ".join(_look(reader)))


def days_said(days: frozenset[int], phrases: Phrases) -> str:
    """Days of a week in words, as bare text: every day, on weekdays, every Monday, Mo, Th."""
    if days == EVERY_DAY:
        return phrases.plain("every-day")
    if days == WORKDAYS:
        return phrases.plain("every-workday")
    if len(days) == 1:
        return phrases.plain("every-weekday", day=min(days))
    names = phrases.plain("weekdays").split()
    return phrases.plain("some-days", list=", ".join(names[day] for day in sorted(days)))


def _contents(reader: Reader) -> Iterable[str]:
    choices, phrases = reader.subscriber.choices, reader.phrases
    if choices.kinds:
        named = [kind_said(kind, phrases) for kind in EventType if kind in choices.kinds]
        yield phrases.plain("content-kinds", list=_list(named))
    if choices.topics:
        yield phrases.plain("content-topics", list=_list(choices.topics))
    if choices.excluded:
        yield phrases.plain("content-excluded", list=_list(choices.excluded))
    if choices.places:
        yield phrases.plain("content-places", list=_list(choices.places))
    if choices.languages:
        named = [name for language, name in LANGUAGE_NAMES.items() if language in choices.languages]
        yield phrases.plain("content-sources", list=_list(named))


def _look(reader: Reader) -> Iterable[str]:
    choices, phrases = reader.subscriber.choices, reader.phrases
    yield phrases.plain("density-name", density=choices.density.value)
    if choices.most is not None:
        yield phrases.plain("most-name", count=choices.most)
    if choices.script is not Script.OWN:
        yield phrases.plain("script-name", script=choices.script.value)
    if choices.on_empty is OnEmpty.SAY:
        yield phrases.plain("empty-name", empty=choices.on_empty.value)


def kind_said(kind: EventType, phrases: Phrases) -> str:
    """A kind in a list of kinds, as bare text."""
    if kind is EventType.OTHER:
        return phrases.plain("other-events")
    return phrases.plain("event-type", type=kind.value)


def _list(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" +{more}" if more > 0 else "")


def content_menu(reader: Reader) -> Message:
    """What the digest holds, a button for each choice."""
    return _submenu("content", CONTENT, list(_contents(reader)), reader)


def look_menu(reader: Reader) -> Message:
    """How the digest looks, a button for each choice."""
    return _submenu("look", LOOK, list(_look(reader)), reader)


def _submenu(name: str, settings: Sequence[str], chosen: Sequence[str], reader: Reader) -> Message:
    title = reader.phrases("submenu-title", setting=name)
    everything = [reader.phrases.plain("content-everything")]
    lines = [Html(f"• {escape(line)}") for line in chosen or everything]
    buttons = [setting_button(reader, setting) for setting in settings]
    sample, back = setting_button(reader, "preview"), setting_button(reader, "menu")
    return Message("\n".join([title, "", *lines]), (*in_rows(buttons, 2), (sample,), (back,)))


def setting_button(reader: Reader, setting: str) -> Button:
    """Opens a setting; `menu` is the way back to all of them."""
    return button(
        reader.phrases.plain("setting-name", setting=setting), ShowSetting(setting, *reader.address)
    )
