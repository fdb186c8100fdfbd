"""What editors do in the chat, in a browser: one bot, one browser, a release of its own for each way."""

import os
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from playground import ADMIN, READER, SECOND_READER
from tests.bot.program import Running, running
from tests.bot.test_chat_page import CHROMIUM, FLAGS
from tests.sources.made import office

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The smallest picture there is.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63f8cfc00000030101004b4d6c0e0000000049454e44ae426082"
)
MEETING = """{town}da {topic} boʻyicha uchrashuv oʻtkazildi

Kecha {town} shahrida {topic} masalalariga bagʻishlangan uchrashuv boʻlib oʻtdi.

Unda soha mutaxassislari va talabalar ishtirok etdi.

Uchrashuv yakunida {topic} boʻyicha yoʻl xaritasi qabul qilindi.

Keyingi uchrashuv kuzda oʻtkaziladi."""


@pytest.fixture(autouse=True)
def _no_program_outlives_its_test() -> None:
    """Here one serves all tests."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with running(tmp_path_factory.mktemp("page")) as bot:
        yield bot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        reason = "no chromium, chromium-browser or google-chrome on the path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(bot: Running, browser: Browser) -> AsyncIterator[Page]:
    """A telephone in the editor's hand; whatever its console says against us is a failure."""
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    page.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await page.goto(bot.page)
    for person in (READER, SECOND_READER, ADMIN):
        await become(page, person)
        begin = page.get_by_role("button", name="Boshlash")
        if await begin.is_visible():
            await begin.click()
            await expect(bubbles(page).last).to_be_visible()
    yield page
    await context.close()
    assert wrong == []


async def become(page: Page, person: int) -> None:
    await page.locator(f"[data-person='{person}']").click()


def bubbles(page: Page, text: str | re.Pattern[str] = "") -> Locator:
    """What the bot said and says that."""
    return page.locator(".row.theirs .bubble", has_text=text)


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Xabar", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).last.click()


async def pasted(page: Page, town: str, topic: str) -> Locator:
    """The card of a text that was just pasted."""
    await say(page, MEETING.format(town=town, topic=topic))
    card = row(page, f"{town}da {topic}")
    await expect(card).to_contain_text("Turi:")
    return card


def row(page: Page, text: str) -> Locator:
    """The newest message of the bot that says that, its buttons included."""
    return page.locator(".row.theirs", has_text=text).last


async def tap(row: Locator, label: str) -> None:
    await row.get_by_role("button", name=label, exact=True).click()


async def pass_time(page: Page, *steps: str) -> None:
    """Move the bot's clock: on to an hour of the day, or by one of the buttons."""
    await page.locator("#clock-face").click()
    for step in steps:
        if ":" in step:
            await page.get_by_label("Shu vaqtgacha").fill(step)
            await page.get_by_role("button", name="Surish").click()
        else:
            await page.get_by_role("button", name=step).click()
    await page.locator("#clock-face").click()


async def test_a_card_is_corrected_by_a_reply_and_its_summary_by_sentences(page: Page) -> None:
    card = await pasted(page, "Navoiy", "kutubxona")
    await card.hover()
    await tap(card, "Javob")
    await say(page, "Sana: 3-may")
    await expect(row(page, "3-may ✎")).to_be_visible()
    await tap(row(page, "3-may ✎"), "✎ Tuzatish")
    await press(page, "Qisqa mazmun")
    await expect(row(page, "Keyingi uchrashuv kuzda")).to_be_visible()
    await press(page, "✓ 1")
    await press(page, "‹ Xabarga")
    await press(page, "✓ Eʼlon qilish")
    await expect(row(page, "Eʼlon qilindi")).to_contain_text("3-may")
    await become(page, READER)
    await say(page, "Navoiy kutubxona")
    await expect(row(page, "1 ta topildi")).to_contain_text("3-may")


async def test_documents_become_cards(page: Page) -> None:
    discarded = page.locator(".row.theirs", has_text="Bekor qilindi. Bu matn")
    for number, (name, kind) in enumerate((("anjuman.docx", WORD), ("anjuman.pdf", "application/pdf"))):
        file = FilePayload(name=name, mimeType=kind, buffer=office(name))
        await page.locator("#file").set_input_files(file)
        card = page.locator(".row.theirs", has_text="Nukusda suv tejash").nth(number)
        await expect(card).to_contain_text("Tashkilotchilar: Suv xoʻjaligi vazirligi")
        await tap(card, "Bekor qilish")
        await expect(discarded).to_have_count(number + 1)


async def test_an_album_is_one_release_whose_pictures_go_before_its_text(page: Page) -> None:
    await page.get_by_label("Xabar", exact=True).fill(MEETING.format(town="Xiva", topic="sayyohlik"))
    pictures = [FilePayload(name=f"{n}.png", mimeType="image/png", buffer=PICTURE) for n in range(2)]
    await page.locator("#file").set_input_files(pictures)
    await expect(row(page, "🖼 Rasmlar: 2")).to_be_visible()
    await tap(row(page, "🖼 Rasmlar: 2"), "✓ Eʼlon qilish")
    await expect(row(page, "Eʼlon qilindi")).to_contain_text("Xivada sayyohlik")
    await tap(row(page, "Eʼlon qilindi"), "Toʻliq matn")
    await expect(page.locator(".row.theirs img")).to_have_count(2)


async def test_an_embargo_holds_until_its_hour(page: Page) -> None:
    card = await pasted(page, "Chimboy", "arxeologiya")
    await tap(card, "Vaqti")
    await page.get_by_role("button", name="ertaga, 12:00").last.click()
    await page.get_by_role("button", name=re.compile("✓ Chiqarish")).last.click()
    await expect(row(page, "Eʼlon vaqti belgilandi")).to_be_visible()
    await become(page, READER)
    await say(page, "arxeologiya uchrashuvi Chimboy")
    await expect(page.locator(".row.mine", has_text="arxeologiya").last).to_be_visible()
    await expect(page.locator(".row.theirs").last).to_contain_text("topilmadi")
    await pass_time(page, "23:59", "12:00")
    await become(page, ADMIN)
    await expect(row(page, "Belgilangan vaqtda eʼlon qilindi")).to_be_visible()
    await become(page, READER)
    await say(page, "arxeologiya uchrashuvi Chimboy")
    await expect(row(page, "1 ta topildi")).to_contain_text("Chimboyda arxeologiya")


async def test_who_received_what_was_withdrawn_sees_it_struck_out(page: Page) -> None:
    await become(page, READER)
    await press(page, "Obuna boʻlish")
    await expect(row(page, "Obuna boʻldingiz")).to_be_visible()
    await become(page, ADMIN)
    card = await pasted(page, "Guliston", "pillachilik")
    await tap(card, "✓ Eʼlon qilish")
    await tap(card, "⚡ Shoshilinch")
    await press(page, "Hammaga yuborish: 1")
    await expect(row(page, "10 soniyadan keyin")).to_be_visible()
    await pass_time(page, "+1 daqiqa")
    await become(page, READER)
    await expect(row(page, "Shoshilinch xabar")).to_contain_text("Gulistonda pillachilik")
    await become(page, ADMIN)
    await say(page, "Guliston pillachilik")
    found = page.locator(".row.theirs").last
    await expect(found).to_contain_text("Gulistonda pillachilik")
    for label in ("Toʻliq matn", "⚙ Boshqarish", "Qaytarib olish", "Ha, qaytarib olinsin"):
        await tap(found, label)
    await expect(found).to_contain_text("Tuzatiladigan xabarlar: 1")
    await become(page, READER)
    urgent = row(page, "Shoshilinch xabar")
    await expect(urgent).to_contain_text("qaytarib olindi")
    await expect(urgent.locator("s, del")).to_have_text(re.compile("Gulistonda pillachilik"))


async def test_a_second_person_invited_by_a_link_has_the_last_word(page: Page) -> None:
    await say(page, "/people")
    await press(page, "+ Muharrir taklif qilish")
    invitation = row(page, "start=join_")
    word = re.search(r"start=(join_\S+)", await invitation.inner_text())
    assert word is not None
    await become(page, SECOND_READER)
    await say(page, f"/start {word[1]}")
    await expect(row(page, "Добро пожаловать")).to_contain_text("редактор")
    await become(page, ADMIN)
    await say(page, "/people")
    await page.get_by_role("button", name=re.compile("Ikki kishi tasdigʻi")).last.click()
    card = await pasted(page, "Jizzax", "irrigatsiya")
    await tap(card, "→ Tasdiqlashga")
    await become(page, SECOND_READER)
    await tap(row(page, "Jizzaxda irrigatsiya"), "✓ Опубликовать")
    await expect(row(page, "Jizzaxda irrigatsiya")).to_contain_text("Опубликовано")
    await become(page, ADMIN)
    await expect(row(page, "xabaringizni eʼlon qildi")).to_be_visible()
    await page.get_by_role("button", name=re.compile("Ikki kishi tasdigʻi")).last.click()  # as it was
