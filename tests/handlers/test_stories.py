"""A draft is told what it is to what stands; what tells one story is taken apart and put together by hand."""

from datetime import date, timedelta

from news.models import Release, Role, Verdict
from playground import Message
from tests.handlers.releases import NEWS, publish
from tests.handlers.stage import Stage
from tests.news.test_search_stories import RUSSIAN, TEXT

UZBEK = "Suv uchrashuvi\n\n" + TEXT.replace("8-aprel", "20-noyabr")
TRANSLATED = "Встреча о воде\n\n" + RUSSIAN.replace("8 апреля", "20 ноября")
THAT_DAY, TODAY = date(2024, 11, 20), date(2024, 11, 28)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


async def stands(stage: Stage, release_id: int) -> Release:
    release = await stage.services.releases.get(release_id)
    assert release is not None
    return release


async def are_one(stage: Stage, one: int, other: int) -> bool:
    return (await stands(stage, one)).story == (await stands(stage, other)).story


async def offered(stage: Stage) -> Message:
    """The card of a translation that came a week after its text."""
    await publish(stage, UZBEK, published=THAT_DAY)
    return await stage.tells(stage.editor, TRANSLATED)


async def released(stage: Stage) -> Message:
    """The card of a translation that came out and was joined with its text by itself."""
    await publish(stage, UZBEK, published=TODAY - timedelta(days=1))
    card = await stage.tells(stage.editor, TRANSLATED)
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    return card


async def logged(stage: Stage) -> str:
    return (await stage.tells(stage.editor, "/audit")).text


async def test_a_translation_that_is_not_sure_is_linked_at_a_tap(stage: Stage) -> None:
    card = await offered(stage)
    assert "boshqa tildagi matniga oʻxshaydi: «Suv uchrashuvi»" in card.text
    assert "Норкулова" in card.text
    assert labels(card)[0] == ["🔗 Bogʻlash", "Alohida xabar"]
    card, _ = await stage.presses(stage.editor, card, "🔗 Bogʻlash")
    assert "🔗 Bogʻlanadi: «Suv uchrashuvi»" in card.text
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "🔗 Bogʻlandi: «Suv uchrashuvi»" in card.text
    assert await are_one(stage, 1, 2)
    log = await logged(stage)
    assert "boshqa xabarga nisbatini belgiladi (qoralama №1)\nbogʻlanadi: xabar №1" in log
    assert "bir voqeaga bogʻladi (xabar №2)\nxabar №1" in log


async def test_what_nobody_links_stays_by_itself(stage: Stage) -> None:
    await stage.presses(stage.editor, await offered(stage), "✓ Eʼlon qilish")
    assert not await are_one(stage, 1, 2)


async def test_a_link_is_taken_back_before_it_comes_out(stage: Stage) -> None:
    card = await offered(stage)
    for label in ("🔗 Bogʻlash", "↶ Bogʻlanmasin"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert labels(card)[0] == ["🔗 Bogʻlash", "Alohida xabar"]
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert not await are_one(stage, 1, 2)


async def test_a_translation_that_is_sure_joins_unless_somebody_says_no(stage: Stage) -> None:
    await publish(stage, UZBEK, published=TODAY - timedelta(days=1))
    card = await stage.tells(stage.editor, TRANSLATED)
    assert "eʼlon qilinganda bogʻlanadi: «Suv uchrashuvi»" in card.text
    assert labels(card)[:2] == [["✓ Eʼlon qilish"], ["Alohida xabar"]]
    card, _ = await stage.presses(stage.editor, card, "Alohida xabar")
    assert "≠ Alohida: «Suv uchrashuvi»" in card.text
    assert labels(card)[:2] == [["✓ Eʼlon qilish"], ["↶ Alohida emas"]]
    await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert not await are_one(stage, 1, 2)
    pending = await stage.services.drafts.get(1)
    assert pending is not None
    assert pending.verdicts == {1: Verdict.APART}


async def test_a_new_version_is_said_to_be_one_and_not(stage: Stage) -> None:
    await publish(stage, UZBEK, published=TODAY - timedelta(days=1))
    card = await stage.tells(stage.editor, f"{UZBEK} Jurnalistlarning savollariga javob berildi.")
    assert labels(card)[0] == ["Yangi tahriri", "Alohida xabar"]
    for label in ("Yangi tahriri", "↶ Yangi tahrir emas", "Yangi tahriri"):
        card, _ = await stage.presses(stage.editor, card, label)
    card, _ = await stage.presses(stage.editor, card, "✓ Eʼlon qilish")
    assert "Yangi tahrir eʼlon qilindi" in card.text
    assert not (await stands(stage, 1)).current


async def test_what_was_joined_by_itself_is_taken_apart_and_back(stage: Stage) -> None:
    card = await released(stage)
    assert "🔗 Bogʻlandi: «Suv uchrashuvi»" in card.text
    for label in ("🔗 Boshqa nusxalari", "✂ Alohida: 1"):
        card, _ = await stage.presses(stage.editor, card, label)
    assert card.text.startswith("✂ Ajratildi.")
    assert not await are_one(stage, 1, 2)
    card, _ = await stage.presses(stage.editor, card, "↶ Avvalgi holiga")
    assert "1. Suv uchrashuvi (Oʻzbekcha, 27-noyabr)" in card.text
    assert await are_one(stage, 1, 2)
    log = await logged(stage)
    assert "voqeadan ajratdi (xabar №1)" in log
    assert "avvalgi holiga qaytardi (xabar №1)" in log


async def test_what_is_alike_is_offered_to_be_put_together_and_back(stage: Stage) -> None:
    card, _ = await stage.presses(stage.editor, await offered(stage), "✓ Eʼlon qilish")
    card, _ = await stage.presses(stage.editor, card, "🔗 Boshqa nusxalari")
    assert "Bu voqea haqida boshqa xabar yoʻq" in card.text
    card, _ = await stage.presses(stage.editor, card, "🔗 Bogʻlash: 1")
    assert card.text.startswith("🔗 Bogʻlandi.")
    assert await are_one(stage, 1, 2)
    card, _ = await stage.presses(stage.editor, card, "↶ Avvalgi holiga")
    assert not await are_one(stage, 1, 2)


async def test_any_other_release_is_found_by_its_words_and_linked(stage: Stage) -> None:
    await publish(stage, NEWS)
    card = await released(stage)
    card, _ = await stage.presses(stage.editor, card, "🔗 Boshqa nusxalari")
    await stage.told(stage.editor, stage.editor.presses(card, "🔎 Boshqasini topish"))
    assert "topmadim" in (await stage.tells(stage.editor, "samolyot")).text
    found = await stage.tells(stage.editor, "kutubxona")
    found, _ = await stage.presses(stage.editor, found, "🔗 Bogʻlash: 1")
    assert found.text.startswith("🔗 Bogʻlandi.")
    assert await are_one(stage, 1, 3)
    assert await are_one(stage, 2, 3)


async def test_what_is_apart_is_not_put_together_by_way_of_a_third(stage: Stage) -> None:
    await publish(stage, NEWS)
    card = await released(stage)
    await stage.presses(
        stage.editor, (await stage.presses(stage.editor, card, "🔗 Boshqa nusxalari"))[0], "✂ Alohida: 1"
    )
    await stage.forges(stage.editor, card, "l1:link:1:2")
    notice = await stage.forges(stage.editor, card, "l1:link:1:3")
    assert notice.startswith("Bogʻlamadim: «Suv uchrashuvi» va «Встреча о воде»")
    assert not await are_one(stage, 2, 3)


async def test_only_who_may_decide_regroups(stage: Stage) -> None:
    card = await released(stage)
    await stage.hire(stage.reader, Role.AUTHOR)
    other = await stage.tells(stage.reader, "/help")
    for press in ("l1:part:2:1", "l1:story:2:-", "l1:revert:2:1", "l1:kin:2:-"):
        assert "faqat muharrirlar" in await stage.forges(stage.reader, other, press)
    assert await are_one(stage, 1, 2)
    assert "eskirgan" in await stage.forges(stage.editor, card, "l1:revert:2:99")
