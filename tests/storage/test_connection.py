"""Our connection to SQLite: a trip to its thread for each statement, and no thread left behind."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from news.ports import StorageError
from storage.database import Database


def test_a_file_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    """A thread that reports to a loop which was closed meanwhile would end in an error of its own."""

    async def fail() -> None:
        with pytest.raises(StorageError):
            await Database(f"sqlite+aiosqlite:///{tmp_path / 'no' / 'xabarnoma.db'}").open()

    before = threading.enumerate()
    asyncio.run(fail())
    assert left_since(before) == []


def test_a_closed_database_leaves_no_thread_behind(sqlite_url: str) -> None:
    async def use() -> None:
        database = await Database(sqlite_url).open()
        async with database.reading() as connection:
            await connection.execute(text("SELECT 1"))
        await database.close()

    before = threading.enumerate()
    asyncio.run(use())
    assert left_since(before) == []


def left_since(before: list[threading.Thread]) -> list[threading.Thread]:
    """Threads that were started since then and do not end by themselves."""
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(timeout=10)
    return [thread for thread in started if thread.is_alive()]


async def test_a_statement_says_how_many_rows_it_changed_and_gives_those_it_returns(
    database: Database,
) -> None:
    async with database.writing() as connection:
        add = text("INSERT INTO holds (chat_id, until) VALUES (:chat_id, :until) RETURNING chat_id")
        when = "2026-05-14 00:00:00"
        assert await connection.scalar(add, {"chat_id": 1, "until": when}) == 1
        changed = await connection.execute(text("UPDATE holds SET chat_id = chat_id + 1"))
        assert changed.rowcount == 1
        several = [{"chat_id": number, "until": when} for number in (3, 4)]
        await connection.execute(
            text("INSERT INTO holds (chat_id, until) VALUES (:chat_id, :until)"), several
        )
        ids = await connection.scalars(text("SELECT chat_id FROM holds ORDER BY chat_id"))
        assert list(ids) == [2, 3, 4]
        assert list(await connection.scalars(text("SELECT chat_id FROM holds WHERE chat_id = 0"))) == []
