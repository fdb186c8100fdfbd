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
