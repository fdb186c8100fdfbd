"""What was understood of a draft -> the card that an editor decides on."""

from collections.abc import Iterable

from digests.presses import Discard, Publish
from digests.render import button, capital, event_period
from language.markup import Html, cut, escape
from language.phrases import LANGUAGE_NAMES, Phrases
from news.models import Button, Event, Message, Release, Understood

__all__ = ["event_lines", "render_card", "render_decided"]

TITLE, NAMES, FIELD, SUMMARY = 250, 500, 350, 400
"""Longest shown, in UTF-16 units: a title, a list of names, any other field, a line of the summary. All
together stay within one message (held by a test); the release itself keeps everything."""
FOR_READERS = ("date", "place", "organisers", "participants", "outcome")
"""What the card above a full text tells: the rest stands in its title and its first lines."""


def render_card(understood: Understood, draft: int, phrases: Phrases) -> Message:
    """The card of an open draft, with the two buttons that decide on it."""
    buttons = (
        button(phrases.plain("publish-button"), Publish(draft)),
        button(phrases.plain("discard-button"), Discard(draft)),
    )
    return Message(_card(phrases("card-intro"), understood, phrases), (buttons,))


def render_decided(
    understood: Understood, verdict: Html, phrases: Phrases, opener: Button | None = None
) -> Message:
    """The same card after the decision, under what became of it; `opener` leads to what was published."""
    return Message(_card(verdict, understood, phrases), ((opener,),) if opener else ())


def _card(intro: Html, understood: Understood, phrases: Phrases) -> str:
    head = f"<b>{escape(cut(understood.title, TITLE))}</b>"
    fields = _lines(_fields(understood, phrases), phrases)
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in understood.summary[:3] if line.strip())
    quote = f"<blockquote>{lines}</blockquote>" if lines else ""
    return "\n\n".join(filter(None, [intro, head, fields, quote]))


def event_lines(release: Release, phrases: Phrases) -> str:
    """What a reader wants to know of the release's event, one line each; "" where it tells of none."""
    if release.event is None:
        return ""
    fields = _event_fields(release.event, phrases, missing="")
    lines = _lines([(name, value) for name, value in fields if name in FOR_READERS], phrases)
    return f"<blockquote>{lines}</blockquote>" if lines else ""


def _lines(fields: Iterable[tuple[str, str]], phrases: Phrases) -> str:
    return "\n".join(
        f"<b>{phrases('card-label', field=name)}:</b> {escape(value)}"
        for name, value in fields
        if value.strip()
    )


def _fields(understood: Understood, phrases: Phrases) -> list[tuple[str, str]]:
    event = understood.event
    published = ("published", phrases.day(understood.draft.published))
    language = ("language", LANGUAGE_NAMES[understood.language])
    if event is None:
        shown = [("type", phrases.plain("card-plain-news")), ("topic", cut(understood.topic or "", FIELD))]
    else:
        shown = _event_fields(event, phrases, phrases.plain("card-not-stated"))
    return [*shown, published, language]


def _event_fields(event: Event, phrases: Phrases, missing: str) -> list[tuple[str, str]]:
    """Label and value of each field; `missing` stands for a day and a place that the text does not state."""
    kind = phrases.plain("event-type", type=event.type.value)
    status = phrases.plain("event-status", status=event.status.value)
    manner = phrases.plain("event-format", format=event.format.value)
    period = event_period(event)
    return [
        ("type", capital(f"{kind}, {status}, {manner}")),
        ("date", phrases.period(period) if period else missing),
        ("place", cut(event.place, FIELD) if event.place else missing),
        ("organisers", cut("; ".join(event.organisers), NAMES)),
        ("participants", cut("; ".join(event.participants), NAMES)),
        ("topic", cut(event.topic or "", FIELD)),
        ("outcome", cut(event.outcome or "", FIELD)),
    ]
