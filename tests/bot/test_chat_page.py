"""The whole way in a browser: an editor publishes, a reader asks, sets an hour, and gets the digest."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from tests.bot.program import Running, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
pytestmark = pytest.mark.slow
PLACES = {"reader": "Malika", "editor": "Sardor"}
RELEASE = """Qarshida oliy taʼlim boʻyicha davra suhbati oʻtkazildi

Bugun Qarshi shahrida “Kichik universitetlar kelajagi” mavzusida davra suhbati boʻlib oʻtdi.

Tadbir Qarshi davlat universiteti tomonidan Innovatsiyalar agentligi bilan hamkorlikda tashkil etildi.

Davra suhbati yakunida <qoʻshma> bayonot qabul qilindi."""


@pytest.fixture
async def bot(settled: Path) -> AsyncIterator[Running]:
    async with running(settled) as bot:
        yield bot


@pytest.fixture
async def page(bot: Running) -> AsyncIterator[Page]:
    if CHROMIUM is None:
        reason = "no chromium, chromium-browser or google-chrome on the path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(30_000)
        expect.set_options(timeout=30_000)
        await page.goto(bot.page)
        yield page
        await browser.close()


async def become(page: Page, who: str) -> None:
    await page.get_by_role("button", name=re.compile(PLACES[who])).click()


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Boshlash").click()


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Xabar", exact=True).fill(text)
    await page.keyboard.press("Enter")


def last(page: Page) -> Locator:
    """The newest thing the bot said."""
    return page.locator(".bubble:not(.mine .bubble)").last


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).last.click()


async def test_from_a_pasted_release_to_the_digest_at_the_hour_that_was_set(page: Page) -> None:
    await become(page, "editor")
    await start(page)
    await expect(last(page)).to_contain_text("Assalomu alaykum")
    await say(page, RELEASE)
    await expect(last(page)).to_contain_text("Davra suhbati")
    await expect(last(page)).to_contain_text("Innovatsiyalar agentligi")
    await press(page, "✓ Eʼlon qilish")
    await expect(last(page)).to_contain_text("Eʼlon qilindi")

    await become(page, "reader")
    await start(page)
    await press(page, "Obuna boʻlish")
    await expect(last(page)).to_contain_text("Obuna boʻldingiz")
    await say(page, "Карши давра сухбати")
    await expect(last(page)).to_contain_text("Qarshida oliy taʼlim")
    await press(page, "Toʻliq matn")
    await expect(last(page)).to_contain_text("<qoʻshma> bayonot")

    await say(page, "/settings")
    await press(page, "Soat")
    await expect(page.locator(".bubble", has_text="Dayjest soat nechada")).to_be_visible()
    in_two_hours = datetime.now(UTC).astimezone(ZoneInfo("Asia/Tashkent")) + timedelta(hours=2)
    await say(page, f"{in_two_hours:%H:%M}")
    await expect(last(page)).to_contain_text(f"{in_two_hours:%H:%M}")
    await page.locator("#clock-face").click()
    for _ in range(2):
        await page.get_by_role("button", name="+1 soat").click()
    await page.get_by_role("button", name="+1 daqiqa").click()
    await expect(last(page)).to_contain_text("Dayjest")
    await expect(last(page)).to_contain_text("Qarshida oliy taʼlim boʻyicha davra suhbati oʻtkazildi")


async def test_figures_come_as_a_picture_that_changes_in_its_place(page: Page) -> None:
    await become(page, "editor")
    await start(page)
    await expect(last(page)).to_contain_text("Assalomu alaykum")
    await say(page, "/stats 7")
    picture = last(page).locator("img")
    await expect(picture).to_be_visible()
    await expect(last(page)).to_contain_text("Obunachilar: 0")
    before = await picture.get_attribute("src")
    await press(page, "90 kun")
    await expect(page.get_by_role("button", name="· 90 kun ·")).to_be_visible()
    await expect(picture).not_to_have_attribute("src", before or "")
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1080
