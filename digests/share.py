"""A release -> a card that a person shares into any chat."""

from dataclasses import dataclass
from datetime import date

from digests.fulltext import is_link
from digests.render import TITLE, kicker
from language.markup import clean, cut, escape, plain
from language.phrases import Phrases
from news.models import Button, Message, Release

__all__ = ["Shared", "render_shared"]

LINE, DESCRIPTION = 700, 160
"""Longest shown, in UTF-16 units: a line of the summary, what stands under the title in the list to choose
from (a phone shows two lines of it)."""


@dataclass(frozen=True, slots=True)
class Shared:
    """How a release stands in the list, and the message that choosing it sends."""

    title: str
    description: str
    message: Message


def render_shared(release: Release, today: date, phrases: Phrases) -> Shared:
    """The card: kind, date, place, title, summary, and where there is one a button to the source. It has no
    other buttons: it stands in chats in which the bot is not."""
    over = kicker(release, today, phrases)
    title = cut(clean(release.title).strip(), TITLE)
    lines = [line for line in release.summary[:3] if line.strip()]
    quote = "\n".join(escape(cut(line, LINE)) for line in lines)
    html = f"<i>{over}</i>\n<b>{escape(title)}</b>" + (f"\n<blockquote>{quote}</blockquote>" if quote else "")
    buttons = ((Button(phrases.plain("source-button"), url=release.url),),) if is_link(release.url) else ()
    told = " · ".join([plain(over), *(clean(line) for line in lines[:1])])
    return Shared(title or plain(over), cut(told, DESCRIPTION), Message(html, buttons))
