"""A person picks days on a calendar that turns its months in place."""

from datetime import date

from tests.handlers.releases import CONFERENCE, NEWS, publish
from tests.handlers.stage import Stage


async def test_a_day_is_picked_and_answered_below(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    shown = await stage.tells(stage.reader, "/date")
    assert "2024-yil noyabr" in shown.text
    answer = await stage.told(stage.reader, stage.reader.presses(shown, "27¹"))
    assert answer.text.startswith("27-noyabr · 1 ta topildi")
    answer = await stage.told(stage.reader, stage.reader.presses(shown, "•28²"))
    assert answer.text.startswith("28-noyabr · 2 ta topildi")


async def test_months_turn_in_place_and_are_picked_as_a_whole(stage: Stage) -> None:
    await publish(stage, NEWS, published=date(2024, 10, 3))
    shown = await stage.tells(stage.russian, "/date")
    october, notice = await stage.presses(stage.russian, shown, "‹")
    assert notice == ""
    assert october.message_id == shown.message_id
    assert october.button("3¹").text == "3¹"
    answer = await stage.told(stage.russian, stage.russian.presses(october, "октябрь 2024"))
    assert "октябрь 2024 г. · 1 результат" in answer.text
    assert (await stage.presses(stage.russian, october, "Вт"))[1] == ""
    empty = await stage.told(stage.russian, stage.russian.presses(october, "4"))
    assert "ничего не нашлось" in empty.text


async def test_a_day_that_there_is_not_is_out_of_date(stage: Stage) -> None:
    shown = await stage.tells(stage.reader, "/date")
    for data in ("t1:2024:2:30", "t1:99999:1:1", "t1:9223372036854775807:1:1", "m1:2024:13", "c1:0:0"):
        assert "eskirgan" in await stage.forges(stage.reader, shown, data)
