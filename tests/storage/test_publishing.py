"""Several writers at once, and many releases in one transaction: the same as one after the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from news.models import Added, AddResult, Duplicate, Understood
from news.ports import StorageError
from storage.database import Database
from storage.releases import Releases
from storage.tables import events, parties, release_references, releases
from tests.laws import examples
from tests.storage.samples import NOW, ROUNDTABLE, understood


@pytest.fixture
async def second(database: Database) -> AsyncIterator[Database]:
    """The same database, opened again as another process does it."""
    other = await Database(database.url.render_as_string(hide_password=False)).open()
    yield other
    await other.close()


def kinds(results: list[AddResult]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


async def at_once(database: Database, second: Database, several: list[Understood]) -> list[AddResult]:
    """Add them all at the same time, by turns through both."""
    rooms = (Releases(database), Releases(second))
    adding = (rooms[number % 2].add(each, NOW) for number, each in enumerate(several))
    return await asyncio.gather(*adding)


async def test_of_many_who_add_the_same_one_has_added_it(database: Database, second: Database) -> None:
    results = await at_once(database, second, [understood("Matn.", "a", event=ROUNDTABLE)] * 12)
    assert kinds(results) == ["Added"] + ["Duplicate"] * 11
    assert {result.release.id for result in results} == {1}


async def test_of_many_references_to_one_text_all_lead_to_it(database: Database, second: Database) -> None:
    names = [f"r{number}" for number in range(12)]
    results = await at_once(database, second, [understood("Matn.", name) for name in names])
    assert kinds(results) == ["Added"] + ["Duplicate"] * 11
    stored = await Releases(database).get(1)
    assert stored is not None
    assert sorted(stored.references) == sorted(names)


async def test_of_many_texts_under_one_reference_one_stands(database: Database, second: Database) -> None:
    results = await at_once(database, second, [understood(f"Matn {n}.", "a") for n in range(12)])
    assert kinds(results) == ["Added"] + ["NewVersion"] * 11
    loaded = await Releases(database).load(range(1, 13))
    assert [release.version for release in loaded] == [12]
    assert await Releases(database).by_reference("a") == loaded[0]


async def test_where_no_text_may_be_replaced_the_first_of_many_stands(
    database: Database, second: Database
) -> None:
    rooms = (Releases(database), Releases(second))
    several = [understood(f"Matn {number}.", "a") for number in range(12)]
    adding = (rooms[number % 2].add_new(each, NOW) for number, each in enumerate(several))
    results = [result for result in await asyncio.gather(*adding) if result is not None]
    assert kinds(results) == ["Added"]
    standing = await rooms[0].by_reference("a")
    assert standing == results[0].release
    again = await rooms[0].add_new(understood(standing.text.upper(), "a"), NOW)
    assert isinstance(again, Duplicate)
    elsewhere = await rooms[0].add_new(understood("Boshqa matn.", "b"), NOW)
    assert isinstance(elsewhere, Added)


async def test_ids_rise_in_the_order_in_which_they_become_visible(
    database: Database, second: Database
) -> None:
    """Whoever reads up to the newest id has seen all below it: a reader's cursor never passes over one."""
    seen: list[list[int]] = []
    rooms = Releases(database)

    async def watch() -> None:
        while not seen or len(seen[-1]) < 40:
            newest = await rooms.newest_id()
            seen.append([release.id for release in await rooms.load(range(1, newest + 1))])

    watching = asyncio.create_task(watch())
    await at_once(database, second, [understood(f"Matn {n}.") for n in range(40)])
    await watching
    assert all(ids == list(range(1, len(ids) + 1)) for ids in seen)


async def test_nothing_of_a_batch_stays_when_one_of_it_fails(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StorageError):
        await Releases(database).add_many([understood("Bir."), understood("Ikki.")], naive)
    assert await everything(database) == [0, 0, 0, 0]
    assert isinstance(await Releases(database).add(understood("Bir."), NOW), Added)


async def test_a_cancelled_writer_leaves_nothing_in_half_and_the_next_one_goes_on(
    database: Database,
) -> None:
    room = Releases(database)
    for turns in range(1, 40, 3):
        adding = asyncio.create_task(room.add(understood(f"Matn {turns}.", event=ROUNDTABLE), NOW))
        for _ in range(turns):
            await asyncio.sleep(0)
        adding.cancel()
        await asyncio.gather(adding, return_exceptions=True)
    await room.add(understood("Oxirgi.", event=ROUNDTABLE), NOW)
    stored, references, told, named = await everything(database)
    assert stored == references == told >= 1
    assert named == told * 5


async def everything(database: Database) -> list[int]:
    async with database.reading() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (releases, release_references, events, parties)
        ]
    return [count or 0 for count in counts]


handed_in = st.lists(
    st.builds(
        understood,
        text=st.sampled_from(["Bir.", "Ikki.", "Uch.", "To‘rt."]),
        reference=st.sampled_from([None, "a", "b", "c", "x1", "x2"]),
        event=st.sampled_from([None, ROUNDTABLE]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=examples(12))
@given(several=handed_in)
async def test_many_at_once_are_as_one_after_the_other(
    migrated_file: Path, several: list[Understood]
) -> None:
    async with fresh(migrated_file) as together, fresh(migrated_file) as alone:
        at_once = await Releases(together).add_many(several, NOW)
        in_turn = [await Releases(alone).add(each, NOW) for each in several]
        assert [type(result) for result in at_once] == [type(result) for result in in_turn]
        ids = range(1, len(several) + 1)
        both = [[await Releases(database).get(number) for number in ids] for database in (together, alone)]
        assert both[0] == both[1]


@settings(max_examples=examples(12))
@given(several=handed_in)
async def test_every_reference_leads_to_one_current_release(
    migrated_file: Path, several: list[Understood]
) -> None:
    async with fresh(migrated_file) as database:
        room = Releases(database)
        results = await room.add_many(several, NOW)
        stored = [await room.get(number) for number in range(1, await room.newest_id() + 1)]
        assert len({release.text for release in stored if release}) == len(stored)
        for each, result in zip(several, results, strict=True):
            reference = each.draft.reference or result.release.reference
            leads_to = await room.by_reference(reference)
            assert leads_to is not None
            assert leads_to.current
            assert reference in {name for release in stored if release for name in release.references}
        assert [type(again) for again in await room.add_many(several[-1:], NOW)] == [Duplicate]


@asynccontextmanager
async def fresh(migrated_file: Path) -> AsyncIterator[Database]:
    """A database of its own for each example."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "xabarnoma.db"
        copyfile(migrated_file, path)
        database = await Database(f"sqlite+aiosqlite:///{path}").open()
        try:
            yield database
        finally:
            await database.close()
