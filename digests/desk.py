"""A draft on an editor's screen: its card with what may be done, and the menus that correct it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digests.card import card
from digests.parts import in_rows
from digests.presses import OnDraft
from digests.release_desk import release_buttons
from digests.render import button, capital
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import (
    Button,
    CardField,
    DraftState,
    EventType,
    Format,
    Message,
    Pending,
    Relation,
    Release,
    Status,
    Understood,
    Verdict,
)
from news.rights import Rights

__all__ = [
    "SENTENCES",
    "Shown",
    "render_beside",
    "render_decided",
    "render_draft",
    "render_field",
    "render_fields",
    "render_lines",
    "render_return",
    "render_times",
]

SENTENCES = 8
"""On a page of the menu that chooses the summary's lines."""
SENTENCE, VALUE, RELATED = 300, 1500, 200
"""Longest shown, in UTF-16 units: a sentence to choose from, the present value of a field, what is said of
another release."""
BESIDE, MOST_BESIDE = 24, 8
"""UTF-16 units of a title on a button beside its label; drafts to choose from."""
NO_EVENT = (CardField.TITLE, CardField.TYPE, CardField.SUMMARY, CardField.PUBLISHED)
EVENT = (
    CardField.TITLE,
    CardField.TYPE,
    CardField.DATE,
    CardField.PLACE,
    CardField.ORGANISERS,
    CardField.PARTICIPANTS,
    CardField.TOPIC,
    CardField.OUTCOME,
    CardField.SUMMARY,
    CardField.PUBLISHED,
)
CLEARABLE = {
    CardField.DATE,
    CardField.PLACE,
    CardField.ORGANISERS,
    CardField.PARTICIPANTS,
    CardField.TOPIC,
    CardField.OUTCOME,
}


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
    if rights.publish:
        key = "publish-at-button" if shown.when else "publish-button"
        decide.append(_on(shown, "publish", phrases.plain(key, when=shown.when)))
    if rights.submit:
        decide.append(_on(shown, "submit", phrases.plain("submit-button")))
    change = []
    if rights.change:
        change.append(_on(shown, "fix", phrases.plain("fix-button")))
        change.append(_on(shown, "times", phrases.plain("time-button")))
    join = _about_drafts(shown, phrases) if rights.change else []
    leave = []
    if rights.reopen:
        leave.append(_on(shown, "reopen", phrases.plain("reopen-button", state=shown.pending.state.value)))
    if rights.discard:
        leave.append(_on(shown, "discard", phrases.plain("discard-button")))
    return tuple(tuple(row) for row in (asked, decide, change, join, leave) if row)


def _about_drafts(shown: Shown, phrases: Phrases) -> list[Button]:
    """Made one with another draft; taken apart, where it was."""
    found = []
    if len(shown.beside) == 1:
        title = cut(_name(shown.beside[0]), BESIDE)
        found.append(_on(shown, "merge", phrases.plain("merge-with-button", title=title)))
    elif shown.beside:
        found.append(_on(shown, "merge", phrases.plain("merge-button")))
    if shown.is_merged:
        found.append(_on(shown, "split", phrases.plain("split-button")))
    return found


def _name(pending: Pending) -> str:
    return pending.draft.title or pending.draft.text.strip().partition("\n")[0]


def _about_others(shown: Shown, phrases: Phrases) -> list[Button]:
    """What it is to the release that it is like; the last decision taken back, where there is no question."""
    relation = shown.relation
    if relation is not None:
        old = str(relation.release.id)
        apart = _on(shown, "apart", phrases.plain("apart-button"), old)
        if relation.kind == "translation":
            link = _on(shown, "link", phrases.plain("link-button"), old)
            return [apart] if relation.sure else [link, apart]
        return [_on(shown, "version", phrases.plain("version-button"), old), apart]
    if not shown.said:
        return []
    release, verdict = shown.said[-1]
    return [_on(shown, "unsay", phrases.plain("unsay-button", verdict=verdict.value), str(release.id))]


def render_decided(
    shown: Shown, verdict: Html, phrases: Phrases, release: Release | None = None, *, senior: bool = False
) -> Message:
    """The same card after the decision, under what became of it; buttons lead to what was published."""
    buttons = release_buttons(release, phrases, senior=senior) if release else ()
    corrected = shown.pending.corrections
    return Message(card(verdict, shown.understood, phrases, shown.today, corrected), buttons)


def render_beside(shown: Shown, phrases: Phrases) -> Message:
    """Which draft it is to be made one with."""
    rows = [(_on(shown, "merge", cut(_name(each), 60), str(each.id)),) for each in shown.beside[:MOST_BESIDE]]
    return Message(phrases("merge-ask"), (*rows, (_back(shown, phrases, "card"),)))


def render_return(shown: Shown, phrases: Phrases) -> Message:
    """Back to its author: without a word at a press, else with the words that are typed."""
    back = _on(shown, "return", phrases.plain("return-button"))
    body = card(phrases("return-ask"), shown.understood, phrases, shown.today, shown.pending.corrections)
    return Message(body, ((back,), (_back(shown, phrases, "card"),)))


def render_fields(shown: Shown, phrases: Phrases) -> Message:
    """Which field is to be corrected."""
    fields = EVENT if shown.understood.event else NO_EVENT
    marked = shown.pending.corrections
    buttons = [
        _on(
            shown,
            "field",
            phrases.plain("card-label", field=field.value) + (" ✎" if field in marked else ""),
            field.value,
        )
        for field in fields
    ]
    body = card(phrases("fix-intro"), shown.understood, phrases, shown.today, marked)
    return Message(body, (*in_rows(buttons, 2), (_back(shown, phrases, "card"),)))


def render_field(
    shown: Shown, field: CardField, value: Sequence[str], offered: Mapping[str, str], phrases: Phrases
) -> Message:
    """One field: what it says, what else it may say at a press (`offered`: label by value), or typed."""
    said = "\n".join(f"<code>{escape(each)}</code>" for each in value) or phrases("card-not-stated")
    label = phrases("card-label", field=field.value)
    body = f"<b>{label}</b>\n{_in_part(said)}\n\n{phrases('field-hint', field=field.value)}"
    buttons = [_on(shown, "set", cut(name, 60), f"{field.value}-{given}") for given, name in offered.items()]
    last = []
    if field in CLEARABLE:
        last.append(_on(shown, "clear", phrases.plain("clear-button"), field.value))
    if field in shown.pending.corrections:
        last.append(_on(shown, "unset", phrases.plain("unset-button"), field.value))
    rows = [*_offers(field, buttons, shown, phrases), tuple(last), (_back(shown, phrases, "fix"),)]
    return Message(Html(body), tuple(row for row in rows if row))


def _in_part(said: str) -> str:
    """Values are short as a rule; what is not is shown in part, its tags whole."""
    lines: list[str] = []
    for line in said.split("\n"):
        if sum(map(len, lines)) + len(line) > VALUE:
            return "\n".join([*lines, "…"])
        lines.append(line)
    return "\n".join(lines)


def _offers(
    field: CardField, buttons: Sequence[Button], shown: Shown, phrases: Phrases
) -> list[tuple[Button, ...]]:
    rows = list(in_rows(buttons, 2))
    if field is not CardField.TYPE:
        return rows
    event = shown.understood.event
    kinds = [
        _on(
            shown,
            "set",
            _ticked(_kind(kind, phrases), event is not None and event.type is kind),
            f"type-{kind}",
        )
        for kind in EventType
    ]
    news = _on(shown, "clear", _ticked(phrases.plain("card-plain-news"), event is None), "type")
    if event is None:
        return [(news,), *in_rows(kinds, 2)]
    states = [
        _on(
            shown,
            "set",
            _ticked(phrases.plain("event-status", status=status.value), event.status is status),
            f"status-{status}",
        )
        for status in Status
    ]
    formats = [
        _on(
            shown,
            "set",
            _ticked(phrases.plain("event-format", format=manner.value), event.format is manner),
            f"format-{manner}",
        )
        for manner in Format
    ]
    return [(news,), *in_rows(kinds, 2), *in_rows(states, 2), *in_rows(formats, 2)]


def _kind(kind: EventType, phrases: Phrases) -> str:
    return capital(phrases.plain("event-type", type=kind.value))


def _ticked(label: str, present: bool) -> str:
    return f"✓ {label}" if present else label


def render_lines(shown: Shown, sentences: Sequence[str], page: int, phrases: Phrases) -> Message:
    """The text's sentences, by number: a press takes one into the summary or out of it."""
    chosen = set(shown.understood.summary)
    first = page * SENTENCES
    some = list(enumerate(sentences[first : first + SENTENCES], start=first + 1))
    told = [
        f"{'✓ ' if sentence in chosen else ''}<b>{number}.</b> {escape(cut(sentence, SENTENCE))}"
        for number, sentence in some
    ]
    picks = [
        _on(shown, "line", _ticked(str(number), sentence in chosen), str(number - 1))
        for number, sentence in some
    ]
    turns = []
    if page:
        turns.append(_on(shown, "lines", phrases.plain("previous-button"), str(page - 1)))
    if first + SENTENCES < len(sentences):
        turns.append(_on(shown, "lines", phrases.plain("next-button"), str(page + 1)))
    last = []
    if CardField.SUMMARY in shown.pending.corrections:
        last.append(_on(shown, "unset", phrases.plain("unset-button"), CardField.SUMMARY.value))
    last.append(_back(shown, phrases, "card"))
    body = "\n\n".join([phrases("lines-hint"), *told])
    return Message(Html(body), tuple(row for row in (*in_rows(picks, 4), tuple(turns), tuple(last)) if row))


def render_times(shown: Shown, offered: Mapping[str, str], phrases: Phrases) -> Message:
    """When to publish: `offered` are labels by value (minutes since the epoch)."""
    buttons = [_on(shown, "at", label, value) for value, label in offered.items()]
    last = [_back(shown, phrases, "card")]
    if shown.pending.publish_at is not None:
        last.insert(0, _on(shown, "at", phrases.plain("at-once-button"), "now"))
    return Message(phrases("time-hint"), (*in_rows(buttons, 2), tuple(last)))


def _back(shown: Shown, phrases: Phrases, to: str) -> Button:
    return _on(shown, to, phrases.plain("back-to-card-button" if to == "card" else "back-to-fields-button"))


def _on(shown: Shown, action: str, label: str, value: str = "-") -> Button:
    return button(label, OnDraft(action, shown.pending.id, shown.pending.revision, value))
