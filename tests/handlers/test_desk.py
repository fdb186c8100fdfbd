"""Corrected by hand, at its time, by a second person, by two at once, and after the bot died."""

from datetime import timedelta

import pytest

from news.models import CardField, DraftState, EventType, Role
from playground import Message
from sources import text
from tests.handlers.releases import CONFERENCE, NEWS
from tests.handlers.stage import Stage

QUESTION = "suv konferensiyasi"


async def fixing(stage: Stage, *labels: str) -> Message:
    """The card of a pasted release, after these presses."""
    card = await stage.tells(stage.editor, CONFERENCE)
    for label in labels:
        card, _ = await stage.presses(stage.editor, card, label)
    return card


async def both_started(stage: Stage) -> None:
    """Telegram lets a bot write only to those who wrote first."""
    for person in (stage.reader, stage.editor):
        await stage.tells(person, "/start")


async def test_a_kind_is_corrected_at_a_press(stage: Stage) -> None:
    card = await fixing(stage, "✎ Tuzatish", "Turi", "Forum")
    assert "Turi: Forum, boʻlib oʻtgan" in card.text
    assert "✎" in card.text
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert release.event is not None
    assert release.event.type is EventType.FORUM
    assert await stage.services.releases.corrections_of(1) == {CardField.TYPE: ("forum",)}


@pytest.mark.parametrize(
    "presses",
    [
        ("✓ Eʼlon qilish",),
        ("✎ Tuzatish", "Turi", "Forum", "✓ Eʼlon qilish"),
        ("Vaqti", "bugun, 15:00", "✓ Chiqarish: bugun, 15:00"),
    ],
    ids=["as it was read", "as another kind", "at its time"],
)
async def test_no_way_from_a_text_to_its_readers_takes_more_than_four_presses(
    stage: Stage, presses: tuple[str, ...]
) -> None:
    assert len(presses) <= 4
    card = await fixing(stage, *presses)
    assert card.text.startswith(("✓ Eʼlon qilindi.", "Eʼlon vaqti belgilandi"))


async def test_a_place_and_a_day_are_typed(stage: Stage) -> None:
    await fixing(stage, "✎ Tuzatish", "Joyi")
    card = await stage.tells(stage.editor, "Buxoro")
    assert "Joyi: Buxoro ✎" in card.text
    for label in ("✎ Tuzatish", "Sana"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "bu kunni tushunmadim" in (await stage.tells(stage.editor, "bilmadim")).text.lower()
    card = await stage.tells(stage.editor, "25–26-noyabr")
    assert "Sana: 2024-yil 25–26-noyabr ✎" in card.text
    assert [message.text for message in stage.editor.chat.from_bot].count(card.text) == 1


async def test_a_field_is_set_by_an_answer_to_the_card(stage: Stage) -> None:
    card = await stage.tells(stage.editor, CONFERENCE)
    answered = stage.editor.says("Joyi: Samarqand", reply_to=card)
    assert "Joyi: Samarqand ✎" in (await stage.told(stage.editor, answered)).text


@pytest.mark.parametrize(
    "said", ["Сана: 19-ноябрь", "Дата: 19 ноября", "date: 19 November", "SANA : 19-noyabr"]
)
async def test_an_answer_names_its_field_in_any_language_and_alphabet(stage: Stage, said: str) -> None:
    card = await stage.tells(stage.editor, CONFERENCE)
    answered = await stage.told(stage.editor, stage.editor.says(said, reply_to=card))
    assert "Sana: 2024-yil 19-noyabr ✎" in answered.text


async def test_an_answer_to_a_card_that_names_no_field_is_no_question(stage: Stage) -> None:
    card = await stage.tells(stage.editor, CONFERENCE)
    answered = await stage.told(stage.editor, stage.editor.says("suv konferensiyasi", reply_to=card))
    assert answered.text.startswith("Buni tushunmadim.")
    assert "Sana: 2024-yil 28-noyabr" in answered.text
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    answered = await stage.told(stage.editor, stage.editor.says("suv konferensiyasi", reply_to=card))
    assert "qaror" in answered.text


async def test_what_was_set_by_hand_can_be_taken_back(stage: Stage) -> None:
    await fixing(stage, "✎ Tuzatish", "Joyi")
    card = await stage.tells(stage.editor, "Buxoro")
    for label in ("✎ Tuzatish", "Joyi ✎", "Oʻqilganidek"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "Joyi: Toshkent" in card.text
    assert "✎" not in card.text


async def test_the_summary_is_made_of_sentences_that_are_pressed(stage: Stage) -> None:
    card = await fixing(stage, "✎ Tuzatish", "Qisqa mazmun")
    picks = [button.text for row in card.buttons for button in row if button.text[-1].isdigit()]
    (left,) = [label for label in picks if not label.startswith("✓")]
    _, notice = await stage.presses(stage.editor, card, left)
    assert notice == "Koʻpi bilan 3 ta gap. Avval birini olib tashlang."
    for label in [*(label for label in picks if label != left), left]:
        card, notice = await stage.presses(stage.editor, card, label)
    assert notice == ""
    card, _ = await stage.presses(stage.editor, card, "‹ Xabarga")
    stands = await stage.services.drafts.get(1)
    assert stands is not None
    assert len(stands.corrections[CardField.SUMMARY]) == 2
    assert all(line in card.text for line in stands.corrections[CardField.SUMMARY])


async def test_the_day_of_publication_can_be_set(stage: Stage) -> None:
    await fixing(stage, "✎ Tuzatish", "Chiqqan kuni")
    card = await stage.tells(stage.editor, "20-noyabr")
    assert "Chiqqan kuni: 2024-yil 20-noyabr ✎" in card.text


async def test_a_release_with_a_time_is_seen_by_nobody_before_it_and_by_all_after(stage: Stage) -> None:
    card = await fixing(stage, "Vaqti", "bugun, 15:00", "✓ Chiqarish: bugun, 15:00")
    assert "Eʼlon vaqti belgilandi: bugun, 15:00" in card.text
    await stage.services.desk.tend()
    assert "Hech narsa topilmadi" in (await stage.tells(stage.reader, QUESTION)).text
    stage.playground.clock.move(timedelta(hours=1, seconds=1))
    await stage.told(stage.editor, stage.services.desk.tend())
    assert "1 ta topildi" in (await stage.tells(stage.reader, QUESTION)).text
    assert stage.seen(card).text.startswith("✓ Eʼlon qilindi")


@pytest.mark.parametrize("day", ["1812-yil 27-noyabr", "27-noyabr 2999", "27.11.9999", "2099-yil 27-noyabr"])
async def test_a_day_of_another_age_is_refused_with_a_sentence(stage: Stage, day: str) -> None:
    await fixing(stage, "✎ Tuzatish", "Sana")
    said = await stage.tells(stage.editor, day)
    assert said.text == "1900-yil bilan 2034-yil orasidagi kunni yozing."
    stands = await stage.services.drafts.get(1)
    assert stands is not None
    assert stands.corrections == {}
    await stage.forges(stage.editor, stage.editor.chat.from_bot[0], "k1:set:1:1:date-9999-12-31")
    assert await stage.services.drafts.get(1) == stands


async def test_one_draft_that_cannot_come_out_stops_no_other(stage: Stage) -> None:
    """Its author gets it back with a word; the others come out at their time."""
    now = stage.services.clock.now()
    drafts, me = stage.services.drafts, stage.editor.id
    await both_started(stage)
    for number, told in enumerate((CONFERENCE, NEWS)):
        pending = await drafts.open(me, me, text.draft(told, now.date()), number, now)
        timed = await drafts.time(pending, now, me, now)
        assert timed is not None
        if told is CONFERENCE:  # a card takes no such kind; a row of an older version might hold one
            timed = await drafts.correct(timed, CardField.TYPE, ("no kind of ours",), (), me, now)
            assert timed is not None
        await drafts.move(timed, DraftState.SCHEDULED, me, now)
    await stage.services.desk.tend()
    found = [await drafts.get(number) for number in (1, 2)]
    assert [each and each.state for each in found] == [DraftState.OPEN, DraftState.PUBLISHED]
    assert any("eʼlon qilinmadi" in message.text for message in stage.editor.chat.from_bot)


async def test_a_time_is_typed_and_a_past_one_is_refused(stage: Stage) -> None:
    await fixing(stage, "Vaqti")
    assert "tushunmadim" in (await stage.tells(stage.editor, "kecha 9:00")).text
    card = await stage.tells(stage.editor, "2-dekabr 10:00")
    assert "2-dekabr, 10:00" in card.text
    card, _ = await stage.presses(stage.editor, card, "✓ Chiqarish: 2-dekabr, 10:00")
    card, _ = await stage.presses(stage.editor, card, "Toʻxtatish")
    assert [button.text for button in card.buttons[1]] == ["✎ Tuzatish", "Vaqti"]


async def test_with_four_eyes_a_second_person_publishes(stage: Stage) -> None:
    await both_started(stage)
    await stage.services.staff.set_option("four_eyes", "on", None, stage.services.clock.now())
    await stage.hire(stage.reader, Role.EDITOR)
    card = await stage.tells(stage.editor, CONFERENCE)
    before = len(stage.reader.chat.from_bot)
    card, notice = await stage.presses(stage.editor, card, "→ Tasdiqlashga")
    assert notice == "Tasdiqlashga yuborildi: 1 kishiga"
    assert await stage.forges(stage.editor, card, "k1:publish:1:2:-") == "Bu qarorga huquqingiz yetmaydi."
    assert len(stage.reader.chat.from_bot) == before + 1
    theirs = stage.reader.chat.from_bot[-1]
    assert "Tasdiqlashingiz kutilmoqda" in theirs.text
    theirs, notice = await stage.presses(stage.reader, theirs, "✓ Eʼlon qilish")
    assert notice == "Eʼlon qilindi"
    assert "xabaringizni eʼlon qildi" in stage.editor.chat.from_bot[-1].text
    assert stage.seen(card).text.startswith("✓ Eʼlon qilindi")


async def test_an_approved_text_that_its_author_changes_waits_for_the_approver_again(stage: Stage) -> None:
    await both_started(stage)
    await stage.hire(stage.reader, Role.AUTHOR)
    before = len(stage.reader.chat.from_bot)
    said = await stage.reader.says(CONFERENCE)
    await stage.playground.wait_for(lambda: len(stage.reader.chat.from_bot) > before)
    await stage.presses(stage.reader, stage.reader.chat.from_bot[-1], "→ Tasdiqlashga")
    card = stage.editor.chat.from_bot[-1]
    for label in ("Vaqti", "bugun, 15:00", "✓ Chiqarish: bugun, 15:00"):
        card, _ = await stage.presses(stage.editor, card, label)
    edit = stage.reader.edits(said, CONFERENCE.replace("27-noyabr", "26-noyabr"))
    shown = await stage.told(stage.editor, edit)
    assert "matn oʻzgardi" in shown.text
    assert "26-noyabr" in shown.text
    assert "Qayta tasdiqlansagina" in stage.reader.chat.from_bot[-1].text
    stage.playground.clock.move(timedelta(hours=2))
    await stage.services.desk.tend()
    assert await stage.services.releases.newest_id() == 0
    await stage.presses(stage.editor, shown, "✓ Chiqarish: bugun, 15:00")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert "26-noyabr" in release.text


async def test_with_four_eyes_nobody_hands_in_and_publishes_what_a_source_brought(stage: Stage) -> None:
    await both_started(stage)
    await stage.services.staff.set_option("four_eyes", "on", None, stage.services.clock.now())
    await stage.hire(stage.reader, Role.EDITOR)
    draft = text.draft(CONFERENCE, stage.services.clock.now().date())
    card = await stage.told(stage.editor, stage.services.desk.offer(draft, "president.uz", 5))
    card, _ = await stage.presses(stage.editor, card, "→ Tasdiqlashga")
    refused = "Bu qarorga huquqingiz yetmaydi."
    assert await stage.forges(stage.editor, card, "k1:publish:1:2:-") == refused
    theirs = stage.reader.chat.from_bot[-1]
    for label in ("✎ Tuzatish", "Turi", "Forum"):
        theirs, _ = await stage.presses(stage.reader, theirs, label)
    assert await stage.forges(stage.reader, theirs, "k1:publish:1:3:-") == refused
    card, _ = await stage.presses(stage.editor, stage.seen(card), "✓ Eʼlon qilish")
    assert card.text.startswith("✓ Eʼlon qilindi")


async def test_what_is_sent_back_is_its_authors_again(stage: Stage) -> None:
    await both_started(stage)
    await stage.hire(stage.reader, Role.AUTHOR)
    own = await stage.tells(stage.reader, CONFERENCE)
    own, _ = await stage.presses(stage.reader, own, "→ Tasdiqlashga")
    card = stage.editor.chat.from_bot[-1]
    for label in ("↩ Qaytarish", "↩ Sababsiz qaytarish"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "tuzatishga qaytardi" in stage.reader.chat.from_bot[-1].text
    assert [button.text for button in stage.seen(own).buttons[0]] == ["→ Tasdiqlashga"]


async def test_of_two_who_change_a_draft_at_once_the_second_sees_what_changed(stage: Stage) -> None:
    await both_started(stage)
    await stage.hire(stage.reader, Role.AUTHOR)
    own = await stage.tells(stage.reader, CONFERENCE)
    own, _ = await stage.presses(stage.reader, own, "→ Tasdiqlashga")
    card = stage.editor.chat.from_bot[-1]
    for label in ("✎ Tuzatish", "Turi", "Forum"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "Turi: Forum" in stage.seen(own).text
    notice = await stage.forges(stage.reader, own, "k1:set:1:2:type-meeting")
    assert notice.startswith("Avval koʻrib oling: ")
    assert notice.endswith(": Turi")
    stands = await stage.services.drafts.get(1)
    assert stands is not None
    assert stands.corrections == {CardField.TYPE: ("forum",)}


async def test_who_was_taken_off_the_staff_can_do_nothing_with_an_open_keyboard(stage: Stage) -> None:
    await stage.hire(stage.reader, Role.EDITOR)
    own = await stage.tells(stage.reader, CONFERENCE)
    await stage.services.staff.assign(stage.reader.id, None, stage.editor.id, stage.services.clock.now())
    _, notice = await stage.presses(stage.reader, own, "✓ Eʼlon qilish")
    assert "faqat muharrirlar" in notice
    assert "Savol juda uzun" in (await stage.tells(stage.reader, CONFERENCE * 2)).text
    assert await stage.services.releases.newest_id() == 0


async def test_a_draft_whose_card_was_never_shown_is_shown_by_the_next_tick(stage: Stage) -> None:
    """The bot was killed between storing it and answering."""
    card = await stage.tells(stage.editor, CONFERENCE)
    await stage.tells(stage.editor, "/help")  # by then its card is stored
    (shown,) = await stage.services.drafts.cards(1)
    await stage.services.drafts.hide(shown)
    again = await stage.told(stage.editor, stage.services.desk.tend())
    assert again.text == card.text
    count = len(stage.editor.chat.from_bot)
    await stage.services.desk.tend()
    assert len(stage.editor.chat.from_bot) == count


async def test_a_draft_that_a_source_offers_is_shown_to_who_decides(stage: Stage) -> None:
    await both_started(stage)
    draft = text.draft(CONFERENCE, stage.services.clock.now().date())
    offered = await stage.told(stage.editor, stage.services.desk.offer(draft, "president.uz", 5))
    assert "Kimdan: president.uz" in offered.text
    shown, _ = await stage.presses(stage.editor, offered, "✓ Eʼlon qilish")
    assert shown.text.startswith("✓ Eʼlon qilindi")


async def test_an_album_is_one_draft_and_its_pictures_go_with_the_release(stage: Stage) -> None:
    first = stage.editor.sends_photo("a.png", PICTURE, caption=NEWS, album="7")
    await stage.told(stage.editor, first)
    card = await stage.told(stage.editor, stage.editor.sends_photo("b.png", PICTURE, album="7"))
    assert "🖼 Rasmlar: 2" in card.text
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert [media.kind for media in release.media] == ["photo", "photo"]


async def test_an_edit_of_a_published_text_is_offered_as_its_new_version(stage: Stage) -> None:
    said = await stage.editor.says(CONFERENCE)
    await stage.playground.wait_for(lambda: stage.editor.chat.from_bot)
    await stage.presses(stage.editor, stage.editor.chat.from_bot[-1], "✓ Eʼlon qilish")
    edited = stage.editor.edits(said, CONFERENCE.replace("27-noyabr", "26-noyabr"))
    card = await stage.told(stage.editor, edited)
    assert "yangi tahriri chiqadi" in card.text
    shown, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "Yangi tahrir eʼlon qilindi" in shown.text
    release = await stage.services.releases.get(2)
    assert release is not None
    assert (release.version, release.changed_at is not None) == (2, True)


async def test_a_decided_draft_is_not_discarded_again(stage: Stage) -> None:
    card = await fixing(stage, "✓ Eʼlon qilish")
    assert "qaror qabul" in await stage.forges(stage.editor, card, "k1:discard:1:2:-")
    stands = await stage.services.drafts.get(1)
    assert stands is not None
    assert stands.state is DraftState.PUBLISHED


PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 50


async def test_a_text_much_like_one_that_stands_becomes_its_new_version_at_a_press(stage: Stage) -> None:
    await fixing(stage, "✓ Eʼlon qilish")
    card = await stage.tells(stage.editor, CONFERENCE.replace("tavsiyalar", "takliflar"))
    assert "«Toshkentda suv tejash" in card.text
    card, _ = await stage.presses(stage.editor, card, "Yangi tahriri")
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "Yangi tahrir eʼlon qilindi" in card.text
    release = await stage.services.releases.get(2)
    assert release is not None
    assert release.version == 2


async def test_a_text_much_like_another_can_stand_for_itself(stage: Stage) -> None:
    await fixing(stage, "✓ Eʼlon qilish")
    card = await stage.tells(stage.editor, CONFERENCE.replace("tavsiyalar", "takliflar"))
    card, _ = await stage.presses(stage.editor, card, "Alohida xabar")
    assert "oʻxshash" not in card.text
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert await stage.services.releases.get(1)
    assert card.text.startswith("✓ Eʼlon qilindi.")
