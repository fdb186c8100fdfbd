"""What a digest left out, as a list that is turned page by page."""

from dataclasses import replace
from datetime import date, timedelta

from digests.digest import heading
from digests.items import Look
from digests.parts import assemble, in_rows
from digests.presses import SeeRest
from digests.render import button, hint
from digests.windows import BELATED, FARTHEST, LONGEST
from language.markup import Html
from language.phrases import Phrases
from news.models import Digest, Message, Period, Window

__all__ = ["render_rest", "window_of"]

PAGE = 8
"""Items shown at once: one row holds their buttons, and the longest of them fit into a message."""
KEPT = timedelta(days=31)
"""A digest older than this has no list of what it left out."""


def window_of(asked: SeeRest, present: Window, today: date) -> Window | None:
    """The window of the digest whose button was pressed, with its reader's present choices; None where it is
    too old, or never was."""
    start = today.toordinal() - KEPT.days
    if not (start <= asked.end <= today.toordinal() and asked.after <= asked.upto):
        return None
    longest = (asked.back, LONGEST), (asked.belated, BELATED), (asked.ahead, FARTHEST)
    if any(days > most.days for days, most in longest):
        return None
    end = date.fromordinal(asked.end)
    period = Period(end - timedelta(asked.back), end)
    return replace(
        present,
        period=period,
        since=period.start - timedelta(asked.belated),
        ahead=end + timedelta(asked.ahead),
        after=asked.after,
        upto=asked.upto,
        late=False,
    )


def render_rest(digest: Digest, asked: SeeRest) -> Message | None:
    """The page that is asked for, the last one where there are fewer; None where nothing was left out."""
    if not digest.rest:
        return None
    phrases = Phrases(digest.window.language)
    page = min(max(asked.page, 1), -(-len(digest.rest) // PAGE))
    first = (page - 1) * PAGE
    some = digest.rest[first : first + PAGE]
    look, before = Look(digest.window, phrases), len(digest.items)
    blocks = [look.line(before + number, item) for number, item in enumerate(some, start=first + 1)]
    counted = phrases("digest-rest", first=first + 1, last=first + len(some), total=len(digest.rest))

    def title(_number: int, _of: int) -> Html:
        return Html(f"{heading(digest.window, phrases)}\n{counted}")

    (message,) = assemble(blocks, title, hint(phrases), alone=phrases.plain("open-button"))
    turns = []
    if page > 1:
        turns.append(button(phrases.plain("previous-button"), replace(asked, page=page - 1)))
    if first + len(some) < len(digest.rest):
        turns.append(button(phrases.plain("next-button"), replace(asked, page=page + 1)))
    return replace(message, buttons=(*message.buttons, *in_rows(turns, 2)))
