"""The ledger under everything that can happen to it, in any order, against the eight laws it must keep.

1. What was confirmed is never sent again.       2. Every part of every turn has one row, in one state.
3. A part is in doubt, or comes twice, only where an answer was lost, and comes at most twice.
4. Nothing begins after an unsubscribe or a block was committed,     5. Nothing begins while all are held.
   nor in a pause or quiet hours that were.
6. A cursor stands where a fully confirmed issue ends.               7. Nothing begins before retry_after.
8. Nothing begins while another holds the row.
And at the end, when Telegram and the machine behave again: every reader was told every release.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from digests.delivery import LEASE, Courier
from digests.pace import Limits, Pace
from digests.schedule import local_date, next_due, rescheduled
from news.models import DeliveryState, Quiet, Rhythm, Subscriber
from news.ports import Migrated, Outcome, Sent
from news.rhythm import DAILY, EVERY_DAY
from storage.database import Database
from storage.ledger_tables import holds
from storage.subscribers import subscriber
from storage.tables import subscribers
from tests.digests.fakes import Sending, until
from tests.digests.laws import check_cursors, check_rows
from tests.digests.newsroom import DAY, Newsroom
from tests.digests.world import Calm, Watcher, World

CHATS = (-1, 1, 2)
THREADS = (None, 7)
ANSWERS = (
    "sent",
    "sent",
    "sent",
    "lost, arrived",
    "lost, not arrived",
    "not sent",
    "flood",
    "gone",
    "refused",
)
LIMITS = Limits(overall=50.0, chat=1.0, group=18, second=60.0)


class LedgerMachine(RuleBasedStateMachine):
    open_database: ClassVar[Callable[[], Awaitable[Database]]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database: Database = self.run(self._open())
        self.newsroom = Newsroom(self.database, limits=LIMITS, longest=timedelta(days=3650))
        self.clock = self.newsroom.clock
        self.behind = timedelta(0)
        """By how much the clock was set back in all."""
        self.world = World()
        self.telegrams = [Watcher(self.world, self.clock.now) for _ in range(2)]
        self.workers = [self.new_worker(number) for number in range(2)]
        # Where each reader's cursor began, by the chat's first id: more than one where a group subscribed
        # anew under the id that it had moved to.
        self.starts: defaultdict[tuple[int, int], set[int]] = defaultdict(set)

    async def _open(self) -> Database:
        return await type(self).open_database()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def new_worker(self, number: int) -> Courier:
        pace = Pace(LIMITS, self.clock.monotonic())
        telegram = self.telegrams[number]
        return Courier(
            self.newsroom.ledger, telegram, self.clock, pace, monotonic=self.clock.monotonic, window=4
        )

    @initialize(chats=st.sets(st.sampled_from(CHATS), min_size=1), topics=st.booleans())
    def the_bot_has_readers(self, chats: set[int], topics: bool) -> None:
        for chat in sorted(chats):
            self.subscribe(chat, None, "ru")
            if topics:
                self.subscribe(chat, 7, "en")
        self.the_hour_comes(3)

    @rule(releases=st.integers(1, 5))
    def the_hour_comes(self, releases: int) -> None:
        """Most of what can go wrong does so while digests are on their way: see to it that there are some."""
        for _ in range(releases):
            self.publish(0)
        self.clock.advance(next_due("Asia/Tashkent", time(18), self.clock.now()) - self.clock.now())
        self.tick(0)

    # What people do

    @rule(hours=st.integers(-30, 0))
    def publish(self, hours: int) -> None:
        self.newsroom.releases.publish((self.clock.now() + timedelta(hours=hours)).date())

    @rule(
        chat=st.sampled_from(CHATS), thread=st.sampled_from(THREADS), language=st.sampled_from(("ru", "en"))
    )
    def subscribe(self, chat: int, thread: int | None, language: Any) -> None:
        chat = self.present_id(chat)
        self.world.blocked.discard(chat)
        known = self.run(self.newsroom.subscribers.get(chat, thread))
        subscriber = self.run(self.newsroom.subscribe(chat, thread, language=language))
        if known is None:
            self.starts[self.reader(chat, thread or 0)].add(subscriber.cursor)

    @rule(chat=st.sampled_from(CHATS))
    def stop(self, chat: int) -> None:
        self.run(self.newsroom.subscribers.stop(self.present_id(chat)))

    @rule(chat=st.sampled_from(CHATS), thread=st.sampled_from(THREADS), hour=st.integers(0, 23))
    def change_the_hour(self, chat: int, thread: int | None, hour: int) -> None:
        self.change(chat, thread, lambda reader: replace(reader, hour=time(hour)))

    @rule(
        chat=st.sampled_from(CHATS),
        thread=st.sampled_from(THREADS),
        weekdays=st.sampled_from((EVERY_DAY, frozenset({2}), frozenset({0, 4, 6}))),
        quiet=st.sampled_from((None, Quiet(time(17), time(19)), Quiet(time(23), time(7)))),
        days=st.sampled_from((None, None, 1, 3)),
    )
    def change_the_days(
        self, chat: int, thread: int | None, weekdays: frozenset[int], quiet: Quiet | None, days: int | None
    ) -> None:
        """Weekdays, quiet hours, a pause for so many days: on, and off again."""

        def chosen(reader: Subscriber) -> Subscriber:
            today = local_date(reader.zone, self.clock.now())
            paused_until = today + timedelta(days=days) if days is not None else None
            return replace(reader, rhythm=Rhythm(weekdays, quiet, paused_until))

        self.change(chat, thread, chosen)

    @rule(chat=st.sampled_from(CHATS), thread=st.sampled_from(THREADS), days=st.sampled_from((0, 1, 2)))
    def pause_in_the_middle(self, chat: int, thread: int | None, days: int) -> None:
        """While parts of a digest wait, or just before its first; 0 days: go on, the pause is over."""
        self.the_hour_comes(3)
        self.send(0, 2)
        self.change_the_days(chat, thread, EVERY_DAY, None, days)
        self.send(1, 2)

    def change(self, chat: int, thread: int | None, choose: Callable[[Subscriber], Subscriber]) -> None:
        """As the settings do it."""
        before = self.run(self.newsroom.subscribers.get(self.present_id(chat), thread))
        if before is not None and before.active:
            after = choose(before)
            due_at = rescheduled(before, after, self.clock.now())
            self.run(self.newsroom.subscribers.save(replace(after, next_due_at=due_at)))
            self.look()

    @rule(chat=st.sampled_from(CHATS))
    def block(self, chat: int) -> None:
        self.world.blocked.add(self.present_id(chat))

    def reader(self, chat_id: int, thread_id: int) -> tuple[int, int]:
        """Who that is, under whatever id."""
        return (self.world.first_id.get(chat_id, chat_id), thread_id)

    def present_id(self, chat: int) -> int:
        """The id under which the chat with that first id is known now."""
        return max((new for new, old in self.world.first_id.items() if old == chat), default=chat, key=abs)

    # What the machine does

    @rule(worker=st.integers(0, 1))
    def tick(self, worker: int) -> None:
        self.run(self.workers[worker].tend())
        self.run(self.newsroom.issues.enqueue_due())

    @rule(worker=st.integers(0, 1), times=st.integers(1, 4))
    def send(self, worker: int, times: int) -> None:
        for _ in range(times):
            self.run(self.step(worker))
            self.clock.advance(timedelta(seconds=0.1))
            self.look()

    async def step(self, worker: int) -> None:
        await self.workers[worker].step()
        await self.settle(worker)

    async def settle(self, worker: int) -> None:
        telegram = self.telegrams[worker]
        await until(lambda: self.workers[worker].on_their_way <= len(telegram.waiting))

    @rule(worker=st.integers(0, 1), arrived=st.integers(0, 15))
    def kill_and_restart(self, worker: int, arrived: int) -> None:
        for number, (_, sending) in enumerate(self.waiting(worker)):
            key = self.world.key(sending.chat_id, sending.thread_id, sending.message)
            self.world.arrived[key] += arrived >> number & 1
        self.run(self.workers[worker].stop(grace=0))
        self.workers[worker] = self.new_worker(worker)

    @rule(seconds=st.sampled_from((1, 5, 31, 91, 3600, 6 * 3600, 24 * 3600, 50 * 3600)))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    @rule(minutes=st.integers(1, 60))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.clock.present -= timedelta(minutes=minutes)
        self.behind += timedelta(minutes=minutes)

    @rule(seconds=st.sampled_from((5, 300)))
    def pause(self, seconds: int) -> None:
        self.run(self.newsroom.ledger.hold(self.clock.now() + timedelta(seconds=seconds)))

    # What Telegram answers

    @precondition(lambda self: any(telegram.waiting for telegram in self.telegrams))
    @rule(choice=st.integers(0, 7), answer=st.sampled_from(ANSWERS), seconds=st.sampled_from((3, 400)))
    def answer(self, choice: int, answer: str, seconds: int) -> None:
        waiting = self.waiting()
        worker, sending = waiting[choice % len(waiting)]
        self.run(self.give(worker, sending, self.world.outcome(sending, answer, seconds, self.clock.now())))

    @rule(answers=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=3))
    def a_bad_quarter_of_an_hour(self, answers: list[str]) -> None:
        """Whatever is sent gets the same answer, again and again."""
        for answer in answers:
            self.send(0, 4)
            for _, sending in self.waiting(0):
                self.run(self.give(0, sending, self.world.outcome(sending, answer, 3, self.clock.now())))
            self.time_passes(91)
            self.every_law_holds()

    @rule(answers=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=4), back=st.booleans())
    def a_worker_freezes_and_wakes(self, answers: list[str], back: bool) -> None:
        """Beyond its leases: another takes its rows over, and then its own answers come after all."""
        self.send(0, 2)
        self.clock.advance(LEASE)
        self.tick(1)
        self.send(1, 2)
        for (_, sending), answer in zip(self.waiting(0), answers, strict=False):
            self.run(self.give(0, sending, self.world.outcome(sending, answer, 3, self.clock.now())))
            self.every_law_holds()
        if back:
            self.send(1, 2)

    @precondition(lambda self: any(telegram.waiting for telegram in self.telegrams))
    @rule(choice=st.integers(0, 7))
    def the_group_has_moved(self, choice: int) -> None:
        waiting = self.waiting()
        worker, sending = waiting[choice % len(waiting)]
        if sending.chat_id < 0:
            old, new = sending.chat_id, sending.chat_id * 10
            self.world.first_id[new] = self.world.first_id.get(old, old)
            self.world.answered(sending, self.clock.now())
            self.run(self.give(worker, sending, Migrated(new)))

    def waiting(self, *workers: int) -> list[tuple[int, Sending]]:
        """Who sent what has no answer yet, in an order that no thread decides."""
        sent = [(w, sending) for w in workers or (0, 1) for sending in self.telegrams[w].waiting]
        return sorted(sent, key=lambda it: (it[0], it[1].chat_id, it[1].thread_id or 0, it[1].message.html))

    async def give(self, worker: int, sending: Sending, outcome: Outcome) -> None:
        before = self.workers[worker].on_their_way
        sending.answer.set_result(outcome)
        await until(lambda: self.workers[worker].on_their_way < before)
        if isinstance(outcome, Sent):
            self.world.confirmed.add(self.world.key(sending.chat_id, sending.thread_id, sending.message))

    # The laws

    def look(self) -> None:
        """What the ledger has committed: no later send may go against it."""
        self.world.active, self.world.holds = self.run(self._committed())

    async def _committed(self) -> tuple[dict[tuple[int, int], Subscriber], dict[int, datetime]]:
        listening = select(subscribers).where(subscribers.c.active)
        async with self.database.reading() as connection:
            rows = await connection.execute(listening)
            active = {(row.chat_id, row.thread_id): subscriber(row) for row in rows}
            held = {row.chat_id: row.until for row in await connection.execute(select(holds))}
        return active, held

    @invariant()
    def every_law_holds(self) -> None:
        assert not self.world.broken, self.world.broken
        self.look()
        self.run(check_rows(self.database, self.world))
        self.run(check_cursors(self.database, self.allowed_cursors))
        for key, times in self.world.arrived.items():
            assert times <= min(1 + self.world.unanswered[key], 2), f"law 3: {key} came {times} times"

    def allowed_cursors(self, chat_id: int, thread_id: int) -> set[int]:
        """Where the reader's cursor may stand before any issue was confirmed."""
        return self.starts[self.reader(chat_id, thread_id)]

    # When all is well again

    def teardown(self) -> None:
        try:
            self.run(self._finish())
        finally:
            self.run(self._close())
            self.runner.close()

    async def _finish(self) -> None:
        """Two quiet days later, every active reader was told every release."""
        event(f"{min(sum(self.world.arrived.values()), 20)} messages arrived")
        event(f"{min(self.world.unanswered.total(), 10)} answers were lost")
        for worker in range(2):
            await self.workers[worker].stop(grace=0)
        newsroom = self.newsroom
        self.clock.present += self.behind  # set right: what was due by the wrong clock is due again
        newsroom.telegram = Calm(self.world, self.clock.now)
        newsroom.dispatcher = newsroom.new_dispatcher()
        for reader in (await self._committed())[0].values():
            due_at = next_due(reader.zone, reader.hour, self.clock.now(), DAILY, reader.served_on)
            await newsroom.subscribers.save(replace(reader, rhythm=DAILY, next_due_at=due_at))
        self.clock.advance(timedelta(hours=1))  # beyond every hold and lease, though the clock was set back
        for _ in range(3):
            await newsroom.tick()
            await newsroom.deliver()
            self.clock.advance(LEASE)
        for _ in range(2):
            newsroom.releases.publish(self.clock.now().date())
            for _ in range(24):
                await newsroom.tick()
                await newsroom.deliver()
                self.clock.advance(DAY / 24)
        for chat_id, thread_id in (await self._committed())[0]:
            self._check_told(chat_id, thread_id)
        counts = await newsroom.ledger.counts()
        assert counts[DeliveryState.PENDING] == counts[DeliveryState.SENDING] == 0

    def _check_told(self, chat_id: int, thread_id: int) -> None:
        reader = self.reader(chat_id, thread_id)
        parts = [key[2] for key, times in self.world.arrived.items() if times and key[:2] == reader]
        heard = {name for part in parts for name in part.partition(": ")[2].split()}
        since = max(self.starts[reader])
        missing = [made.reference for made in self.newsroom.releases.all if made.id > since]
        assert set(missing) <= heard, f"{chat_id} was never told {set(missing) - heard}"

    async def _close(self) -> None:
        for worker in self.workers:
            await worker.stop(grace=0)
        await self.newsroom.dispatcher.stop(grace=0)
        await self.database.close()
