"""The two questions before somebody is forgotten for good, and what is said afterwards."""

from dataclasses import replace
from datetime import datetime

from digests.presses import Erase
from digests.render import button
from language.phrases import Phrases
from news.models import Message

__all__ = ["ASKED", "CONFIRMED", "KEPT", "render_erasure", "render_sure"]

KEPT, ASKED, CONFIRMED = range(3)
"""The steps of `Erase`: no; yes; yes, indeed."""


def render_erasure(person_id: int, now: datetime, phrases: Phrases, *, whose: str) -> Message:
    """What goes and what stays. `whose`: `reader`, `staff` for somebody of the press office, `chat` for a
    group or a channel."""
    asked = Erase(ASKED, person_id, int(now.timestamp()))
    return _question(phrases("erase-ask", whose=whose), "erase-button", asked, phrases)


def render_sure(asked: Erase, phrases: Phrases) -> Message:
    """The second question; the time runs from the first."""
    return _question(phrases("erase-sure"), "erase-sure-button", replace(asked, step=CONFIRMED), phrases)


def _question(html: str, yes: str, press: Erase, phrases: Phrases) -> Message:
    no = button(phrases.plain("erase-keep-button"), replace(press, step=KEPT))
    return Message(html, ((button(phrases.plain(yes), press),), (no,)))
