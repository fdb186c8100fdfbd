"""Words after the bot's name in any chat: cards to share."""

from datetime import timedelta

import structlog

from playground import Person
from playground.queries import InlineAsk
from tests.handlers.releases import CONFERENCE, NEWS, publish
from tests.handlers.stage import TOLD, Stage


async def asks(stage: Stage, person: Person, text: str, offset: str = "") -> InlineAsk:
    ask = await person.asks_inline(text, offset)
    await stage.playground.wait_for(lambda: ask.answer is not None, TOLD)
    return ask


async def test_a_card_is_chosen_and_stands_in_the_other_chat(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    ask = await asks(stage, stage.reader, "konferensiya")
    (card,) = ask.results
    assert card["title"] == "Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi"
    assert card["description"].startswith("Konferensiya · 27-noyabr · Toshkent · ")
    group = stage.playground.group("Jurnalistlar", stage.reader)
    message = await stage.reader.chooses(ask, card["id"], group)
    assert message.text.startswith("Konferensiya · 27-noyabr · Toshkent\nToshkentda suv tejash")
    assert "Yakunda tavsiyalar qabul qilindi" in message.text
    assert message.buttons == []


async def test_an_answer_is_personal_and_in_the_language_of_who_asks(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    ask = await asks(stage, stage.russian, "конференция")
    assert ask.answer is not None
    assert ask.answer["is_personal"] is True
    assert ask.results[0]["description"].startswith("Конференция · 27 ноября")


async def test_nothing_typed_offers_the_releases_of_the_week(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    assert len((await asks(stage, stage.reader, "  ")).results) == 2


async def test_scrolling_down_brings_the_rest(stage: Stage) -> None:
    await publish(stage, *(f"Koʻprik qurilishi: {n}-bosqich\n\n{n}-bosqich tugadi." for n in range(25)))
    first = await asks(stage, stage.reader, "bosqich")
    assert first.answer is not None
    second = await asks(stage, stage.reader, "bosqich", first.answer["next_offset"])
    ids = [card["id"] for card in (*first.results, *second.results)]
    assert (len(first.results), len(ids), len(set(ids))) == (20, 25, 25)
    assert second.answer is not None
    assert second.answer["next_offset"] == ""


async def test_nothing_found_leads_to_the_bot(stage: Stage) -> None:
    for typed, offset in (("dinozavr", ""), ("?!", ""), ("dinozavr", "٣"), ("<b>" * 80, "x")):
        ask = await asks(stage, stage.reader, typed, offset)
        assert ask.results == []
        assert ask.answer is not None
        assert "Hech narsa topilmadi" in ask.answer["button"]["text"]


async def test_a_search_that_takes_too_long_is_said_and_not_remembered(stage: Stage) -> None:
    stage.now_with(patience=0.0)
    ask = await asks(stage, stage.reader, "suv")
    assert ask.answer is not None
    assert ask.answer["cache_time"] == 0
    assert "yana urinib" in ask.answer["button"]["text"]


async def test_what_is_asked_inline_is_not_in_the_history(stage: Stage) -> None:
    await asks(stage, stage.reader, "suv")
    assert "saqlanmagan" in (await stage.tells(stage.reader, "/history")).text


async def test_who_types_like_no_person_is_asked_to_wait(stage: Stage) -> None:
    for _ in range(90):
        await asks(stage, stage.reader, "?")
    ask = await asks(stage, stage.reader, "?")
    assert ask.answer is not None
    assert "yana urinib" in ask.answer["button"]["text"]


async def test_an_answer_that_comes_too_late_is_no_fault(stage: Stage) -> None:
    with structlog.testing.capture_logs() as logs:
        ask = await stage.reader.asks_inline("suv")
        stage.playground.clock.move(timedelta(minutes=1))
        await asks(stage, stage.reader, "suv")
    assert ask.answer is None or ask.results == []
    assert [entry for entry in logs if entry["log_level"] == "error"] == []
