"""What readers ask and what they get for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from language.dates import Period
from language.detect import Language
from news.event import EventType
from news.models.release import Release

__all__ = ["Answer", "Asked", "Hit", "Part", "Question", "Suggestion"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question that a reader may take away."""

    kind: Literal["period", "type", "word", "phrase", "excluded"]
    text: str
    """As it was typed."""
    rest: str
    """The question's text without it: what to ask when it is taken away."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, taken apart. An empty question has no period, type, words or phrases."""

    text: str
    language: Language
    period: Period | None = None
    type: EventType | None = None
    words: tuple[str, ...] = ()
    """What is left when period, type and question words are taken, as typed, in order."""
    phrases: tuple[str, ...] = ()
    """What stood in quotation marks, without them: the words must follow each other."""
    excluded: tuple[str, ...] = ()
    """Words that no answer may hold, as typed, without the sign or ending that excluded them."""
    parts: tuple[Part, ...] = ()
    """Every part above, in the order of the text."""

    @property
    def empty(self) -> bool:
        """Nothing is asked for: exclusions alone ask for nothing."""
        return self.period is None and self.type is None and not self.words and not self.phrases


@dataclass(frozen=True, slots=True)
class Hit:
    """A release that answers. `copies` are the references of the other tellings of its story."""

    release: Release
    score: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The nearest that does have an answer, offered where there was none."""

    kind: Literal["spelling", "period", "less"]
    """Another spelling of a word, another time, or one part of the question less."""
    text: str
    """The question to ask instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of hits, best first; `total` counts the stories that answer."""

    question: Question
    hits: tuple[Hit, ...]
    total: int
    more: bool = False
    """True where counting stopped: at least `total` answer."""
    suggestions: tuple[Suggestion, ...] = ()
    """Only where there are no hits at all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was typed, kept so that a button can turn its pages and /history can show it."""

    id: int
    chat_id: int
    person_id: int
    text: str
    asked_at: datetime
