"""A person sees what is kept of them and has it deleted: by two taps of their own, in time, and for good."""

import json
from datetime import timedelta
from typing import Any

import pytest

from digests.presses import Erase, data
from news.models import Role
from playground import Message, Person, Standing
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import Stage
from tests.handlers.test_places import group_of, told_in

FIRST, SURE, NO = "Oʻchirish", "Ha, hammasini oʻchirish", "Yoʻq, qolsin"


async def exported(stage: Stage, person: Person) -> dict[str, Any]:
    """The document that `/export_me` brings."""
    shown = await stage.tells(person, "/export_me")
    file = shown.body["document"]
    assert file["file_name"].endswith(".json")
    content: dict[str, Any] = json.loads(stage.playground.world.files.get(file["file_id"]).content)
    return content


async def subscribed(stage: Stage, person: Person) -> None:
    await stage.presses(person, await stage.tells(person, "/start"), "Obuna boʻlish")


async def erased(stage: Stage, person: Person) -> Message:
    """Asked for, and confirmed twice."""
    shown = await stage.tells(person, "/delete_me")
    shown, _ = await stage.presses(person, shown, FIRST)
    shown, _ = await stage.presses(person, shown, SURE)
    return shown


async def test_a_reader_gets_what_is_kept_of_them_as_one_document(stage: Stage) -> None:
    await subscribed(stage, stage.reader)
    await stage.tells(stage.reader, "zarafshon koʻprigi")
    document = await exported(stage, stage.reader)
    assert document["about"]["chat_id"] == stage.reader.id
    assert document["settings"][0]["active"] is True
    assert [each["text"] for each in document["questions"]] == ["zarafshon koʻprigi"]


async def test_who_left_nothing_is_told_so(stage: Stage) -> None:
    assert "hech narsa saqlanmagan" in (await stage.tells(stage.reader, "/export_me")).text


async def test_two_taps_delete_everything_and_start_begins_anew(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    await subscribed(stage, stage.reader)
    await stage.tells(stage.reader, "suv konferensiyasi")
    assert "Hammasi oʻchirildi" in (await erased(stage, stage.reader)).text
    assert "hech narsa saqlanmagan" in (await stage.tells(stage.reader, "/export_me")).text
    assert "saqlanmagan" in (await stage.tells(stage.reader, "/history")).text
    begun = await stage.tells(stage.reader, "/start")
    assert begun.buttons[0][0].text == "Obuna boʻlish"


async def test_one_tap_deletes_nothing_nor_does_no(stage: Stage) -> None:
    await subscribed(stage, stage.reader)
    shown = await stage.tells(stage.reader, "/delete_me")
    shown, _ = await stage.presses(stage.reader, shown, FIRST)
    assert "qaytarib boʻlmaydi" in shown.text
    shown, _ = await stage.presses(stage.reader, shown, NO)
    assert "Hech narsa oʻchirilmadi" in shown.text
    assert (await exported(stage, stage.reader))["settings"]


async def test_a_yes_that_comes_too_late_deletes_nothing(stage: Stage) -> None:
    await subscribed(stage, stage.reader)
    shown = await stage.tells(stage.reader, "/delete_me")
    shown, _ = await stage.presses(stage.reader, shown, FIRST)
    stage.playground.clock.move(timedelta(minutes=10))
    shown, _ = await stage.presses(stage.reader, shown, SURE)
    assert "Koʻp vaqt" in shown.text
    assert (await exported(stage, stage.reader))["settings"]


@pytest.mark.parametrize("asked_at", [0, 2**63 - 1])
async def test_a_forged_moment_is_no_yes(stage: Stage, asked_at: int) -> None:
    await subscribed(stage, stage.reader)
    shown = await stage.tells(stage.reader, "/delete_me")
    await stage.forges(stage.reader, shown, data(Erase(2, stage.reader.id, asked_at)))
    assert (await exported(stage, stage.reader))["settings"]


async def test_nobody_deletes_somebody_else(stage: Stage) -> None:
    """The other one's yes, told in one's own chat."""
    await subscribed(stage, stage.reader)
    shown = await stage.tells(stage.russian, "/delete_me")
    now = int(stage.playground.clock.now().timestamp())
    notice = await stage.forges(stage.russian, shown, data(Erase(2, stage.reader.id, now)))
    assert "Эта кнопка" in notice
    assert (await exported(stage, stage.reader))["settings"]


async def test_an_owner_whom_the_settings_name_is_told_who_can_change_that(stage: Stage) -> None:
    assert "ADMIN_IDS" in (await stage.tells(stage.editor, "/delete_me")).text


async def test_the_last_owner_hands_over_first(stage: Stage) -> None:
    stage.now_with(admin_ids=frozenset())
    await stage.hire(stage.reader, Role.OWNER)
    assert "yagona boshliqsiz" in (await erased(stage, stage.reader)).text
    await stage.hire(stage.russian, Role.OWNER)
    assert "Hammasi oʻchirildi" in (await erased(stage, stage.reader)).text
    assert await stage.services.staff.role(stage.reader.id) is None


async def test_somebody_of_the_office_hears_what_stays_there(stage: Stage) -> None:
    await stage.hire(stage.reader, Role.AUTHOR)
    assert "ismingizsiz qoladi" in (await stage.tells(stage.reader, "/delete_me")).text


async def test_a_group_is_deleted_by_its_admin_alone(stage: Stage) -> None:
    """The reader owns it, the Russian reader is a member: neither may press what the other asked for."""
    group = await group_of(stage)
    await stage.presses(stage.reader, group.from_bot[0], "Dayjestni yoqish")
    refused = await told_in(stage, group, stage.russian.says("/delete_me", group))
    assert "faqat administratorlari" in refused.text
    shown = await told_in(stage, group, stage.reader.says("/delete_me", group))
    assert "chat haqidagi" in shown.text
    _, notice = await stage.presses(stage.russian, shown, FIRST)
    assert notice == "Bu tugma uni soʻragan kishi uchun."
    shown, _ = await stage.presses(stage.reader, shown, FIRST)
    shown, _ = await stage.presses(stage.reader, shown, SURE)
    assert "Hammasi oʻchirildi" in shown.text
    assert await stage.services.subscribers.get(group.id) is None


async def test_a_channel_is_deleted_by_whichever_admin_presses(stage: Stage) -> None:
    channel = stage.playground.group(
        "Kanal", stage.reader, stage.russian, kind="channel", standing=Standing.ADMINISTRATOR
    )
    await told_in(stage, channel, stage.reader.says("/start", channel))
    shown = await told_in(stage, channel, stage.reader.says("/delete_me", channel))
    for label in (FIRST, SURE):
        shown, _ = await stage.presses(stage.reader, shown, label)
    assert "Hammasi oʻchirildi" in shown.text
    assert await stage.services.subscribers.get(channel.id) is None
