"""From SQLite into PostgreSQL, to the row."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from news.models import Draft, Duplicate, Issue, Message, Subscriber, Turn
from news.ports import Sought, StorageError
from storage import moving
from storage.batches import QueuedLedger
from storage.database import Database
from storage.deliveries import Ledger
from storage.drafts import Drafts
from storage.index import Index
from storage.moving import move
from storage.questions import Questions
from storage.releases import Releases
from storage.subscribers import Subscribers
from storage.tables import questions, releases
from tests.storage.samples import understood

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
MOVE = """
import asyncio, sys
from storage import moving
from storage.database import Database

moving.PIECE = 50
asyncio.run(moving.move(Database(sys.argv[1]), Database(sys.argv[2]), lambda *told: print(*told, flush=True)))
"""


def quietly(table: str, rows: int) -> None:
    """Nobody watches."""


@pytest.fixture
async def target(postgresql_url: str) -> AsyncIterator[Database]:
    """PostgreSQL without tables."""
    database = Database(postgresql_url)
    yield database
    await database.close()


@pytest.fixture
async def source(sqlite_url: str) -> AsyncIterator[Database]:
    """A SQLite database with something in most tables."""
    database = await Database(sqlite_url).open()
    await furnish(database)
    yield database
    await database.close()


async def furnish(database: Database) -> None:
    shelf = Releases(database)
    for number in range(12):
        told = understood(title=f"Nukusda {number}-forum ochildi", text=f"Nukus, {number}. Toʻrt – 'besh'.")
        await shelf.add(told, NOW)
    first = understood(title="Suv kengashi", text="Birinchi matn.", reference="s-1")
    await shelf.add(first, NOW)
    await shelf.add(understood(title="Suv kengashi", text="Ikkinchi matn, boshqa.", reference="s-1"), NOW)
    await Drafts(database).open(5, 6, Draft("Qoralama", "Matn", NOW.date()), 77, NOW)
    await Questions(database).keep(5, 6, "may oyidagi forum", NOW, 78)
    await Subscribers(database).save(Subscriber(5, active=True, next_due_at=NOW))
    ledger = Ledger(database)
    issue = await ledger.add_issue(
        Issue("p", 0, 9, NOW, NOW + timedelta(days=2), (Message("a"), Message("b")))
    )
    await ledger.enqueue({issue: [Turn(5, None, NOW, date(2026, 5, 14), NOW + timedelta(days=1))]}, NOW)


async def rows(database: Database, table: Any) -> list[Any]:
    async with database.reading() as connection:
        return sorted((await connection.execute(select(table))).all(), key=str)


async def test_everything_comes_over_and_can_be_worked_with(source: Database, target: Database) -> None:
    moved = {each.name: each.rows for each in await move(source, target, quietly)}
    assert moved["releases"] == 14
    assert moved["entries"] == 13
    assert moved["deliveries"] == 2
    assert await rows(source, releases) == await rows(target, releases)
    found = await Index(target).find(Sought(ways=((("nukus",),),)), 50)
    assert len(found) == len(await Index(source).find(Sought(ways=((("nukus",),),)), 50)) > 0
    again = await Releases(target).add(understood(title="Suv kengashi", text="Birinchi matn."), NOW)
    assert isinstance(again, Duplicate)


async def test_ids_go_on_after_the_highest_that_was_ever_given(source: Database, target: Database) -> None:
    """Also where that row is gone: readers' cursors are such ids."""
    async with source.writing() as connection:
        await connection.execute(text("UPDATE sqlite_sequence SET seq = 500 WHERE name = 'releases'"))
    await move(source, target, quietly)
    await Releases(target).add(understood(title="Yangi", text="Yangi matn."), NOW)
    assert await Releases(target).newest_id() == 501
    asked = await Questions(target).keep(5, 6, "suv", NOW, 79)
    assert asked.id == 2


async def test_what_still_waits_is_sent_from_there(source: Database, target: Database) -> None:
    await move(source, target, quietly)
    assert await QueuedLedger(target).tend() == 1
    assert len(await Ledger(target).claim(NOW, 10, NOW + timedelta(seconds=90))) == 1


async def test_what_came_over_is_packed_and_counted(source: Database, target: Database) -> None:
    """Without it the first questions are planned blindly, and read rows that the move itself left behind."""
    await move(source, target, quietly)
    async with target.reading() as connection:
        known = await connection.execute(
            text("SELECT reltuples, relallvisible = relpages FROM pg_class WHERE relname = 'releases'")
        )
    assert known.one() == (14, True)


async def test_a_database_with_something_in_it_is_left_alone(source: Database, target: Database) -> None:
    await target.open()
    await Questions(target).keep(1, 1, "meniki", NOW, 1)
    with pytest.raises(StorageError, match=r"not empty \(there is something in questions\)"):
        await move(source, target, quietly)
    assert len(await rows(target, questions)) == 1


async def test_a_move_goes_from_sqlite_to_postgresql_and_no_other_way(
    source: Database, target: Database
) -> None:
    with pytest.raises(StorageError, match="from SQLite to PostgreSQL"):
        await move(target, source, quietly)


async def test_a_row_that_differs_is_found(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = moving._put

    async def careless(connection: Any, table: Any, several: Any) -> None:
        changed = [row | {"text": "boshqa"} if table is questions else row for row in several]
        await put(connection, table, changed)

    monkeypatch.setattr(moving, "_put", careless)
    with pytest.raises(StorageError, match=r"questions differs: 1 rows .* Did the bot run\?"):
        await move(source, target, quietly)


async def test_a_move_that_was_killed_goes_on_and_until_then_nobody_uses_the_target(
    source: Database, target: Database, sqlite_url: str, postgresql_url: str
) -> None:
    several = [
        {"mark": n, "chat_id": 1, "person_id": 1, "text": f"savol {n}", "asked_at": NOW} for n in range(3000)
    ]
    async with source.writing() as connection:
        await connection.execute(insert(questions), several)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MOVE, sqlite_url, postgresql_url), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    while (line := await process.stdout.readline()) and line != b"questions 1000\n":
        pass
    process.kill()
    await process.wait()
    with pytest.raises(StorageError, match="run `xabarnoma migrate-database` again"):
        await target.open()
    begun: list[tuple[str, int]] = []
    moved = await move(source, target, lambda table, count: begun.append((table, count)))
    assert {each.name: each.rows for each in moved}["questions"] == 3001
    assert begun[0][0] == "questions", "what stood there before is not copied again"
    assert begun[0][1] > 1000
    await target.open()
