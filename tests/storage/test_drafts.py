"""What waits for an editor is stored once, whatever Telegram repeats, and closed once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from news.models import Card, CardField, Draft, DraftState, Media, Pending, Piece
from news.ports import StorageError
from storage.audit import Audit
from storage.database import Database
from storage.drafts import Drafts
from storage.releases import Releases
from tests.storage.samples import NOW, understood

DRAFT = Draft("Sarlavha", "Matn.\n\nIkkinchi xatboshi.", date(2026, 5, 14), "ref-1", "https://example.org")
GROUP = -1002000000001


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


async def test_a_draft_comes_back_as_it_was_opened(drafts: Drafts) -> None:
    pending = await drafts.open(GROUP, 77, DRAFT, update_id=5, now=NOW)
    assert pending == Pending(1, GROUP, 77, DRAFT)
    assert await drafts.get(pending.id) == pending


async def test_a_draft_needs_neither_title_nor_reference_nor_address(drafts: Drafts) -> None:
    bare = Draft("", "Matn.", date(2026, 5, 14))
    assert (await drafts.open(1, 1, bare, update_id=1, now=NOW)).draft == bare


async def test_the_same_update_again_gives_the_same_draft(drafts: Drafts) -> None:
    first = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    other = await drafts.open(1, 77, DRAFT, update_id=6, now=NOW)
    assert await drafts.open(1, 77, DRAFT, update_id=5, now=NOW) == first
    assert other.id != first.id


async def test_one_update_that_comes_many_times_at_once_is_one_draft(drafts: Drafts) -> None:
    opened = await asyncio.gather(*(drafts.open(1, 77, DRAFT, update_id=5, now=NOW) for _ in range(10)))
    assert opened == [opened[0]] * 10


async def test_of_many_who_decide_at_once_one_has_decided(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    moved = await asyncio.gather(*(drafts.move(pending, DraftState.DISCARDED, 77, NOW) for _ in range(10)))
    assert sum(each is not None for each in moved) == 1
    stands = await drafts.get(pending.id)
    assert stands is not None
    assert stands.state is DraftState.DISCARDED


async def test_an_update_that_comes_again_does_not_reopen_its_draft(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    await drafts.move(pending, DraftState.DISCARDED, 77, NOW)
    again = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    assert (again.id, again.state) == (pending.id, DraftState.DISCARDED)


async def test_a_draft_is_published_and_closed_in_one_step(drafts: Drafts, database: Database) -> None:
    """So no crash between the two leaves an open draft of a release that is out."""
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    read = understood(DRAFT.text, DRAFT.reference, title=DRAFT.title)
    results = await asyncio.gather(*(drafts.publish(pending, read, 77, NOW) for _ in range(5)))
    (result,) = [each for each in results if each is not None]
    stands = await drafts.get(pending.id)
    assert stands is not None
    assert (stands.state, stands.release) == (DraftState.PUBLISHED, result.release.id)
    assert await drafts.move(stands, DraftState.DISCARDED, 77, NOW) is None
    assert await Releases(database).get(result.release.id) == result.release


async def test_who_changes_an_older_revision_changes_nothing(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    first = await drafts.correct(pending, CardField.PLACE, ("Buxoro",), (), 77, NOW)
    assert await drafts.correct(pending, CardField.PLACE, ("Xiva",), (), 78, NOW) is None
    assert first is not None
    assert first.corrections == {CardField.PLACE: ("Buxoro",)}
    assert first.changed_by == 77
    back = await drafts.correct(first, CardField.PLACE, None, ("Buxoro",), 77, NOW)
    assert back is not None
    assert back.corrections == {}


async def test_every_step_leaves_its_line_in_the_log(drafts: Drafts, database: Database) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    timed = await drafts.time(pending, NOW + timedelta(hours=1), 77, NOW)
    assert timed is not None
    moved = await drafts.move(timed, DraftState.SCHEDULED, 78, NOW)
    assert moved is not None
    await drafts.publish(moved, understood(DRAFT.text), None, NOW)
    lines = [(line.person_id, line.action, line.after) for line in await Audit(database).page(None, 10)]
    assert lines == [
        (None, "publish", "Added: release 1"),
        (78, "move", "scheduled"),
        (77, "time", "2026-05-14T10:30:00+00:00"),
        (77, "open", "Sarlavha"),
    ]


async def test_nobody_can_change_or_remove_a_line_of_the_log(drafts: Drafts, database: Database) -> None:
    await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    for statement in ("UPDATE audit SET person_id = 1", "DELETE FROM audit"):
        with pytest.raises(StorageError):
            async with database.writing() as connection:
                await connection.execute(text(statement))
    assert await Audit(database).count() == 1


async def test_what_is_scheduled_is_due_at_its_minute_and_not_before(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    timed = await drafts.time(pending, NOW + timedelta(hours=1), 77, NOW)
    assert timed is not None
    await drafts.move(timed, DraftState.SCHEDULED, 77, NOW)
    assert await drafts.due(NOW + timedelta(minutes=59)) == []
    assert [each.id for each in await drafts.due(NOW + timedelta(hours=1))] == [pending.id]


async def test_a_draft_that_nobody_was_shown_is_known(drafts: Drafts) -> None:
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    assert await drafts.without_card() == [pending]
    await drafts.show_on(pending.id, Card(1, 500))
    assert await drafts.without_card() == []
    assert await drafts.on_card(Card(1, 500)) == pending


async def test_a_draft_remembers_the_messages_that_it_came_in(drafts: Drafts) -> None:
    first, second = Piece(10, "Bir.", NOW, "album"), Piece(11, "", NOW, "album")
    pending = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW, pieces=[first])
    whole = replace(DRAFT, media=(Media("photo", "f1"), Media("photo", "f2")))
    changed = await drafts.rewrite(pending, whole, [second], NOW)
    assert changed is not None
    assert changed.draft == whole
    assert await drafts.pieces(changed) == [first, second]
    assert await drafts.of_message(1, 11) == changed
    assert await drafts.latest(1, 77) == changed


@pytest.mark.parametrize("draft_id", [0, -1, 99, 2**63, 10**30])
async def test_an_id_that_cannot_be_is_no_draft(drafts: Drafts, draft_id: int) -> None:
    assert await drafts.get(draft_id) is None


async def test_another_bots_update_of_the_same_number_is_another_draft(drafts: Drafts) -> None:
    """Telegram's numbers begin anew with another token, and at random after a quiet week."""
    first = await drafts.open(1, 77, DRAFT, update_id=5, now=NOW)
    other = await drafts.open(
        1, 77, Draft("Boshqa xabar", "Boshqa matn.", DRAFT.published), update_id=5, now=NOW
    )
    assert other.id != first.id
    assert other.draft.title == "Boshqa xabar"
