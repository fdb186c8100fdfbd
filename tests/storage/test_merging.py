"""Two drafts made one, taken apart again, and kept in step with the messages they came in."""

import asyncio
from dataclasses import replace

from news.merged import merged, together, whole
from news.models import CardField, Draft, DraftState, Media, Pending, Piece, Verdict
from storage.audit import Audit
from storage.database import Database
from storage.drafts import Drafts
from tests.storage.samples import NOW

DAY = NOW.date()
FIRST = Draft("Sarlavha", "Birinchi matn.", DAY, "ref-1", None, (Media("photo", "a"),))
SECOND = Draft(
    "Ikkinchi sarlavha", "Ikkinchi matn.", DAY, None, "https://example.org", (Media("photo", "b"),)
)
BOTH = "Birinchi matn.\n\nIkkinchi sarlavha\n\nIkkinchi matn."


async def opened(database: Database) -> tuple[Drafts, Pending, Pending]:
    drafts = Drafts(database)
    one = await drafts.open(1, 77, FIRST, 5, NOW, pieces=[Piece(10, "Birinchi matn.", NOW)])
    two = await drafts.open(1, 77, SECOND, 6, NOW, pieces=[Piece(11, "Ikkinchi matn.", NOW)])
    return drafts, one, two


async def made(drafts: Drafts, one: Pending, two: Pending) -> Pending:
    pending = await drafts.merge(merged(one, two), two, 77, NOW)
    assert pending is not None
    return pending


async def states(drafts: Drafts, *numbers: int) -> list[DraftState]:
    found = [await drafts.get(number) for number in numbers]
    return [each.state for each in found if each is not None]


async def test_two_drafts_are_made_one_and_only_that_is_to_be_decided_on(database: Database) -> None:
    drafts, one, two = await opened(database)
    pending = await made(drafts, one, two)
    assert (pending.draft.title, pending.draft.text) == ("Sarlavha", BOTH)
    assert (pending.draft.reference, pending.draft.url) == ("ref-1", "https://example.org")
    assert [each.file_id for each in pending.draft.media] == ["a", "b"]
    assert await states(drafts, 1, 2, 3) == [DraftState.MERGED, DraftState.MERGED, DraftState.OPEN]
    assert [each.id for each in await drafts.undecided()] == [pending.id]
    assert [each.id for each in await drafts.parts(pending.id)] == [1, 2]
    (line, *_) = await Audit(database).page(None, 1)
    assert (line.action, line.subject, line.after) == ("merge", "draft 3", "draft 1, draft 2")


async def test_they_are_taken_apart_as_they_were(database: Database) -> None:
    drafts, one, two = await opened(database)
    pending = await made(drafts, one, two)
    parts = await drafts.split(pending, 77, NOW)
    assert parts is not None
    assert [each.draft for each in parts] == [FIRST, SECOND]
    assert await states(drafts, 1, 2, 3) == [DraftState.OPEN, DraftState.OPEN, DraftState.DISCARDED]
    assert await drafts.split(pending, 77, NOW) is None
    assert await drafts.split(parts[0], 77, NOW) is None


async def test_of_many_who_merge_at_once_one_has_merged(database: Database) -> None:
    drafts, one, two = await opened(database)
    several = await asyncio.gather(*(drafts.merge(merged(one, two), two, 77, NOW) for _ in range(5)))
    assert sum(each is not None for each in several) == 1
    assert len(await drafts.undecided()) == 1


async def test_what_was_changed_or_decided_meanwhile_is_not_merged(database: Database) -> None:
    drafts, one, two = await opened(database)
    changed = await drafts.correct(two, CardField.PLACE, ("Xiva",), (), 77, NOW)
    assert await drafts.merge(merged(one, two), two, 77, NOW) is None
    assert await states(drafts, 1, 2) == [DraftState.OPEN, DraftState.OPEN]
    assert changed is not None
    await drafts.move(changed, DraftState.DISCARDED, 77, NOW)
    assert await drafts.merge(merged(one, changed), changed, 77, NOW) is None


async def test_an_edited_message_of_a_part_changes_the_whole(database: Database) -> None:
    drafts, one, two = await opened(database)
    pending = await made(drafts, one, two)
    text = replace(SECOND, text="Yangi matn.")
    piece = Piece(11, "Yangi matn.", NOW)
    changed = await drafts.rewrite_parts(pending, whole(FIRST, text), {two.id: text}, piece, NOW)
    assert changed is not None
    assert changed.draft.text.endswith("Yangi matn.")
    part = await drafts.get(two.id)
    assert part is not None
    assert part.draft == text
    assert await drafts.pieces(part) == [piece]
    assert await drafts.rewrite_parts(pending, FIRST, {two.id: text}, piece, NOW) is None


def pending_of(**given: object) -> Pending:
    return replace(Pending(1, 1, 77, FIRST), **given)  # type: ignore[arg-type]  # a dataclass's own fields


def test_drafts_of_two_authors_are_never_made_one() -> None:
    """Else one of them could approve words of their own under the other's name."""
    one = pending_of()
    assert together(one, pending_of(id=2))
    for other in ({"author_id": 78}, {"chat_id": 2}, {"source": "kanal"}, {"state": DraftState.WAITING}):
        assert not together(one, pending_of(id=2, **other))
    assert not together(one, one)
    assert not together(pending_of(revises=4), pending_of(id=2, revises=5))


def test_a_text_and_its_translation_are_never_made_one() -> None:
    def told(title: str, text: str) -> Draft:
        return Draft(title, text, DAY)

    one = pending_of(draft=told("Suv anjumani", "Toshkentda suv tejash boʻyicha anjuman boʻlib oʻtdi."))
    in_russian = told("Конференция", "В Ташкенте прошла конференция по экономии воды.")
    in_cyrillic = told("Сув анжумани", "Тошкентда сув тежаш бўйича анжуман бўлиб ўтди.")
    assert not together(one, replace(one, id=2, draft=in_russian))
    assert together(one, replace(one, id=2, draft=in_cyrillic))


def test_what_was_decided_on_either_holds_for_both() -> None:
    one = pending_of(corrections={CardField.PLACE: ("Buxoro",)}, publish_at=NOW, verdicts={4: Verdict.APART})
    titled = {CardField.PLACE: ("Xiva",), CardField.TOPIC: ("suv",), CardField.TITLE: ("Boshqa",)}
    both = merged(one, pending_of(id=2, corrections=titled, revises=9, verdicts={5: Verdict.ONE}))
    assert both.corrections == {CardField.PLACE: ("Buxoro",), CardField.TOPIC: ("suv",)}
    assert (both.publish_at, both.revises) == (NOW, 9)
    assert both.verdicts == {5: Verdict.ONE, 4: Verdict.APART}
