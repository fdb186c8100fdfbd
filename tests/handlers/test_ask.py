"""A question is answered in one message that turns its pages and opens the texts."""

from datetime import date, timedelta

import pytest
import structlog

from playground import Message
from tests.handlers.releases import CONFERENCE, NEWS, publish
from tests.handlers.stage import Stage


async def twelve(stage: Stage) -> Message:
    await publish(stage, *(f"Koʻprik qurilishi: {n}-bosqich\n\n{n}-bosqich tugadi." for n in range(12)))
    return await stage.tells(stage.reader, "bosqich")


async def test_an_answer_shows_kind_date_place_title_and_a_line(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    reply = await stage.tells(stage.reader, "konferensiya")
    assert "1 ta topildi" in reply.text
    assert "Konferensiya · 27-noyabr · Toshkent" in reply.text
    assert "Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi" in reply.text


async def test_pages_turn_in_the_same_message(stage: Stage) -> None:
    first = await twelve(stage)
    assert "12 ta topildi (1–5)" in first.text
    second, notice = await stage.presses(stage.reader, first, "Keyingi")
    assert notice == ""
    assert second.message_id == first.message_id
    assert "(6–10)" in second.text
    third, _ = await stage.presses(stage.reader, second, "Keyingi")
    assert "(11–12)" in third.text
    back, _ = await stage.presses(stage.reader, third, "Oldingi")
    assert "(6–10)" in back.text


async def test_a_text_opens_in_place_and_leads_back_to_its_page(stage: Stage) -> None:
    second, _ = await stage.presses(stage.reader, await twelve(stage), "Keyingi")
    opened, _ = await stage.presses(stage.reader, second, "7")
    assert "bosqich tugadi." in opened.text
    back, _ = await stage.presses(stage.reader, opened, "Roʻyxatga")
    assert back.text == second.text


async def test_a_long_text_is_read_part_by_part(stage: Stage) -> None:
    await publish(stage, "Katta hisobot\n\n" + "\n\n".join(f"{n}-band. " + "Soʻz " * 100 for n in range(30)))
    opened, _ = await stage.presses(stage.reader, await stage.tells(stage.reader, "hisobot"), "Toʻliq")
    assert "1-qism" in opened.text
    following, _ = await stage.presses(stage.reader, opened, "Keyingi")
    assert "2-qism" in following.text
    assert opened.message_id == following.message_id


async def test_today_and_week_say_their_period(stage: Stage) -> None:
    await publish(stage, NEWS)
    await publish(stage, "Dushanbadagi yangilik\n\nMatn.", published=date(2024, 11, 25))
    today = await stage.tells(stage.reader, "/today")
    week = await stage.tells(stage.russian, "/week")
    assert today.text.startswith("28-noyabr · 1 ta topildi")
    assert week.text.startswith("25 ноября – 1 декабря · 2 результата")


async def test_today_means_what_happens_today_and_what_came_out_today(stage: Stage) -> None:
    """A release of today about yesterday's event belongs to both days."""
    announced = "Ertaga seminar boʻladi\n\n2024-yil 28-noyabr kuni Toshkentda seminar boʻlib oʻtadi."
    await publish(stage, CONFERENCE, NEWS)
    await publish(stage, announced, published=date(2024, 11, 27))
    today = await stage.tells(stage.reader, "/today")
    assert today.text.startswith("28-noyabr · 3 ta topildi")
    assert "(" not in (await stage.tells(stage.reader, "27-noyabr")).text.partition("\n")[0]
    month = await stage.tells(stage.reader, "/month")
    assert month.text.startswith("2024-yil noyabr · 3 ta topildi")


async def test_today_stays_the_day_on_which_it_was_asked(stage: Stage) -> None:
    """A page turned after midnight is a page of the same answer."""
    await publish(stage, *(f"Yangilik {n}\n\nMatn {n}." for n in range(7)))
    first = await stage.tells(stage.reader, "/today")
    stage.playground.clock.move(timedelta(days=1))
    second, _ = await stage.presses(stage.reader, first, "Keyingi")
    assert "7 ta topildi (6–7)" in second.text


async def test_a_part_of_the_question_is_taken_away_and_the_rest_is_asked_in_its_place(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    shown = await stage.tells(stage.reader, "noyabr oyidagi suv konferensiyalari")
    assert "noyabr · konferensiya · suv · 1 ta topildi" in shown.text
    without_period, notice = await stage.presses(stage.reader, shown, "✕ 2024-yil noyabr")
    assert notice == ""
    assert without_period.message_id == shown.message_id
    assert without_period.text.startswith("konferensiya · suv · 1 ta topildi")
    without_kind, _ = await stage.presses(stage.reader, without_period, "✕ konferensiya")
    assert without_kind.text.startswith("suv · 1 ta topildi")
    assert [button.text for row in without_kind.buttons for button in row] == ["Toʻliq matn"]


async def test_the_pages_of_a_changed_question_are_its_own(stage: Stage) -> None:
    await twelve(stage)
    shown = await stage.tells(stage.reader, "bosqich koʻprik")
    changed, _ = await stage.presses(stage.reader, shown, "✕ koʻprik")
    second, _ = await stage.presses(stage.reader, changed, "Keyingi")
    assert second.text.startswith("bosqich · 12 ta topildi (6–10)")
    opened, _ = await stage.presses(stage.reader, second, "7")
    back, _ = await stage.presses(stage.reader, opened, "Roʻyxatga")
    assert back.text == second.text


async def test_a_changed_question_keeps_its_day(stage: Stage) -> None:
    await publish(stage, NEWS)
    shown = await stage.tells(stage.reader, "bugun yangi kutubxona")
    stage.playground.clock.move(timedelta(days=1))
    changed, _ = await stage.presses(stage.reader, shown, "✕ yangi")
    assert changed.text.startswith("28-noyabr · kutubxona · 1 ta topildi")


async def test_a_part_that_the_question_has_not_is_out_of_date(stage: Stage) -> None:
    shown = await twelve(stage)
    assert "eskirgan" in await stage.forges(stage.reader, shown, "w1:1:7")
    assert "eskirgan" in await stage.forges(stage.reader, shown, "w1:99:0")
    assert "eskirgan" in await stage.forges(stage.reader, shown, "n1:99:0")


async def test_nothing_found_offers_the_nearest_as_buttons(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    shown = await stage.tells(stage.reader, "konferensiya 2019-yil may")
    assert "Eng yaqin borlari" in shown.text
    found, notice = await stage.presses(stage.reader, shown, "konferensiya – istalgan vaqtda")
    assert notice == ""
    assert found.text.startswith("konferensiya · 1 ta topildi")


async def test_an_offer_is_no_longer_needed_where_the_question_has_an_answer_by_now(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    shown = await stage.tells(stage.reader, "kutubxona konferensiya")
    offer = shown.button("konferensiya")
    await publish(stage, "Kutubxona haqida konferensiya boʻldi\n\nUnda konferensiya qatnashchilari bor edi.")
    assert await stage.notice(await stage.reader.presses(shown, offer)) == ""
    assert "1 ta topildi" in stage.seen(shown).text


async def test_a_search_that_takes_too_long_says_so_and_can_be_tried_again(stage: Stage) -> None:
    await publish(stage, NEWS)
    stage.now_with(patience=0.0)
    with structlog.testing.capture_logs() as logs:
        slow = await stage.tells(stage.reader, "kutubxona")
    assert "choʻzilib ketdi" in slow.text
    assert [entry["event"] for entry in logs if entry["log_level"] == "warning"]
    stage.now_with(patience=5.0)
    found, _ = await stage.presses(stage.reader, slow, "Yana urinish")
    assert "1 ta topildi" in found.text


async def test_the_words_that_were_asked_for_are_bold(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    reply = await stage.tells(stage.reader, "fermer")
    bold = [entity for entity in reply.body["entities"] if entity["type"] == "bold"]
    place = reply.text.index("fermerlar")
    assert (place, len("fermerlar")) in [(entity["offset"], entity["length"]) for entity in bold]


async def test_nothing_found_says_what_to_do(stage: Stage) -> None:
    reply = await stage.tells(stage.reader, "dinozavr")
    assert "Hech narsa topilmadi" in reply.text
    assert "Qisqaroq yozib koʻring" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        *('"', "AND", "*", "NEAR(a b)", '"yo', "a OR b*", "title: x ^y", "<b>x", "_*[`", "\u202etxet"),
        *("'; DROP TABLE releases;--", "(?i)^.*[a-z]{2,}$", "😀👩\u200d👩\u200d👧", "a\x00b"),
        *("...", "?!", "\u200b.", "va", "haqida nima bor", "и в на", "what is there about"),
        *("32-noyabr", "30-fevral", "29.02.2023", "2024-13-45", "99999-yil", "31 сентября"),
    ],
)
async def test_no_syntax_and_no_nonsense_is_taken_for_more_than_words(stage: Stage, question: str) -> None:
    await publish(stage, NEWS, published=date(2020, 1, 1))
    with structlog.testing.capture_logs() as logs:
        reply = await stage.tells(stage.reader, question)
    assert "topilmadi" in reply.text or "soʻz ham, sana ham" in reply.text
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


async def test_ten_thousand_words_get_a_sentence_for_each_message_they_are_cut_into(stage: Stage) -> None:
    for text in ("soʻz " * 10_000, "ШshЎoʻ " * 585):
        before = len(stage.reader.chat.from_bot)
        sent = await stage.reader.pastes(text)
        await stage.playground.wait_for(lambda: len(stage.reader.chat.from_bot) >= before + len(sent))  # noqa: B023 it is called within the turn
        assert {"Savol juda uzun" in each.text for each in stage.reader.chat.from_bot[before:]} == {True}


async def test_a_day_without_news_is_no_fault_of_the_words(stage: Stage) -> None:
    assert "Bu kunlarga oid" in (await stage.tells(stage.reader, "/today")).text


async def test_a_whole_text_is_no_question(stage: Stage) -> None:
    reply = await stage.tells(stage.reader, "soʻz " * 500)
    assert "Savol juda uzun" in reply.text


async def test_an_edited_question_is_answered_anew(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    said = await stage.reader.says("konferentsia")
    await stage.playground.wait_for(lambda: stage.reader.chat.from_bot)
    reply = await stage.told(stage.reader, stage.reader.edits(said, "konferensiya"))
    assert "1 ta topildi" in reply.text


async def test_a_press_on_a_question_of_another_chat_is_refused(stage: Stage) -> None:
    await twelve(stage)
    other = await stage.tells(stage.russian, "bosqich")
    assert (
        await stage.forges(stage.russian, other, "a1:1:0") == "Эта кнопка устарела. Задайте вопрос ещё раз."
    )
    assert await stage.forges(stage.russian, other, "r2:1:0:1:0:0") != ""


async def test_a_press_on_the_question_of_another_person_in_the_same_chat_is_refused(stage: Stage) -> None:
    group = stage.playground.group("Jurnalistlar", stage.reader, stage.russian)
    await stage.playground.wait_for(lambda: group.from_bot)
    now = stage.playground.clock.now()
    asked = await stage.services.questions.keep(group.id, stage.reader.id, "bosqich", now, 1)
    notice = await stage.forges(stage.russian, group.from_bot[0], f"a1:{asked.id}:0")
    assert notice == "Bu roʻyxat boshqa kishining savoliga javob. Oʻz savolingizni yozing."
    notice = await stage.forges(stage.russian, group.from_bot[0], f"r2:1:0:{asked.id}:0:0")
    assert notice == "Bu roʻyxat boshqa kishining savoliga javob. Oʻz savolingizni yozing."


async def test_a_press_of_an_old_or_forged_keyboard_gets_a_sentence(stage: Stage) -> None:
    shown = await twelve(stage)
    forms = ("x", "a0:1:0", "a1:x:0", "a1:999:0", "a1:1", "r1:1:0", "\u202e", "s1:hour", "a1:1:0:0:0:0")
    for data in forms:
        assert "eskirgan" in await stage.forges(stage.reader, shown, data)


async def test_a_page_that_is_not_there_is_the_first_page(stage: Stage) -> None:
    shown = await twelve(stage)
    assert "Mana birinchi sahifa" in await stage.forges(stage.reader, shown, "a1:1:99999999")
    assert "(1–5)" in stage.seen(shown).text


async def test_a_page_whose_releases_were_withdrawn_meanwhile_says_so(stage: Stage) -> None:
    second, _ = await stage.presses(stage.reader, await twelve(stage), "Keyingi")
    for release in range(4, 13):
        await stage.withdraw(f"x{release}")
    shown, notice = await stage.presses(stage.reader, second, "Keyingi")
    assert "olib tashlandi" in notice
    assert "3 ta topildi" in shown.text
    for release in range(1, 4):
        await stage.withdraw(f"x{release}")
    assert "mavjud emas" in (await stage.presses(stage.reader, shown, "1"))[1]
    assert await stage.forges(stage.reader, shown, "a1:1:0") == ""
    assert "topilmadi" in stage.seen(shown).text


async def test_a_release_that_is_gone_is_said_to_be(stage: Stage) -> None:
    shown = await twelve(stage)
    assert "mavjud emas" in await stage.forges(stage.reader, shown, "o1:999")
    assert "mavjud emas" in await stage.forges(stage.reader, shown, "r2:999:0:1:0:0")


async def test_a_part_that_is_not_there_is_the_last_part(stage: Stage) -> None:
    shown = await twelve(stage)
    assert await stage.forges(stage.reader, shown, "r2:1:500:1:0:0") == ""
    assert "bosqich tugadi." in stage.seen(shown).text


async def test_pressing_the_same_page_twice_is_no_error(stage: Stage) -> None:
    shown = await twelve(stage)
    assert await stage.forges(stage.reader, shown, "a1:1:0") == ""
    assert await stage.forges(stage.reader, shown, "a1:1:0") == ""


async def test_a_digests_text_opens_below_it_and_can_be_closed(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    await stage.presses(stage.reader, await stage.tells(stage.reader, "/start"), "Obuna")
    digest = await stage.tells(stage.reader, "/digest")
    assert "Dayjest · 27–28-noyabr" in digest.text
    opened = await stage.told(stage.reader, stage.reader.presses(digest, "Toʻliq matn"))
    assert opened.message_id != digest.message_id
    assert "Yakunda tavsiyalar" in opened.text
    press = await stage.reader.presses(opened, "Yopish")
    assert await stage.notice(press) == ""
    assert stage.reader.chat.message(opened.message_id) is None
    assert stage.seen(digest).text == digest.text


async def test_a_text_opens_in_the_letters_in_which_the_digest_showed_it(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    settings = await stage.tells(stage.reader, "/settings")
    settings, _ = await stage.presses(stage.reader, settings, "Til")
    await stage.presses(stage.reader, settings, "Ўзбекча")
    await stage.told(stage.reader, stage.reader.says("/preview"), messages=2)
    digest = stage.reader.chat.from_bot[-2]
    assert "сув тежаш бўйича конференция" in digest.text
    opened = await stage.told(stage.reader, stage.reader.presses(digest, "Тўлиқ матн"))
    assert "Якунда тавсиялар" in opened.text
    assert "автоматик ўгирилди" in opened.text


async def test_a_full_text_is_read_in_the_other_alphabet_and_leads_back(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    opened, _ = await stage.presses(stage.reader, await stage.tells(stage.reader, "fermer"), "Toʻliq")
    assert "Joyi: Toshkent" in opened.text
    turned, notice = await stage.presses(stage.reader, opened, "Kirill alifbosida oʻqish")
    assert notice == ""
    assert "олимлар ва фермерлар" in turned.text
    assert "avtomatik oʻgirildi" in turned.text
    again, _ = await stage.presses(stage.reader, turned, "Lotin alifbosida oʻqish")
    assert again.text == opened.text
    listed, _ = await stage.presses(stage.reader, again, "Roʻyxatga")
    assert "1 ta topildi" in listed.text
