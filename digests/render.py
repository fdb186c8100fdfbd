"""How a release looks in any list: safe HTML within Telegram's limits. Pure."""

from datetime import date

from digests.presses import Press, data
from language.alphabet import to_cyrillic, to_latin
from language.markup import Html, clean, cut, escape
from language.phrases import Phrases
from language.towns import town_in
from news.models import Button, Event, Language, Period, Release

__all__ = [
    "TITLE",
    "button",
    "capital",
    "changed",
    "event_parts",
    "event_period",
    "headline",
    "hint",
    "kicker",
    "kind",
]

TITLE, PLACE = 240, 80
"""Longest shown, in UTF-16 units: a title, a place."""


def hint(phrases: Phrases) -> Html:
    """What the numbers below a list are for."""
    return Html(f"<i>{phrases('press-a-number')}</i>")


def button(text: str, press: Press) -> Button:
    """A button that brings the press back. Its text may be somebody's name: it turns no line round."""
    return Button(clean(text), data(press))


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def headline(number: int, release: Release, today: date, phrases: Phrases) -> str:
    """A release in a list: its number and kicker, below them its title."""
    title = escape(cut(release.title, TITLE))
    return f"<b>{number}.</b> <i>{kicker(release, today, phrases)}</i>\n<b>{title}</b>"


def kicker(release: Release, today: date, phrases: Phrases, said: date | None = None) -> Html:
    """The line over a title: kind, date and place of the event, else that it is news, and its date.

    The year is said where it is not today's; of an event no day that has been `said` already.
    """
    if release.event is None:
        told = [phrases.day(release.published, today)]
    else:
        told = event_parts(release.event, today, phrases, said)
    return Html(" · ".join([kind(release, phrases), *map(escape, told), *changed(release, phrases)]))


def changed(release: Release, phrases: Phrases) -> list[Html]:
    """That it differs from what was published first, where it does."""
    return [phrases("changed-mark")] if release.changed_at else []


def kind(release: Release, phrases: Phrases) -> Html:
    """The kind of its event, else that it is news."""
    if release.event is None:
        return escape(capital(phrases.plain("plain-news")))
    return escape(capital(phrases.plain("event-type", type=release.event.type.value)))


def event_parts(event: Event, today: date, phrases: Phrases, said: date | None = None) -> list[str]:
    """Days and place of an event, as bare text; without a day that has been said already."""
    parts = []
    period = event_period(event)
    if period is not None and (period.start, period.end) != (said, said):
        parts.append(phrases.period(period, today))
    if event.place:
        parts.append(cut(_place(event.place, phrases.language), PLACE))
    return parts


def _place(name: str, language: Language) -> str:
    """A town as the reader's language calls it; what no table knows as it is written, for a reader of Uzbek
    in their letters."""
    known = town_in(name, language)
    if known is not None:
        return known
    if language == "uz-Latn":
        return to_latin(name)
    return to_cyrillic(name) if language == "uz-Cyrl" else name


def event_period(event: Event) -> Period | None:
    """The event's days; None where the release states none."""
    if event.start is None:
        return None
    return Period(event.start, max(event.start, event.end or event.start))
