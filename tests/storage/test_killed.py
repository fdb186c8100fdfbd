"""A writer that is killed in the middle (`kill -9`) leaves a whole database with all that it confirmed."""

import asyncio
import random
import sys

import pytest
from sqlalchemy import Table, func, select, text

from storage.database import Database
from storage.entries import entries
from storage.releases import Releases
from storage.tables import events, parties, release_references, releases

BATCH = 7
IMPORT = """
import asyncio, sys
from storage.database import Database
from storage.releases import Releases
from tests.storage.samples import NOW, ROUNDTABLE, understood

async def main(url, start, batch):
    room = Releases(await Database(url).open())
    for first in range(start, start + 100_000, batch):
        numbers = range(first, first + batch)
        await room.add_many([understood(f"Matn {n}. " * 40, f"r{n}", event=ROUNDTABLE) for n in numbers], NOW)
        print(first + batch, flush=True)

asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
"""


@pytest.mark.slow
async def test_a_killed_import_leaves_whole_releases_and_all_that_it_confirmed(database: Database) -> None:
    chance = random.Random(7)  # noqa: S311 # chooses when to kill, guards nothing
    stored = 0
    for _ in range(12):
        confirmed = await import_until_killed(database, stored, chance.randint(1, 30), chance.random() / 100)
        assert confirmed > stored
        stored = await count(database, releases)
        assert stored >= confirmed
        assert stored % BATCH == 0
        assert await Releases(database).by_reference(f"r{confirmed - 1}") is not None
    await assert_whole(database)


async def import_until_killed(database: Database, start: int, batches: int, pause: float) -> int:
    """How many releases it confirmed before it was killed, `pause` seconds into a batch."""
    url = database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", IMPORT, url, str(start), str(BATCH)), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    said = [await process.stdout.readline() for _ in range(batches)]
    await asyncio.sleep(pause)
    process.kill()
    said += (await process.stdout.read()).splitlines()
    await process.wait()
    return int(said[-1])


async def assert_whole(database: Database) -> None:
    await database.check()
    if database.is_sqlite:
        async with database.reading() as connection:
            assert await connection.scalar(text("PRAGMA integrity_check")) == "ok"
    stored = await count(database, releases)
    for table in (release_references, events, entries):
        assert await count(database, table) == stored
    assert await count(database, parties) == stored * 5


async def count(database: Database, table: Table) -> int:
    async with database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0
