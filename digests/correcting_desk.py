"""The menus that correct a draft's card: which field, what it is to say, which lines sum it up. Pure."""

from collections.abc import Mapping, Sequence

from digests.card import card
from digests.desk import Shown, back, press
from digests.parts import in_rows
from digests.render import capital
from language.markup import Html, clean, cut, escape
from language.phrases import Phrases
from news.models import Button, CardField, EventType, Format, Message, Status

__all__ = ["SENTENCES", "render_field", "render_fields", "render_lines"]

SENTENCES = 8
"""On a page of the menu that chooses the summary's lines."""
SENTENCE, VALUE = 300, 1500
"""Longest shown, in UTF-16 units: a sentence to choose from, the present value of a field."""
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


def render_fields(shown: Shown, phrases: Phrases) -> Message:
    """Which field is to be corrected."""
    fields = EVENT if shown.understood.event else NO_EVENT
    marked = shown.pending.corrections
    buttons = [
        press(
            shown,
            "field",
            phrases.plain("card-label", field=field.value) + (" ✎" if field in marked else ""),
            field.value,
        )
        for field in fields
    ]
    body = card(phrases("fix-intro"), shown.understood, phrases, shown.today, marked)
    return Message(body, (*in_rows(buttons, 2), (back(shown, phrases, "card"),)))


def render_field(
    shown: Shown, field: CardField, value: Sequence[str], offered: Mapping[str, str], phrases: Phrases
) -> Message:
    """One field: what it says, what else it may say at a press (`offered`: label by value), or typed."""
    lines = [line for each in value for line in clean(each).split("\n") if line.strip()]
    said = "\n".join(f"<code>{escape(line)}</code>" for line in lines) or phrases("card-not-stated")
    label = phrases("card-label", field=field.value)
    body = f"<b>{label}</b>\n{_in_part(said)}\n\n{phrases('field-hint', field=field.value)}"
    buttons = [
        press(shown, "set", cut(name, 60), f"{field.value}-{given}") for given, name in offered.items()
    ]
    last = []
    if field in CLEARABLE:
        last.append(press(shown, "clear", phrases.plain("clear-button"), field.value))
    if field in shown.pending.corrections:
        last.append(press(shown, "unset", phrases.plain("unset-button"), field.value))
    rows = [*_offers(field, buttons, shown, phrases), tuple(last), (back(shown, phrases, "fix"),)]
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
        press(
            shown,
            "set",
            _ticked(_kind(kind, phrases), event is not None and event.type is kind),
            f"type-{kind}",
        )
        for kind in EventType
    ]
    news = press(shown, "clear", _ticked(phrases.plain("card-plain-news"), event is None), "type")
    if event is None:
        return [(news,), *in_rows(kinds, 2)]
    states = [
        press(
            shown,
            "set",
            _ticked(phrases.plain("event-status", status=status.value), event.status is status),
            f"status-{status}",
        )
        for status in Status
    ]
    formats = [
        press(
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
        press(shown, "line", _ticked(str(number), sentence in chosen), str(number - 1))
        for number, sentence in some
    ]
    turns = []
    if page:
        turns.append(press(shown, "lines", phrases.plain("previous-button"), str(page - 1)))
    if first + SENTENCES < len(sentences):
        turns.append(press(shown, "lines", phrases.plain("next-button"), str(page + 1)))
    last = []
    if CardField.SUMMARY in shown.pending.corrections:
        last.append(press(shown, "unset", phrases.plain("unset-button"), CardField.SUMMARY.value))
    last.append(back(shown, phrases, "card"))
    body = "\n\n".join([phrases("lines-hint"), *told])
    return Message(Html(body), tuple(row for row in (*in_rows(picks, 4), tuple(turns), tuple(last)) if row))
