"""An editor's text or file is kept, shown as it was understood, and published at a press."""

from datetime import timedelta

from news.models import Role
from playground import Message
from tests.handlers.releases import CONFERENCE, NEWS
from tests.handlers.stage import Stage


async def pushed(stage: Stage, text: str = CONFERENCE) -> Message:
    return await stage.tells(stage.editor, text)


async def test_a_pasted_text_is_shown_as_it_was_understood(stage: Stage) -> None:
    card = await pushed(stage)
    for line in ("Turi: Konferensiya, boʻlib oʻtgan", "Sana: 2024-yil 27-noyabr", "Joyi: Toshkent"):
        assert line in card.text
    assert [[button.text for button in row] for row in card.buttons] == [
        ["✓ Eʼlon qilish"],
        ["✎ Tuzatish", "Vaqti"],
        ["Bekor qilish"],
    ]


async def test_nothing_is_found_before_publish_and_everything_at_once_after(stage: Stage) -> None:
    card = await pushed(stage)
    assert "Hech narsa topilmadi" in (await stage.tells(stage.reader, "suv konferensiyasi")).text
    shown, notice = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert notice == "Eʼlon qilindi"
    assert shown.text.startswith("✓ Eʼlon qilindi.")
    assert "1 ta topildi" in (await stage.tells(stage.reader, "suv konferensiyasi")).text
    opened = await stage.told(stage.editor, stage.editor.presses(shown, "Toʻliq matn"))
    assert "Yakunda tavsiyalar" in opened.text


async def test_a_discarded_text_is_seen_by_nobody(stage: Stage) -> None:
    shown, notice = await stage.presses(stage.editor, await pushed(stage), "Bekor qilish")
    assert notice == "Bekor qilindi"
    assert shown.text.startswith("Bekor qilindi. Bu matn hech kimga koʻrinmadi.")
    assert shown.buttons == []
    assert "Hech narsa topilmadi" in (await stage.tells(stage.reader, "suv konferensiyasi")).text


async def test_the_same_text_again_is_named_a_duplicate(stage: Stage) -> None:
    await stage.presses(stage.editor, await pushed(stage), "✓ Eʼlon qilish")
    shown, notice = await stage.presses(stage.editor, await pushed(stage), "✓ Eʼlon qilish")
    assert notice == "Avval eʼlon qilingan"
    assert "avval eʼlon qilingan: «Toshkentda suv tejash" in shown.text
    assert await stage.services.releases.newest_id() == 1


async def test_a_decision_is_made_once(stage: Stage) -> None:
    card = await pushed(stage)
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    said = "Bu xabar boʻyicha qaror qabul qilib boʻlingan."
    assert await stage.forges(stage.editor, card, "k1:publish:1:1:-") == said
    assert await stage.forges(stage.editor, card, "k1:discard:1:1:-") == said


async def test_a_draft_of_somebody_else_or_of_nobody_cannot_be_decided(stage: Stage) -> None:
    card = await pushed(stage)
    other = await stage.tells(stage.reader, "salom")
    assert "faqat muharrirlar" in await stage.forges(stage.reader, other, "k1:publish:1:1:-")
    await stage.hire(stage.reader, Role.AUTHOR)
    assert "boshqa hamkasbniki" in await stage.forges(stage.reader, other, "k1:publish:1:1:-")
    assert "boshqa hamkasbniki" in await stage.forges(stage.editor, card, "k1:publish:77:1:-")
    assert "eskirgan" in await stage.forges(stage.editor, card, "k1:burn:1:1:-")
    assert await stage.services.releases.newest_id() == 0


async def test_who_is_an_editor_no_more_cannot_publish(stage: Stage) -> None:
    card = await pushed(stage)
    stage.now_with(admin_ids=frozenset[int]())
    _, notice = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "faqat muharrirlar" in notice
    assert await stage.services.releases.newest_id() == 0


async def test_an_editors_short_line_is_a_question(stage: Stage) -> None:
    await stage.presses(stage.editor, await pushed(stage), "✓ Eʼlon qilish")
    assert "1 ta topildi" in (await stage.tells(stage.editor, "suv konferensiyasi")).text


async def test_a_long_line_is_a_release(stage: Stage) -> None:
    assert (await pushed(stage, "Shaharda yangi bogʻ ochildi. " * 7)).buttons


async def test_new_makes_a_release_of_a_short_line(stage: Stage) -> None:
    assert "keyingi yozganingiz" in (await stage.tells(stage.editor, "/new")).text
    assert "Bogʻ ochildi" in (await stage.tells(stage.editor, "Bogʻ ochildi")).text
    assert not (await stage.tells(stage.editor, "bogʻ")).buttons
    assert (await stage.tells(stage.editor, "/new Maktab ochildi")).buttons


async def test_another_command_ends_the_wait_for_a_release(stage: Stage) -> None:
    await stage.tells(stage.editor, "/new")
    await stage.tells(stage.editor, "/help")
    assert not (await stage.tells(stage.editor, "Bogʻ ochildi")).buttons


async def test_a_reader_is_told_that_only_editors_push(stage: Stage) -> None:
    assert "faqat muharrirlar" in (await stage.tells(stage.reader, "/new")).text
    file = stage.reader.sends_file("xabar.txt", NEWS.encode())
    assert "faqat muharrirlardan" in (await stage.told(stage.reader, file)).text
    assert "Savol juda uzun" in (await stage.tells(stage.reader, CONFERENCE * 2)).text


async def test_a_forwarded_line_is_a_release_of_the_day_it_was_posted(stage: Stage) -> None:
    card = await stage.told(stage.editor, stage.editor.forwards_text("Bogʻ ochildi"))
    assert card.buttons
    assert "Chiqqan kuni: 2024-yil 28-noyabr" in card.text


async def test_a_forwarded_post_with_a_picture_is_its_caption(stage: Stage) -> None:
    photo = stage.editor.sends_photo("rasm.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, caption=NEWS)
    card = await stage.told(stage.editor, photo)
    assert "Bogʻ xiyobonida yangi kutubxona ochildi" in card.text
    assert card.buttons


async def test_a_text_file_is_read_in_its_encoding(stage: Stage) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
        card = await stage.told(stage.editor, stage.editor.sends_file("x.txt", CONFERENCE.encode(encoding)))
        assert "Joyi: Toshkent" in card.text
    russian = "Открыта новая библиотека\n\nВ библиотеке десять тысяч книг. Она работает ежедневно."
    card = await stage.told(stage.editor, stage.editor.sends_file("x.TXT", russian.encode("cp1251")))
    assert "Открыта новая библиотека" in card.text


async def test_a_file_that_holds_no_release_gets_a_sentence(stage: Stage) -> None:
    for name, content, said in (
        ("binary.txt", bytes(range(256)) * 40, "binary.txt matn emas"),
        ("blank.txt", b"   \n ", "blank.txt boʻm-boʻsh"),
        ("marks.txt", b"... !!!", "Matn topmadim"),
        ("x.exe", b"MZ", "turidagi faylni oʻqimayman"),
        ("<b>.pdf", b"%PDF", "<b>.pdf buzilgan"),
        ("long.txt", "soʻz ".encode() * 60_000, "bitta xabar uchun juda uzun"),
        ("huge.txt", b"soz " * 5_300_000, "20 MB dan oshmasin"),
    ):
        reply = await stage.told(stage.editor, stage.editor.sends_file(name, content))
        assert said in reply.text
        assert reply.buttons == []


async def test_a_paste_that_the_client_cut_becomes_one_draft(stage: Stage) -> None:
    """Telegram cuts a paste at 4,096: the pieces follow each other within a moment."""
    sentences = [f"Vazirlik {n}-hududda yangi maktab qurdi." for n in range(160)]
    first = "Yangi maktablar\n\n" + " ".join(sentences[:95])
    assert len(first) > 3500
    await stage.editor.says(first)
    await stage.editor.says(" ".join(sentences[95:]))
    await stage.playground.wait_for(lambda: stage.playground.calls("deleteMessage"))
    (card,) = stage.editor.chat.from_bot
    shown, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert shown.text.startswith("✓")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert all(sentence in release.text for sentence in sentences)


async def test_a_text_that_comes_later_is_another_draft(stage: Stage) -> None:
    await stage.tells(stage.editor, "Yangi maktablar\n\n" + "Maktab qurildi va ochildi. " * 140)
    stage.playground.clock.move(timedelta(minutes=1))
    await stage.tells(stage.editor, CONFERENCE)
    assert len([message for message in stage.editor.chat.from_bot if message.buttons]) == 2


async def test_markup_and_overrides_in_a_release_stay_text(stage: Stage) -> None:
    title, body = (
        "Sarlavha <b>qalin</b> & \u202eteskari",
        "<a href='x'>Matn</a> *yulduz* 😀👩\u200d👩\u200d👧.",
    )
    card = await stage.tells(stage.editor, f"{title}\n\n{body}")
    assert "Sarlavha <b>qalin</b> & teskari" in card.text
    shown, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    opened = await stage.told(stage.editor, stage.editor.presses(shown, "Toʻliq matn"))
    assert "<a href='x'>Matn</a>" in opened.text
    assert "👩\u200d👩\u200d👧" in opened.text


async def test_an_edited_release_is_shown_anew(stage: Stage) -> None:
    said = await stage.editor.says(CONFERENCE)
    await stage.playground.wait_for(lambda: stage.editor.chat.from_bot)
    card = await stage.told(
        stage.editor, stage.editor.edits(said, CONFERENCE.replace("27-noyabr", "26-noyabr"))
    )
    assert "Sana: 2024-yil 26-noyabr" in card.text
