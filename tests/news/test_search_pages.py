"""The pages of an answer are parts of one list, and its total counts that list."""

import pytest

from news.models import Understood
from news.search import Search
from news.search.engine import MOST
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.news.test_search import TODAY
from tests.storage.samples import NOW, understood

SUBJECTS = ("suv tejash", "paxta terimi", "suv va paxta")


def told(number: int) -> Understood:
    title = SUBJECTS[number % 3] if number % 2 else f"Xabar {number}"
    # Numbers apart, so that each is a story of its own.
    marks = " ".join(f"b{number}{letter}" for letter in "abcdefghijkl")
    return understood(f"{SUBJECTS[number % 3]} {marks}.", f"r{number}", title=title)


async def pages(search: Search, text: str, limit: int) -> tuple[list[list[str]], set[tuple[int, bool]]]:
    """References page by page, and what the pages say of their total."""
    found: list[list[str]] = []
    totals: set[tuple[int, bool]] = set()
    while not found or found[-1]:
        answer = await search.ask(text, TODAY, limit, offset=limit * len(found))
        found.append([hit.release.reference for hit in answer.hits])
        totals.add((answer.total, answer.more))
    return found[:-1], totals


@pytest.mark.parametrize("text", ["suv", "suv paxta", "paxta terimi tejash"])
async def test_pages_together_are_the_whole_list_and_as_many_as_the_total_says(
    database: Database, text: str
) -> None:
    releases = Releases(database)
    await releases.add_many([told(number) for number in range(40)], NOW)
    search = Search(Index(database), releases)
    by_seven, totals = await pages(search, text, 7)
    whole, _ = await pages(search, text, 100)
    assert [each for page in by_seven for each in page] == whole[0]
    assert totals == {(len(whole[0]), False)}
    assert all(len(page) == 7 for page in by_seven[:-1])


async def test_where_counting_stopped_the_total_says_at_least(database: Database) -> None:
    releases = Releases(database)
    await releases.add_many([told(number) for number in range(0, 3 * (MOST + 10), 3)], NOW)
    answer = await Search(Index(database), releases).ask("suv tejash", TODAY)
    assert answer.more
    assert answer.total >= MOST
