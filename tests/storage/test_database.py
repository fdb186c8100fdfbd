"""Opening, reading and writing, on both databases."""

import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from news.ports import StorageError
from storage import engines
from storage.database import Database
from storage.questions import Questions
from storage.tables import questions
from tests.databases import DURABLE
from tests.storage.samples import NOW

OPEN_AND_SAY = """
import asyncio, sys
import aiosqlite, alembic.command, alembic.config, psycopg
from storage.database import Database

print("ready", flush=True)
sys.stdin.readline()

async def main():
    database = await Database(sys.argv[1]).open()
    await database.check()
    await database.close()
    print("opened")

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "xabarnoma.db",
        "sqlite:///xabarnoma.db",
        "mysql://host/name",
        "postgresql+psycopg://a:b@host:port/name",
    ],
)
def test_an_address_that_is_not_understood_is_answered_with_what_it_should_look_like(url: str) -> None:
    with pytest.raises(StorageError, match=r"DATABASE_URL must look like sqlite.* or postgresql"):
        Database(url)


def test_options_that_sqlite_would_not_heed_are_refused(tmp_path: Path) -> None:
    """Who writes mode=ro would believe that nothing can be written."""
    with pytest.raises(StorageError, match=r"takes no options here; leave out cache, mode\."):
        Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}?mode=ro&cache=shared")


@pytest.mark.parametrize("name", ["", ":memory:", "file::memory:?cache=shared&uri=true"])
def test_a_database_in_memory_is_refused(name: str) -> None:
    with pytest.raises(StorageError, match="would forget everything"):
        Database(f"sqlite+aiosqlite:///{name}")


async def test_checking_an_empty_place_leaves_it_empty(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    await database.check()
    await database.close()
    assert names_in(tmp_path) == []


async def test_a_new_file_is_for_its_owner_alone(sqlite_url: str, tmp_path: Path) -> None:
    """Ids of chats and what people ask stand in it and in its log."""
    database = await Database(sqlite_url).open()
    await Questions(database).keep(1, 1, "savol", NOW, 1)
    assert {"xabarnoma.db", "xabarnoma.db-wal"} <= set(names_in(tmp_path))
    assert rights_in(tmp_path) == {0o600}
    await database.close()


async def test_options_of_the_address_are_kept(postgresql_url: str) -> None:
    database = Database(f"{postgresql_url}&options=-c%20search_path%3Dpress")
    async with database.reading() as connection:
        assert await connection.scalar(text("SHOW search_path")) == "press"
        assert await connection.scalar(text("SHOW timezone")) == "UTC"
    await database.close()


async def test_a_process_frozen_within_a_transaction_holds_its_rows_for_a_minute_at_most(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "=60s" in engines.ABANDONED
    monkeypatch.setattr(engines, "ABANDONED", engines.ABANDONED.replace("=60s", "=100ms"))
    database = await Database(postgresql_url).open()
    try:
        asked = await Questions(database).keep(7, 7, "savol", NOW, update_id=1)
        forget = text(f"DELETE FROM questions WHERE id = {asked.id}")  # noqa: S608 # a number of ours

        async def freeze() -> None:
            async with database.writing() as frozen:
                await frozen.execute(forget)
                async with database.writing() as other:
                    assert (await other.execute(forget)).rowcount == 1

        with pytest.raises(StorageError):
            await freeze()
    finally:
        await database.close()


async def test_checking_an_empty_database_leaves_it_empty(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    await database.check()
    async with database.reading() as connection:
        tables = await connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        assert list(tables) == []
    await database.close()


async def test_opening_a_second_time_keeps_what_is_there(database_url: str) -> None:
    for update_id in (1, 2):
        database = await Database(database_url).open()
        await database.check()
        await Questions(database).keep(1, 1, "savol", NOW, update_id)
        await database.close()
    database = await Database(database_url).open()
    assert await count(database) == 2
    await database.close()


async def test_processes_that_start_at_once_all_open_it(database_url: str) -> None:
    """They have loaded everything and wait for one signal, so that their migrations meet."""
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", OPEN_AND_SAY, database_url),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    said = [told for told, _ in await asyncio.gather(*(each.communicate(b"go\n") for each in processes))]
    assert said == [b"opened\n"] * 3


async def test_a_block_that_raises_is_rolled_back(database: Database) -> None:
    async def keep_and_fail() -> None:
        async with database.writing() as connection:
            await connection.execute(questions.insert().values(**row(1)))
            raise RuntimeError("oh")

    with pytest.raises(RuntimeError, match="oh"):
        await keep_and_fail()
    assert await count(database) == 0


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError):
        async with database.reading() as connection:
            await connection.execute(questions.insert().values(**row(1)))
    assert await count(database) == 0


async def test_a_reader_sees_one_moment_and_waits_for_no_writer(database: Database) -> None:
    async with database.reading() as reading:
        before = await reading.scalar(text("SELECT count(*) FROM questions"))
        async with database.writing() as writing:
            await writing.execute(questions.insert().values(**row(1)))
            assert await reading.scalar(text("SELECT count(*) FROM questions")) == before
        assert await reading.scalar(text("SELECT count(*) FROM questions")) == before == 0
    assert await count(database) == 1


async def test_many_readers_and_writers_at_once_all_get_their_turn(database: Database) -> None:
    room = Questions(database)
    kept = await asyncio.gather(*(room.keep(1, 1, f"savol {n}", NOW, n) for n in range(1, 61)))
    found = await asyncio.gather(*(room.get(asked.id, 1) for asked in kept))
    assert found == kept


async def test_foreign_keys_are_held(database: Database) -> None:
    with pytest.raises(StorageError):
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO release_references (release_id, position, reference) VALUES (9, 0, 'a')")
            )


async def test_a_committed_write_is_on_the_disk(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was confirmed is lost with the power: no database may answer before its log is written."""
    monkeypatch.setattr(engines, "WRITER", DURABLE)  # the other tests do without
    own = Database(database.url.render_as_string(hide_password=False))
    async with own.writing() as connection:
        if database.is_sqlite:
            # 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
            assert await connection.scalar(text("PRAGMA synchronous")) == 2
            assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        else:
            assert await connection.scalar(text("SHOW synchronous_commit")) == "on"
    await own.close()


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def rights_in(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def row(mark: int) -> dict[str, object]:
    return {"mark": mark, "chat_id": 1, "person_id": 1, "text": "savol", "asked_at": NOW}


async def count(database: Database) -> int:
    async with database.reading() as connection:
        return await connection.scalar(text("SELECT count(*) FROM questions")) or 0
