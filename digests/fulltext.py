"""A release's full text -> messages that are read one after the other in place."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from digests.card import event_lines
from digests.letters import in_letters, other_letters
from digests.parts import UNITS, split_text
from digests.presses import Close, OpenRelease, ReadPart, TurnPage
from digests.render import TITLE, button, changed, kicker, kind
from language.markup import Html, clean, cut, escape, visible_units
from language.phrases import Phrases
from news.models import Button, Message, Release

__all__ = ["render_text"]

_ISOLATES = 2
"""A line of Arabic that is cut in two has a mark more on either side of the cut."""


def render_text(
    release: Release,
    today: date,
    phrases: Phrases,
    at: ReadPart,
    back: TurnPage | None = None,
    earlier: Release | None = None,
) -> Message:
    """The part of the text that `at` asks for, the last one where there are fewer: under the title, the first
    also under a card of its event. Buttons lead to its neighbours, to the other alphabet for an Uzbek text,
    to what was released of its event before, and back to the list it was opened from; with no list, one takes
    it away."""
    shown = in_letters(release, other_letters(release.language)) if at.other else release
    card = event_lines(shown, phrases)
    marked = shown is not release
    head = _head(kicker(shown, today, phrases), shown, phrases, marked=marked)
    frame = visible_units(head) + visible_units(_foot(999, 999, phrases)) + 4 + _ISOLATES
    room = UNITS - frame
    pieces = split_text(clean(shown.text), room, first=room - visible_units(card) - 2) or [""]
    count = len(pieces)
    number = min(at.part, count - 1)
    foot = _foot(number + 1, count, phrases) if count > 1 else ""
    if card and number == 0:
        # The card says the day and the place, the line over the title need not.
        head = (
            _head(
                Html(" · ".join([kind(shown, phrases), *changed(shown, phrases)])),
                shown,
                phrases,
                marked=marked,
            )
            + f"\n{card}"
        )
    lines = [head, escape(pieces[number]), foot]
    keyboard = _keyboard(release, replace(at, part=number), count, phrases, back)
    if earlier is not None:
        day = phrases.day(earlier.published, today)
        before = button(phrases.plain("earlier-button", day=day), OpenRelease(earlier.id))
        keyboard = (*keyboard[:-1], (before,), keyboard[-1])
    return Message("\n\n".join(filter(None, lines)), keyboard)


def _head(over: Html, release: Release, phrases: Phrases, *, marked: bool) -> str:
    """A line over the title, the title, and a mark where the letters are not the office's own."""
    mark = f"<i>{phrases('transliterated', letters=_script(release))}</i>" if marked else ""
    title = f"<b>{escape(cut(release.title, TITLE))}</b>"
    return "\n".join(filter(None, [f"<i>{over}</i>", title, mark]))


def _script(release: Release) -> str:
    return release.language.partition("-")[2]


def _foot(number: int, count: int, phrases: Phrases) -> Html:
    return Html(f"<i>{phrases('text-part', part=number, total=count)}</i>")


def _keyboard(
    release: Release, at: ReadPart, count: int, phrases: Phrases, back: TurnPage | None
) -> tuple[tuple[Button, ...], ...]:
    turns = []
    if at.part > 0:
        turns.append(button(phrases.plain("previous-button"), replace(at, part=at.part - 1)))
    if at.part + 1 < count:
        turns.append(button(phrases.plain("next-button"), replace(at, part=at.part + 1)))
    letters = []
    if other := other_letters(release.language):
        script = _script(release) if at.other else other.partition("-")[2]
        label = phrases.plain("letters-button", letters=script)
        letters.append(button(label, replace(at, other=0 if at.other else 1)))
    leave = (
        button(phrases.plain("back-button"), back) if back else button(phrases.plain("close-button"), Close())
    )
    source = [Button(phrases.plain("source-button"), url=release.url)] if is_link(release.url) else []
    return tuple(row for row in (tuple(turns), tuple(letters), (leave, *source)) if row)


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
