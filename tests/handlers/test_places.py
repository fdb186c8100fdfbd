"""Groups, topics and channels get the digest, and their admins alone set it up."""

from collections.abc import Awaitable
from datetime import time

import pytest

from handlers.screen import keyboard
from news.models import Subscriber
from playground import Chat, Message, Person, Standing
from playground.chats import ChatKind
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import TOLD, Stage

ANONYMOUS = 1087968824
"""GroupAnonymousBot: how Telegram shows an admin who writes in the group's name."""


async def told_in(stage: Stage, chat: Chat, act: Awaitable[object]) -> Message:
    """What the bot says in that chat because of it."""
    before = len(chat.from_bot)
    await act
    await stage.playground.wait_for(lambda: len(chat.from_bot) > before, TOLD)
    return chat.from_bot[-1]


async def group_of(stage: Stage, kind: ChatKind = "supergroup", topics: dict[int, str] | None = None) -> Chat:
    """A group of the reader, who is its owner; the Russian reader is a member."""
    chat = stage.playground.group("Jurnalistlar", stage.reader, stage.russian, kind=kind, topics=topics)
    await greeted(stage, chat)
    return chat


async def saved(stage: Stage, chat: Chat, thread_id: int | None = None) -> Subscriber:
    subscriber = await stage.services.subscribers.get(chat.id, thread_id)
    assert subscriber is not None
    return subscriber


async def test_an_admin_turns_the_digest_on_in_a_group(stage: Stage) -> None:
    group = await group_of(stage)
    assert "Administrator yoqsa" in group.from_bot[0].text
    shown, _ = await stage.presses(stage.reader, group.from_bot[0], "Dayjestni yoqish")
    assert shown.text.startswith("Sozlamalar · Jurnalistlar")
    subscriber = await saved(stage, group)
    assert subscriber.active
    assert subscriber.title == "Jurnalistlar"
    assert subscriber.host_id == stage.reader.id
    again = await told_in(stage, group, stage.russian.says("/start", group))
    assert "Dayjest bu yerga har kuni soat 18:00 da keladi" in again.text


@pytest.mark.parametrize("data", ["s2:active:on:{chat}:0", "v2:menu:{chat}:0", "v2:locate:{chat}:0"])
async def test_who_is_no_admin_is_refused_by_a_sentence(stage: Stage, data: str) -> None:
    group = await group_of(stage)
    notice = await stage.forges(stage.russian, group.from_bot[0], data.format(chat=group.id))
    assert "faqat administratorlari" in notice
    assert not (await saved(stage, group)).active
    for command in ("/settings", "/stop"):
        told = await told_in(stage, group, stage.russian.says(command, group))
        assert "faqat administratorlari" in told.text


async def test_whoever_was_an_admin_yesterday_is_asked_about_today(stage: Stage) -> None:
    group = await group_of(stage)
    menu = await told_in(stage, group, stage.reader.says("/settings", group))
    group.members[stage.reader.id] = "member"
    group.members[stage.russian.id] = "administrator"
    _, notice = await stage.presses(stage.reader, menu, "Soat")
    assert "faqat administratorlari" in notice
    shown, _ = await stage.presses(stage.russian, menu, "Soat")
    assert "Dayjest soat nechada" in shown.text


async def test_a_button_of_one_place_works_in_no_other(stage: Stage) -> None:
    """Nor does a private chat's own, pressed in a group, change the group or the person."""
    group, other = await group_of(stage), await group_of(stage)
    for data in (f"s2:active:on:{other.id}:0", "s2:active:on:0:0", "b1", "s2:active:on:1003:0"):
        notice = await stage.forges(stage.reader, group.from_bot[0], data)
        assert "eskirgan" in notice
    own = await stage.tells(stage.reader, "/settings")
    assert "eskirgan" in await stage.forges(stage.reader, own, "s2:active:on:1003:0")
    assert not (await saved(stage, other)).active


async def test_a_value_is_typed_in_a_group_as_a_reply_to_the_question(stage: Stage) -> None:
    group = await group_of(stage)
    menu = await told_in(stage, group, stage.reader.says("/settings", group))
    shown, _ = await stage.presses(stage.reader, menu, "Soat")
    assert "shu xabarga javob (reply) qilib" in shown.text
    refused = await told_in(stage, group, stage.russian.says("7:30", group, reply_to=shown))
    assert "faqat administratorlari" in refused.text
    wrong = await told_in(stage, group, stage.reader.says("ertalab", group, reply_to=shown))
    assert "Bu vaqtni tushunmadim" in wrong.text
    right = await told_in(stage, group, stage.reader.says("7:30", group, reply_to=wrong))
    assert "har kuni soat 07:30 da" in right.text
    assert (await saved(stage, group)).hour == time(7, 30)


async def test_an_admin_who_writes_in_the_groups_name_opens_the_settings(stage: Stage) -> None:
    """And whoever writes in the name of a channel of theirs does not."""
    group = await group_of(stage)
    anonymous = stage.playground.person(ANONYMOUS, first_name="Group", username="GroupAnonymousBot")
    for sender, told in ((group, "Sozlamalar"), (stage.playground.group("x", kind="channel"), "faqat admin")):
        said = writes_as(stage, anonymous, group, sender, "/settings")
        assert told in (await told_in(stage, group, said)).text


async def writes_as(stage: Stage, person: Person, group: Chat, sender: Chat, text: str) -> None:
    body = {
        "text": text,
        "sender_chat": sender.body(),
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
    message = stage.playground.world.post(group, body, sender=person.user)
    stage.playground.world.updates.put("message", message.body)


async def test_an_admin_sees_what_would_come_to_the_group_or_the_channel(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    group = await group_of(stage)
    told = await told_in(stage, group, stage.reader.says("/digest", group))
    assert "Konferensiya" in told.text
    refused = await told_in(stage, group, stage.russian.says("/preview", group))
    assert "faqat administratorlari" in refused.text
    menu = await stage.tells(stage.reader, "/settings")
    for label in ("🔕 Jurnalistlar", "Mazmuni"):
        menu, _ = await stage.presses(stage.reader, menu, label)
    sample = await stage.told(stage.reader, stage.reader.presses(menu, "Hozir nima kelar edi?"))
    assert sample.text == told.text


async def test_a_text_below_a_group_s_digest_is_read_in_ones_own_chat(stage: Stage) -> None:
    """A channel's readers cannot make the bot post there."""
    await publish(stage, CONFERENCE)
    places: list[tuple[ChatKind, Standing]] = [
        ("supergroup", Standing.MEMBER),
        ("channel", Standing.ADMINISTRATOR),
    ]
    for kind, standing in places:
        place = stage.playground.group("Joy", stage.reader, kind=kind, standing=standing)
        if kind == "supergroup":
            await greeted(stage, place)
        digest = (await stage.services.issues.preview(Subscriber(place.id)))[0]
        await stage.application.bot.send_message(
            place.id, digest.html, parse_mode="HTML", reply_markup=keyboard(digest)
        )
        number = len(place.messages)
        press = await stage.russian.presses(place.from_bot[-1], "Toʻliq matn")
        await stage.notice(press)
        payload = (press.answer or {})["url"].partition("?start=")[2]
        assert len(payload) <= 64
        read = await stage.tells(stage.russian, f"/start {payload}")
        assert CONFERENCE.partition("\n")[0] in read.text
        assert len(place.messages) == number
    gone = await stage.tells(stage.russian, "/start in5_0_o1_999")
    assert "больше нет" in gone.text
    for forged in ("in5_0_x1", "in5_0_b1_2", "in0_0_o1_1", "in5_0_o1_-1"):
        assert "Я Xabarnoma" in (await stage.tells(stage.russian, f"/start {forged}")).text


async def test_each_topic_of_a_forum_has_a_digest_of_its_own(stage: Stage) -> None:
    forum = await group_of(stage, topics={5: "Dayjest", 6: "Suhbat"})
    hello = await told_in(stage, forum, stage.reader.says("/start", forum, thread_id=5))
    assert hello.body["message_thread_id"] == 5
    shown, _ = await stage.presses(stage.reader, hello, "Dayjestni yoqish")
    assert shown.text.startswith("Sozlamalar · Jurnalistlar · Dayjest")
    assert (await saved(stage, forum, 5)).active
    assert not (await saved(stage, forum)).active
    assert await stage.services.subscribers.get(forum.id, 6) is None
    stopped = await told_in(stage, forum, stage.reader.says("/stop", forum, thread_id=5))
    assert "Endi bu yerga dayjest olib kelmayman" in stopped.text
    assert not (await saved(stage, forum, 5)).active


async def test_a_channel_is_set_up_from_the_private_chat_of_who_added_the_bot(stage: Stage) -> None:
    await stage.tells(stage.reader, "/start")
    channel = stage.playground.group(
        "Kanal <b>", stage.reader, stage.russian, kind="channel", standing=Standing.ABSENT
    )
    offer = await stage.told(stage.reader, become(stage, channel, Standing.ADMINISTRATOR))
    assert "«Kanal <b>» kanaliga" in offer.text
    shown, _ = await stage.presses(stage.reader, offer, "Dayjestni yoqish")
    assert shown.text.startswith("Sozlamalar · Kanal <b>")
    shown, _ = await stage.presses(stage.reader, shown, "Soat")
    typed = await stage.tells(stage.reader, "9:15")
    assert typed.text.startswith("Sozlamalar · Kanal <b>")
    assert (await saved(stage, channel)).hour == time(9, 15)
    assert (await saved(stage, channel)).active
    assert list(channel.from_bot) == []
    own, _ = await stage.presses(stage.reader, typed, "Oʻz sozlamalarim")
    back, _ = await stage.presses(stage.reader, own, "🔔 Kanal <b>")
    assert back.text == typed.text
    await stage.tells(stage.russian, "/start")
    assert "администраторы" in await stage.forges(
        stage.russian, stage.russian.chat.from_bot[-1], f"s2:active:off:{channel.id}:0"
    )


async def test_a_command_posted_into_a_channel_turns_the_digest_on_and_leads_to_its_settings(
    stage: Stage,
) -> None:
    channel = stage.playground.group("Kanal", stage.reader, kind="channel", standing=Standing.ADMINISTRATOR)
    told = await told_in(stage, channel, stage.reader.says("/start", channel))
    assert "Dayjest bu yerga har kuni soat 18:00 da keladi" in told.text
    assert (await saved(stage, channel)).active
    assert [message.text for message in channel.messages] == [told.text]
    await told_in(stage, channel, stage.reader.says("/START please", channel))
    assert (await saved(stage, channel)).active
    link = told.buttons[0][0].body["url"]
    payload = link.partition("?start=")[2]
    shown = await stage.tells(stage.reader, f"/start {payload}")
    assert shown.text.startswith("Sozlamalar · Kanal")
    refused = await stage.tells(stage.russian, f"/start {payload}")
    assert "только его администраторы" in refused.text
    await told_in(stage, channel, stage.reader.says("/stop", channel))
    assert not (await saved(stage, channel)).active


async def test_a_channel_where_the_bot_may_not_post_gets_no_digest_and_who_added_it_hears_why(
    stage: Stage,
) -> None:
    await stage.tells(stage.reader, "/start")
    channel = stage.playground.group("Kanal", stage.reader, kind="channel", standing=Standing.ABSENT)
    offer = await stage.told(stage.reader, become(stage, channel, Standing.ADMINISTRATOR))
    await stage.presses(stage.reader, offer, "Dayjestni yoqish")
    await become(stage, channel, Standing.LEFT)
    channel.rights.discard("can_post_messages")
    told = await stage.told(stage.reader, become(stage, channel, Standing.ADMINISTRATOR))
    assert "xabar joylash huquqim yoʻq" in told.text
    assert not (await saved(stage, channel)).active


async def test_who_sends_the_bot_away_stops_the_digest_and_start_brings_it_back(stage: Stage) -> None:
    group = await group_of(stage)
    menu = await told_in(stage, group, stage.reader.says("/settings", group))
    shown, _ = await stage.presses(stage.reader, menu, "Soat")
    await stage.presses(stage.reader, shown, "09:00")
    await stage.presses(stage.reader, menu, "Dayjestni yoqish")
    for standing in (Standing.KICKED, Standing.RESTRICTED):
        await become(stage, group, standing)
        await stage.tells(stage.russian, "/help")  # updates come in their order
        assert not (await saved(stage, group)).active
        hello = await told_in(stage, group, become(stage, group, Standing.MEMBER))
        await stage.presses(stage.reader, hello, "Dayjestni yoqish")
        assert (await saved(stage, group)).active
    assert (await saved(stage, group)).hour == time(9)


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(stage: Stage) -> None:
    group = await group_of(stage, "group")
    await stage.presses(stage.reader, group.from_bot[0], "Dayjestni yoqish")
    before = await saved(stage, group)
    large = stage.playground.upgrade(group)
    await stage.tells(stage.russian, "/help")
    assert await stage.services.subscribers.get(group.id) is None
    after = await saved(stage, large)
    assert (after.active, after.next_due_at, after.host_id) == (True, before.next_due_at, before.host_id)
    menu = await told_in(stage, large, stage.reader.says("/settings", large))
    assert menu.text.startswith("Sozlamalar · Jurnalistlar")


async def test_another_bots_command_is_left_to_it(stage: Stage) -> None:
    group = await group_of(stage)
    member = stage.playground.world
    said = member.post(group, {"text": "/today@other_bot"}, sender=stage.reader.user)
    said.body["entities"] = [{"type": "bot_command", "offset": 0, "length": 16}]
    member.updates.put("message", said.body)
    told = await told_in(stage, group, stage.reader.says("/today", group))
    assert "Guruhlarda faqat dayjest olib kelaman" in told.text
    assert len(group.from_bot) == 2


async def test_nobody_changes_the_settings_of_a_channel_that_the_bot_has_left(stage: Stage) -> None:
    await stage.tells(stage.reader, "/start")
    channel = stage.playground.group("Kanal", stage.reader, kind="channel", standing=Standing.ABSENT)
    offer = await stage.told(stage.reader, become(stage, channel, Standing.ADMINISTRATOR))
    await become(stage, channel, Standing.KICKED)
    _, notice = await stage.presses(stage.reader, offer, "Dayjestni yoqish")
    assert "faqat administratorlari" in notice
    assert not (await saved(stage, channel)).active


async def greeted(stage: Stage, chat: Chat) -> None:
    await stage.playground.wait_for(lambda: chat.from_bot, TOLD)


async def become(stage: Stage, chat: Chat, standing: Standing) -> None:
    stage.playground.world.bot_becomes(chat, standing, stage.reader.user)
