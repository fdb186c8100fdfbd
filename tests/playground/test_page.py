"""The chat page in headless Chromium, with a scripted bot behind it."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, ViewportSize, async_playwright, expect

from playground import ADMIN, READER, SECOND_READER, UNLIMITED, Playground, Standing
from tests.playground.conformance import watch
from tests.playground.scripted import scripted

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = ViewportSize(width=390, height=844)


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
async def served() -> AsyncIterator[Playground]:
    """A playground with the scripted bot."""
    playground = Playground(limits=UNLIMITED)
    watch(playground)
    await playground.start()
    async with scripted(playground):
        yield playground
    await playground.stop()
    assert playground.complaints == []


@pytest_asyncio.fixture(loop_scope="module")
async def page(served: Playground, browser: Browser) -> AsyncIterator[Page]:
    """The page as the reader sees it; whatever the console says against it is a failure."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    page.set_default_timeout(30_000)
    expect.set_options(timeout=30_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    await page.goto(served.page_url)
    yield page
    await context.close()
    assert wrong == []


def words(page: Page, text: str | re.Pattern[str]) -> Any:
    """Bubbles that hold this text."""
    return page.locator(".bubble", has_text=text)


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Xabar", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Boshlash").click()
    await expect(words(page, "Uchrashuv")).to_be_visible()


async def test_a_person_starts_the_bot_and_sees_its_html(served: Playground, page: Page) -> None:
    await expect(page.get_by_text("Matbuot xabarlarini yetkazaman.")).to_be_visible()
    await start(page)
    bubble = words(page, "Uchrashuv")
    await expect(bubble.locator("strong")).to_have_text("Uchrashuv")
    link = bubble.get_by_role("link", name="havola")
    await expect(link).to_have_attribute("href", "https://example.org/a")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(page.get_by_role("link", name="Sayt")).to_have_attribute("href", "https://example.org/")


async def test_a_long_quote_opens_at_a_click_and_a_spoiler_too(page: Page) -> None:
    await start(page)
    quote = page.locator("blockquote.expandable")
    closed = await quote.bounding_box()
    await quote.click()
    await expect(quote).to_have_attribute("aria-expanded", "true")
    opened = await quote.bounding_box()
    assert closed is not None
    assert opened is not None
    assert opened["height"] > 2 * closed["height"]
    await page.get_by_label("Yashirin matn").click()
    await expect(page.locator(".spoiler.open")).to_have_text("sir")


async def test_enter_sends_and_shift_enter_makes_a_line(page: Page) -> None:
    await start(page)
    field = page.get_by_label("Xabar", exact=True)
    await field.fill("bir")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("ikki")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .words").last).to_have_text("bir\nikki")
    await expect(words(page, "Siz: bir")).to_be_visible()
    await expect(field).to_have_value("")


async def test_buttons_answer_with_a_toast_or_an_alert(page: Page) -> None:
    await start(page)
    await page.get_by_role("button", name="Xabar", exact=True).click()
    await expect(page.locator(".toasts")).to_have_text("Qisqa xabar")
    await page.get_by_role("button", name="Ogoh").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Diqqat!")
    await dialog.get_by_role("button", name="OK").click()
    await expect(dialog).to_be_hidden()


async def test_messages_are_edited_in_place_and_deleted(page: Page) -> None:
    await start(page)
    await say(page, "keyin")
    await expect(words(page, "Siz: keyin")).to_be_visible()
    count = await page.locator(".row").count()
    await page.get_by_role("button", name="Oʻzgartir").click()
    await expect(page.locator(".theirs .words").first).to_have_text("Yangi matn")
    await expect(page.locator(".theirs .meta").first).to_contain_text("tahrirlangan")
    assert await page.locator(".row").count() == count
    await say(page, "/start")
    await page.get_by_role("button", name="Oʻchir").click()
    await expect(page.locator(".row")).to_have_count(count + 1)


async def test_a_file_goes_by_picker_and_by_drop(page: Page) -> None:
    await start(page)
    await page.locator("#file").set_input_files(
        FilePayload(name="bir.txt", mimeType="text/plain", buffer=b"salom")
    )
    await expect(words(page, "5 bayt")).to_be_visible()
    transfer = await page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['1234567'], 'ikki.txt')); return t; }"
    )
    await page.dispatch_event(".chat", "dragenter", {"dataTransfer": transfer})
    await expect(page.get_by_text("Faylni shu yerga tashlang")).to_be_visible()
    await page.dispatch_event(".chat", "drop", {"dataTransfer": transfer})
    await expect(words(page, "7 bayt")).to_be_visible()
    await expect(page.get_by_text("Faylni shu yerga tashlang")).to_be_hidden()


async def test_personas_have_chats_of_their_own_and_count_what_they_missed(
    served: Playground, page: Page
) -> None:
    await start(page)
    await page.locator(f"[data-person='{ADMIN}']").click()
    await expect(page.get_by_role("button", name="Boshlash")).to_be_visible()
    await expect(page.locator(".row")).to_have_count(0)
    for number in range(2):
        await served.person(READER).says(f"orqada {number}")
    badge = page.locator(f"[data-person='{READER}'] .badge")
    await expect(badge).to_have_text("2")
    await expect(page).to_have_title("(2) Xabarnoma")
    await page.locator(f"[data-person='{READER}']").click()
    await expect(words(page, "Siz: orqada 1")).to_be_visible()
    await expect(badge).to_have_count(0)


async def test_the_address_remembers_the_persona(served: Playground, page: Page) -> None:
    await page.locator(f"[data-person='{SECOND_READER}']").click()
    await page.reload()
    await expect(page.locator("[aria-pressed='true']")).to_contain_text("Елена")


async def test_commands_are_offered_after_a_slash(page: Page) -> None:
    await start(page)
    await page.get_by_label("Xabar", exact=True).fill("/to")
    items = page.get_by_role("menuitem")
    await expect(items).to_have_count(1)
    await items.click()
    await expect(page.locator(".mine .words").last).to_have_text("/today")
    await page.get_by_role("button", name="Buyruqlar").click()
    await expect(items).to_have_count(2)
    await page.keyboard.press("Escape")
    await expect(items).to_have_count(0)


async def test_the_clock_is_moved_by_buttons(served: Playground, page: Page) -> None:
    ticks: list[str] = []
    served.on_clock_moved.append(lambda: ticks.append(f"{served.clock.offset}"))
    await page.get_by_role("button", name="+1 soat").click()
    await served.wait_for(lambda: len(ticks) == 1)
    assert 3590 < served.clock.offset.total_seconds() < 3610
    await page.get_by_label("Shu vaqtgacha").fill("09:30")
    await page.get_by_role("button", name="Surish").click()
    await expect(page.locator("#clock-time")).to_have_text("09:30")


async def test_typing_shows_until_the_message_comes(served: Playground, page: Page) -> None:
    await start(page)
    served.world.publish("typing", chat_id=READER, action="typing")
    await expect(page.locator("#status")).to_have_text("yozmoqda…")
    await say(page, "salom")
    await expect(words(page, "Siz: salom")).to_be_visible()
    await expect(page.locator("#status")).to_have_text("bot")


async def test_a_text_goes_as_a_forward(served: Playground, page: Page) -> None:
    await start(page)
    await page.get_by_role("button", name="Biriktirish").click()
    await page.get_by_role("menuitem", name="Uzatilgan xabar").click()
    await say(page, "Bayonot matni")
    await expect(words(page, "Uzatilgan: Matbuot xizmati")).to_contain_text("Bayonot matni")
    await say(page, "oddiy gap")
    await expect(page.locator(".mine .bubble").last).not_to_contain_text("Uzatilgan")


async def test_a_message_is_forwarded_from_its_own_menu(page: Page) -> None:
    await start(page)
    await page.locator(".row.theirs").first.hover()
    await page.get_by_role("button", name="Uzatish").first.click()
    await expect(words(page, "Uzatilgan: Xabarnoma")).to_be_visible()


async def test_blocking_and_unblocking(served: Playground, page: Page) -> None:
    await start(page)
    await page.get_by_role("button", name="Bloklash").click()
    await page.get_by_role("button", name="Blokdan chiqarish").click()
    await say(page, "qaytdim")
    await expect(words(page, "Siz: qaytdim")).to_be_visible()
    assert served.chat(READER).standing is Standing.MEMBER


async def test_inline_mode_offers_results_and_sends_the_chosen_one(page: Page) -> None:
    await start(page)
    await page.get_by_role("button", name="Ulashish").click()
    results = page.locator(".result")
    await expect(results).to_have_count(2)
    await page.get_by_role("menuitem", name="Yana").click()
    await expect(results).to_have_count(4)
    await page.get_by_role("menuitem", name="yangilik 1-0").click()
    await expect(words(page, "Karta").first).to_contain_text("@xabarnoma_bot orqali")
    await expect(results).to_have_count(0)
    await page.get_by_label("Xabar", exact=True).press_sequentially("@xabarnoma_bot yoʻq")
    await expect(page.get_by_text("Hech narsa topilmadi")).to_be_visible()


async def test_a_group_is_opened_and_each_member_speaks_in_it(served: Playground, page: Page) -> None:
    await page.get_by_label("Guruh yoki kanal ochish").select_option("group")
    await expect(page.locator("#bot-name")).to_have_text("Jurnalistlar")
    await page.get_by_label("Kim boʻlib yozasiz", exact=True).select_option(str(SECOND_READER))
    await say(page, "salom hammaga")
    await expect(words(page, "salom hammaga")).to_be_visible()
    group = next(chat for chat in served.world.chats.values() if chat.kind == "group")
    assert group.messages[-1].body["from"]["id"] == SECOND_READER
    assert group.members[READER] == "creator"
    await page.get_by_label("Kim boʻlib yozasiz", exact=True).select_option(str(ADMIN))
    await words(page, "salom hammaga").hover()
    await page.get_by_role("button", name="Javob", exact=True).click()
    await say(page, "vaalaykum")
    await expect(words(page, "vaalaykum")).to_contain_text("salom hammaga")
    assert group.messages[-1].body["reply_to_message"]["text"] == "salom hammaga"
    await page.get_by_role("button", name="Chiqarish").click()
    await expect(page.get_by_role("button", name="Qaytarish")).to_be_visible()
    assert group.standing is Standing.KICKED


async def test_a_forum_has_a_room_for_each_topic(served: Playground, page: Page) -> None:
    await page.get_by_label("Guruh yoki kanal ochish").select_option("forum")
    await page.locator(".persona", has_text="Dayjest").click()
    await say(page, "mavzudagi gap")
    await expect(words(page, "mavzudagi gap")).to_be_visible()
    forum = next(chat for chat in served.world.chats.values() if chat.is_forum)
    assert forum.messages[-1].body["message_thread_id"] == 2
    await page.locator(".persona", has_text="Savol-javob").click()
    await expect(words(page, "mavzudagi gap")).to_be_hidden()


async def test_hostile_text_stays_text(served: Playground, page: Page) -> None:
    await start(page)
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    await say(page, hostile)
    await expect(words(page, "Siz: <img")).to_contain_text(hostile)
    assert await page.locator(".messages img").count() == 0
    response = await page.request.get(served.page_url)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


async def test_a_lost_connection_is_taken_up_again(served: Playground, page: Page) -> None:
    await start(page)
    served.close_pages()
    await served.person(READER).says("uzilganda")
    await expect(words(page, "Siz: uzilganda")).to_be_visible()
    await expect(words(page, "Uchrashuv")).to_have_count(1)


async def test_what_the_page_cannot_do_is_answered_with_a_reason(served: Playground, page: Page) -> None:
    for path, body in (
        ("say", {"person": 5, "text": "a"}),
        ("say", {"person": READER}),
        ("press", {"person": READER, "message_id": 9, "row": 0, "column": 0}),
        ("choose", {"person": READER, "ask": "1", "result_id": "1"}),
        ("clock", {"to": "25:00"}),
    ):
        response = await page.request.post(f"{served.page_url}page/{path}", data=body)
        assert response.status == 400
        assert (await response.json())["error"]
    response = await page.request.post(f"{served.page_url}page/file?person={READER}&name=a.txt", data=b"")
    assert (await response.json())["error"] == "Bad Request: file must be non-empty"


async def test_a_long_text_goes_in_parts(served: Playground, page: Page) -> None:
    await start(page)
    await say(page, "Toshkentda uchrashuv. " * 300)
    await expect(page.locator(".mine")).to_have_count(3)
    await served.wait_for(lambda: len(served.chat(READER).from_bot) == 3)


async def test_on_a_phone_nothing_is_cut_and_the_clock_unfolds(served: Playground, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE, color_scheme="dark", has_touch=True)
    page = await context.new_page()
    await page.goto(served.page_url)
    await start(page)
    await say(page, "juda_uzun_soz_" * 30)
    await expect(words(page, "Siz: juda_uzun")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert await page.evaluate("document.getElementById('scroller').scrollWidth") <= PHONE["width"]
    await expect(page.get_by_role("button", name="+1 soat")).to_be_hidden()
    await page.locator("#clock-face").click()
    await expect(page.get_by_role("button", name="+1 soat")).to_be_visible()
    await context.close()
