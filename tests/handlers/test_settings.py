"""Settings are changed in one message, by buttons or by typing, and the next digest follows them."""

from dataclasses import replace
from datetime import UTC, datetime, time

from news.choices import Choices
from news.models import Subscriber
from playground import READER, Message
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import Stage


async def saved(stage: Stage) -> Subscriber:
    subscriber = await stage.services.subscribers.get(READER)
    assert subscriber is not None
    return subscriber


async def opened(stage: Stage) -> Message:
    """The settings of a reader who subscribed."""
    await stage.presses(stage.reader, await stage.tells(stage.reader, "/start"), "Obuna")
    return await stage.tells(stage.reader, "/settings")


async def test_settings_show_what_stands(stage: Stage) -> None:
    shown = await opened(stage)
    assert "har kuni soat 18:00 da" in shown.text
    assert "Toshkent (hozir soat 14:00)" in shown.text
    assert "Navbatdagi dayjest: bugun, soat 18:00" in shown.text


async def test_an_hour_is_chosen_by_a_button_and_the_digest_moves(stage: Stage) -> None:
    shown, _ = await stage.presses(stage.reader, await opened(stage), "Soat")
    assert "✓ 18:00" in [button.text for row in shown.buttons for button in row]
    after, notice = await stage.presses(stage.reader, shown, "09:00")
    assert notice == "Saqlandi"
    assert "soat 09:00 da" in after.text
    # Nine o'clock has passed: today's digest still comes at its old hour.
    assert "Navbatdagi dayjest: bugun, soat 18:00" in after.text
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 13, 0, tzinfo=UTC)
    evening, _ = await stage.presses(stage.reader, after, "Soat")
    after, _ = await stage.presses(stage.reader, evening, "20:00")
    assert "Navbatdagi dayjest: bugun, soat 20:00" in after.text


async def test_an_hour_can_be_typed_and_what_is_none_is_asked_for_again(stage: Stage) -> None:
    await stage.presses(stage.reader, await opened(stage), "Soat")
    for typed in ("25:00", "ertalab", "7:3", "😀"):
        assert "Bu vaqtni tushunmadim" in (await stage.tells(stage.reader, typed)).text
    assert "soat 07:30 da" in (await stage.tells(stage.reader, "07.30")).text
    assert (await saved(stage)).hour == time(7, 30)


async def test_a_command_ends_the_wait_for_a_typed_hour(stage: Stage) -> None:
    await stage.presses(stage.reader, await opened(stage), "Soat")
    await stage.tells(stage.reader, "/help")
    assert "topil" in (await stage.tells(stage.reader, "19")).text
    assert (await saved(stage)).hour == time(18)


async def test_a_zone_is_chosen_by_a_button_or_by_the_name_of_a_city(stage: Stage) -> None:
    shown, _ = await stage.presses(stage.reader, await opened(stage), "Hudud")
    after, _ = await stage.presses(stage.reader, shown, "Seul")
    assert "Seul (hozir soat 18:00)" in after.text
    await stage.presses(stage.reader, after, "Hudud")
    assert "bilmayman" in (await stage.tells(stage.reader, "Atlantida")).text
    reply = await stage.tells(stage.reader, "нью йорк")
    assert "Nyu-York (hozir soat 04:00)" in reply.text
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 23, 0, tzinfo=UTC)


async def test_the_language_changes_the_very_message(stage: Stage) -> None:
    shown, _ = await stage.presses(stage.reader, await opened(stage), "Til")
    after, notice = await stage.presses(stage.reader, shown, "Ўзбекча")
    assert notice == "Сақланди"
    assert after.text.startswith("Созламалар")
    assert "Тошкент" in after.text
    assert (await stage.tells(stage.reader, "/help")).text.startswith("Нималар қила оламан")


async def test_the_digest_is_switched_off_and_on(stage: Stage) -> None:
    off, _ = await stage.presses(stage.reader, await opened(stage), "oʻchirish")
    assert "oʻchirilgan" in off.text
    assert (await saved(stage)).next_due_at is None
    on, _ = await stage.presses(stage.reader, off, "yoqish")
    assert "har kuni soat 18:00 da" in on.text
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 13, 0, tzinfo=UTC)


async def test_choosing_what_stands_already_says_so(stage: Stage) -> None:
    shown, _ = await stage.presses(stage.reader, await opened(stage), "Soat")
    _, notice = await stage.presses(stage.reader, shown, "18:00")
    assert notice == "Shundayligicha qoldi"


async def test_who_never_subscribed_may_choose_a_language(stage: Stage) -> None:
    shown, _ = await stage.presses(stage.reader, await stage.tells(stage.reader, "/settings"), "Til")
    await stage.presses(stage.reader, shown, "English")
    assert (await saved(stage)).language == "en"
    assert not (await saved(stage)).active


async def test_a_choice_is_left_by_the_way_back(stage: Stage) -> None:
    menu = await opened(stage)
    shown, _ = await stage.presses(stage.reader, menu, "Soat")
    back, _ = await stage.presses(stage.reader, shown, "Sozlamalar")
    assert back.text == menu.text
    assert "topil" in (await stage.tells(stage.reader, "19")).text


async def test_a_forged_choice_is_refused(stage: Stage) -> None:
    shown = await opened(stage)
    before = await saved(stage)
    for data in (
        *(
            "s2:hour:2500:0:0",
            "s2:zone:Mars/Olympus:0:0",
            "s2:zone:Asia:0:0",
            "s2:language:tlh:0:0",
            "s2:active:maybe:0:0",
        ),
        "v2:weather:0:0",
    ):
        assert "eskirgan" in await stage.forges(stage.reader, shown, data)
    assert await saved(stage) == before


async def test_who_has_a_zone_that_is_no_more_can_still_change_the_hour(stage: Stage) -> None:
    shown = await opened(stage)
    await stage.services.subscribers.save(replace(await saved(stage), zone="Asia/Atlantis"))
    shown, _ = await stage.presses(stage.reader, shown, "Soat")
    _, notice = await stage.presses(stage.reader, shown, "20:00")
    assert notice == "Saqlandi"
    assert (await saved(stage)).next_due_at == datetime(2024, 11, 28, 15, 0, tzinfo=UTC)


async def test_digest_shows_at_once_what_one_would_get(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    reply = await stage.told(stage.reader, stage.reader.says("/digest"), messages=2)
    assert "obuna boʻling" in reply.text
    digest = stage.reader.chat.from_bot[-2]
    assert "Konferensiyalar" in digest.text
    assert "27-noyabr · Toshkent" in digest.text
    assert "expandable_blockquote" in {entity["type"] for entity in digest.entities}


async def test_an_empty_digest_says_so(stage: Stage) -> None:
    await opened(stage)
    assert "yangi xabar yoʻq" in (await stage.tells(stage.reader, "/digest")).text


async def test_what_a_limited_digest_leaves_out_is_read_below_it_page_by_page(stage: Stage) -> None:
    several = (f"{number}-maktab ochildi\n\n{number}-maktab bugun ochildi." for number in range(1, 16))
    await publish(stage, *several)
    await stage.tells(stage.reader, "/start")
    few = Subscriber(stage.reader.chat.id, choices=Choices(most=5))
    await stage.services.subscribers.save(few)
    await stage.told(stage.reader, stage.reader.says("/preview"), messages=2)
    digest = stage.reader.chat.from_bot[-2]
    assert "Yana 10 ta xabar bor." in digest.text
    below = await stage.told(stage.reader, stage.reader.presses(digest, "Yana 10 ta"))
    assert "Qolganlari: 10 tadan 1–8" in below.text
    assert "6. " in below.text
    turned, notice = await stage.presses(stage.reader, below, "Keyingi")
    assert notice == ""
    assert "Qolganlari: 10 tadan 9–10" in turned.text
    assert "15. " in turned.text
    assert stage.seen(digest).text == digest.text


async def test_the_rest_of_a_digest_that_never_was_is_not_shown(stage: Stage) -> None:
    shown = await opened(stage)
    for forged in ("e1:0:9:738000:1:7:1:0", "e1:9:0:739218:1:7:1:0", f"e1:0:9:{2**63 - 1}:1:7:1:0"):
        assert "eskirgan" in await stage.forges(stage.reader, shown, forged)
