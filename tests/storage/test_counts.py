"""Figures of days: right however counting, downtime and deletion follow each other."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text

from news.models import (
    RECALLED,
    Addressee,
    DayFigures,
    DeliveryState,
    Issue,
    Message,
    Subscriber,
    Tally,
    Turn,
    Wording,
)
from storage.bulletins import Bulletins
from storage.count_tables import daily_counts
from storage.counts import Counts
from storage.database import Database
from storage.deliveries import Ledger
from storage.ledger_tables import deliveries, issues, turns
from storage.questions import Questions
from storage.subscribers import Subscribers
from storage.tables import questions, subscribers
from tests.storage.test_schema import migrate_to

TASHKENT = ZoneInfo("Asia/Tashkent")
NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
TODAY = date(2026, 5, 14)
DAY = timedelta(days=1)
STATES = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN)


async def all_days(database: Database, zone: ZoneInfo = TASHKENT) -> list[DayFigures]:
    return list(await Counts(database, zone).days(date.min, date.max))


async def asks(database: Database, person: int, text: str, at: datetime, *, in_vain: bool = False) -> int:
    room = Questions(database)
    asked = await room.keep(person, person, text, at, hash((person, text, at)) % 10**9)
    if in_vain:
        await room.found_nothing(asked.id)
    return asked.id


async def composes(database: Database, readers: list[int], at: datetime) -> int:
    """An issue of one message for each of them; its id."""
    ledger, known = Ledger(database), Subscribers(database)
    for chat in readers:  # the ledger takes nobody whom the bot does not know
        if await known.get(chat) is None:
            await known.save(Subscriber(chat))
    issue = Issue(f"ru {at}", 0, 1, at, at + 2 * DAY, (Message("<b>1</b>"),))
    issue_id = await ledger.add_issue(issue)
    slot = issue_id  # whoever had a turn on that day has another one
    given = [Turn(chat, None, at, at.date(), at + DAY, slot) for chat in readers]
    await ledger.enqueue({issue_id: given}, at)
    return issue_id


async def test_a_day_is_counted_in_the_newsrooms_time_zone(database: Database) -> None:
    """19:30 UTC is the next day in Tashkent."""
    await asks(database, 1, "suv", NOW.replace(hour=18, minute=59))
    await asks(database, 1, "forum", NOW.replace(hour=19, minute=30), in_vain=True)
    await Counts(database, TASHKENT).refresh(NOW + DAY)
    first, second = await all_days(database)
    assert (first.day, first.asked, first.unanswered) == (TODAY, 1, 0)
    assert (second.day, second.asked, second.unanswered) == (TODAY + DAY, 1, 1)


async def test_the_first_count_fills_the_days_of_which_something_is_left(database: Database) -> None:
    """How many subscribed on a day that is over nobody knows any more."""
    await composes(database, [8, 9], NOW - 9 * DAY)
    await asks(database, 1, "suv", NOW - 4 * DAY)
    await Subscribers(database).save(Subscriber(1, active=True))
    await Subscribers(database).save(Subscriber(2))
    await Counts(database, TASHKENT).refresh(NOW)
    counted = await all_days(database)
    assert [each.day for each in counted] == [TODAY - DAY * back for back in range(9, -1, -1)]
    assert counted[0] == DayFigures(TODAY - 9 * DAY, None, waiting=2)
    assert counted[5].asked == 1
    assert [each.subscribers for each in counted] == [None] * 9 + [1]


async def test_an_empty_database_has_one_day(database: Database) -> None:
    await Counts(database, TASHKENT).refresh(NOW)
    assert await all_days(database) == [DayFigures(TODAY, 0)]


async def test_a_closed_day_keeps_its_figures_when_its_rows_are_deleted(database: Database) -> None:
    await asks(database, 1, "suv", NOW)
    await Counts(database, TASHKENT).refresh(NOW + 3 * DAY)
    async with database.writing() as connection:
        await connection.execute(delete(questions))
    await Counts(database, TASHKENT).refresh(NOW + 4 * DAY)
    assert (await all_days(database))[0].asked == 1


async def test_what_a_reader_deletes_before_the_day_closed_is_not_counted(database: Database) -> None:
    asked = await asks(database, 1, "suv", NOW)
    await Counts(database, TASHKENT).refresh(NOW)
    await Questions(database).forget(asked, 1, 1)
    await Counts(database, TASHKENT).refresh(NOW)
    assert (await all_days(database))[0].asked == 0


async def test_a_day_stays_open_while_a_message_of_it_waits(database: Database) -> None:
    issue_id = await composes(database, [1], NOW)
    await Counts(database, TASHKENT).refresh(NOW + 6 * DAY)
    await settle(database, issue_id, DeliveryState.SENT)
    await Counts(database, TASHKENT).refresh(NOW + 7 * DAY)
    assert (await all_days(database))[0] == DayFigures(TODAY, None, delivered=1)


async def test_what_was_called_back_is_no_failure(database: Database) -> None:
    bulletins = Bulletins(database, Ledger(database))
    for chat in (1, 2):
        await Subscribers(database).save(Subscriber(chat, active=True))
    issue = Issue("urgent x ru", -1, -1, NOW, NOW + DAY, (Message("Shoshilinch"),))
    assert await bulletins.push(issue, [Addressee(1), Addressee(2)], NOW)
    (leaving,) = await Ledger(database).claim(NOW, 1, NOW + DAY)
    assert await bulletins.recall("urgent x", RECALLED) == 1
    await Ledger(database).close(leaving, DeliveryState.FAILED, "blocked")
    assert await bulletins.tally("urgent x") == Tally(failed=1, reasons={"blocked": 1}, recalled=1)
    await Counts(database, TASHKENT).refresh(NOW)
    assert (await all_days(database))[0].failed == 1


async def test_nothing_is_counted_twice_within_a_minute(database: Database) -> None:
    counts = Counts(database, TASHKENT)
    await counts.refresh(NOW)
    await asks(database, 1, "suv", NOW)
    await counts.refresh(NOW + timedelta(seconds=59))
    assert (await all_days(database))[0].asked == 0
    await counts.refresh(NOW + timedelta(seconds=60))
    assert (await all_days(database))[0].asked == 1


async def test_a_database_from_before_there_were_figures_has_those_of_its_days(database_url: str) -> None:
    """Migration 0018 on a database with data. What found nothing nobody noted then."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0017")
        await connection.execute(
            text(
                "INSERT INTO questions (mark, chat_id, person_id, text, asked_at)"
                " VALUES (1, 1, 1, 'suv', '2026-05-12 09:00:00.000000')"
            )
        )
    await database.open()
    await Counts(database, TASHKENT).refresh(NOW)
    counted = await all_days(database)
    await database.close()
    first, *later = counted
    assert first == DayFigures(TODAY - 2 * DAY, None, asked=1)
    assert later == [DayFigures(TODAY - DAY, None), DayFigures(TODAY, 0)]


async def test_the_tick_counts_once_a_day(database: Database) -> None:
    counts = Counts(database, TASHKENT)
    await counts.tend(NOW)
    await asks(database, 1, "suv", NOW)
    await counts.tend(NOW + timedelta(hours=9))
    assert (await all_days(database))[0].asked == 0
    await counts.tend(NOW + timedelta(hours=10))
    assert [each.asked for each in await all_days(database)] == [1, 0]


async def test_a_clock_that_was_put_back_does_no_harm(database: Database) -> None:
    await Subscribers(database).save(Subscriber(1, active=True))
    await Counts(database, TASHKENT).refresh(NOW)
    await Counts(database, TASHKENT).refresh(NOW - 5 * DAY)
    await Counts(database, TASHKENT).refresh(NOW)
    assert await all_days(database) == [DayFigures(TODAY, 1)]


async def test_wordings_come_once_for_each_person(database: Database) -> None:
    await asks(database, 1, "suv", NOW)
    await asks(database, 1, "suv", NOW + timedelta(hours=1), in_vain=True)
    await asks(database, 2, "suv", NOW)
    await asks(database, 3, "kecha", NOW - DAY)
    told = await Counts(database, TASHKENT).wordings(TODAY, TODAY, 10)
    assert {(one.person_id, one.text, one.times, one.unanswered) for one in told} == {
        (1, "suv", 2, True),
        (2, "suv", 1, False),
    }
    newest = await Counts(database, TASHKENT).wordings(TODAY - DAY, TODAY, 1)
    assert newest == [Wording(1, "suv", 1, True)]


async def test_of_a_question_that_is_gone_nothing_is_noted(database: Database) -> None:
    await Questions(database).found_nothing(17)


async def settle(database: Database, issue_id: int, state: DeliveryState) -> bool:
    """End one of the issue's messages that wait; False where none does."""
    async with database.writing() as connection:
        found = await connection.execute(
            text(
                "UPDATE deliveries SET state = :state, not_before = NULL WHERE id = (SELECT min(id)"
                " FROM deliveries WHERE issue_id = :issue AND state = 'pending')"
            ),
            {"state": state.value, "issue": issue_id},
        )
        return found.rowcount == 1


@dataclass
class Life:
    """A press office's days on a database, and beside them what the figures must be."""

    database: Database
    now: datetime = NOW
    days: dict[date, Counter[str]] = field(default_factory=dict)
    subscribers: set[int] = field(default_factory=set)
    at_end: dict[date, int] = field(default_factory=dict)
    issues: dict[int, date] = field(default_factory=dict)
    asked: list[tuple[int, date, bool]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.astimezone(TASHKENT).date()

    def of(self, day: date) -> Counter[str]:
        return self.days.setdefault(day, Counter())

    async def passes(self, hours: int) -> None:
        """Time goes by; the bot may have been off: the first thing that it does then is to count."""
        before = self.today
        self.now += timedelta(hours=hours)
        for number in range((self.today - before).days):
            self.at_end[before + number * DAY] = len(self.subscribers)
        if self.today != before:
            await self.counts(0)

    async def counts(self, _: int) -> None:
        await Counts(self.database, TASHKENT).refresh(self.now)

    async def joins(self, chat: int) -> None:
        self.subscribers ^= {chat % 7}
        await Subscribers(self.database).save(Subscriber(chat % 7, active=chat % 7 in self.subscribers))

    async def composes(self, number: int) -> None:
        self.now += timedelta(seconds=1)
        readers = list(range(100, 100 + number % 4 + 1))
        self.issues[await composes(self.database, readers, self.now)] = self.today
        self.of(self.today)["waiting"] += len(readers)

    async def settles(self, number: int) -> None:
        if self.issues:
            issue_id = list(self.issues)[number % len(self.issues)]
            state = STATES[number % 3]
            if await settle(self.database, issue_id, state):
                name = {"sent": "delivered"}.get(state.value, state.value)
                self.of(self.issues[issue_id]).update({name: 1, "waiting": -1})

    async def asks(self, number: int) -> None:
        self.now += timedelta(seconds=1)
        in_vain = number % 2 == 0
        asked = await asks(self.database, 1, f"savol {self.now}", self.now, in_vain=in_vain)
        self.asked.append((asked, self.today, in_vain))
        self.of(self.today).update(asked=1, unanswered=int(in_vain))

    async def deletes(self, _: int) -> None:
        """A reader takes back what they asked last, if that day is not closed."""
        if self.asked and self.today - self.asked[-1][1] < 3 * DAY:
            asked, day, in_vain = self.asked.pop()
            await Questions(self.database).forget(asked, 1, 1)
            self.of(day).update(asked=-1, unanswered=-int(in_vain))

    async def cleans(self, _: int) -> None:
        """What is older than ten days and done goes."""
        await self.counts(0)
        old = self.now - 10 * DAY
        of_old = deliveries.c.issue_id.in_(
            issues.select().with_only_columns(issues.c.id).where(issues.c.composed_at < old)
        )
        async with self.database.writing() as connection:
            await connection.execute(delete(questions).where(questions.c.asked_at < old))
            await connection.execute(delete(deliveries).where(of_old, deliveries.c.state != "pending"))

    def figures(self, day: date) -> DayFigures:
        return DayFigures(day, self.at_end.get(day, len(self.subscribers)), **self.of(day))


ACTS: dict[str, Callable[[Life, int], Awaitable[None]]] = {
    "passes": Life.passes,
    "counts": Life.counts,
    "joins": Life.joins,
    "composes": Life.composes,
    "settles": Life.settles,
    "asks": Life.asks,
    "deletes": Life.deletes,
    "cleans": Life.cleans,
}


@given(
    story=st.lists(st.tuples(st.sampled_from([*ACTS, "passes", "passes"]), st.integers(1, 60)), max_size=40)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_figures_are_what_happened(database: Database, story: list[tuple[str, int]]) -> None:
    """Whatever happened in whichever order, downtime and deletion of what is old included."""
    async with database.writing() as connection:
        for table in (daily_counts, questions, deliveries, turns, issues, subscribers):
            await connection.execute(delete(table))
    life = Life(database)
    await life.counts(0)
    for act, number in story:
        await ACTS[act](life, number)
    await life.passes(24)
    days = [TODAY + number * DAY for number in range((life.today - TODAY).days + 1)]
    assert await all_days(database) == [life.figures(day) for day in days]
