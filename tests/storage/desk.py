"""A ledger with readers in it, and what a test wants to see of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from news.models import Delivery, Issue, Message, Subscriber, Turn
from storage.database import Database
from storage.deliveries import Ledger
from storage.subscribers import Subscribers

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
LEASE = timedelta(minutes=1)


def reader(chat_id: int, thread_id: int | None = None) -> Subscriber:
    return Subscriber(chat_id, thread_id, hour=time(18, 0), active=True, next_due_at=NOW, cursor=10)


def turn(subscriber: Subscriber, day: date = TODAY) -> Turn:
    assert subscriber.next_due_at is not None
    return Turn(subscriber.chat_id, subscriber.thread_id, subscriber.next_due_at, day, NOW + DAY)


def issue(parts: int = 1, upto: int = 20) -> Issue:
    messages = tuple(Message(f"<b>part {number}</b>") for number in range(parts))
    return Issue("ru", 10, upto, NOW, NOW + 2 * DAY, messages)


class Desk:
    """A ledger with readers in it, and what a test wants to see of it."""

    def __init__(self, database: Database) -> None:
        self.subscribers = Subscribers(database)
        self.ledger = Ledger(database)

    async def send_out(self, *chats: int, parts: int = 1) -> int:
        """Subscribe these chats and give them an issue; its id."""
        for chat_id in chats:
            await self.subscribers.save(reader(chat_id))
        issue_id = await self.ledger.add_issue(issue(parts))
        await self.ledger.enqueue({issue_id: [turn(reader(chat_id)) for chat_id in chats]}, NOW)
        return issue_id

    async def claim(self, now: datetime = NOW, limit: int = 16) -> Sequence[Delivery]:
        return await self.ledger.claim(now, limit, now + LEASE)

    async def claim_one(self, now: datetime = NOW) -> Delivery:
        (claimed,) = await self.claim(now)
        return claimed

    async def states(self, since: datetime | None = None) -> dict[str, int]:
        counts = await self.ledger.counts(since)
        return {state.value: count for state, count in counts.items() if count}

    async def cursor(self, chat_id: int) -> int:
        found = await self.subscribers.get(chat_id)
        assert found is not None
        return found.cursor
