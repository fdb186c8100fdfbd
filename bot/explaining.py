"""`understand --explain`: each field of a card with the sentence it came from and the rule that read it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from news.models import Draft, Understood
from sources import archive, documents
from sources.items import Document, Record
from sources.text import Unreadable


def drafts(path: Path, today: date) -> Iterator[Draft]:
    """The drafts of a file; what cannot be read is passed over."""
    for item in archive.items(path, today):
        with suppress(Unreadable, *archive.TORN):
            if isinstance(item, Record):
                yield item.draft
            elif isinstance(item, Document):
                yield documents.read(item.name, item.load(), item.published, reference=item.reference)


def explained(read: Understood) -> str:
    """Lines for a terminal: the fields, each with rule and sentence below it."""
    lines = [f"■ {read.title}", f"  language: {read.language}"]
    if read.event is None:
        lines.append("  event: none")
    else:
        reasons: dict[str, list[str]] = {}
        for evidence in read.event.evidence:
            reasons.setdefault(evidence.field, []).append(f"    └ {evidence.rule}: {evidence.sentence}")
        for field in FIELDS:
            value = getattr(read.event, field)
            shown = "; ".join(value) if isinstance(value, tuple) else value
            lines += [f"  {field}: {'–' if shown in (None, '') else shown}", *reasons.get(field, [])]
    lines += [f"  summary {number}: {line}" for number, line in enumerate(read.summary, 1)]
    return "\n".join(lines) + "\n"


FIELDS = (
    "type",
    "status",
    "start",
    "end",
    "place",
    "country",
    "format",
    "organisers",
    "participants",
    "topic",
    "outcome",
)
