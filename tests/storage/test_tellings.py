"""Stories put together and taken apart by hand, and what stays apart."""

from dataclasses import replace
from datetime import date

import pytest

from news.models import Draft, NewVersion, Regrouped, Release, StaysApart, Understood, Verdict
from news.understanding import understand
from storage.audit import Audit
from storage.database import Database
from storage.drafts import Drafts
from storage.releases import Releases
from storage.tellings import Stories
from tests.news.test_search_stories import DAY, RUSSIAN, TEXT
from tests.storage.samples import NOW

PERSON = 77
LATER = TEXT + " Uchrashuv soʻngida jurnalistlarning savollariga javob berildi."
OTHER = "Buxoroda zardoʻzlar koʻrgazmasi ochildi. Unda 40 nafar usta 300 ta ishini namoyish etdi."


def read(
    reference: str, text: str = TEXT, title: str = "Suv uchrashuvi", published: date = DAY
) -> Understood:
    return understand(Draft(title, text, published, reference))


RETOLD = read("ru", RUSSIAN, "Встреча о воде")


async def add(database: Database, understood: Understood) -> Release:
    return (await Releases(database).add(understood, NOW)).release


async def stands(database: Database, reference: str) -> Release:
    found = await Releases(database).by_reference(reference)
    assert found is not None
    return found


async def log(database: Database) -> list[tuple[str, str, str | None, str | None]]:
    lines = await Audit(database).page(None, 10)
    return [(line.action, line.subject, line.before, line.after) for line in lines]


async def parted(database: Database) -> Regrouped:
    """A text and its translation, joined by likeness and taken apart by hand."""
    one, two = await add(database, read("uz")), await add(database, RETOLD)
    assert two.story == one.story
    done = await Stories(database).part(two.id, PERSON, NOW)
    assert done is not None
    assert [each.reference for each in done.releases] == ["ru"]
    return done


async def are_one(database: Database, one: str, other: str) -> bool:
    return (await stands(database, one)).story == (await stands(database, other)).story


async def test_what_was_joined_by_likeness_is_taken_apart_by_hand(database: Database) -> None:
    await parted(database)
    assert not await are_one(database, "uz", "ru")
    found = (await Releases(database).load_with_copies([1]))[0]
    assert found[1] == ("uz",)
    assert await log(database) == [("part", "release 2", "release 1", None)]
    assert await Stories(database).apart_from(1) == {2}


async def test_what_is_apart_stays_so_when_it_is_read_again(database: Database) -> None:
    await parted(database)
    for release_id in (1, 2):
        await Releases(database).reread(release_id, understand)
    assert not await are_one(database, "uz", "ru")


async def test_what_is_apart_stays_so_in_a_new_version(database: Database) -> None:
    await parted(database)
    assert isinstance(await Releases(database).add(read("uz", LATER), NOW), NewVersion)
    again = replace(RETOLD, text=RETOLD.text + " Затем ответили на вопросы.")
    assert isinstance(await Releases(database).add(again, NOW), NewVersion)
    assert not await are_one(database, "uz", "ru")


async def test_a_third_telling_does_not_bring_together_what_is_apart(database: Database) -> None:
    """It is like both, and tells the story of one."""
    await parted(database)
    third = await add(database, read("uz-2", LATER))
    assert third.story in (1, 2)
    assert not await are_one(database, "uz", "ru")


async def test_the_same_text_under_the_others_reference_is_the_senders_word(database: Database) -> None:
    """The reference leads to the other now: a chain of versions, and it takes nobody along."""
    await parted(database)
    third = await add(database, read("uz-2", LATER))
    assert third.story == 1
    moved = await Releases(database).add(replace(RETOLD, draft=replace(RETOLD.draft, reference="uz-2")), NOW)
    assert isinstance(moved, NewVersion)
    assert not await are_one(database, "uz", "ru")
    assert (await stands(database, "uz-2")).id == 2


async def test_taking_apart_is_taken_back(database: Database) -> None:
    done = await parted(database)
    assert await Stories(database).undo(done.id, PERSON, NOW)
    assert await are_one(database, "uz", "ru")
    assert await Stories(database).apart_from(1) == frozenset()
    assert not await Stories(database).undo(done.id, PERSON, NOW)
    assert (await log(database))[0] == ("revert", "release 2", "release 1", None)


async def test_two_are_put_together_by_hand_with_all_that_tell_them(database: Database) -> None:
    for each in (read("uz"), read("other", OTHER, "Koʻrgazma"), RETOLD):
        await add(database, each)
    done = await Stories(database).link(2, 3, PERSON, NOW)
    assert isinstance(done, Regrouped)
    assert [each.reference for each in done.releases] == ["uz", "other", "ru"]
    assert [each.id for each in await Stories(database).tellings(2)] == [1, 2, 3]
    assert await log(database) == [("link", "release 2", None, "release 3")]
    assert await Stories(database).link(2, 1, PERSON, NOW) is None


async def test_putting_together_is_taken_back_to_just_what_was(database: Database) -> None:
    for each in (read("uz"), read("other", OTHER, "Koʻrgazma"), RETOLD):
        await add(database, each)
    done = await Stories(database).link(2, 3, PERSON, NOW)
    assert isinstance(done, Regrouped)
    await Releases(database).add(read("other", OTHER + " Kirish bepul.", "Koʻrgazma"), NOW)
    assert await Stories(database).undo(done.id, PERSON, NOW)
    assert await are_one(database, "uz", "ru")
    assert not await are_one(database, "uz", "other")


async def test_the_last_word_on_a_pair_holds(database: Database) -> None:
    await parted(database)
    await Releases(database).add(read("uz", LATER), NOW)
    assert isinstance(await Stories(database).link(2, 3, PERSON, NOW), Regrouped)
    assert await are_one(database, "uz", "ru")
    assert await Stories(database).apart_from(2) == frozenset()


async def test_stories_that_hold_what_is_apart_are_not_put_together(database: Database) -> None:
    await parted(database)
    third = await add(database, read("other", OTHER, "Koʻrgazma"))
    await Stories(database).link(third.id, 1, PERSON, NOW)
    refused = await Stories(database).link(third.id, 2, PERSON, NOW)
    assert refused == StaysApart(await stands(database, "uz"), await stands(database, "ru"))
    assert not await are_one(database, "uz", "ru")


async def test_what_stands_alone_or_is_unknown_cannot_be_taken_apart(database: Database) -> None:
    await add(database, read("uz"))
    stories = Stories(database)
    for release_id in (1, 7, 0, -1, 2**63):
        assert await stories.part(release_id, PERSON, NOW) is None
        assert await stories.link(1, release_id, PERSON, NOW) is None
        assert not await stories.undo(release_id, PERSON, NOW)
    assert await stories.tellings(7) == []
    assert await stories.apart_from(7) == frozenset()


@pytest.mark.parametrize("verdict", [None, Verdict.APART])
async def test_what_a_draft_is_said_to_be_apart_from_it_never_joins(
    database: Database, verdict: Verdict | None
) -> None:
    first = await add(database, read("uz"))
    drafts = Drafts(database)
    pending = await drafts.open(1, PERSON, RETOLD.draft, 5, NOW)
    if verdict is not None:
        changed = await drafts.relate(pending, first.id, verdict, PERSON, NOW)
        assert changed is not None
        assert changed.verdicts == {first.id: verdict}
        pending = changed
    assert await drafts.publish(pending, RETOLD, PERSON, NOW) is not None
    assert await are_one(database, "uz", "ru") is (verdict is None)
    await Releases(database).reread(2, understand)
    assert await are_one(database, "uz", "ru") is (verdict is None)


async def test_a_draft_said_to_tell_a_story_tells_it_once_it_is_out(database: Database) -> None:
    first = await add(database, read("uz"))
    other = read("other", OTHER, "Koʻrgazma")
    drafts = Drafts(database)
    pending = await drafts.relate(
        await drafts.open(1, PERSON, other.draft, 5, NOW), first.id, Verdict.ONE, PERSON, NOW
    )
    assert pending is not None
    done = await drafts.publish(pending, other, PERSON, NOW)
    assert done is not None
    assert done.release.story == first.story


async def test_what_was_said_of_a_draft_is_taken_back(database: Database) -> None:
    first = await add(database, read("uz"))
    drafts = Drafts(database)
    pending = await drafts.open(1, PERSON, RETOLD.draft, 5, NOW)
    for verdict in (Verdict.VERSION, None):
        changed = await drafts.relate(pending, first.id, verdict, PERSON, NOW)
        assert changed is not None
        assert changed.revises == (first.id if verdict else None)
        pending = changed
    assert pending.verdicts == {}
    assert (await log(database))[:2] == [
        ("relate", "draft 1", "version: release 1", None),
        ("relate", "draft 1", None, "version: release 1"),
    ]
