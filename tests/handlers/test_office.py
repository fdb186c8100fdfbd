"""People, the log, messages to all, withdrawal, and a bot that came out of a backup."""

from datetime import timedelta

from news.models import Role, Subscriber
from playground import Message
from storage.pause import Pause
from tests.handlers.releases import CONFERENCE
from tests.handlers.stage import Stage

QUESTION = "suv konferensiyasi"


async def published(stage: Stage) -> Message:
    card = await stage.tells(stage.editor, CONFERENCE)
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    return card


async def subscribed(stage: Stage) -> None:
    await stage.tells(stage.reader, "/start")
    await stage.services.subscribers.save(Subscriber(stage.reader.id, active=True))


async def test_a_withdrawn_release_is_gone_from_every_path(stage: Stage) -> None:
    card = await published(stage)
    answer = await stage.tells(stage.reader, QUESTION)
    assert "1 ta topildi" in answer.text
    card, _ = await stage.presses(stage.editor, card, "Qaytarib olish")
    assert "Hali hech kimga yuborilmagan" in card.text
    card, notice = await stage.presses(stage.editor, card, "Ha, qaytarib olinsin")
    assert notice == "Qaytarib olindi"
    _, notice = await stage.presses(stage.reader, answer, "Toʻliq matn")
    assert notice
    assert "Hech narsa topilmadi" in (await stage.tells(stage.reader, QUESTION)).text
    asked = await stage.reader.asks_inline("konferensiya")
    await stage.playground.wait_for(lambda: asked.answer is not None)
    assert (asked.answer or {})["results"] == []
    assert "qaytarib oldi" in (await stage.tells(stage.editor, "/audit")).text


async def test_a_withdrawn_text_comes_back_only_by_hand(stage: Stage) -> None:
    card = await published(stage)
    for label in ("Qaytarib olish", "Ha, qaytarib olinsin"):
        card, _ = await stage.presses(stage.editor, card, label)
    pending = await stage.services.drafts.get(1)
    assert pending is not None
    again = await stage.services.intake.publish(pending.draft)
    assert not again.release.current
    assert "Hech narsa topilmadi" in (await stage.tells(stage.reader, QUESTION)).text
    card = await stage.tells(stage.editor, CONFERENCE)
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "1 ta topildi" in (await stage.tells(stage.reader, QUESTION)).text


async def test_a_published_release_is_corrected_in_place(stage: Stage) -> None:
    card = await published(stage)
    draft = await stage.told(stage.editor, stage.editor.presses(stage.seen(card), "✎ Tuzatish"))
    assert "Eʼlon qilingan xabarni tuzatish" in draft.text
    for label in ("✎ Tuzatish", "Turi", "Forum", "✓ Eʼlon qilish"):
        draft, _ = await stage.presses(stage.editor, draft, label)
    assert draft.text.startswith("✓ Tuzatildi.")
    found = await stage.tells(stage.reader, QUESTION)
    assert "Forum" in found.text
    assert "oʻzgartirildi" in found.text
    assert await stage.services.releases.newest_id() == 1


async def test_an_urgent_release_goes_to_all_and_can_be_called_back(stage: Stage) -> None:
    await subscribed(stage)
    card = await published(stage)
    card, _ = await stage.presses(stage.editor, card, "⚡ Shoshilinch")
    assert [row[0].text for row in card.buttons] == ["Hammaga yuborish: 1", "‹ Yoʻq, qolsin"]
    card, _ = await stage.presses(stage.editor, card, "Hammaga yuborish: 1")
    assert "1 ta manzilga 10 soniyadan keyin ketadi" in card.text
    assert card.text.startswith("Toshkentda suv tejash")
    assert card.buttons[-1][0].text == "‹ Xabarga"
    card, notice = await stage.presses(stage.editor, card, "✕ Yuborishni bekor qilish")
    assert notice == "Bekor qilindi: 1"
    assert "Yetmadi: 0" in card.text
    assert "Yuborish bekor qilindi: 1" in card.text
    assert card.text.startswith("Toshkentda suv tejash")
    card, _ = await stage.presses(stage.editor, card, "‹ Xabarga")
    assert "⚡ Shoshilinch" in [button.text for row in card.buttons for button in row]


async def test_a_press_that_comes_twice_sends_once(stage: Stage) -> None:
    await subscribed(stage)
    card = await published(stage)
    for _ in range(2):
        await stage.forges(stage.editor, card, "l1:send:1:all-0123456789ab")
    assert (await stage.services.publicity.tally("urgent 0123456789ab")).total == 1


async def test_a_word_to_all_is_shown_before_it_goes(stage: Stage) -> None:
    await subscribed(stage)
    await stage.tells(stage.editor, "/broadcast")
    preview = await stage.tells(stage.editor, "Ertaga <bayram>.\n\nDayjest boʻlmaydi.")
    assert "Obunachilar shunday koʻradi" in preview.text
    assert "Ertaga <bayram>." in preview.text
    preview, _ = await stage.presses(stage.editor, preview, "Hammaga yuborish: 1")
    assert "ketadi" in preview.text
    assert await stage.forges(stage.editor, preview, "i1:word:0:000000000000")
    preview, _ = await stage.presses(stage.editor, preview, "Hisobot")
    assert "Navbatda: 1" in preview.text


async def test_a_press_on_an_older_word_to_all_leaves_the_newer_one_to_be_sent(stage: Stage) -> None:
    await subscribed(stage)
    previews = []
    for words in ("Eski xabar.", "Yangi xabar."):
        await stage.tells(stage.editor, "/broadcast")
        previews.append(await stage.tells(stage.editor, words))
    _, notice = await stage.presses(stage.editor, previews[0], "Hammaga yuborish: 1")
    assert notice == "Bu xabarning eski koʻrinishi. Hech narsa yuborilmadi."
    sent, _ = await stage.presses(stage.editor, previews[1], "Hammaga yuborish: 1")
    assert "ketadi" in sent.text


async def test_a_person_is_invited_by_a_link_that_works_once(stage: Stage) -> None:
    people = await stage.tells(stage.editor, "/people")
    said = await stage.told(stage.editor, stage.editor.presses(people, "+ Muharrir taklif qilish"))
    word = said.text.split("start=", 1)[1].split()[0]
    assert "muharrirsiz" in (await stage.tells(stage.reader, f"/start {word}")).text
    assert "использовано или просрочено" in (await stage.tells(stage.russian, f"/start {word}")).text
    assert await stage.services.staff.role(stage.reader.id) is Role.EDITOR
    assert await stage.services.staff.role(stage.russian.id) is None


async def test_an_invitation_expires(stage: Stage) -> None:
    now = stage.services.clock.now()
    word = await stage.services.staff.invite(Role.AUTHOR, stage.editor.id, now, now + timedelta(days=2))
    stage.playground.clock.move(timedelta(days=2, seconds=1))
    assert "muddati oʻtgan" in (await stage.tells(stage.reader, f"/start join_{word}")).text
    assert await stage.services.staff.role(stage.reader.id) is None


async def test_who_is_removed_loses_the_buttons_of_open_cards(stage: Stage) -> None:
    await stage.hire(stage.reader, Role.AUTHOR)
    own = await stage.tells(stage.reader, CONFERENCE)
    people = await stage.tells(stage.editor, "/people")
    for label in ("Hamkasb: muallif", "Roʻyxatdan chiqarish"):
        people, notice = await stage.presses(stage.editor, people, label)
    assert "Undan qolgan loyihalar: 1" in notice
    assert stage.seen(own).buttons == []
    taken_over = await stage.tells(stage.editor, "/drafts")
    await stage.presses(stage.editor, taken_over, "✓ Eʼlon qilish")
    assert await stage.services.releases.newest_id() == 1


async def test_only_owners_see_people_log_and_exports(stage: Stage) -> None:
    await stage.hire(stage.reader, Role.EDITOR)
    for command in ("/people", "/audit", "/broadcast", "/export"):
        assert "faqat boshliqlar" in (await stage.tells(stage.reader, command)).text
    card = await stage.tells(stage.editor, "/export")
    assert "faqat boshliqlar" in await stage.forges(stage.reader, card, "i1:export:0:subscribers-csv")
    assert await stage.forges(stage.russian, card, "i1:people:0:-")


async def test_the_log_is_paged_and_taken_away(stage: Stage) -> None:
    for number in range(13):
        await stage.services.staff.set_option(
            "four_eyes", str(number), stage.editor.id, stage.services.clock.now()
        )
    page = await stage.tells(stage.editor, "/audit")
    assert page.text.count("sozlamani oʻzgartirdi") == 10
    page, _ = await stage.presses(stage.editor, page, "Avvalgilari ›")
    assert page.text.count("sozlamani oʻzgartirdi") == 3
    file = await stage.told(stage.editor, stage.editor.presses(page, "Hammasini yuklab olish"))
    assert file.body["document"]["file_name"] == "audit-2024-11-28.jsonl"


async def test_an_export_holds_what_readers_see_and_nothing_else(stage: Stage) -> None:
    card = await published(stage)
    content = await stage.services.exports.whole("releases", "jsonl", 1 << 20)
    assert content is not None
    assert "suv tejash" in content.decode()
    for label in ("Qaytarib olish", "Ha, qaytarib olinsin"):
        card, _ = await stage.presses(stage.editor, card, label)
    await stage.tells(stage.editor, CONFERENCE.replace("suv tejash", "havo"))
    assert await stage.services.exports.whole("releases", "jsonl", 1 << 20) == b""


async def test_a_restored_bot_waits_for_an_owners_word(stage: Stage) -> None:
    await stage.tells(stage.editor, "/start")
    pause = stage.services.pause
    assert isinstance(pause, Pause)
    await pause.begin(stage.services.clock.now())
    said = await stage.told(stage.editor, stage.services.desk.greet())
    assert "zaxira nusxadan tiklandi" in said.text
    said, notice = await stage.presses(stage.editor, said, "Davom ettirish")
    assert notice == "Davom etmoqda"
    assert not await pause.is_on()
