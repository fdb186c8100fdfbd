"""What is counted while the bot works. Plain numbers: nobody pays for a page of metrics that is off."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from news.models import Answer, Message, Period
from news.ports import Later, Outcome, Sender
from news.search import Search

__all__ = ["BOUNDS", "CountingSender", "Measures", "TimedSearch", "Timing"]

BOUNDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Seconds: up to which an answer counts to which bucket."""


@dataclass(slots=True)
class Timing:
    """How long something took, so often as it was done."""

    within: list[int] = field(default_factory=lambda: [0] * len(BOUNDS))
    """For each of `BOUNDS`, how many took no longer."""
    number: int = 0
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        self.number += 1
        self.seconds += seconds
        for place, bound in enumerate(BOUNDS):
            self.within[place] += seconds <= bound


@dataclass(slots=True)
class Measures:
    """Since the process began."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """What became of each digest's message: `Sent`, `Gone`, `Later` …"""
    floods: int = 0
    """Refusals for floods (429), of digests and replies."""
    questions: Timing = field(default_factory=Timing)
    """From a question to its answer, before that is sent."""
    updates: dict[str, Timing] = field(default_factory=dict)
    """From taking an update up to having answered it, by what it is: message, callback_query …"""

    def handled(self, kind: str, seconds: float) -> None:
        self.updates.setdefault(kind, Timing()).add(seconds)


class TimedSearch:
    """`news.search.Search`, each answer timed."""

    def __init__(
        self, search: Search, measures: Measures, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._search = search
        self._measures = measures
        self._monotonic = monotonic

    async def ask(self, text: str, today: date, limit: int = 10, offset: int = 0) -> Answer:
        begun = self._monotonic()
        try:
            return await self._search.ask(text, today, limit, offset)
        finally:
            # Also where nobody waited for it any longer: those are the slowest.
            self._measures.questions.add(self._monotonic() - begun)

    async def days(self, period: Period) -> Mapping[date, int]:
        return await self._search.days(period)


class CountingSender:
    """The port `news.ports.Sender` over another one, counting what becomes of the messages."""

    def __init__(self, sender: Sender, measures: Measures) -> None:
        self._sender = sender
        self._measures = measures

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        outcome = await self._sender.send(chat_id, thread_id, message)
        self._measures.outcomes[type(outcome).__name__] += 1
        self._measures.floods += isinstance(outcome, Later)
        return outcome
