"""The tellings of a story on an editor's screen: one is taken out of it, another put into it. Pure."""

from collections.abc import Sequence
from datetime import date

from digests.parts import in_rows
from digests.presses import OnRelease
from digests.render import button
from language.markup import Html, cut, escape
from language.phrases import LANGUAGE_NAMES, Phrases
from news.models import Button, Message, Release

__all__ = ["render_kin", "render_story"]

TITLE = 200
"""Longest shown, in UTF-16 units."""
MOST = 10
"""Of one story, so many are shown."""


def render_story(
    release: Release,
    tellings: Sequence[Release],
    alike: Sequence[Release],
    today: date,
    phrases: Phrases,
    notice: str = "",
    undo: int | None = None,
) -> Message:
    """A release, what else tells its story, and what may. `undo` is a `Regrouped.id`."""
    others = [each for each in tellings if each.id != release.id][:MOST]
    told = [phrases("story-intro"), _line(release, today, phrases), *_numbered(others, 1, today, phrases)]
    if not others:
        told.append(phrases("story-alone"))
    if alike:
        told += [phrases("story-alike"), *_numbered(alike, len(others) + 1, today, phrases)]
    rows = _buttons("part", "part-number-button", release, others, 1, phrases)
    rows += _links(release, alike, len(others) + 1, phrases)
    if undo is not None:
        rows.insert(0, (button(phrases.plain("revert-button"), OnRelease("revert", release.id, str(undo))),))
    find = button(phrases.plain("kin-button"), OnRelease("kin", release.id))
    back = button(phrases.plain("back-to-card-button"), OnRelease("manage", release.id))
    return Message(Html("\n\n".join(filter(None, [notice, *told]))), (*rows, (find, back)))


def render_kin(release: Release, found: Sequence[Release], today: date, phrases: Phrases) -> Message:
    """What was found for the words that somebody typed: one of them is put into the release's story."""
    back = button(phrases.plain("back-button"), OnRelease("story", release.id))
    if not found:
        return Message(phrases("kin-none"), ((back,),))
    told = [phrases("kin-found", title=cut(release.title, TITLE)), *_numbered(found, 1, today, phrases)]
    return Message(Html("\n\n".join(told)), (*_links(release, found, 1, phrases), (back,)))


def _numbered(several: Sequence[Release], first: int, today: date, phrases: Phrases) -> list[str]:
    return [f"{number}. {_line(each, today, phrases)}" for number, each in enumerate(several, first)]


def _line(release: Release, today: date, phrases: Phrases) -> str:
    where = f"{LANGUAGE_NAMES[release.language]}, {phrases.day(release.published, today)}"
    return f"<b>{escape(cut(release.title, TITLE))}</b> ({where})"


def _links(
    release: Release, several: Sequence[Release], first: int, phrases: Phrases
) -> list[tuple[Button, ...]]:
    return _buttons("link", "link-number-button", release, several, first, phrases)


def _buttons(
    action: str, label: str, release: Release, several: Sequence[Release], first: int, phrases: Phrases
) -> list[tuple[Button, ...]]:
    made = [
        button(phrases.plain(label, number=number), OnRelease(action, release.id, str(each.id)))
        for number, each in enumerate(several, first)
    ]
    return list(in_rows(made, 2))
