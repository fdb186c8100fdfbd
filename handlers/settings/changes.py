"""What a pressed value means: a change of the subscriber. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TypeVar

from digests.presses import Choose
from digests.schedule import UnknownZoneError, local_date, rescheduled, zone_of
from handlers.context import Reader
from news import preferences
from news.choices import Density, OnEmpty, PhraseField, Script
from news.models import LANGUAGES, Choices, EventType, Subscriber
from news.preferences import Change, Pause, SetActive, SetDays, SetHour, SetLanguage, SetQuiet, SetZone
from news.rhythm import EVERY_DAY, WORKDAYS
from news.typed import parse_hour, parse_most, parse_pause, parse_quiet

__all__ = ["change_of", "is_zone", "mark_of", "pause_of", "scheduled"]

E = TypeVar("E", bound=StrEnum)


def change_of(press: Choose, reader: Reader) -> Change | None:
    """The change that a press asks for; None where it asks for what there is not (any more)."""
    read = _READERS.get(press.setting)
    return read(press.value, reader) if read else None


def scheduled(before: Subscriber, after: Subscriber, reader: Reader) -> Subscriber:
    """`after`, with the next digest where its settings put it; none while it is switched off."""
    # A zone may vanish from the database of zones; the default stands in until they choose another.
    known = after if is_zone(after.zone) else replace(after, zone=reader.zone.key)
    return replace(after, next_due_at=rescheduled(before, known, reader.now))


def is_zone(name: str) -> bool:
    """Whether the database of zones knows it."""
    try:
        zone_of(name)
    except UnknownZoneError:
        return False
    return True


def pause_of(days: int, reader: Reader) -> Pause:
    """So many days without a digest; today counts where its digest has not been sent."""
    today = local_date(reader.zone.key, reader.now)
    first = today + timedelta(days=1) if reader.subscriber.served_on == today else today
    return Pause(first + timedelta(days=days))


def mark_of(phrase: str) -> str:
    """A topic's sign on its button: its place in the list may change under an old keyboard."""
    return blake2b(phrase.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _hour(value: str, _: Reader) -> Change | None:
    hour = parse_hour(value)
    return None if hour is None else SetHour(hour)


def _zone(value: str, _: Reader) -> Change | None:
    return SetZone(value) if is_zone(value) else None


def _language(value: str, _: Reader) -> Change | None:
    return next((SetLanguage(one) for one in LANGUAGES if one == value), None)


def _active(value: str, _: Reader) -> Change | None:
    return SetActive(value == "on") if value in ("on", "off") else None


def _days(value: str, reader: Reader) -> Change | None:
    """`all`, `work`, `only3` (weekly), `day3` (pressed: chosen or not). The last day stays."""
    if value in ("all", "work"):
        return SetDays(EVERY_DAY if value == "all" else WORKDAYS)
    word, day = value[:-1], value[-1:]
    if day not in "0123456":
        return None
    if word == "only":
        return SetDays(frozenset({int(day)}))
    chosen = reader.subscriber.rhythm.weekdays
    return SetDays((chosen ^ {int(day)}) or chosen) if word == "day" else None


def _quiet(value: str, _: Reader) -> Change | None:
    quiet = parse_quiet(value)
    return SetQuiet(quiet) if quiet or value == "none" else None


def _pause(value: str, reader: Reader) -> Change | None:
    days = parse_pause(value)
    return Pause(None) if value == "off" else pause_of(days, reader) if days else None


def _kinds(value: str, choices: Choices) -> Choices | None:
    kind = _one_of(EventType, value)
    if kind is None:
        return replace(choices, kinds=frozenset()) if value == "all" else None
    return replace(choices, kinds=choices.kinds ^ {kind})


def _sources(value: str, choices: Choices) -> Choices | None:
    language = next((one for one in LANGUAGES if one == value), None)
    if language is None:
        return replace(choices, languages=frozenset()) if value == "all" else None
    languages = choices.languages ^ {language}
    return replace(choices, languages=frozenset() if len(languages) == len(LANGUAGES) else languages)


def _most(value: str, choices: Choices) -> Choices | None:
    most = parse_most(value)
    return replace(choices, most=most) if most or value == "all" else None


def _density(value: str, choices: Choices) -> Choices | None:
    density = _one_of(Density, value)
    return replace(choices, density=density) if density else None


def _on_empty(value: str, choices: Choices) -> Choices | None:
    on_empty = _one_of(OnEmpty, value)
    return replace(choices, on_empty=on_empty) if on_empty else None


def _script(value: str, choices: Choices) -> Choices | None:
    script = _one_of(Script, value)
    return replace(choices, script=script) if script else None


def _phrases(field: PhraseField) -> Callable[[str, Choices], Choices | None]:
    """`all` takes every phrase away, a mark that one."""

    def read(value: str, choices: Choices) -> Choices | None:
        phrases: tuple[str, ...] = getattr(choices, field)
        gone = [phrase for phrase in phrases if value in ("all", mark_of(phrase))]
        for phrase in gone:
            choices = choices.without_phrase(field, phrase)
        return choices if gone or value == "all" else None

    return read


def _one_of(kind: type[E], value: str) -> E | None:
    return next((one for one in kind if one.value == value), None)


def _choosing(read: Callable[[str, Choices], Choices | None]) -> Callable[[str, Reader], Change | None]:
    def change(value: str, reader: Reader) -> Change | None:
        choices = read(value, reader.subscriber.choices)
        return None if choices is None else preferences.Choose(choices)

    return change


_READERS: dict[str, Callable[[str, Reader], Change | None]] = {
    "hour": _hour,
    "zone": _zone,
    "language": _language,
    "active": _active,
    "days": _days,
    "quiet": _quiet,
    "pause": _pause,
    "kinds": _choosing(_kinds),
    "topics": _choosing(_phrases("topics")),
    "excluded": _choosing(_phrases("excluded")),
    "places": _choosing(_phrases("places")),
    "sources": _choosing(_sources),
    "most": _choosing(_most),
    "density": _choosing(_density),
    "empty": _choosing(_on_empty),
    "script": _choosing(_script),
}
