"""Deliveries in batches and their jobs in the queue (PostgreSQL)."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from news.models import Issue, Message, Subscriber, Turn
from storage.batches import BATCH, QueuedLedger, in_batches
from storage.database import Database
from storage.deliveries import Ledger
from storage.ledger_tables import deliveries
from storage.subscribers import Subscribers
from tests.postgresql import PostgresqlServer

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)


@pytest.fixture
async def database(postgresql_server: PostgresqlServer) -> AsyncIterator[Database]:
    name = postgresql_server.lend()
    database = Database(postgresql_server.url(name))
    yield database
    await database.close()
    postgresql_server.take_back(name)


async def enqueue(ledger: Ledger, database: Database, readers: int, parts: int = 2, first: int = 1) -> int:
    """That many new readers get an issue of so many parts."""
    chats = range(first, first + readers)
    subscribers = Subscribers(database)
    for chat in chats:
        await subscribers.save(Subscriber(chat, active=True, next_due_at=NOW))
    messages = tuple(Message(f"part {number}") for number in range(parts))
    issue = await ledger.add_issue(Issue(f"issue {first}", 0, 5, NOW, NOW + timedelta(hours=48), messages))
    turns = [Turn(chat, None, NOW, date(2026, 5, 14), NOW + timedelta(days=1)) for chat in chats]
    return await ledger.enqueue({issue: turns}, NOW)


async def jobs(database: Database) -> list[Any]:
    async with database.reading() as connection:
        rows = await connection.execute(text("SELECT * FROM procrastinate_jobs ORDER BY id"))
        return list(rows)


async def sizes(database: Database) -> dict[int | None, int]:
    async with database.reading() as connection:
        return dict(Counter((await connection.scalars(select(deliveries.c.batch))).all()))


@given(st.lists(st.integers(1, 130), max_size=60))
def test_batches_hold_every_row_once_and_never_part_what_one_reader_gets(parts: list[int]) -> None:
    rows = [
        {"issue_id": 1, "chat_id": chat, "thread_id": 0, "part": part}
        for chat, count in enumerate(parts)
        for part in range(count)
    ]
    batches = in_batches(rows)
    assert [row for batch in batches for row in batch] == rows
    assert all(len(batch) <= BATCH or len({row["chat_id"] for row in batch}) == 1 for batch in batches)
    readers = [{row["chat_id"] for row in batch} for batch in batches]
    assert sum(map(len, readers)) == len(parts)


async def test_a_batch_of_at_most_a_hundred_rows_has_a_job_with_a_lock_of_its_own(
    database: Database,
) -> None:
    await enqueue(QueuedLedger(database), database, readers=120)
    held = await sizes(database)
    assert sorted(held.values()) == [40, 100, 100]
    queued = await jobs(database)
    assert {job.args["batch"] for job in queued} == set(held)
    assert {job.lock for job in queued} == {f"batch:{number}" for number in held}


async def test_a_job_comes_and_goes_with_the_transaction_of_its_rows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = QueuedLedger(database)
    defer = ledger._queue.defer

    async def defer_and_fail(*given: Any) -> None:
        await defer(*given)
        raise RuntimeError("the power went")

    monkeypatch.setattr(ledger._queue, "defer", defer_and_fail)
    with pytest.raises(RuntimeError):
        await enqueue(ledger, database, readers=3)
    assert await jobs(database) == []
    assert await sizes(database) == {}


async def test_a_batch_sees_its_own_rows_alone(database: Database) -> None:
    ledger = QueuedLedger(database)
    await enqueue(ledger, database, readers=60)
    first, second = sorted(number for number in await sizes(database) if number is not None)
    lease = NOW + timedelta(seconds=90)
    mine = await ledger.batch(first).claim(NOW, 1000, lease)
    assert len(mine) == 50
    assert await ledger.batch(first).claim(NOW, 1000, lease) == []
    assert len(await ledger.batch(second).claim(NOW, 1000, lease)) == 10
    assert await ledger.batch(second + 1).ready_at() is None
    assert await ledger.batch(first).ready_at() == lease
    assert len(await ledger.batch(first).abandoned(lease, 1000)) == 50


async def test_what_was_enqueued_without_a_queue_and_what_lost_its_job_gets_one(database: Database) -> None:
    """A bot that did all in one process before; a job that somebody deleted. Nothing gets two."""
    await enqueue(Ledger(database), database, readers=70)
    ledger = QueuedLedger(database)
    await enqueue(ledger, database, readers=10, first=1001)
    async with database.writing() as connection:
        await connection.execute(text("DELETE FROM procrastinate_jobs"))
    assert await ledger.tend() == 3
    held = await sizes(database)
    assert sorted(held.values()) == [20, 40, 100]
    assert {job.args["batch"] for job in await jobs(database)} == set(held)
    assert await ledger.tend() == 0


async def test_several_who_tend_at_once_give_no_batch_two_jobs(database: Database) -> None:
    await enqueue(Ledger(database), database, readers=200, parts=1)
    ledger = QueuedLedger(database)
    assert sum(await asyncio.gather(*(ledger.tend() for _ in range(4)))) == 2
    assert len(await jobs(database)) == 2


async def test_schedulers_that_enqueue_at_once_give_each_reader_one_turn(database: Database) -> None:
    """The database lets one win: every reader once, every row in one batch, every batch one job."""
    subscribers = Subscribers(database)
    for chat in range(1, 301):
        await subscribers.save(Subscriber(chat, active=True, next_due_at=NOW))
    issue = Issue("issue", 0, 5, NOW, NOW + timedelta(hours=48), (Message("one"),))
    turns = [Turn(chat, None, NOW, date(2026, 5, 14), NOW + timedelta(days=1)) for chat in range(1, 301)]

    async def one() -> int:
        other = await Database(database.url.render_as_string(hide_password=False)).open()
        ledger = QueuedLedger(other)
        try:
            number = await ledger.add_issue(issue)
            return sum([await ledger.enqueue({number: turns[at : at + 30]}, NOW) for at in range(0, 300, 30)])
        finally:
            await other.close()

    assert sum(await asyncio.gather(*(one() for _ in range(3)))) == 300
    held = await sizes(database)
    assert sum(held.values()) == 300
    assert len(await jobs(database)) == len(held)


async def test_a_claim_says_which_wording_of_its_issue_it_found(database: Database) -> None:
    """What another process has changed meanwhile is read anew, and nothing else is."""
    ledger = QueuedLedger(database)
    await enqueue(ledger, database, readers=3, parts=1)
    (number,) = (number for number in await sizes(database) if number is not None)
    batch = ledger.batch(number)
    first, second = [await batch.claim(NOW, 1, NOW + timedelta(seconds=90)) for _ in range(2)]
    assert first[0].wording == second[0].wording > 0
    async with database.writing() as connection:
        await connection.execute(text("""UPDATE issues SET parts = '[{"html": "changed", "buttons": []}]'"""))
    (third,) = await batch.claim(NOW, 1, NOW + timedelta(seconds=90))
    assert third.wording != first[0].wording
