"""A published release on an editor's screen, and how far a message to many has come. Pure."""

from collections import Counter

from digests.presses import InOffice, OnRelease, OpenRelease
from digests.render import TITLE, button
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Button, Message, Release, Tally

__all__ = [
    "release_buttons",
    "render_audience",
    "render_release",
    "render_sent",
    "render_tally",
    "render_withdrawal",
]

FAILURES = (
    ("blocked", "blocked"),
    ("deactivated", "gone"),
    ("kicked", "gone"),
    ("not found", "gone"),
    ("subscribed", "left"),
    ("paused", "paused"),
    ("expired", "late"),
)
"""What the ledger's words hold, and which of our sentences says it."""


def release_buttons(release: Release, phrases: Phrases, *, senior: bool) -> tuple[tuple[Button, ...], ...]:
    """The way to its text; for who may decide, also what may be done with it."""
    opener = button(phrases.plain("open-button"), OpenRelease(release.id))
    if not senior:
        return ((opener,),)
    changed = (button(phrases.plain("tell-button"), OnRelease("tell", release.id)),)
    rows = (
        (opener, button(phrases.plain("urgent-button"), OnRelease("urgent", release.id))),
        (
            button(phrases.plain("fix-button"), OnRelease("fix", release.id)),
            button(phrases.plain("withdraw-button"), OnRelease("withdraw", release.id)),
        ),
        (button(phrases.plain("story-button"), OnRelease("story", release.id)),),
    )
    return (changed, *rows) if release.changed_at else rows


def render_release(release: Release, phrases: Phrases) -> Message:
    """What may be done with a release that is out."""
    html = f"{phrases('manage-intro')}\n\n{_title(release)}"
    return Message(Html(html), release_buttons(release, phrases, senior=True))


def render_withdrawal(release: Release, reached: int, phrases: Phrases, why: str = "") -> Message:
    """Once more before it is gone from every screen; with the reason that its readers will be told."""
    asked = phrases("withdraw-ask", count=reached)
    said = phrases("withdraw-why" if why else "withdraw-hint") if reached or why else ""
    quoted = f"\n<blockquote>{escape(why)}</blockquote>" if why else ""
    yes = button(phrases.plain("withdraw-yes-button"), OnRelease("gone", release.id, "why" if why else "-"))
    body = "\n\n".join(filter(None, (asked, _title(release), f"{said}{quoted}")))
    return Message(Html(body), ((yes,), (_keep(release, phrases),)))


def render_audience(
    release: Release, everybody: int, followers: int, token: str, phrases: Phrases
) -> Message:
    """To whom an urgent release goes: the press of a number sends it."""
    everyone = OnRelease("send", release.id, f"all-{token}")
    rows = [(button(phrases.plain("to-all-button", count=everybody), everyone),)]
    if 0 < followers < everybody:
        some = OnRelease("send", release.id, f"some-{token}")
        rows.append((button(phrases.plain("to-followers-button", count=followers), some),))
    rows.append((_keep(release, phrases),))
    return Message(Html(f"{phrases('urgent-ask')}\n\n{_title(release)}"), tuple(rows))


def render_sent(
    said: Html, name: str, phrases: Phrases, *, undo: bool, release: Release | None = None
) -> Message:
    """A message to many that is on its way: `name` is its own, `release` what it tells of, if that stands."""
    rows = [(_report(name, phrases, release),)]
    if undo:
        rows.insert(0, (_in_office("undo", name, phrases.plain("undo-button"), release),))
    return Message(_under(release, said), (*rows, *_back(release, phrases)))


def render_tally(name: str, tally: Tally, phrases: Phrases, release: Release | None = None) -> Message:
    """How many it reached, how many not and why."""
    causes: Counter[str] = Counter()
    for words, number in tally.reasons.items():
        causes[next((said for part, said in FAILURES if part in words.lower()), "other")] += number
    told = [phrases("tally", sent=tally.sent, waiting=tally.waiting, failed=tally.failed)]
    if tally.recalled:
        told.append(phrases("tally-recalled", count=tally.recalled))
    told += [phrases("tally-failure", cause=cause, count=number) for cause, number in causes.most_common()]
    rows = ((_report(name, phrases, release),),) if tally.waiting else ()
    return Message(_under(release, Html("\n".join(told))), (*rows, *_back(release, phrases)))


def _report(name: str, phrases: Phrases, release: Release | None) -> Button:
    return _in_office("tally", name, phrases.plain("tally-button"), release)


def _in_office(act: str, name: str, label: str, release: Release | None) -> Button:
    """The release goes with the press, so that its answer names it too."""
    kind, _, token = name.partition(" ")
    return button(label, InOffice(f"{act}_{kind}", release.id if release else 0, token))


def _under(release: Release | None, said: Html) -> Html:
    return Html(f"{_title(release)}\n\n{said}") if release else said


def _back(release: Release | None, phrases: Phrases) -> tuple[tuple[Button, ...], ...]:
    if release is None:
        return ()
    return ((button(phrases.plain("back-to-card-button"), OnRelease("manage", release.id)),),)


def _keep(release: Release, phrases: Phrases) -> Button:
    return button(phrases.plain("keep-button"), OnRelease("manage", release.id))


def _title(release: Release) -> Html:
    return Html(f"<b>{escape(cut(release.title, TITLE))}</b>")
