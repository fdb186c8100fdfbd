"""What people set by hand on a card, laid over what was read. Pure.

What was read is never overwritten: a release that is read anew, or comes in a new version, is corrected by
the same corrections again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from news.models import CardField, Corrections, Event, EventType, Format, Status, Understood
from news.summary import LINES, stands_in

__all__ = ["corrected", "thawed", "value_of"]


def corrected(understood: Understood, corrections: Corrections) -> Understood:
    """The reading with everything that was set by hand in its place.

    A line of the summary stays only where the text still says it; where none is left, the summary is the one
    that was read. Fields of an event say nothing of a release that is none.
    """
    for field, value in corrections.items():
        if field in _OF_RELEASE:
            understood = _OF_RELEASE[field](understood, value)
    if CardField.TYPE in corrections:
        understood = _retyped(understood, corrections[CardField.TYPE])
    event = understood.event
    for field, value in corrections.items():
        if event is not None and field in _OF_EVENT:
            event = _OF_EVENT[field](event, value)
    topic = event.topic if event else understood.topic
    return replace(understood, event=event, topic=topic)


def value_of(understood: Understood, field: CardField) -> tuple[str, ...]:
    """What the reading says of the field, in the form of a correction."""
    match field:
        case CardField.TITLE:
            return (understood.title,)
        case CardField.SUMMARY:
            return understood.summary
        case CardField.PUBLISHED:
            return (understood.draft.published.isoformat(),)
    event = understood.event
    return () if event is None else _EVENT_VALUES[field](event)


def thawed(stored: Mapping[str, list[str]] | None) -> Corrections:
    """Corrections as a database kept them; a field that this program does not know is passed over."""
    known = {field.value for field in CardField}
    return {CardField(name): tuple(value) for name, value in (stored or {}).items() if name in known}


def _retitled(understood: Understood, value: tuple[str, ...]) -> Understood:
    return replace(understood, title=value[0]) if value else understood


def _summarised(understood: Understood, value: tuple[str, ...]) -> Understood:
    source = f"{understood.title}\n{understood.text}"
    lines = tuple(line for line in value[:LINES] if stands_in(line, source))
    return replace(understood, summary=lines) if lines else understood


def _dated(understood: Understood, value: tuple[str, ...]) -> Understood:
    if not value:
        return understood
    return replace(understood, draft=replace(understood.draft, published=date.fromisoformat(value[0])))


def _retyped(understood: Understood, value: tuple[str, ...]) -> Understood:
    if not value:
        return replace(understood, event=None)
    kind = EventType(value[0])
    event = understood.event or Event(kind, Status.HELD)
    return replace(understood, event=replace(event, type=kind))


def _held_on(event: Event, value: tuple[str, ...]) -> Event:
    if not value:
        return replace(event, start=None, end=None)
    return replace(event, start=date.fromisoformat(value[0]), end=date.fromisoformat(value[-1]))


def _held_at(event: Event, value: tuple[str, ...]) -> Event:
    place = value[0] if value else None
    # The country was read from the place that was read.
    return event if place == event.place else replace(event, place=place, country=None)


_OF_RELEASE: dict[CardField, Callable[[Understood, tuple[str, ...]], Understood]] = {
    CardField.TITLE: _retitled,
    CardField.SUMMARY: _summarised,
    CardField.PUBLISHED: _dated,
}
_OF_EVENT: dict[CardField, Callable[[Event, tuple[str, ...]], Event]] = {
    CardField.STATUS: lambda event, value: replace(event, status=Status(value[0])) if value else event,
    CardField.FORMAT: lambda event, value: replace(event, format=Format(value[0])) if value else event,
    CardField.DATE: _held_on,
    CardField.PLACE: _held_at,
    CardField.ORGANISERS: lambda event, value: replace(event, organisers=value),
    CardField.PARTICIPANTS: lambda event, value: replace(event, participants=value),
    CardField.TOPIC: lambda event, value: replace(event, topic=value[0] if value else None),
    CardField.OUTCOME: lambda event, value: replace(event, outcome=value[0] if value else None),
}
_EVENT_VALUES: dict[CardField, Callable[[Event], tuple[str, ...]]] = {
    CardField.TYPE: lambda event: (event.type.value,),
    CardField.STATUS: lambda event: (event.status.value,),
    CardField.FORMAT: lambda event: (event.format.value,),
    CardField.DATE: lambda event: (
        (event.start.isoformat(), (event.end or event.start).isoformat()) if event.start else ()
    ),
    CardField.PLACE: lambda event: (event.place,) if event.place else (),
    CardField.ORGANISERS: lambda event: event.organisers,
    CardField.PARTICIPANTS: lambda event: event.participants,
    CardField.TOPIC: lambda event: (event.topic,) if event.topic else (),
    CardField.OUTCOME: lambda event: (event.outcome,) if event.outcome else (),
}
