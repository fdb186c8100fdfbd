"""The screen of each setting: a question, a button for each value, the way back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import time

from digests.parts import in_rows
from digests.presses import Choose, ShowSetting
from digests.render import button, capital
from handlers.context import Reader
from handlers.settings.answers import TYPED
from handlers.settings.changes import mark_of
from handlers.settings.menu import CONTENT, LOOK, content_menu, kind_said, look_menu, setting_button
from language.markup import escape
from language.phrases import LANGUAGE_NAMES, Html
from language.zones import city_of
from news.choices import LEAST, MOST, Density, OnEmpty, PhraseField, Script
from news.models import LANGUAGES, Button, EventType, Message, Quiet
from news.rhythm import EVERY_DAY, WORKDAYS
from news.typed import LONGEST_PAUSE

__all__ = ["back", "parent_of", "screen"]

HOURS = (time(7), time(8), time(9), time(10), time(12), time(15), time(18), time(20), time(21))
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
NIGHTS = (
    Quiet(time(22), time(7)),
    Quiet(time(23), time(7)),
    Quiet(time(21), time(8)),
    Quiet(time(23), time(9)),
)
PAUSES = (1, 3, 7, 14, 30)
NUMBERS = (3, 5, 10, 20, 30)

Choice = tuple[str, str, bool]
"""Label, value, whether it is the present one."""


def screen(setting: str, reader: Reader) -> Message | None:
    """The screen of that setting, or the submenu of that name; None where there is none."""
    make = _SCREENS.get(setting)
    return make(reader) if make else None


def parent_of(setting: str) -> str:
    """The menu from which a setting is opened."""
    if setting in CONTENT:
        return "content"
    return "look" if setting in LOOK else "days" if setting == "week" else "menu"


def back(setting: str, reader: Reader) -> Button:
    """The way to the menu above."""
    parent = parent_of(setting)
    if parent == "menu":
        return setting_button(reader, "menu")
    name = reader.phrases.plain("setting-name", setting=parent)
    return button(f"‹ {name}", ShowSetting(parent, *reader.address))


def _hour(reader: Reader) -> Message:
    present = reader.subscriber.hour
    hours = [(f"{hour:%H:%M}", f"{hour:%H%M}", hour == present) for hour in HOURS]
    return _choices(reader.phrases("choose-hour"), "hour", hours, 3, reader)


def _zone(reader: Reader) -> Message:
    present, language = reader.subscriber.zone, reader.phrases.language
    zones = [(city_of(zone, language), zone, zone == present) for zone in ZONES]
    extra: tuple[tuple[Button, ...], ...] = ()
    if reader.here.is_private:
        locate = ShowSetting("locate", *reader.address)
        extra = ((button(reader.phrases.plain("locate-button"), locate),),)
    return _choices(reader.phrases("choose-zone"), "zone", zones, 2, reader, extra)


def _language(reader: Reader) -> Message:
    present = reader.subscriber.language
    names = [(LANGUAGE_NAMES[one], one, one == present) for one in LANGUAGES]
    return _choices(reader.phrases("choose-language"), "language", names, 2, reader)


def _days(reader: Reader) -> Message:
    phrases, chosen = reader.phrases, reader.subscriber.rhythm.weekdays
    names = phrases.plain("weekdays").split()
    days = [(name, f"day{day}", day in chosen) for day, name in enumerate(names)]
    usual = [
        (capital(phrases.plain("every-day")), "all", chosen == EVERY_DAY),
        (capital(phrases.plain("every-workday")), "work", chosen == WORKDAYS),
    ]
    weekly = button(phrases.plain("setting-name", setting="week"), ShowSetting("week", *reader.address))
    rows = (*_rows("days", usual, 2, reader), *_rows("days", days, 4, reader), (weekly,))
    return _with_back(phrases("choose-days"), rows, "days", reader)


def _week(reader: Reader) -> Message:
    chosen = reader.subscriber.rhythm.weekdays
    days = [
        (capital(reader.phrases.plain("every-weekday", day=day)), f"only{day}", chosen == {day})
        for day in sorted(EVERY_DAY)
    ]
    rows = _rows("days", days, 2, reader)
    return _with_back(reader.phrases("choose-week"), rows, "week", reader)


def _quiet(reader: Reader) -> Message:
    phrases, present = reader.phrases, reader.subscriber.rhythm.quiet
    nights = [
        (f"{night.start:%H:%M}–{night.end:%H:%M}", f"{night.start:%H%M}-{night.end:%H%M}", night == present)
        for night in NIGHTS
    ]
    none = [(phrases.plain("quiet-none"), "none", present is None)]
    return _choices(phrases("choose-quiet"), "quiet", [*nights, *none], 2, reader)


def _pause(reader: Reader) -> Message:
    phrases, until = reader.phrases, reader.subscriber.rhythm.paused_until
    pauses: list[Choice] = [(phrases.plain("days-count", count=days), str(days), False) for days in PAUSES]
    if until is not None and until > reader.today:
        pauses.insert(0, (phrases.plain("pause-end"), "off", False))
    return _choices(phrases("choose-pause", most=LONGEST_PAUSE), "pause", pauses, 2, reader)


def _kinds(reader: Reader) -> Message:
    chosen = reader.subscriber.choices.kinds
    kinds = [(capital(kind_said(kind, reader.phrases)), kind.value, kind in chosen) for kind in EventType]
    everything = [(capital(reader.phrases.plain("content-everything")), "all", not chosen)]
    return _choices(reader.phrases("choose-kinds"), "kinds", [*kinds, *everything], 2, reader)


def _sources(reader: Reader) -> Message:
    phrases, chosen = reader.phrases, reader.subscriber.choices.languages
    names = [(LANGUAGE_NAMES[one], one, one in chosen) for one in LANGUAGES]
    everything = [(capital(phrases.plain("all-languages")), "all", not chosen)]
    return _choices(phrases("choose-sources"), "sources", [*names, *everything], 2, reader)


def _phrases(field: PhraseField, question: str) -> Callable[[Reader], Message]:
    """A list that grows by typing and shrinks by pressing."""

    def make(reader: Reader) -> Message:
        phrases: Sequence[str] = getattr(reader.subscriber.choices, field)
        listed = [Html(f"• {escape(phrase)}") for phrase in phrases]
        text = Html("\n\n".join(filter(None, [reader.phrases(question), "\n".join(listed)])))
        gone: list[Choice] = [(f"✕ {_short(phrase)}", mark_of(phrase), False) for phrase in phrases]
        if len(gone) > 1:
            gone.append((reader.phrases.plain("forget-all-button"), "all", False))
        return _choices(text, field, gone, 2, reader)

    return make


def _short(phrase: str) -> str:
    return phrase if len(phrase) <= 18 else phrase[:17].rstrip() + "…"


def _density(reader: Reader) -> Message:
    present = reader.subscriber.choices.density
    named = [
        (capital(reader.phrases.plain("density-name", density=each.value)), each.value, each == present)
        for each in Density
    ]
    return _choices(reader.phrases("choose-density"), "density", named, 1, reader)


def _most(reader: Reader) -> Message:
    phrases, present = reader.phrases, reader.subscriber.choices.most
    numbers = [(str(number), str(number), number == present) for number in NUMBERS]
    everything = [(capital(phrases.plain("content-everything")), "all", present is None)]
    question = phrases("choose-most", least=LEAST, most=MOST)
    return _choices(question, "most", [*numbers, *everything], 3, reader)


def _script(reader: Reader) -> Message:
    """To who reads in Uzbek, their own alphabet or as written; to others each alphabet or as written."""
    present, is_uzbek = reader.subscriber.choices.script, reader.subscriber.language.startswith("uz")
    if present is Script.OWN and not is_uzbek:
        present = Script.WRITTEN
    offered = {Script.OWN, Script.WRITTEN} if is_uzbek else {Script.LATIN, Script.CYRILLIC, Script.WRITTEN}
    named = [
        (capital(reader.phrases.plain("script-name", script=each.value)), each.value, each == present)
        for each in Script
        if each in {*offered, present}
    ]
    return _choices(reader.phrases("choose-script"), "script", named, 1, reader)


def _empty(reader: Reader) -> Message:
    present = reader.subscriber.choices.on_empty
    named = [
        (capital(reader.phrases.plain("empty-name", empty=each.value)), each.value, each == present)
        for each in OnEmpty
    ]
    return _choices(reader.phrases("choose-empty"), "empty", named, 1, reader)


def _choices(
    question: Html,
    setting: str,
    choices: Iterable[Choice],
    width: int,
    reader: Reader,
    extra: tuple[tuple[Button, ...], ...] = (),
) -> Message:
    if setting in TYPED and not reader.here.is_private:
        question = Html(f"{question}\n\n{reader.phrases('answer-by-reply')}")
    return _with_back(question, (*_rows(setting, choices, width, reader), *extra), setting, reader)


def _rows(
    setting: str, choices: Iterable[Choice], width: int, reader: Reader
) -> tuple[tuple[Button, ...], ...]:
    buttons = [
        button(f"✓ {label}" if present else label, Choose(setting, value, *reader.address))
        for label, value, present in choices
    ]
    return in_rows(buttons, width)


def _with_back(question: Html, rows: tuple[tuple[Button, ...], ...], setting: str, reader: Reader) -> Message:
    return Message(question, (*rows, (back(setting, reader),)))


_SCREENS: dict[str, Callable[[Reader], Message]] = {
    "hour": _hour,
    "zone": _zone,
    "language": _language,
    "days": _days,
    "week": _week,
    "quiet": _quiet,
    "pause": _pause,
    "content": content_menu,
    "kinds": _kinds,
    "topics": _phrases("topics", "choose-topics"),
    "excluded": _phrases("excluded", "choose-excluded"),
    "places": _phrases("places", "choose-places"),
    "sources": _sources,
    "look": look_menu,
    "density": _density,
    "most": _most,
    "script": _script,
    "empty": _empty,
}
