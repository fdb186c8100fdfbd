"""Everything between a due reader and Telegram, put together as the bot does, on fakes of what is outside."""

from datetime import time, timedelta

from digests.delivery import LOOK_SECONDS, Courier
from digests.dispatch import Dispatcher
from digests.issues import Issues
from digests.pace import Limits, Pace
from digests.schedule import next_due
from digests.windows import LONGEST
from news.choices import ALL, Choices
from news.models import DeliveryState, Language, Subscriber
from storage.database import Database
from storage.deliveries import Ledger
from storage.notices import Notices
from storage.subscribers import Subscribers
from tests.digests.fakes import START, FakeReleases, FakeTelegram, MovableClock, render, until

DAY = timedelta(days=1)
HOUR = time(18, 0)
LIMITS = Limits(overall=1000.0, chat=10.0, second=1000.0)


class Newsroom:
    def __init__(
        self,
        database: Database,
        *,
        limits: Limits = LIMITS,
        by_hand: bool = False,
        longest: timedelta = LONGEST,
        ledger: Ledger | None = None,
        clock: MovableClock | None = None,
    ) -> None:
        self.clock = clock or MovableClock()
        self.telegram = FakeTelegram(self.clock.now, by_hand=by_hand)
        self.releases = FakeReleases()
        self.subscribers = Subscribers(database)
        self.notices = Notices(database)
        self.ledger = ledger or Ledger(database)
        self.limits = limits
        self.issues = Issues(self.ledger, self.releases, render, self.clock, longest=longest)
        self.dispatcher = self.new_dispatcher()

    def new_dispatcher(self) -> Dispatcher:
        self.courier = self.new_courier()
        return Dispatcher(self.courier)

    def new_courier(self) -> Courier:
        pace = Pace(self.limits, self.clock.monotonic())
        return Courier(self.ledger, self.telegram, self.clock, pace, monotonic=self.clock.monotonic)

    async def subscribe(
        self,
        chat_id: int,
        thread_id: int | None = None,
        *,
        language: Language = "uz-Latn",
        zone: str = "Asia/Tashkent",
        choices: Choices = ALL,
    ) -> Subscriber:
        """From now on, served until today; the next digest is due at 18:00 (13:00 UTC in Tashkent)."""
        subscriber = Subscriber(
            chat_id,
            thread_id,
            language=language,
            zone=zone,
            hour=HOUR,
            active=True,
            next_due_at=next_due("Asia/Tashkent", HOUR, self.clock.now()),
            cursor=await self.releases.newest_id(),
            last_digest_at=self.clock.now(),
            served_on=self.clock.now().date() - DAY,
            choices=choices,
        )
        await self.subscribers.save(subscriber)
        return subscriber

    async def due(self, *chats: int, releases: int = 1) -> None:
        """These chats subscribed, releases came in, and the hour has come: the ledger is filled."""
        for chat_id in chats:
            await self.subscribe(chat_id)
        for _ in range(releases):
            self.releases.publish()
        self.clock.advance(timedelta(hours=1))
        assert await self.tick() == len(chats)

    async def reader(self, chat_id: int, thread_id: int | None = None) -> Subscriber:
        found = await self.subscribers.get(chat_id, thread_id)
        assert found is not None
        return found

    async def tick(self) -> int:
        await self.dispatcher.tend()
        return await self.issues.enqueue_due()

    async def deliver(self) -> None:
        """Let time pass (five minutes at most) until nothing is left that could be sent within a minute."""
        end = self.clock.passed + 300
        while self.clock.passed < end and (wait := await self.courier.step()) < LOOK_SECONDS:
            await self.settle()
            self.clock.advance(timedelta(seconds=wait))

    async def settle(self) -> None:
        """Until every message on its way has its result recorded, or waits for an answer by hand."""
        await until(lambda: self.courier.on_their_way <= len(self.telegram.waiting))

    async def to_the_hour(self) -> None:
        """On to the next 18:00 in Tashkent, then tick and deliver."""
        due = next_due("Asia/Tashkent", HOUR, self.clock.now())
        self.clock.advance(due - self.clock.now())
        await self.tick()
        await self.deliver()

    def got(self, chat_id: int) -> list[str]:
        return [html for chat, html in self.telegram.calls if chat == chat_id]

    async def states(self) -> dict[str, int]:
        counts = await self.ledger.counts()
        return {state.value: count for state, count in counts.items() if count}

    async def state(self, state: DeliveryState) -> int:
        return (await self.ledger.counts())[state]


assert START.hour == 12, "an hour before the readers' digests"
