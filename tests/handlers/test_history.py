"""A person finds what they asked, asks it again, and deletes it."""

from playground import Message
from tests.handlers.releases import CONFERENCE, NEWS, publish
from tests.handlers.stage import Stage


def listed(message: Message) -> list[str]:
    """The questions, as they are numbered."""
    lines = [line.partition(". ") for line in message.text.splitlines()]
    return [text for number, _, text in lines if number.isdigit()]


async def test_the_last_ten_questions_are_shown_newest_first(stage: Stage) -> None:
    for number in range(12):
        await stage.tells(stage.reader, f"savol {number}")
    shown = await stage.tells(stage.reader, "/history")
    assert listed(shown) == [f"savol {number}" for number in range(11, 1, -1)]
    assert [len(row) for row in shown.buttons] == [5, 5, 5, 5, 1]


async def test_a_question_of_the_history_is_asked_again_as_of_today(stage: Stage) -> None:
    await stage.tells(stage.reader, "koʻprik")
    await stage.tells(stage.reader, "kutubxona")
    shown = await stage.tells(stage.reader, "/history")
    await publish(stage, NEWS)
    answer = await stage.told(stage.reader, stage.reader.presses(shown, "1"))
    assert answer.message_id != shown.message_id
    assert answer.text.startswith("kutubxona · 1 ta topildi")


async def test_one_question_is_deleted_in_place_then_all(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    answer = await stage.tells(stage.reader, "suv konferensiyasi")
    for text in ("forum", "koʻprik"):
        await stage.tells(stage.reader, text)
    shown = await stage.tells(stage.reader, "/history")
    assert listed(shown) == ["koʻprik", "forum", "suv konferensiyasi"]
    shown, notice = await stage.presses(stage.reader, shown, "✕ 2")
    assert notice == "Oʻchirildi"
    assert listed(shown) == ["koʻprik", "suv konferensiyasi"]
    shown, _ = await stage.presses(stage.reader, shown, "Hammasini oʻchirish")
    assert "saqlanmagan" in shown.text
    assert "eskirgan" in (await stage.presses(stage.reader, answer, "✕ suv"))[1]


async def test_who_asked_nothing_is_told_how(stage: Stage) -> None:
    assert "saqlanmagan" in (await stage.tells(stage.reader, "/history")).text


async def test_nobody_sees_or_deletes_the_questions_of_others(stage: Stage) -> None:
    mine = await stage.tells(stage.reader, "kutubxona")
    assert "вопросов у меня нет" in (await stage.tells(stage.russian, "/history")).text
    other = await stage.tells(stage.russian, "мост")
    assert "устарела" in await stage.forges(stage.russian, other, "h1:1")
    assert await stage.forges(stage.russian, other, "f1:1") == "Удалено"
    assert await stage.forges(stage.reader, mine, "a1:1:0") == ""
