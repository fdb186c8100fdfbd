"""A folder of labelled releases and questions, as they stand in `releases.jsonl` and `queries.jsonl`.

`README.md` of this folder says what each label means.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from news.models import Draft, EventType, Format, Language, Status


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful person reads out of a release. Without an event only the last three stand."""

    is_event: bool
    event_type: EventType | None
    start_date: date | None
    end_date: date | None
    date_month: str | None
    """YYYY-MM, where the text states no day."""
    status: Status | None
    place_city: str | None
    country: str | None
    format: Format | None
    organisers: tuple[str, ...]
    participants: tuple[str, ...]
    outcome: str | None
    topic: str
    topic_verbatim: bool
    best_summary_sentences: tuple[int, ...]

    @classmethod
    def of(cls, labels: dict[str, Any]) -> Self:
        """Read the labels of a record. Raises KeyError or ValueError where they are wrongly formed."""
        return cls(
            is_event=labels["is_event"],
            event_type=EventType(labels["event_type"]) if labels["event_type"] else None,
            start_date=_day(labels["start_date"]),
            end_date=_day(labels["end_date"]),
            date_month=labels["date_month"],
            status=Status(labels["status"]) if labels["status"] else None,
            place_city=labels["place_city"],
            country=labels["country"],
            format=Format(labels["format"]) if labels["format"] else None,
            organisers=tuple(labels["organisers"]),
            participants=tuple(labels["participants"]),
            outcome=labels["outcome"],
            topic=labels["topic"],
            topic_verbatim=labels["topic_verbatim"],
            best_summary_sentences=tuple(labels["best_summary_sentences"]),
        )


@dataclass(frozen=True, slots=True)
class LabelledRelease:
    """A release and what is to be read out of it."""

    id: str
    language: Language
    title: str
    text: str
    published: date
    sentences: tuple[str, ...]
    """Of the text, whitespace-normalised."""
    same_story: tuple[str, ...]
    """Ids of its other versions, near-duplicates and translations."""
    gold: Gold

    @classmethod
    def of(cls, record: dict[str, Any]) -> Self:
        """Read a record. Raises KeyError or ValueError where it is wrongly formed."""
        return cls(
            id=record["id"],
            language=record["lang"],
            title=record["title"],
            text=record["text"],
            published=date.fromisoformat(record["published"]),
            sentences=tuple(record["sentences"]),
            same_story=tuple(record.get("same_story", ())),
            gold=Gold.of(record["gold"]),
        )

    @property
    def draft(self) -> Draft:
        """As an editor would hand it in."""
        return Draft(self.title, self.text, self.published, reference=self.id)


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question as it was typed, and the ids of the releases that answer it."""

    id: str
    text: str
    language: Language
    now: datetime
    kind: str
    relevant: tuple[str, ...]
    """In the question's own language; Uzbek is one language in both alphabets."""
    relevant_crosslingual: tuple[str, ...]
    acceptable: tuple[str, ...]
    """Neither right nor wrong."""
    date_range: tuple[date, date] | None

    @classmethod
    def of(cls, record: dict[str, Any]) -> Self:
        """Read a record. Raises KeyError or ValueError where it is wrongly formed."""
        days = record["date_range"]
        return cls(
            id=record["id"],
            text=record["text"],
            language=record["lang"],
            now=datetime.fromisoformat(record["now"]),
            kind=record["kind"],
            relevant=tuple(record["relevant"]),
            relevant_crosslingual=tuple(record["relevant_crosslingual"]),
            acceptable=tuple(record["acceptable"]),
            date_range=(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None,
        )


def releases(folder: Path) -> Sequence[LabelledRelease]:
    """The folder's releases; none where it has no such file."""
    return [LabelledRelease.of(record) for record in _records(folder / "releases.jsonl")]


def questions(folder: Path) -> Sequence[LabelledQuestion]:
    """The folder's questions; none where it has no such file."""
    return [LabelledQuestion.of(record) for record in _records(folder / "queries.jsonl")]


def _records(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
