"""An index is put in order without changing what is found."""

from sqlalchemy import text

from news.ports import Sought
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.storage.samples import NOW, understood


async def test_an_index_that_was_put_in_order_finds_what_it_found_before(database: Database) -> None:
    releases, index = Releases(database), Index(database)
    if database.is_sqlite:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO search (search, rank) VALUES ('automerge', 0)"))
    for number in range(12):
        await releases.add(understood(f"Suv {number}. Paxta {number % 3}.", f"r{number}"), NOW)
    await releases.add(understood("Bugʻdoy.", "r7"), NOW)
    asked = [Sought(((("suv",),),)), Sought(((("paxta",),),), titles_only=True), Sought(((("bug'doy",),),))]
    before = [await index.find(each, 50) for each in asked]
    await releases.settle()
    assert [await index.find(each, 50) for each in asked] == before
    assert [len(each) for each in before] == [11, 0, 1]
    if database.is_sqlite:
        async with database.reading() as connection:
            segments = await connection.scalar(text("SELECT count(DISTINCT segid) FROM search_idx"))
        assert segments == 1


async def test_what_comes_in_afterwards_is_found_too(database: Database) -> None:
    releases, index = Releases(database), Index(database)
    await releases.settle()
    await releases.add(understood("Suv.", "a"), NOW)
    assert len(await index.find(Sought(((("suv",),),)), 9)) == 1
