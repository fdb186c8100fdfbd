"""What comes out is what stood on the card of whoever agreed to it, whatever is changed meanwhile."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import CardField, Draft, DraftState, Pending, Piece, Role
from news.rights import rights
from storage.database import Database
from storage.drafts import Drafts
from tests.laws import examples
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


@dataclass
class Office:
    """An author and two editors with four eyes over one draft, and who stands for what it says."""

    drafts: Drafts
    pending: Pending
    vouchers: set[int] = field(default_factory=set)
    """Those who wrote, corrected or handed in just these words."""
    agreed: tuple[Draft, object] | None = None
    """What stood on the card of whoever agreed to its coming out."""

    async def do(self, act: str, person: int, number: int) -> None:
        """What the person may do, else nothing."""
        may = rights(STAFF[person], person, self.pending, four_eyes=True)
        changed: Pending | None = None
        if act == "rewrite":
            told = replace(READ, text=f"Matn {number}.")
            changed = await self.drafts.rewrite(self.pending, told, (), NOW)
            self.vouchers = {self.pending.author_id} - {HOUSE}
        elif act == "correct" and may.change:
            place = CardField.PLACE
            changed = await self.drafts.correct(self.pending, place, (f"Joy {number}",), (), person, NOW)
            self.vouchers = {person}
        elif act == "time" and may.change:
            changed = await self.drafts.time(self.pending, HOUR, person, NOW)
        elif act == "submit" and may.submit:
            changed = await self.drafts.move(self.pending, DraftState.WAITING, person, NOW)
            self.vouchers.add(person)
        elif act == "reopen" and may.reopen:
            changed = await self.drafts.move(self.pending, DraftState.OPEN, person, NOW)
        elif act == "agree" and may.publish:
            assert self.vouchers - {person}, "one person alone had the first word and the last"
            timed = await self.drafts.time(self.pending, HOUR, person, NOW)
            assert timed is not None
            changed = await self.drafts.move(timed, DraftState.SCHEDULED, person, NOW)
            self.agreed = (self.pending.draft, self.pending.corrections)
        self.pending = changed or self.pending


UPDATES = count(100)
STAFF = {AUTHOR: Role.AUTHOR, APPROVER: Role.EDITOR, 79: Role.EDITOR}
PEOPLE = st.sampled_from(list(STAFF))
ACTS = st.sampled_from(["agree", "rewrite", "correct", "submit", "reopen", "time"])


@given(st.lists(st.tuples(ACTS, PEOPLE), min_size=6, max_size=15), PEOPLE, st.booleans())
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_done_nothing_comes_out_that_two_people_did_not_stand_for(
    database: Database, acts: list[tuple[str, int]], first: int, of_source: bool
) -> None:
    drafts = Drafts(database)
    author, source = (HOUSE, "a feed") if of_source else (AUTHOR, None)
    for old in await drafts.undecided():
        await drafts.move(old, DraftState.DISCARDED, HOUSE, NOW)
    pending = await drafts.open(author, author, READ, update_id=next(UPDATES), now=NOW, source=source)
    office = Office(drafts, pending, {author} - {HOUSE})
    for number, (act, person) in enumerate([("submit", first), *acts]):
        await office.do(act, person, number)
        assert all((each.draft, each.corrections) == office.agreed for each in await drafts.due(HOUR))
