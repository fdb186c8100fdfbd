"""What goes to subscribers outside their digests: an urgent release, a word from the office, a correction."""

import re
from dataclasses import replace
from datetime import date

from digests.items import SUMMARY
from digests.presses import OpenRelease, data
from digests.render import TITLE, button, kicker
from language.markup import Html, cut, escape, visible_units
from language.phrases import Phrases
from news.models import Button, Message, Release, Replaces, Told

__all__ = ["REASON", "render_corrected", "render_notice", "render_unseen", "render_urgent", "render_word"]

UNITS, REASON = 4096, 300
"""UTF-16 units: of a message, and of the reason that stands in it."""
_NUMBER = re.compile(r"<b>(\d+)\.")
"""How an item of a list begins."""


def render_urgent(release: Release, today: date, phrases: Phrases) -> Message:
    """A release by itself, at once: kind, date and place, title, summary, and the way to its text."""
    over = f"<i>{kicker(release, today, phrases)}</i>"
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in release.summary[:3] if line.strip())
    quote = f"\n<blockquote>{lines}</blockquote>" if lines else ""
    told = f"{over}\n<b>{escape(cut(release.title, TITLE))}</b>{quote}"
    opener = button(phrases.plain("open-button"), OpenRelease(release.id))
    html = f"{phrases('urgent-head')}\n\n{told}"
    return Message(Html(html), ((opener,),), (Told(release.id, told),))


def render_word(text: str) -> Message:
    """A word from the press office to all, as it was typed."""
    return Message(Html(escape(cut(text.strip(), UNITS))))


def render_corrected(
    message: Message,
    was: int,
    now: Release,
    issue: int,
    part: int,
    phrases: Phrases,
    *,
    withdrawn: bool,
    why: str = "",
) -> Message:
    """A message that arrived with the piece that told of the release replaced: by what it says now, or by the
    word that it was withdrawn, and `why`. Where that does not fit, the piece says only that it changed."""
    piece = next((each for each in message.told if each.release == was), None)
    title = Html(f"<b>{escape(cut(now.title, TITLE))}</b>")
    said = escape(cut(why, REASON))
    notice = Html("\n".join(filter(None, [render_notice(now, phrases, withdrawn=withdrawn), said])))
    if piece is None:
        return Message(notice, (), (), Replaces(issue, part, notice))
    mark = phrases("withdrawn-mark" if withdrawn else "changed-mark")
    head = f"<s>{title}</s>" if withdrawn else title
    numbered = _NUMBER.match(piece.html)
    lead = f"<b>{numbered[1]}.</b> " if numbered else ""
    lines = "" if withdrawn else "\n".join(escape(cut(line, SUMMARY)) for line in now.summary[:3])
    quote = f"\n<blockquote expandable>{lines}</blockquote>" if lines else ""
    told = f"{lead}{head}\n<i>{': '.join(filter(None, [mark, said]))}</i>"
    html = message.html.replace(piece.html, told + quote, 1)
    if visible_units(html) > UNITS:
        html, quote = message.html.replace(piece.html, told, 1), ""
    if withdrawn and piece.html == _unseen(piece, phrases):
        html, quote, told = message.html, "", piece.html  # it left without the release: nobody was told of it
    others = tuple(each for each in message.told if each.release != was)
    return Message(
        Html(html),
        _buttons(message, was, now.id, withdrawn=withdrawn),
        (*others, Told(now.id, told + quote)),
        Replaces(issue, part, notice),
    )


def render_unseen(message: Message, was: int, phrases: Phrases) -> Message:
    """A message that has not left yet without a release that was withdrawn: not even its title is shown."""
    piece = next((each for each in message.told if each.release == was), None)
    if piece is None:
        return message
    unseen = _unseen(piece, phrases)
    others = tuple(each for each in message.told if each.release != was)
    return replace(
        message,
        html=Html(message.html.replace(piece.html, unseen, 1)),
        buttons=_buttons(message, was, was, withdrawn=True),
        told=(*others, Told(was, unseen)),
    )


def _unseen(piece: Told, phrases: Phrases) -> Html:
    """What stands in the piece's place; its number stays, for the buttons of the others count on it."""
    numbered = _NUMBER.match(piece.html)
    lead = f"<b>{numbered[1]}.</b> " if numbered else ""
    return Html(f"{lead}<i>{phrases('withdrawn-unseen')}</i>")


def _buttons(message: Message, was: int, now: int, *, withdrawn: bool) -> tuple[tuple[Button, ...], ...]:
    """Those of the message, with the release's own leading to what stands now, or gone with it."""
    old = data(OpenRelease(was))
    rows = [
        tuple(
            replace(each, data=data(OpenRelease(now))) if each.data == old else each
            for each in row
            if not (withdrawn and each.data == old)
        )
        for row in message.buttons
    ]
    return tuple(row for row in rows if row)


def render_notice(release: Release, phrases: Phrases, *, withdrawn: bool) -> Html:
    """A sentence in answer to the message that told of it."""
    key = "notice-withdrawn" if withdrawn else "notice-changed"
    return phrases(key, title=cut(release.title, TITLE))
