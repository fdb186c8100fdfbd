"""What comes out is what stood on the card of whoever agreed to it, whatever is changed meanwhile."""

from datetime import timedelta

import pytest

from news.models import Draft, DraftState, Pending, Piece, Role
from news.rights import rights
from storage.database import Database
from storage.drafts import Drafts
from tests.storage.samples import NOW, understood

AUTHOR, APPROVER, HOUSE = 77, 78, 0
READ = Draft("Sarlavha", "Oʻqilgan matn.", NOW.date(), "ref-1")
OTHER = Draft("Sarlavha", "Hech kim oʻqimagan matn.", NOW.date(), "ref-1")
HOUR = NOW + timedelta(hours=1)


async def scheduled(drafts: Drafts, by: int, author: int = AUTHOR, source: str | None = None) -> Pending:
    pending = await drafts.open(author, author, READ, update_id=5, now=NOW, source=source)
    timed = await drafts.time(pending, HOUR, by, NOW)
    assert timed is not None
    agreed = await drafts.move(timed, DraftState.SCHEDULED, by, NOW)
    assert agreed is not None
    return agreed


@pytest.mark.parametrize(
    ("by", "author", "source", "then"),
    [
        (AUTHOR, AUTHOR, None, DraftState.OPEN),
        (APPROVER, AUTHOR, None, DraftState.WAITING),
        (APPROVER, HOUSE, "a feed", DraftState.OPEN),
    ],
    ids=["one's own", "approved for its author", "of a feed"],
)
async def test_a_text_that_is_changed_after_it_was_agreed_to_waits_for_a_new_decision(
    database: Database, by: int, author: int, source: str | None, then: DraftState
) -> None:
    drafts = Drafts(database)
    agreed = await scheduled(drafts, by, author, source)
    assert await drafts.due(HOUR) == [agreed]
    changed = await drafts.rewrite(agreed, OTHER, (), NOW)
    assert changed is not None
    assert (changed.state, changed.publish_at, changed.draft) == (then, HOUR, OTHER)
    assert await drafts.due(HOUR) == []
    assert await drafts.publish(agreed, understood(READ.text), None, HOUR) is None


async def test_what_was_made_of_two_comes_out_as_it_was_agreed_to_as_well(database: Database) -> None:
    drafts = Drafts(database)
    agreed = await scheduled(drafts, APPROVER)
    changed = await drafts.rewrite_parts(agreed, OTHER, {agreed.id: OTHER}, Piece(9, "x", NOW), NOW)
    assert changed is not None
    assert changed.state is DraftState.WAITING
    assert await drafts.due(HOUR) == []


async def test_what_a_source_changes_is_handed_in_anew(database: Database) -> None:
    """Whoever handed it in read another text: else one person alone would have read this one."""
    drafts = Drafts(database)
    pending = await drafts.open(HOUSE, HOUSE, READ, update_id=5, now=NOW, source="a feed")
    waiting = await drafts.move(pending, DraftState.WAITING, APPROVER, NOW)
    assert waiting is not None
    changed = await drafts.rewrite(waiting, OTHER, (), NOW)
    assert changed is not None
    assert changed.state is DraftState.OPEN


async def test_a_time_set_by_the_second_person_leaves_them_the_last_word(database: Database) -> None:
    drafts = Drafts(database)
    pending = await drafts.open(AUTHOR, AUTHOR, READ, update_id=5, now=NOW)
    waiting = await drafts.move(pending, DraftState.WAITING, AUTHOR, NOW)
    assert waiting is not None
    timed = await drafts.time(waiting, HOUR, APPROVER, NOW)
    assert timed is not None
    assert rights(Role.EDITOR, APPROVER, timed, four_eyes=True).publish
