"""Two drafts are made one by hand; a draft goes back, and a release is withdrawn, with a word on why."""

from datetime import timedelta

from news.models import DraftState, Role
from playground import Message
from tests.handlers.releases import CONFERENCE, NEWS
from tests.handlers.stage import Stage

OTHER = "Maktab ochildi\n\nNukusda yangi maktab ochildi. Unda 600 oʻquvchi oʻqiydi."


async def told_apart(stage: Stage, *texts: str) -> Message:
    """The card of the last of these texts, each a draft of its own."""
    for text in texts:
        card = await stage.tells(stage.editor, text)
        stage.playground.clock.move(timedelta(minutes=1))
    return card


async def states(stage: Stage) -> list[DraftState]:
    found = [await stage.services.drafts.get(number) for number in (1, 2, 3)]
    return [each.state for each in found if each is not None]


def shown(stage: Stage) -> list[Message]:
    """Cards on the editor's screen."""
    return [message for message in stage.editor.chat.from_bot if message.buttons]


async def test_two_drafts_are_made_one_at_a_tap_and_apart_again(stage: Stage) -> None:
    card = await told_apart(stage, CONFERENCE, NEWS)
    label = next(button.text for row in card.buttons for button in row if "Qoʻshish" in button.text)
    assert label == "⊕ Qoʻshish: Toshkentda suv tejash…"
    whole = await stage.told(stage.editor, stage.editor.presses(card, label))
    assert "⊕ Ikki xabar birga" in whole.text
    assert [message.text for message in shown(stage)] == [whole.text]
    await stage.told(stage.editor, stage.editor.presses(whole, "↶ Ajratish"), messages=2)
    assert len(shown(stage)) == 2
    assert await states(stage) == [DraftState.OPEN, DraftState.OPEN, DraftState.DISCARDED]


async def test_what_was_made_of_two_is_published_as_one(stage: Stage) -> None:
    card = await told_apart(stage, CONFERENCE, NEWS)
    whole = await stage.told(stage.editor, stage.editor.presses(card, "⊕ Qoʻshish: Toshkentda suv tejash…"))
    await stage.presses(stage.editor, whole, "✓ Eʼlon qilish")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert "Yakunda tavsiyalar" in release.text
    assert "Bogʻ xiyobonida yangi kutubxona ochildi" in release.text
    log = await stage.tells(stage.editor, "/audit")
    assert "qoʻshib bitta qildi" in log.text


async def test_of_several_drafts_one_is_chosen(stage: Stage) -> None:
    card = await told_apart(stage, CONFERENCE, NEWS, OTHER)
    menu, _ = await stage.presses(stage.editor, card, "⊕ Qoʻshish…")
    assert [row[0].text for row in menu.buttons][:2] == [
        "Bogʻ xiyobonida yangi kutubxona ochildi",
        "Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi",
    ]
    whole = await stage.told(
        stage.editor, stage.editor.presses(menu, "Bogʻ xiyobonida yangi kutubxona ochildi")
    )
    assert "Ikki xabar birga" in whole.text
    assert "Bogʻ xiyobonida" in whole.text


async def test_a_message_that_is_edited_changes_what_was_made_of_it(stage: Stage) -> None:
    said = await stage.editor.says(CONFERENCE)
    await stage.playground.wait_for(lambda: stage.editor.chat.from_bot)
    stage.playground.clock.move(timedelta(minutes=1))
    card = await told_apart(stage, NEWS)
    await stage.told(stage.editor, stage.editor.presses(card, "⊕ Qoʻshish: Toshkentda suv tejash…"))
    edited = CONFERENCE.replace("tavsiyalar", "xulosalar")
    whole = await stage.told(stage.editor, stage.editor.edits(said, edited))
    assert "Ikki xabar birga" in whole.text
    pending = await stage.services.drafts.get(3)
    assert pending is not None
    assert "xulosalar" in pending.draft.text
    assert "kutubxona" in pending.draft.text


async def test_nobody_makes_one_of_drafts_of_two_authors(stage: Stage) -> None:
    await stage.tells(stage.reader, "/start")
    await stage.hire(stage.reader, Role.AUTHOR)
    await stage.tells(stage.reader, CONFERENCE)
    card = await stage.tells(stage.editor, NEWS)
    assert not any("Qoʻshish" in button.text for row in card.buttons for button in row)
    assert "eskirgan" in await stage.forges(stage.editor, card, "k1:merge:2:1:1")
    assert await states(stage) == [DraftState.OPEN, DraftState.OPEN]


async def handed_in(stage: Stage) -> tuple[Message, Message]:
    """An author's draft that waits: their card, and the editor's."""
    for person in (stage.reader, stage.editor):
        await stage.tells(person, "/start")
    await stage.hire(stage.reader, Role.AUTHOR)
    own = await stage.tells(stage.reader, CONFERENCE)
    own, _ = await stage.presses(stage.reader, own, "→ Tasdiqlashga")
    return own, stage.editor.chat.from_bot[-1]


async def test_a_draft_goes_back_with_a_word_that_its_author_reads(stage: Stage) -> None:
    own, card = await handed_in(stage)
    card, _ = await stage.presses(stage.editor, card, "↩ Qaytarish")
    assert "Sababini yozsangiz" in card.text
    await stage.tells(stage.editor, "Sanasi notoʻgʻri, <tekshiring>")
    assert "Sababi: Sanasi notoʻgʻri, <tekshiring>" in stage.reader.chat.from_bot[-1].text
    said = "Tuzatishga qaytarilgan: Sanasi notoʻgʻri, <tekshiring>"
    await stage.playground.wait_for(lambda: said in stage.seen(own).text)
    own, _ = await stage.presses(stage.reader, stage.seen(own), "→ Tasdiqlashga")
    assert "qaytarilgan" not in own.text
    assert "ishlanmoqda: Sanasi" in (await stage.tells(stage.editor, "/audit")).text


async def test_who_goes_on_without_a_reason_is_not_asked_again(stage: Stage) -> None:
    """The next release is a release, whatever was asked before."""
    _, card = await handed_in(stage)
    await stage.presses(stage.editor, card, "↩ Qaytarish")
    assert (await stage.tells(stage.editor, CONFERENCE)).buttons
    assert (await states(stage))[0] is DraftState.WAITING


async def test_a_release_is_withdrawn_with_a_word_that_is_shown_first(stage: Stage) -> None:
    card = await stage.tells(stage.editor, CONFERENCE)
    for label in ("✓ Eʼlon qilish", "Qaytarib olish"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "hech kimga yuborilmagan" in card.text
    assert "Sababini yozsangiz" not in card.text
    asked = await stage.tells(stage.editor, "Sana <xato>")
    assert "Olganlarga koʻrinadigan sabab:\nSana <xato>" in asked.text
    assert await stage.services.releases.get(1) is not None
    await stage.presses(stage.editor, asked, "Ha, qaytarib olinsin")
    assert await stage.services.releases.get(1) is None
    assert "Sana <xato>" in (await stage.tells(stage.editor, "/audit")).text


async def test_after_a_reason_a_short_release_is_a_release(stage: Stage) -> None:
    card = await stage.tells(stage.editor, CONFERENCE)
    for label in ("✓ Eʼlon qilish", "Qaytarib olish"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert "Toʻgʻri boʻlsa" in (await stage.tells(stage.editor, NEWS)).text
    assert len(await stage.services.drafts.undecided()) == 1


async def test_who_walked_away_and_comes_back_with_a_question_asks_it(stage: Stage) -> None:
    _, card = await handed_in(stage)
    await stage.presses(stage.editor, card, "↩ Qaytarish")
    stage.playground.clock.move(timedelta(minutes=11))
    assert "Hech narsa topilmadi" in (await stage.tells(stage.editor, "bogʻ")).text
    assert (await states(stage))[0] is DraftState.WAITING
