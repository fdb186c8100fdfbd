"""What waits for an editor is stored once, whatever Telegram repeats, and closed once."""

import asyncio
from datetime import date

import pytest

from news.models import Draft, Pending
from storage.database import Database
from storage.drafts import Drafts

DRAFT = Draft("Sarlavha", "Matn.\n\nIkkinchi xatboshi.", date(2026, 5, 14), "ref-1", "https://example.org")
GROUP = -1002000000001


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


async def test_a_draft_comes_back_as_it_was_opened(drafts: Drafts) -> None:
    pending = await drafts.open(GROUP, 77, DRAFT, update_id=5)
    assert pending == Pending(1, GROUP, 77, DRAFT)
    assert await drafts.get(pending.id) == pending


async def test_a_draft_needs_neither_title_nor_reference_nor_address(drafts: Drafts) -> None:
    bare = Draft("", "Matn.", date(2026, 5, 14))
    assert (await drafts.open(1, 1, bare, update_id=1)).draft == bare


async def test_the_same_update_again_gives_the_same_draft(drafts: Drafts) -> None:
    first = await drafts.open(1, 77, DRAFT, update_id=5)
    other = await drafts.open(1, 77, DRAFT, update_id=6)
    assert await drafts.open(1, 77, DRAFT, update_id=5) == first
    assert other.id != first.id


async def test_one_update_that_comes_many_times_at_once_is_one_draft(drafts: Drafts) -> None:
    opened = await asyncio.gather(*(drafts.open(1, 77, DRAFT, update_id=5) for _ in range(10)))
    assert set(opened) == {opened[0]}


async def test_of_many_who_close_a_draft_one_has_closed_it(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5)
    closed = await asyncio.gather(*(drafts.close(pending.id) for _ in range(10)))
    assert sorted(closed) == [False] * 9 + [True]
    assert await drafts.get(pending.id) is None


async def test_an_update_that_comes_again_does_not_reopen_its_draft(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5)
    await drafts.close(pending.id)
    assert await drafts.open(1, 77, DRAFT, update_id=5) == pending
    assert await drafts.get(pending.id) is None


@pytest.mark.parametrize("draft_id", [0, -1, 99, 2**63, 10**30])
async def test_an_id_that_cannot_be_is_no_draft(drafts: Drafts, draft_id: int) -> None:
    assert await drafts.get(draft_id) is None
    assert await drafts.close(draft_id) is False


async def test_another_bots_update_of_the_same_number_is_another_draft(drafts: Drafts) -> None:
    """Telegram's numbers begin anew with another token, and at random after a quiet week."""
    first = await drafts.open(1, 77, DRAFT, update_id=5)
    other = await drafts.open(1, 77, Draft("Boshqa xabar", "Boshqa matn.", DRAFT.published), update_id=5)
    assert other.id != first.id
    assert other.draft.title == "Boshqa xabar"
