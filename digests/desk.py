"""A draft on an editor's screen: its card with what may be done. `digests.correcting_desk` has the menus that
correct it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from digests.card import card
from digests.parts import in_rows
from digests.presses import OnDraft
from digests.release_desk import release_buttons
from digests.render import button
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import (
    Button,
    DraftState,
    Message,
    Pending,
    Relation,
    Release,
    Understood,
    Verdict,
)
from news.rights import Rights

__all__ = [
    "Shown",
    "back",
    "press",
    "render_beside",
    "render_decided",
    "render_draft",
    "render_return",
    "render_times",
]

RELATED = 200
"""Longest shown of what is said of another release, in UTF-16 units."""
BESIDE, MOST_BESIDE = 24, 8
"""UTF-16 units of a title on a button beside its label; drafts to choose from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as one person sees it."""

    pending: Pending
    understood: Understood
    """With what was set by hand."""
    rights: Rights
    today: date
    when: str = ""
    """Its time of publication on the person's own clock, in words; "" for at once."""
    who: str = ""
    """Who handed it in, where that is somebody else."""
    relation: Relation | None = None
    """A release that tells the same, where nobody has decided yet what the draft is to it."""
    said: tuple[tuple[Release, Verdict], ...] = ()
    """What somebody decided that it is to others, the latest last."""
    notice: str = ""
    """What else to know, above all: what it was joined with, what changed."""
    beside: tuple[Pending, ...] = ()
    """Drafts with which it may be made one, the nearest first."""
    is_merged: bool = False
    """It was made of two, and can be taken apart."""


def render_draft(shown: Shown, phrases: Phrases) -> Message:
    """The card of a draft that is not decided, with everything that this person may do."""
    pending = shown.pending
    intro = phrases("draft-intro", state=_state(shown), when=shown.when)
    origin = phrases("draft-origin", who=shown.who) if shown.who else ""
    pictures = phrases("draft-media", count=len(pending.draft.media)) if pending.draft.media else ""
    returned = phrases("draft-reason", reason=pending.reason) if pending.reason else ""
    merged = phrases("draft-made-of-two") if shown.is_merged else ""
    said = [_said(*each, phrases) for each in shown.said]
    relation = _related(shown.relation, phrases) if shown.relation else ""
    head = Html(
        "\n".join(filter(None, [shown.notice, intro, returned, origin, pictures, merged, *said, relation]))
    )
    return Message(
        card(head, shown.understood, phrases, shown.today, pending.corrections), _keyboard(shown, phrases)
    )


def _said(release: Release, verdict: Verdict, phrases: Phrases) -> Html:
    return phrases("draft-said", verdict=verdict.value, title=cut(release.title, RELATED))


def _related(relation: Relation, phrases: Phrases) -> Html:
    """What it is like, and what both have."""
    release = relation.release
    kind = "sure" if relation.kind == "translation" and relation.sure else relation.kind
    said = phrases("draft-related", kind=kind, title=cut(release.title, RELATED), day=release.published)
    shared = [
        phrases.day(date.fromisoformat(each.value)) if each.kind == "day" else each.value
        for each in relation.reasons
        if each.kind in ("day", "names", "numbers")
    ]
    return Html(f"{said}\n<i>{escape(cut(' · '.join(shared), RELATED))}</i>") if shared else said


def _state(shown: Shown) -> str:
    """Which sentence stands over the card."""
    state = shown.pending.state
    if state is DraftState.WAITING:
        return "yours" if shown.rights.publish else "waiting"
    if state is DraftState.OPEN and not shown.rights.change:
        return "foreign"
    if state is DraftState.OPEN:
        return "timed" if shown.when else "open"
    return state.value


def _keyboard(shown: Shown, phrases: Phrases) -> tuple[tuple[Button, ...], ...]:
    rights = shown.rights
    decide: list[Button] = []
    asked = _about_others(shown, phrases) if rights.change else []
    first, later = (asked, []) if _is_open(shown.relation) else ([], asked)
    if rights.publish:
        key = "publish-at-button" if shown.when else "publish-button"
        decide.append(press(shown, "publish", phrases.plain(key, when=shown.when)))
    if rights.submit:
        decide.append(press(shown, "submit", phrases.plain("submit-button")))
    change = []
    if rights.change:
        change.append(press(shown, "fix", phrases.plain("fix-button")))
        change.append(press(shown, "times", phrases.plain("time-button")))
    join = _about_drafts(shown, phrases) if rights.change else []
    leave = []
    if rights.reopen:
        leave.append(press(shown, "reopen", phrases.plain("reopen-button", state=shown.pending.state.value)))
    if rights.discard:
        leave.append(press(shown, "discard", phrases.plain("discard-button")))
    return tuple(tuple(row) for row in (first, decide, later, change, join, leave) if row)


def _is_open(relation: Relation | None) -> bool:
    """A question stands over the decision; what joins by itself, and what was answered, is below it."""
    return relation is not None and not (relation.kind == "translation" and relation.sure)


def _about_drafts(shown: Shown, phrases: Phrases) -> list[Button]:
    """Made one with another draft; taken apart, where it was."""
    found = []
    if len(shown.beside) == 1:
        title = cut(_name(shown.beside[0]), BESIDE)
        found.append(press(shown, "merge", phrases.plain("merge-with-button", title=title)))
    elif shown.beside:
        found.append(press(shown, "merge", phrases.plain("merge-button")))
    if shown.is_merged:
        found.append(press(shown, "split", phrases.plain("split-button")))
    return found


def _name(pending: Pending) -> str:
    return pending.draft.title or pending.draft.text.strip().partition("\n")[0]


def _about_others(shown: Shown, phrases: Phrases) -> list[Button]:
    """What it is to the release that it is like; the last decision taken back, where there is no question."""
    relation = shown.relation
    if relation is not None:
        old = str(relation.release.id)
        apart = press(shown, "apart", phrases.plain("apart-button"), old)
        if relation.kind == "translation":
            link = press(shown, "link", phrases.plain("link-button"), old)
            return [apart] if relation.sure else [link, apart]
        return [press(shown, "version", phrases.plain("version-button"), old), apart]
    if not shown.said:
        return []
    release, verdict = shown.said[-1]
    return [press(shown, "unsay", phrases.plain("unsay-button", verdict=verdict.value), str(release.id))]


def render_decided(
    shown: Shown, verdict: Html, phrases: Phrases, release: Release | None = None, *, senior: bool = False
) -> Message:
    """The same card after the decision, under what became of it; buttons lead to what was published."""
    buttons = release_buttons(release, phrases, senior=senior) if release else ()
    corrected = shown.pending.corrections
    return Message(card(verdict, shown.understood, phrases, shown.today, corrected), buttons)


def render_beside(shown: Shown, phrases: Phrases) -> Message:
    """Which draft it is to be made one with."""
    rows = [
        (press(shown, "merge", cut(_name(each), 60), str(each.id)),) for each in shown.beside[:MOST_BESIDE]
    ]
    return Message(phrases("merge-ask"), (*rows, (back(shown, phrases, "card"),)))


def render_return(shown: Shown, phrases: Phrases) -> Message:
    """Back to its author: without a word at a press, else with the words that are typed."""
    wordless = press(shown, "return", phrases.plain("return-button"))
    body = card(phrases("return-ask"), shown.understood, phrases, shown.today, shown.pending.corrections)
    return Message(body, ((wordless,), (back(shown, phrases, "card"),)))


def render_times(shown: Shown, offered: Mapping[str, str], phrases: Phrases) -> Message:
    """When to publish: `offered` are labels by value (minutes since the epoch)."""
    buttons = [press(shown, "at", label, value) for value, label in offered.items()]
    last = [back(shown, phrases, "card")]
    if shown.pending.publish_at is not None:
        last.insert(0, press(shown, "at", phrases.plain("at-once-button"), "now"))
    return Message(phrases("time-hint"), (*in_rows(buttons, 2), tuple(last)))


def back(shown: Shown, phrases: Phrases, to: str) -> Button:
    """To the `card`, or to the menu of its fields (`fix`)."""
    return press(shown, to, phrases.plain("back-to-card-button" if to == "card" else "back-to-fields-button"))


def press(shown: Shown, action: str, label: str, value: str = "-") -> Button:
    """A button that does this to the draft as it is shown."""
    return button(label, OnDraft(action, shown.pending.id, shown.pending.revision, value))
