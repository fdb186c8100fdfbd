"""Updates kept until they are answered, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from storage.database import Database
from storage.inbox import ATTEMPTS, KEPT, TAKEN_OVER, Inbox, inbox

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


async def claimed(box: Inbox, now: datetime = NOW, limit: int = 10) -> list[int]:
    return [waiting.update_id for waiting in await box.claim(now, limit, now + LEASE)]


async def test_an_update_that_comes_again_is_stored_once(database: Database) -> None:
    """By several processes at the same moment, and after it was answered."""
    box = Inbox(database, 7)
    stored = await asyncio.gather(*(box.put(1, 5, "{}", NOW) for _ in range(4)))
    assert sorted(stored) == [False, False, False, True]
    assert await claimed(box) == [1]
    await box.answered(1)
    assert not await box.put(1, 5, "{}", NOW)
    assert await claimed(box) == []


async def test_the_updates_of_a_chat_are_answered_in_their_order_one_at_a_time(database: Database) -> None:
    box, other = Inbox(database, 7), Inbox(database, 7)
    for update_id, chat in ((3, 5), (1, 5), (2, 6), (4, 6)):
        await box.put(update_id, chat, "{}", NOW)
    assert await claimed(box) == [1, 2]
    assert await claimed(other) == []
    await box.answered(1)
    assert await claimed(other) == [3]
    await box.answered(2)
    await box.put(0, 5, "{}", NOW)  # late, and its chat is being answered
    assert await claimed(other) == [4]


async def test_nobody_takes_what_another_has_before_its_lease_is_over(database: Database) -> None:
    box = Inbox(database, 7)
    await box.put(1, 5, "{}", NOW)
    assert await claimed(box) == [1]
    assert await claimed(box, NOW + LEASE - timedelta(seconds=1)) == []
    assert await claimed(box, NOW + LEASE) == [1]


async def test_whoever_still_answers_keeps_it(database: Database) -> None:
    box = Inbox(database, 7)
    await box.put(1, 5, "{}", NOW)
    assert await claimed(box) == [1]
    await box.renew([1], NOW + 3 * LEASE)
    assert await claimed(box, NOW + 2 * LEASE) == []
    assert await claimed(box, NOW + 3 * LEASE) == [1]


async def test_several_who_claim_at_once_never_take_the_same(database: Database) -> None:
    box = Inbox(database, 7)
    for update_id in range(40):
        await box.put(update_id, update_id % 20, "{}", NOW)
    taken = [each for several in await asyncio.gather(*(claimed(box) for _ in range(5))) for each in several]
    assert len(taken) == len(set(taken))
    assert all(update_id < 20 for update_id in taken)


async def test_an_update_that_ends_every_process_is_set_aside_and_blocks_nobody(database: Database) -> None:
    box = Inbox(database, 7)
    await box.put(1, 5, "{}", NOW)
    await box.put(2, 5, "{}", NOW)
    for attempt in range(ATTEMPTS):
        assert await claimed(box, NOW + attempt * LEASE) == [1]
    assert await claimed(box, NOW + ATTEMPTS * LEASE) == [2]


async def test_nobodys_words_are_kept_once_they_are_answered(database: Database) -> None:
    box = Inbox(database, 7)
    await box.put(1, 5, '{"text": "salom"}', NOW)
    await box.answered(1)
    async with database.reading() as connection:
        assert (await connection.scalars(select(inbox.c.body))).all() == [None]
    assert await box.forget(NOW + KEPT) == 0
    assert await box.forget(NOW + KEPT + timedelta(seconds=1)) == 1


async def test_two_bots_on_one_database_have_numbers_of_their_own(database: Database) -> None:
    mine, theirs = Inbox(database, 7), Inbox(database, 8)
    assert await mine.put(1, 5, "{}", NOW)
    assert await theirs.put(1, 5, "{}", NOW)
    assert await claimed(mine) == [1]
    await mine.answered(1)
    assert await claimed(theirs) == [1]


async def test_who_answers_alone_takes_over_all_that_waits_but_what_ended_too_many_processes(
    database: Database,
) -> None:
    box = Inbox(database, 7)
    for update_id, chat in ((3, 5), (1, 5), (2, 6)):
        await box.put(update_id, chat, f'{{"update_id": {update_id}}}', NOW)
    await box.answered(2)
    for _ in range(TAKEN_OVER):
        assert [waiting.update_id for waiting in await box.take_over()] == [1, 3]
    assert await box.take_over() == []
