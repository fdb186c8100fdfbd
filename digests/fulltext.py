"""A release's full text -> messages that are read one after the other in place."""

from datetime import date
from urllib.parse import urlsplit

from digests.parts import UNITS, split_text
from digests.presses import Close, ReadPart, TurnPage
from digests.render import TITLE, button, kicker
from language.markup import Html, clean, cut, escape, visible_units
from language.phrases import Phrases
from news.models import Button, Message, Release

__all__ = ["render_text"]

_ISOLATES = 2
"""A line of Arabic that is cut in two has a mark more on either side of the cut."""


def render_text(
    release: Release, today: date, phrases: Phrases, back: TurnPage | None = None
) -> tuple[Message, ...]:
    """The whole text in one message or several, each with buttons to its neighbours and back to the list
    it was opened from; where there was no list, with one that takes it away."""
    head = f"<i>{kicker(release, today, phrases)}</i>\n<b>{escape(cut(release.title, TITLE))}</b>"
    room = UNITS - visible_units(head) - visible_units(_foot(999, 999, phrases)) - 4 - _ISOLATES
    pieces = split_text(clean(release.text), room) or [""]
    count = len(pieces)
    messages = []
    for number, piece in enumerate(pieces, start=1):
        lines = [head, escape(piece), _foot(number, count, phrases) if count > 1 else ""]
        html = "\n\n".join(filter(None, lines))
        messages.append(Message(html, _keyboard(release, number - 1, count, phrases, back)))
    return tuple(messages)


def _foot(number: int, count: int, phrases: Phrases) -> Html:
    return Html(f"<i>{phrases('text-part', part=number, total=count)}</i>")


def _keyboard(
    release: Release, part: int, count: int, phrases: Phrases, back: TurnPage | None
) -> tuple[tuple[Button, ...], ...]:
    question, page = (back.question, back.page) if back else (0, 0)
    turns = []
    if part > 0:
        turns.append(button(phrases.plain("previous-button"), ReadPart(release.id, part - 1, question, page)))
    if part + 1 < count:
        turns.append(button(phrases.plain("next-button"), ReadPart(release.id, part + 1, question, page)))
    leave = (
        button(phrases.plain("back-button"), back) if back else button(phrases.plain("close-button"), Close())
    )
    source = [Button(phrases.plain("source-button"), url=release.url)] if is_link(release.url) else []
    return tuple(row for row in (tuple(turns), (leave, *source)) if row)


def is_link(url: str | None) -> bool:
    """Is it an address that Telegram takes for a button: http(s), a host with a dot, no blanks?"""
    if url is None or len(url) > 2000 or clean(url) != url or any(c.isspace() or c in '<>"' for c in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")
