"""Digest -> messages: safe HTML within Telegram's limits; and how a release looks in any list. Pure."""

from datetime import date

from digests.parts import Block, assemble
from digests.presses import OpenRelease, Press, data
from language.alphabet import to_cyrillic, to_latin
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Button, Digest, DigestItem, Event, Language, Message, Period, Release

__all__ = [
    "TITLE",
    "button",
    "capital",
    "event_period",
    "headline",
    "hint",
    "kicker",
    "kind",
    "render_digest",
]

TITLE, SUMMARY, PLACE = 240, 700, 80
"""Longest shown, in UTF-16 units: a title, each line of a summary (enough for a whole lead sentence of a
release), a place. Any one item of a digest then fits into a message (held by a test)."""


def render_digest(digest: Digest) -> tuple[Message, ...]:
    """A digest in its reader's language, in at least one message: a sentence where it is empty."""
    phrases = Phrases(digest.language)
    heading = Html(
        f"<b>{phrases('digest-title')}</b> · {escape(phrases.period(digest.period, digest.period.end))}"
    )
    late = f"\n\n{phrases('digest-late')}" if digest.late else ""
    if digest.empty:
        return (Message(f"{heading}{late}\n\n{phrases('digest-empty')}"),)
    first_news = len(digest.events) + 1
    blocks = [
        *(_event_block(number, item, digest, phrases) for number, item in enumerate(digest.events, start=1)),
        *(_news_block(number, item, phrases) for number, item in enumerate(digest.news, start=first_news)),
    ]

    def title(number: int, count: int) -> Html:
        return Html(f"{heading} ({number}/{count}){late}" if count > 1 else heading + late)

    return assemble(blocks, title, hint(phrases))


def _event_block(number: int, item: DigestItem, digest: Digest, phrases: Phrases) -> Block:
    release = item.release
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in release.summary[:3] if line.strip())
    quote = f"\n<blockquote expandable>{lines}</blockquote>" if lines else ""
    head = headline(number, release, digest.period.end, phrases)
    return Block(Html(head + quote), _opener(number, release), _section("digest-events", phrases))


def _news_block(number: int, item: DigestItem, phrases: Phrases) -> Block:
    title = escape(cut(item.release.title, TITLE))
    section = _section("digest-news", phrases)
    return Block(Html(f"<b>{number}.</b> {title}"), _opener(number, item.release), section, gap="\n")


def hint(phrases: Phrases) -> Html:
    """What the numbers below a list are for."""
    return Html(f"<i>{phrases('press-a-number')}</i>")


def _section(key: str, phrases: Phrases) -> Html:
    return Html(f"<u>{phrases(key)}</u>")


def _opener(number: int, release: Release) -> Button:
    return button(str(number), OpenRelease(release.id))


def button(text: str, press: Press) -> Button:
    """A button that brings the press back."""
    return Button(text, data(press))


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def headline(number: int, release: Release, today: date, phrases: Phrases) -> str:
    """A release in a list: its number and kicker, below them its title."""
    title = escape(cut(release.title, TITLE))
    return f"<b>{number}.</b> <i>{kicker(release, today, phrases)}</i>\n<b>{title}</b>"


def kicker(release: Release, today: date, phrases: Phrases) -> Html:
    """The line over a title: kind, date and place of the event, else that it is news, and its date.

    The year is said where it is not today's.
    """
    if release.event is None:
        return Html(f"{kind(release, phrases)} · {escape(phrases.day(release.published, today))}")
    return Html(
        " · ".join([kind(release, phrases), *map(escape, _event_parts(release.event, today, phrases))])
    )


def kind(release: Release, phrases: Phrases) -> Html:
    """The kind of its event, else that it is news."""
    if release.event is None:
        return escape(capital(phrases.plain("plain-news")))
    return escape(capital(phrases.plain("event-type", type=release.event.type.value)))


def _event_parts(event: Event, today: date, phrases: Phrases) -> list[str]:
    parts = []
    period = event_period(event)
    if period is not None:
        parts.append(phrases.period(period, today))
    if event.place:
        parts.append(cut(_in_alphabet(event.place, phrases.language), PLACE))
    return parts


def _in_alphabet(name: str, language: Language) -> str:
    """A place in the letters of an Uzbek reader; a reader of another language gets it as it is written."""
    if language == "uz-Latn":
        return to_latin(name)
    return to_cyrillic(name) if language == "uz-Cyrl" else name


def event_period(event: Event) -> Period | None:
    """The event's days; None where the release states none."""
    if event.start is None:
        return None
    return Period(event.start, max(event.start, event.end or event.start))
