"""What the digest holds, how it looks and on which days it comes is chosen by buttons and by typing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from news.choices import Density, OnEmpty, Script
from news.models import Choices, EventType, Quiet, Rhythm, Subscriber
from news.rhythm import EVERY_DAY, WORKDAYS
from playground import READER, Message
from tests.handlers.stage import Stage


async def saved(stage: Stage) -> Subscriber:
    subscriber = await stage.services.subscribers.get(READER)
    assert subscriber is not None
    return subscriber


async def opened(stage: Stage, *path: str) -> Message:
    """The settings of a reader who subscribed, walked along these buttons."""
    await stage.presses(stage.reader, await stage.tells(stage.reader, "/start"), "Obuna")
    shown = await stage.tells(stage.reader, "/settings")
    for label in path:
        shown, _ = await stage.presses(stage.reader, shown, label)
    return shown


def labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def test_days_are_pressed_on_and_off_and_the_last_one_stays(stage: Stage) -> None:
    shown = await opened(stage, "Kunlar", "Ish kunlari")
    assert (await saved(stage)).rhythm.weekdays == WORKDAYS
    assert "ish kunlari soat 18:00 da" in shown.text
    shown, _ = await stage.presses(stage.reader, shown, "Kunlar")
    for day in ("✓ Du", "✓ Se", "✓ Cho", "✓ Pa"):
        shown, _ = await stage.presses(stage.reader, shown, day)
    assert (await saved(stage)).rhythm.weekdays == {4}
    shown, notice = await stage.presses(stage.reader, shown, "✓ Ju")
    assert "Bir kun qolishi kerak" in notice
    assert (await saved(stage)).rhythm.weekly
    shown, _ = await stage.presses(stage.reader, shown, "Har kuni")
    assert (await saved(stage)).rhythm.weekdays == EVERY_DAY


async def test_a_weekly_digest_comes_on_the_day_that_was_chosen(stage: Stage) -> None:
    shown = await opened(stage, "Kunlar", "Haftada bir marta", "Har dushanba")
    assert "har dushanba soat 18:00 da" in shown.text
    assert "Navbatdagi dayjest: 2-dekabr, soat 18:00" in shown.text
    assert (await saved(stage)).next_due_at == datetime(2024, 12, 2, 13, tzinfo=UTC)


async def test_quiet_hours_shift_the_digest_to_their_end(stage: Stage) -> None:
    await opened(stage, "Sokin soatlar")
    for typed in ("kechasi", "22", "25:00-7:00", "7-7"):
        assert "Bu soatlarni tushunmadim" in (await stage.tells(stage.reader, typed)).text
    shown = await stage.tells(stage.reader, "17:30-20:15")
    assert "har kuni soat 20:15 da" in shown.text
    assert "17:30–20:15, dayjest ular tugagach keladi" in shown.text
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 15, 15, tzinfo=UTC)
    shown, _ = await stage.presses(stage.reader, shown, "Sokin soatlar")
    shown, _ = await stage.presses(stage.reader, shown, "22:00–07:00")
    assert (await saved(stage)).rhythm.quiet == Quiet(time(22), time(7))
    shown, _ = await stage.presses(stage.reader, shown, "Sokin soatlar")
    shown, _ = await stage.presses(stage.reader, shown, "Sokin soatlarsiz")
    assert (await saved(stage)).rhythm == Rhythm()


async def test_a_pause_counts_today_and_ends_by_itself_or_by_a_button(stage: Stage) -> None:
    shown = await opened(stage, "Tanaffus", "3 kun")
    assert "Dayjest tanaffusda, qaytadi: 1-dekabr" in shown.text
    assert (await saved(stage)).rhythm.paused_until == date(2024, 12, 1)
    assert (await saved(stage)).next_due_at == datetime(2024, 12, 1, 13, tzinfo=UTC)
    shown, _ = await stage.presses(stage.reader, shown, "Tanaffus")
    assert "1 dan 90 gacha" in (await stage.tells(stage.reader, "yuz kun")).text
    shown, _ = await stage.presses(stage.reader, shown, "Tanaffusni tugatish")
    assert "tanaffusda" not in shown.text
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 13, tzinfo=UTC)


async def test_kinds_are_pressed_on_and_off_in_place(stage: Stage) -> None:
    shown = await opened(stage, "Mazmuni", "Tadbir turlari")
    assert "✓ Hammasi" in labels(shown)
    for label in ("Uchrashuv", "Boshqa tadbirlar", "Forum"):
        shown, notice = await stage.presses(stage.reader, shown, label)
        assert notice == "Saqlandi"
    shown, _ = await stage.presses(stage.reader, shown, "✓ Forum")
    assert {"✓ Uchrashuv", "Forum", "Hammasi"} <= set(labels(shown))
    assert (await saved(stage)).choices.kinds == {EventType.MEETING, EventType.OTHER}
    shown, _ = await stage.presses(stage.reader, shown, "‹ Mazmuni")
    assert "turlari: uchrashuv, boshqa tadbirlar" in shown.text
    shown, _ = await stage.presses(stage.reader, shown, "Tadbir turlari")
    await stage.presses(stage.reader, shown, "Hammasi")
    assert (await saved(stage)).choices == Choices()


async def test_topics_are_typed_and_taken_away_by_their_buttons(stage: Stage) -> None:
    stale = await opened(stage, "Mazmuni", "Mavzular")
    shown = await stage.tells(stage.reader, "suv, <b>Jahon banki</b>")
    assert (await saved(stage)).choices.topics == ("<b>Jahon banki</b>", "suv")
    assert "• <b>Jahon banki</b>" in shown.text
    shown = await stage.tells(stage.reader, "Сув\niqlim")
    assert (await saved(stage)).choices.topics == ("<b>Jahon banki</b>", "iqlim", "suv")
    shown, _ = await stage.presses(stage.reader, shown, "✕ suv")
    assert "✕ suv" not in labels(shown)
    assert "eskirgan" in await stage.forges(stage.reader, stale, "s2:topics:0123456789ab:0:0")
    shown, _ = await stage.presses(stage.reader, shown, "Hammasini oʻchirish")
    assert (await saved(stage)).choices == Choices()


@pytest.mark.parametrize(
    ("typed", "told"),
    [("suv " * 500, "Bu juda uzun"), ("!!!", "soʻz koʻrmayapman"), ("s" * 65, "64 belgidan oshmasin")],
)
async def test_what_is_no_topic_is_said_in_a_sentence(stage: Stage, typed: str, told: str) -> None:
    await opened(stage, "Mazmuni", "Mavzular")
    assert told in (await stage.tells(stage.reader, typed)).text
    assert (await saved(stage)).choices == Choices()


async def test_who_comes_back_later_with_a_question_asks_it(stage: Stage) -> None:
    await opened(stage, "Mazmuni", "Mavzular")
    await stage.tells(stage.reader, "suv")
    stage.playground.clock.move(timedelta(minutes=9))
    await stage.tells(stage.reader, "iqlim")
    stage.playground.clock.move(timedelta(minutes=11))
    assert "topil" in (await stage.tells(stage.reader, "konferensiya")).text
    assert (await saved(stage)).choices.topics == ("iqlim", "suv")


async def test_more_topics_than_can_be_kept_are_refused(stage: Stage) -> None:
    await opened(stage, "Mazmuni", "Istisnolar")
    many = ", ".join(f"mavzu{number}" for number in range(21))
    assert "koʻpi bilan 20 ta" in (await stage.tells(stage.reader, many)).text
    assert (await saved(stage)).choices == Choices()


async def test_exclusions_places_and_source_languages_are_chosen(stage: Stage) -> None:
    shown = await opened(stage, "Mazmuni", "Istisnolar")
    shown = await stage.tells(stage.reader, "futbol")
    shown, _ = await stage.presses(stage.reader, shown, "‹ Mazmuni")
    shown, _ = await stage.presses(stage.reader, shown, "Joylar")
    shown = await stage.tells(stage.reader, "Jeneva")
    shown, _ = await stage.presses(stage.reader, shown, "‹ Mazmuni")
    shown, _ = await stage.presses(stage.reader, shown, "Xabar tili")
    shown, _ = await stage.presses(stage.reader, shown, "Русский")
    shown, _ = await stage.presses(stage.reader, shown, "‹ Mazmuni")
    assert [line for line in shown.text.split("\n") if line.startswith("•")] == [
        "• bularsiz: futbol",
        "• joylar: Jeneva",
        "• xabar tili: Русский",
    ]
    expected = Choices(excluded=("futbol",), places=("Jeneva",), languages=frozenset({"ru"}))
    assert (await saved(stage)).choices == expected


async def test_the_look_is_chosen(stage: Stage) -> None:
    shown = await opened(stage, "Koʻrinishi", "Hajmi", "Faqat sarlavhalar")
    for setting, value in (
        ("Soni", "10"),
        ("Alifbo", "Qanday yozilgan"),
        ("Boʻsh kunlar", "Yangilik yoʻqligini"),
    ):
        shown, _ = await stage.presses(stage.reader, shown, setting)
        shown, _ = await stage.presses(stage.reader, shown, value)
    assert (await saved(stage)).choices == Choices(
        density=Density.COMPACT, most=10, script=Script.WRITTEN, on_empty=OnEmpty.SAY
    )
    shown, _ = await stage.presses(stage.reader, shown, "Soni")
    assert "3 dan 50 gacha" in (await stage.tells(stage.reader, "300")).text
    await stage.tells(stage.reader, "25")
    assert (await saved(stage)).choices.most == 25


async def test_a_place_that_is_shared_gives_its_zone(stage: Stage) -> None:
    shown = await opened(stage, "Hudud")
    press = await stage.reader.presses(stage.seen(shown), "Men turgan joy")
    assert await stage.notice(press) == ""
    keyboard = stage.reader.chat.reply_keyboard
    assert keyboard is not None
    assert keyboard["keyboard"][0][0]["request_location"] is True
    at_sea = await stage.told(stage.reader, stage.reader.shares_location(43.0, 34.0))
    assert "Bu joy dengizda" in at_sea.text
    shown = await stage.told(stage.reader, stage.reader.shares_location(52.5, 13.4), messages=2)
    assert "Berlin (hozir soat 10:00)" in shown.text
    assert (await saved(stage)).zone == "Europe/Berlin"
    assert stage.reader.chat.reply_keyboard is None


async def test_every_screen_fits_telegram_in_every_language(stage: Stage) -> None:
    """Each is opened from the button that leads to it; Telegram's limits are the playground's to check."""
    shown = await opened(stage)
    for language in ("Ўзбекча", "Русский", "English", "Oʻzbekcha"):
        menu = shown
        stage.playground.clock.move(timedelta(minutes=1))  # not more than a person may press
        for row in menu.buttons[:4]:
            for button in row:
                shown, _ = await stage.presses(stage.reader, menu, button.text)
                if button in menu.buttons[3]:
                    for inner in [each for line in shown.buttons[:-2] for each in line]:
                        sub, _ = await stage.presses(stage.reader, shown, inner.text)
                        assert sub.buttons
                        shown, _ = await stage.presses(stage.reader, sub, sub.buttons[-1][0].text)
                menu, _ = await stage.presses(stage.reader, shown, shown.buttons[-1][0].text)
        shown, _ = await stage.presses(stage.reader, menu, menu.buttons[1][1].text)
        shown, _ = await stage.presses(stage.reader, shown, language)
    assert (await saved(stage)).language == "uz-Latn"
