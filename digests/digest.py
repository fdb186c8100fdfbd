"""Digest -> messages: what is ahead by day, what took place by kind, other news as titles. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from digests.items import Look
from digests.parts import Block, assemble
from digests.presses import SeeRest
from digests.render import button, hint
from language.markup import Html, escape
from language.phrases import Phrases
from news.models import Digest, Message, Window

__all__ = ["heading", "render_digest"]


def render_digest(digest: Digest) -> tuple[Message, ...]:
    """A digest in its reader's language, in at least one message: a sentence where it is empty."""
    window = digest.window
    phrases = Phrases(window.language)
    late = f"\n\n{phrases('digest-late', whole='yes' if window.whole else 'no')}" if window.late else ""
    if digest.empty:
        said = phrases("digest-alive") if digest.alive else _nothing(window, phrases)
        return (Message(f"{heading(window, phrases)}{late}\n\n{said}"),)

    def title(number: int, of: int) -> Html:
        parts = f" ({number}/{of})" if of > 1 else ""
        return Html(f"{heading(window, phrases)}{parts}{late if number == 1 else ''}")

    blocks = list(_blocks(digest, Look(window, phrases)))
    messages = assemble(blocks, title, hint(phrases), alone=phrases.plain("open-button"))
    return _with_rest(messages, digest, phrases)


def heading(window: Window, phrases: Phrases) -> Html:
    """What it is, and the days that it covers."""
    days = escape(phrases.period(window.period, window.period.end))
    return Html(f"<b>{phrases('digest-title')}</b> · {days}")


def _nothing(window: Window, phrases: Phrases) -> Html:
    return phrases("digest-empty", chosen="yes" if window.choices.selective else "no")


def _blocks(digest: Digest, look: Look) -> Iterator[Block]:
    numbers = count(1)
    yield from (look.coming(next(numbers), item) for item in digest.coming)
    yield from (look.event(next(numbers), item) for item in digest.events)
    yield from (look.news(next(numbers), item) for item in digest.news)
    if digest.rest:
        yield Block(Html(f"<i>{look.phrases('digest-more', count=len(digest.rest))}</i>"))


def _with_rest(messages: tuple[Message, ...], digest: Digest, phrases: Phrases) -> tuple[Message, ...]:
    """The last message with a button that leads to what was left out."""
    if not digest.rest:
        return messages
    window = digest.window
    press = SeeRest(
        after=window.after,
        upto=window.upto,
        end=window.period.end.toordinal(),
        back=(window.period.end - window.period.start).days,
        belated=(window.period.start - window.since).days,
        ahead=(window.ahead - window.period.end).days,
        page=0,
    )
    more = button(phrases.plain("digest-more-button", count=len(digest.rest)), press)
    return (*messages[:-1], replace(messages[-1], buttons=(*messages[-1].buttons, (more,))))
