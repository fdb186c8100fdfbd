"""What is old is forgotten in small batches, and nothing that the bot still needs."""

import time
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from news.models import Addressee, DeliveryState, DraftState, Issue, Message, Subscriber, Told, Turn
from storage import retention
from storage.bulletins import Bulletins
from storage.database import Database
from storage.deliveries import Ledger
from storage.desk_tables import drafts
from storage.drafts import Drafts
from storage.erasure import Erasure
from storage.inbox import ATTEMPTS, Inbox, inbox
from storage.ledger_tables import deliveries, issue_releases, issues, turns
from storage.pseudonyms import CEILING
from storage.questions import Questions
from storage.releases import Releases
from storage.retention import Kept, Retention
from storage.subscribers import Subscribers
from storage.tables import questions, subscribers
from tests.storage.life import draft
from tests.storage.samples import NOW, understood

DAY = timedelta(days=1)
READERS = range(1, 8)
KEPT = Kept(questions=30 * DAY, names=60 * DAY, rows=90 * DAY, drafts=10 * DAY, updates=2 * DAY)


async def count(database: Database, table: object) -> int:
    async with database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]
        # any table


async def digest(database: Database, number: int, *, state: DeliveryState = DeliveryState.SENT) -> int:
    """A digest of two parts to each reader, `number` days ago; what became of it. Its issue."""
    ledger, at = Ledger(database), NOW - number * DAY
    told = (Told(1, "<b>1</b>"),)
    messages = (Message("<b>1</b>", told=told), Message("<b>2</b>"))
    issue = await ledger.add_issue(Issue(f"p{number}", 0, 1, at, at + 2 * DAY, messages))
    for reader in READERS:
        if await Subscribers(database).get(reader) is None:
            await Subscribers(database).save(Subscriber(reader, active=True, next_due_at=at))
    given = [Turn(reader, None, at, at.date(), at + DAY) for reader in READERS]
    assert await ledger.enqueue({issue: given}, at) == len(READERS)
    for _ in range(2):
        for delivery in await ledger.claim(at, 99, at + DAY):
            if state is DeliveryState.SENT:
                await ledger.sent(delivery, 10 * delivery.id, at, at)
    return issue


async def run(database: Database, kept: Kept = KEPT) -> dict[str, int]:
    return dict(await Retention(database, kept).run(NOW))


async def named(database: Database) -> set[int]:
    """The issues of which the ledger still says who got them."""
    async with database.reading() as connection:
        found = select(deliveries.c.issue_id).where(deliveries.c.chat_id > CEILING).distinct()
        return set(await connection.scalars(found))


async def test_questions_are_kept_so_long_and_no_longer(database: Database) -> None:
    asked = Questions(database)
    for number in reversed(range(60)):
        await asked.keep(7, 7, f"savol {number}", NOW - number * DAY, update_id=number)
    assert (await run(database))["questions"] == 29
    assert await count(database, questions) == 31
    assert [each.text for each in await asked.recent(7, 7, 2)] == ["savol 0", "savol 1"]
    assert (await run(database))["questions"] == 0


async def test_after_its_time_the_ledger_says_how_many_and_no_longer_who(database: Database) -> None:
    young, old = await digest(database, 50), await digest(database, 70)
    before = await Ledger(database).counts()
    await run(database)
    assert await Ledger(database).counts() == before
    assert await named(database) == {young}
    async with database.reading() as connection:
        rows = (await connection.execute(select(deliveries).where(deliveries.c.issue_id == old))).all()
        by_reader = (await connection.execute(select(turns.c.chat_id).where(turns.c.issue_id == old))).all()
        kept = (await connection.execute(select(issues).where(issues.c.id == old))).one()
    assert len({row.chat_id for row in rows}) == len(READERS)
    assert {row.chat_id for row in rows} == {row.chat_id for row in by_reader}
    assert {row.message_id for row in rows} == {row.error for row in rows} == {None}
    assert (kept.parts, kept.profile, kept.forgotten_at) == ([], f"forgotten {old}", NOW)
    assert await Ledger(database).messages(old) == ()


async def test_a_correction_reaches_what_is_remembered(database: Database) -> None:
    await Releases(database).add(understood("Matn."), NOW)
    young = await digest(database, 50)
    await digest(database, 70)
    await run(database)
    reach = await Bulletins(database, Ledger(database)).reach(1)
    assert {(each.issue, each.to.chat_id) for each in reach} == {(young, reader) for reader in READERS}


async def test_rows_go_after_their_names(database: Database) -> None:
    issue = await digest(database, 100)
    assert await run(database, Kept(None, None, 90 * DAY, None, None)) == {"rows": 0}
    assert await named(database) == {issue}
    await run(database)
    left = [await count(database, table) for table in (deliveries, turns, issues, issue_releases)]
    assert left == [0, 0, 0, 0]


async def test_what_is_under_way_is_left_alone_however_old(database: Database) -> None:
    """The bot stood still for months: what waits is ended by the tick, not by the forgetting."""
    issue = await digest(database, 200, state=DeliveryState.PENDING)
    before = await Ledger(database).counts()
    await run(database)
    assert await Ledger(database).counts() == before
    assert await named(database) == {issue}
    await Ledger(database).expire(NOW)
    for delivery in await Ledger(database).abandoned(NOW, 99):
        await Ledger(database).close(delivery, DeliveryState.UNKNOWN, "its sender died")
    await run(database)
    assert await named(database) == set()


async def test_a_message_to_all_is_still_counted_when_nobody_knows_who_got_it(database: Database) -> None:
    bulletins, at = Bulletins(database, Ledger(database)), NOW - 70 * DAY
    await Subscribers(database).save(Subscriber(5, active=True))
    await bulletins.push(Issue("word x", -1, -1, at, at + DAY, (Message("Salom"),)), [Addressee(5)], at)
    (delivery,) = await Ledger(database).claim(at, 9, at + DAY)
    await Ledger(database).sent(delivery, 1, at, at)
    await run(database)
    assert await named(database) == set()
    assert (await bulletins.tally("word")).sent == 1


async def test_a_digest_after_the_forgetting_is_neither_lost_nor_sent_twice(database: Database) -> None:
    """Cursors and turns of today are what keeps a digest from coming twice."""
    await digest(database, 70)
    today = await digest(database, 0)
    await run(database)
    assert await Ledger(database).enqueue({today: [Turn(1, None, NOW, NOW.date(), NOW)]}, NOW) == 0
    reader = await Subscribers(database).get(1)
    assert reader is not None
    assert reader.cursor == 1
    assert reader.served_on == NOW.date()


async def test_discarded_drafts_go_and_no_others(database: Database) -> None:
    kept = Drafts(database)
    for number, state in enumerate((DraftState.DISCARDED, DraftState.WAITING, None, DraftState.DISCARDED)):
        at = NOW - (5 if number == 3 else 20) * DAY
        opened = await kept.open(7, 7, draft(f"{number}", f"matn {number}"), number, at)
        if state is not None:
            await kept.move(opened, state, 7, at)
    await run(database)
    async with database.reading() as connection:
        assert list(await connection.scalars(select(drafts.c.title).order_by(drafts.c.id))) == ["1", "2", "3"]


async def test_the_parts_of_a_merged_draft_stay_until_it_is_decided_on(database: Database) -> None:
    kept, at = Drafts(database), NOW - 20 * DAY
    one, other = [
        await kept.open(7, 7, draft(f"{number}", f"matn {number}"), number, at) for number in (1, 2)
    ]
    whole = await kept.merge(one, other, 7, at)
    assert whole is not None
    await run(database)
    assert len(await kept.parts(whole.id)) == 2
    await kept.move(whole, DraftState.DISCARDED, 7, NOW - 12 * DAY)
    await run(database)
    assert await count(database, drafts) == 0


async def test_updates_go_whichever_bot_they_came_to_and_what_the_present_one_owes_stays(
    database: Database,
) -> None:
    """The token was changed: nobody runs any more for whom the old bot's updates wait, or were set aside."""
    former, present = Inbox(database, 111), Inbox(database, 222)
    for bot, days in ((former, 30), (present, 20)):
        at = NOW - days * DAY
        await bot.put(1, 5, '{"text": "chetda"}', at)
        for attempt in range(ATTEMPTS):
            assert await bot.claim(at + attempt * DAY, 9, at + attempt * DAY + DAY / 2)
        await bot.put(2, 5, '{"text": "kutadi"}', at)
        await bot.put(3, 6, '{"text": "javob berildi"}', at)
        await bot.answered(3)
    await present.put(4, 6, "{}", NOW - DAY)
    await present.answered(4)
    assert (await run(database))["updates"] == 5
    async with database.reading() as connection:
        left = (await connection.execute(select(inbox).order_by(inbox.c.update_id))).all()
    assert [(row.bot_id, row.update_id) for row in left] == [(222, 2), (222, 4)]


async def test_for_ever_means_for_ever(database: Database) -> None:
    await digest(database, 1000)
    await Questions(database).keep(7, 7, "savol", NOW - 1000 * DAY, update_id=1)
    assert await run(database, Kept(None, None, None, None, None)) == {}
    assert await count(database, questions) == 1


async def test_a_run_that_was_broken_off_is_finished_by_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of an issue: the rest gets other pseudonyms, no row twice, none lost."""
    await digest(database, 100)
    monkeypatch.setattr(retention, "MOST", 3)
    names = retention._Names(NOW - 60 * DAY, NOW)
    async with database.writing() as connection:
        assert await names(connection, 3) == 3
    before = await Ledger(database).counts()
    await run(database, Kept(None, 60 * DAY, None, None, None))
    assert await named(database) == set()
    assert await Ledger(database).counts() == before
    await run(database)
    assert await count(database, deliveries) == 0


async def test_a_batch_that_takes_too_long_makes_the_next_one_smaller(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        await Questions(database).keep(7, 7, f"savol {number}", NOW - 100 * DAY, update_id=number)
    asked: list[int] = []
    ticking = iter(range(10_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(ticking) / 1000)
    monkeypatch.setattr(retention, "SECONDS", 0.0)
    monkeypatch.setattr(retention, "MOST", 100)

    async def step(connection: object, most: int) -> int:
        asked.append(most)
        return most if len(asked) < 5 else 0

    await Retention(database, KEPT)._all(step)
    assert asked == [100, 50, 25, 20, 20]


@given(
    ages=st.sets(st.integers(0, 250), max_size=5),
    names=st.integers(35, 120),
    more=st.integers(0, 100),
    forgotten=st.sets(st.sampled_from(list(READERS)), max_size=3),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_forgotten_and_what_is_not_is_told_by_its_age_alone(
    database: Database, ages: set[int], names: int, more: int, forgotten: set[int]
) -> None:
    """Whatever stands in the ledger, whoever had themselves erased before, and however often it runs. What
    was sent stays counted until its rows go; a reader has one name in an issue, a false one too."""
    async with database.writing() as connection:
        for table in (issue_releases, deliveries, turns, issues, subscribers):
            await connection.execute(delete(table))
    made = {await digest(database, age): age for age in sorted(ages, reverse=True)}
    for reader in forgotten:
        assert await Erasure(database).erase(reader, NOW, other_owners=True)
    kept = Kept(None, names * DAY, (names + more) * DAY, None, None)
    await run(database, kept)
    assert set((await run(database, kept)).values()) == {0}
    # An issue is sent for two days: from then on its age counts.
    left = {issue for issue, age in made.items() if age - 2 <= names + more}
    remembered = {issue for issue, age in made.items() if age - 2 <= names}
    assert await named(database) == remembered
    async with database.reading() as connection:
        rows = (await connection.execute(select(deliveries))).all()
    assert {row.issue_id for row in rows} == left
    assert {row.state for row in rows} <= {DeliveryState.SENT.value}
    readers = {(row.issue_id, row.chat_id) for row in rows}
    assert (len(rows), len(readers)) == (2 * len(READERS) * len(left), len(READERS) * len(left))
    assert not {chat for _, chat in readers} & forgotten
