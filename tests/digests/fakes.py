"""Fakes with memory for what is outside our reach: time, Telegram, the stream of releases."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from news.models import Digest, Language, Message, Period, Release, Status
from news.ports import Outcome, Sent
from news.search.layout import lay_out

START = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
TODAY = START.date()


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop and the database's threads work until it is so; the test's time limit ends the rest."""
    while not condition():  # noqa: ASYNC110 what is waited for lies in several places, none with an event
        await asyncio.sleep(0.001)


class MovableClock:
    """The wall clock, which may jump either way, and the seconds that have passed, which never go back."""

    def __init__(self) -> None:
        self.present = START
        self.passed = 0.0

    def now(self) -> datetime:
        return self.present

    def monotonic(self) -> float:
        return self.passed

    def advance(self, by: timedelta) -> None:
        self.present += by
        self.passed += by.total_seconds()


def release(number: int, published: date = TODAY, story: int | None = None) -> Release:
    return Release(
        id=number,
        reference=f"r{number}",
        references=(f"r{number}",),
        story=story or number,
        version=1,
        current=True,
        language="uz-Latn",
        title=f"Release {number}",
        text="Text.",
        published=published,
        url=None,
        event=None,
        summary=("Text.",),
        added_at=START,
    )


class FakeReleases:
    """The port NewReleases over a list."""

    def __init__(self, count: int = 0) -> None:
        self.all = [release(number + 1) for number in range(count)]

    def publish(self, published: date = TODAY) -> Release:
        self.all.append(release(len(self.all) + 1, published))
        return self.all[-1]

    async def newest_id(self) -> int:
        return len(self.all)

    async def added_between(self, after: int, upto: int, since: date) -> Sequence[Release]:
        return [made for made in self.all if after < made.id <= upto and made.published >= since]

    async def announced_for(self, days: Period, upto: int) -> Sequence[Release]:
        return [
            made
            for made in self.all
            if made.id <= upto
            and made.event
            and made.event.status is Status.ANNOUNCED
            and made.event.start
            and days.start <= made.event.start <= days.end
        ]

    async def tellings(self, stories: Collection[int]) -> Mapping[int, Sequence[tuple[int, Language]]]:
        return {
            story: [(made.id, made.language) for made in self.all if made.story == story] for story in stories
        }

    async def earlier_of(self, ids: Collection[int]) -> Mapping[int, Release]:
        return {}

    async def keys_of(self, ids: Collection[int]) -> Mapping[int, str]:
        laid_out = {made.id: lay_out(made) for made in self.all if made.id in ids and made.current}
        return {number: f"{each.title}{each.names}{each.body}" for number, each in laid_out.items()}


def render(digest: Digest) -> tuple[Message, ...]:
    """Two releases a message, as references: what arrived can be counted."""
    window = digest.window
    names = [item.release.reference for item in digest.items]
    title = f"{window.language} {window.period.start} {window.period.end}" + (" late" if window.late else "")
    if digest.empty:
        return (Message(f"{title}: {'alive' if digest.alive else 'no news'}"),)
    pairs = [names[start : start + 2] for start in range(0, len(names), 2)]
    return tuple(Message(f"{title}: {' '.join(pair)}") for pair in pairs)


@dataclass(eq=False)
class Sending:
    """One call of `send` that has no answer yet."""

    chat_id: int
    thread_id: int | None
    message: Message
    began_at: datetime
    answer: asyncio.Future[Outcome] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class FakeTelegram:
    """The port Sender. It answers at once with what `answers` holds for the chat, else that it arrived; with
    `by_hand` every send waits in `waiting` for its answer."""

    def __init__(self, now: Callable[[], datetime], *, by_hand: bool = False) -> None:
        self.now = now
        self.by_hand = by_hand
        self.waiting: list[Sending] = []
        self.calls: list[tuple[int, str]] = []
        self.answers: dict[int, list[Outcome | Exception]] = {}

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        self.calls.append((chat_id, message.html))
        if self.by_hand:
            sending = Sending(chat_id, thread_id, message, self.now())
            self.waiting.append(sending)
            try:
                return await sending.answer
            finally:
                self.waiting.remove(sending)
        if queued := self.answers.get(chat_id):
            answer = queued.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return Sent(len(self.calls))
