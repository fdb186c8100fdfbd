"""What is true outside the ledger, and Telegrams that look at the laws (machine.py) when a send begins."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime

from digests.delivery import LEASE
from digests.schedule import zone_of
from news.models import Message, Subscriber
from news.ports import Gone, Later, NotSent, Outcome, Refused, Sent, Unknown
from storage.ledger_tables import EVERYBODY
from tests.digests.fakes import FakeTelegram, Sending

Key = tuple[int, int, str]
"""A part on its way to a reader: the chat's first id, its thread, the message."""


class World:
    """What is true outside the ledger, and what the ledger had committed when the last rule ended."""

    def __init__(self) -> None:
        self.arrived: Counter[Key] = Counter()
        self.unanswered: Counter[Key] = Counter()
        """Sends that began and have no answer in time: lost, killed, frozen, or still on their way."""
        self.confirmed: set[Key] = set()
        self.began: defaultdict[Key, list[datetime]] = defaultdict(list)
        self.first_id: dict[int, int] = {}
        self.blocked: set[int] = set()
        self.active: dict[tuple[int, int], Subscriber] = {}
        self.broken: list[str] = []
        self.holds: dict[int, datetime] = {}

    def key(self, chat_id: int, thread_id: int | None, message: Message) -> Key:
        return (self.first_id.get(chat_id, chat_id), thread_id or 0, message.html)

    def rests(self, chat_id: int, thread_id: int, now: datetime) -> bool:
        reader = self.active.get((chat_id, thread_id))
        if reader is None:
            return False
        local = now.astimezone(zone_of(reader.zone))
        until, quiet = reader.rhythm.paused_until, reader.rhythm.quiet
        paused = until is not None and local.date() < until
        return paused or (quiet is not None and quiet.holds(local.time()))

    def outcome(self, sending: Sending, answer: str, seconds: int, now: datetime) -> Outcome:
        """What Telegram answers, and what of it is true outside: `answer` is one of machine.ANSWERS."""
        key = self.key(sending.chat_id, sending.thread_id, sending.message)
        if answer.startswith("lost"):
            self.arrived[key] += answer == "lost, arrived"
            return Unknown("no answer")
        self.answered(sending, now)
        if answer == "not sent":
            return NotSent("no connection")
        if answer == "flood":
            return Later(float(seconds))
        if answer == "gone" or sending.chat_id in self.blocked:
            return Gone("bot was blocked by the user")
        if answer == "refused":
            return Refused("message is too long")
        self.arrived[key] += 1
        return Sent(sum(self.arrived.values()))

    def answered(self, sending: Sending, now: datetime) -> None:
        """An answer that comes when others may have taken the row over comes too late to count."""
        if now < sending.began_at + LEASE:
            self.unanswered[self.key(sending.chat_id, sending.thread_id, sending.message)] -= 1


class Watcher(FakeTelegram):
    """One worker's Telegram: it looks at the laws at the moment at which a send begins."""

    def __init__(self, world: World, now: Callable[[], datetime]) -> None:
        super().__init__(now, by_hand=True)
        self._world = world

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        world, now, key = self._world, self.now(), self._world.key(chat_id, thread_id, message)
        broken = {
            "law 1: it was confirmed before": key in world.confirmed,
            "law 4: the reader had stopped": (chat_id, thread_id or 0) not in world.active,
            "law 4: the reader had paused or sleeps": world.rests(chat_id, thread_id or 0, now),
            "law 5: all were held": now < world.holds.get(EVERYBODY, now),
            "law 7: the chat was held": now < world.holds.get(chat_id, now),
            "law 8: another holds the row": any(now < began + LEASE for began in world.began[key]),
        }
        # Not an assertion: the dispatcher survives whatever a sender raises.
        world.broken += [f"{law} ({key})" for law, is_broken in broken.items() if is_broken]
        world.unanswered[key] += 1
        world.began[key].append(now)
        try:
            return await super().send(chat_id, thread_id, message)
        finally:
            world.began[key].remove(now)


class Calm(FakeTelegram):
    """Everything arrives at once."""

    def __init__(self, world: World, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self._world = world

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        self._world.arrived[self._world.key(chat_id, thread_id, message)] += 1
        return await super().send(chat_id, thread_id, message)
