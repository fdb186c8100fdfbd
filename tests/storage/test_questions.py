"""A question is kept once, and only its own chat gets it back."""

import asyncio

import pytest

from news.models import Asked
from storage.database import Database
from storage.questions import Questions
from tests.storage.samples import NOW


@pytest.fixture
def questions(database: Database) -> Questions:
    return Questions(database)


async def test_a_question_comes_back_in_its_chat_alone(questions: Questions) -> None:
    asked = await questions.keep(-100, 77, "may oyida nima bo‘ldi?", NOW, update_id=5)
    assert asked == Asked(1, -100, 77, "may oyida nima bo‘ldi?", NOW)
    assert await questions.get(asked.id, -100) == asked
    assert await questions.get(asked.id, 77) is None


async def test_one_update_that_comes_many_times_at_once_is_one_question(questions: Questions) -> None:
    kept = await asyncio.gather(*(questions.keep(1, 1, "savol", NOW, update_id=5) for _ in range(10)))
    assert set(kept) == {kept[0]}
    assert (await questions.keep(1, 1, "savol", NOW, update_id=6)).id != kept[0].id


@pytest.mark.parametrize("question_id", [0, -1, 99, 2**63, 10**30])
async def test_an_id_that_cannot_be_is_no_question(questions: Questions, question_id: int) -> None:
    assert await questions.get(question_id, 1) is None


async def test_the_last_questions_come_newest_first_and_each_wording_once(questions: Questions) -> None:
    for update, text in enumerate(["suv", "may oyi", "suv", "forum", "koʻprik"]):
        await questions.keep(1, 1, text, NOW, update)
    await questions.keep(1, 2, "birovning savoli", NOW, 10)
    await questions.keep(2, 1, "boshqa suhbat", NOW, 11)
    asked = await questions.recent(1, 1, limit=3)
    assert [one.text for one in asked] == ["koʻprik", "forum", "suv"]
    assert asked[2] == await questions.get(3, 1)
    assert [one.text for one in await questions.recent(1, 1, limit=10)][3:] == ["may oyi"]
    assert await questions.recent(9, 9, limit=10) == []


async def test_a_question_that_is_forgotten_is_so_however_often_it_was_asked(questions: Questions) -> None:
    for update, text in enumerate(["suv", "forum", "suv"]):
        await questions.keep(1, 1, text, NOW, update)
    others = await questions.keep(1, 2, "suv", NOW, 10)
    await questions.forget(3, 1, 1)
    await questions.forget(3, 1, 1)
    assert [one.text for one in await questions.recent(1, 1, limit=10)] == ["forum"]
    assert await questions.get(others.id, 1) == others


async def test_nobody_forgets_for_somebody_else(questions: Questions) -> None:
    asked = await questions.keep(1, 1, "suv", NOW, 1)
    await questions.keep(1, 2, "suv", NOW, 2)
    for chat, person in ((1, 2), (2, 1)):
        await questions.forget(asked.id, chat, person)
    for impossible in (0, -1, 2**63, 10**30):
        await questions.forget(impossible, 1, 1)
    assert await questions.get(asked.id, 1) == asked


async def test_all_that_a_person_asked_in_a_chat_is_forgotten_at_once(questions: Questions) -> None:
    await questions.keep(1, 1, "suv", NOW, 1)
    await questions.keep(1, 1, "forum", NOW, 2)
    others = await questions.keep(1, 2, "suv", NOW, 3)
    elsewhere = await questions.keep(2, 1, "suv", NOW, 4)
    await questions.forget_all(1, 1)
    assert await questions.recent(1, 1, limit=10) == []
    assert await questions.get(others.id, 1) == others
    assert await questions.get(elsewhere.id, 2) == elsewhere
