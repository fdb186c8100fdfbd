"""What the commands print as JSON: a contract with those who read it by program."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from news.models import Answer, Digest, DigestItem, Draft, Event, Message, Understood
from sources import text
from sources.records import draft as drafted


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def records(lines: Iterable[bytes]) -> Iterator[dict[str, Any] | str]:
    """The objects of a JSONL stream in order; a line that holds none becomes the reason why."""
    for line in lines:
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield "the line is not UTF-8"
        except (ValueError, RecursionError):
            yield "the line is no JSON"
        else:
            yield record if isinstance(record, dict) else "the line is no JSON object"


def draft(record: dict[str, Any], today: date) -> Draft | str:
    """The draft to understand: neither id nor date need be given here, and an empty text is answered too."""
    filled = {"id": "-", **record}
    filled["published"] = record.get("published") or today.isoformat()
    if not record.get("title") and not record.get("text"):
        return Draft("", "", today)
    made = drafted(filled)
    if isinstance(made, Draft) and not made.title:
        return text.draft(made.text, made.published, reference=made.reference)
    return made


def understood(identity: Any, read: Understood) -> dict[str, Any]:
    return {
        "id": identity,
        "language": read.language,
        "title": read.title,
        "event": None if read.event is None else event(read.event),
        "summary": list(read.summary),
    }


def event(read: Event) -> dict[str, Any]:
    return {
        "type": read.type.value,
        "status": read.status.value,
        "start": _day(read.start),
        "end": _day(read.end),
        "place": read.place,
        "country": read.country,
        "format": read.format.value,
        "organisers": list(read.organisers),
        "participants": list(read.participants),
        "topic": read.topic,
        "outcome": read.outcome,
    }


def answer(identity: Any, answered: Answer) -> dict[str, Any]:
    period = answered.question.period
    return {
        "id": identity,
        "period": None if period is None else [period.start.isoformat(), period.end.isoformat()],
        "type": None if answered.question.type is None else answered.question.type.value,
        "results": [
            {
                "reference": hit.release.reference,
                "title": hit.release.title,
                "published": hit.release.published.isoformat(),
                "score": round(hit.score, 4),
                "copies": list(hit.copies),
            }
            for hit in answered.hits
        ],
    }


def digest(composed: Digest, messages: Iterable[Message]) -> dict[str, Any]:
    period = composed.window.period
    return {
        "period": [period.start.isoformat(), period.end.isoformat()],
        "items": [_item(item) for item in composed.items],
        "messages": [message.html for message in messages],
    }


def _item(item: DigestItem) -> dict[str, Any]:
    told = item.release.event
    return {
        "reference": item.release.reference,
        "type": None if told is None else told.type.value,
        "title": item.release.title,
        "start": None if told is None else _day(told.start),
        "place": None if told is None else told.place,
        "summary": list(item.release.summary),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
