"""What was understood of a draft -> the card that an editor decides on."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime

from digests.render import capital, event_period, kicker
from language.markup import Html, cut, escape
from language.phrases import LANGUAGE_NAMES, Phrases
from news.models import CardField, Event, Release, Understood

__all__ = ["card", "event_lines"]

TITLE, NAMES, FIELD, SUMMARY = 250, 500, 350, 400
"""Longest shown, in UTF-16 units: a title, a list of names, any other field, a line of the summary. All
together stay within one message (held by a test); the release itself keeps everything."""
FOR_READERS = ("date", "place", "organisers", "participants", "outcome")
"""What the card above a full text tells: the rest stands in its title and its first lines."""


def card(
    intro: Html, understood: Understood, phrases: Phrases, today: date, by_hand: Collection[CardField] = ()
) -> Html:
    """What was understood, first as a reader will see it in a list, then field by field; those that were set
    by hand have a mark."""
    over = f"<i>{kicker(_provisional(understood), today, phrases)}</i>"
    head = f"{over}\n<b>{escape(cut(understood.title, TITLE))}</b>"
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in understood.summary[:3] if line.strip())
    quote = f"\n<blockquote>{lines}</blockquote>" if lines else ""
    fields = _lines(_fields(understood, phrases), phrases, {field.value for field in by_hand})
    return Html("\n\n".join(filter(None, [intro, head + quote, fields])))


def _provisional(understood: Understood) -> Release:
    """The release that it would be."""
    draft = understood.draft
    reference = draft.reference or "x"
    return Release(
        id=0,
        reference=reference,
        references=(reference,),
        story=0,
        version=1,
        current=True,
        language=understood.language,
        title=understood.title,
        text=understood.text,
        published=draft.published,
        url=draft.url,
        event=understood.event,
        summary=understood.summary,
        added_at=datetime.min.replace(tzinfo=UTC),
    )


def event_lines(release: Release, phrases: Phrases) -> str:
    """What a reader wants to know of the release's event, one line each; "" where it tells of none."""
    if release.event is None:
        return ""
    fields = _event_fields(release.event, phrases, missing="")
    lines = _lines([(name, value) for name, value in fields if name in FOR_READERS], phrases)
    return f"<blockquote>{lines}</blockquote>" if lines else ""


def _lines(fields: Iterable[tuple[str, str]], phrases: Phrases, marked: Collection[str] = ()) -> str:
    return "\n".join(
        f"<b>{phrases('card-label', field=name)}:</b> {escape(value)}{' ✎' if name in marked else ''}"
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
