"""Digest -> messages: what is ahead by day, what took place by kind, other news as titles. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from digests.parts import Block, assemble
from digests.presses import OpenRelease
from digests.render import TITLE, button, event_parts, hint, kicker
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Button, Digest, DigestItem, Message

__all__ = ["render_digest"]

SUMMARY, EARLIER = 700, 120
"""Longest shown, in UTF-16 units: each line of a summary (enough for a whole lead sentence of a release), the
title of what was released earlier. Any one item then fits into a message (held by a test)."""


def render_digest(digest: Digest) -> tuple[Message, ...]:
    """A digest in its reader's language, in at least one message: a sentence where it is empty."""
    phrases = Phrases(digest.language)
    heading = Html(
        f"<b>{phrases('digest-title')}</b> · {escape(phrases.period(digest.period, digest.period.end))}"
    )
    late = f"\n\n{phrases('digest-late')}" if digest.late else ""
    if digest.empty:
        return (Message(f"{heading}{late}\n\n{phrases('digest-empty')}"),)

    def title(number: int, count: int) -> Html:
        return Html(f"{heading} ({number}/{count}){late}" if count > 1 else heading + late)

    blocks = list(_blocks(digest, phrases))
    return assemble(blocks, title, hint(phrases), alone=phrases.plain("open-button"))


def _blocks(digest: Digest, phrases: Phrases) -> Iterator[Block]:
    today = digest.period.end
    numbers = count(1)
    yield from (_coming(next(numbers), item, today, phrases) for item in digest.coming)
    yield from (_event(next(numbers), item, today, phrases) for item in digest.events)
    yield from (_news(next(numbers), item, today, phrases) for item in digest.news)


def _coming(number: int, item: DigestItem, today: date, phrases: Phrases) -> Block:
    """What is ahead, under the day on which it is: a reminder without the summary that was read before."""
    event = item.release.event
    start = today if event is None or event.start is None else max(event.start, today)
    undated = event is None or event.start is None
    when = "later" if undated else {today: "today", today + timedelta(1): "tomorrow"}.get(start, "later")
    section = phrases("digest-ahead", when=when, day=phrases.day(start, today))
    under = kicker(item.release, today, phrases)
    return _block(number, item, section, under, phrases, summary=not item.reminder)


def _event(number: int, item: DigestItem, today: date, phrases: Phrases) -> Block:
    event = item.release.event
    section = phrases("event-types", type=event.type.value if event else "other")
    under = " · ".join(map(escape, event_parts(event, today, phrases))) if event else ""
    return _block(number, item, section, under, phrases, summary=True)


def _block(
    number: int, item: DigestItem, section: Html, under: str, phrases: Phrases, *, summary: bool
) -> Block:
    """Number and title, below them day and place, the summary, and what was released before."""
    release = item.release
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in release.summary[:3] if line.strip())
    rows = [
        f"<b>{number}. {escape(cut(release.title, TITLE))}</b>",
        f"<i>{under}</i>" if under else "",
        f"<blockquote expandable>{lines}</blockquote>" if lines and summary else "",
        _earlier(item, phrases),
    ]
    html = Html("\n".join(filter(None, rows)))
    return Block(html, _opener(number, item), _heading(section))


def _earlier(item: DigestItem, phrases: Phrases) -> str:
    if item.earlier is None:
        return ""
    day = phrases.day(item.earlier.published, item.release.published)
    said = phrases("digest-earlier", day=day, title=cut(item.earlier.title, EARLIER))
    return f"<i>{said}</i>"


def _news(number: int, item: DigestItem, today: date, phrases: Phrases) -> Block:
    """The title, and the day where it is not today's."""
    release = item.release
    day = f" · <i>{escape(phrases.day(release.published, today))}</i>" if release.published != today else ""
    rows = [f"<b>{number}.</b> {escape(cut(release.title, TITLE))}{day}", _earlier(item, phrases)]
    html = Html("\n".join(filter(None, rows)))
    return Block(html, _opener(number, item), _heading(phrases("digest-news")), gap="\n")


def _heading(text: Html) -> Html:
    return Html(f"<u>{text}</u>")


def _opener(number: int, item: DigestItem) -> Button:
    return button(str(number), OpenRelease(item.release.id))
