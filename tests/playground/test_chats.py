"""Point 8: chats in all their states, and the updates that tell of them."""

from typing import Any

import pytest

from playground import ADMIN, READER, Chat, Person, Playground, Standing
from tests.playground.conftest import Api


async def send(api: Api, chat: Chat | int, **parameters: Any) -> str:
    """The refusal of a message."""
    chat_id = chat if isinstance(chat, int) else chat.id
    return await api.refusal("sendMessage", chat_id=chat_id, text="a", **parameters)


async def member_updates(api: Api) -> list[tuple[str, str]]:
    """(old, new) status of the bot in each my_chat_member update."""
    updates = await api.result("getUpdates")
    changes = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    return [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]


async def test_a_chat_that_nobody_started_is_not_found(playground: Playground, api: Api) -> None:
    playground.person(ADMIN)
    assert await send(api, ADMIN) == "Bad Request: chat not found"
    assert await send(api, 424242) == "Bad Request: chat not found"
    assert await api.refusal("sendMessage", chat_id="@nobody", text="a") == "Bad Request: chat not found"


async def test_somebody_met_in_a_group_cannot_be_written_to_first(playground: Playground, api: Api) -> None:
    person = playground.person(ADMIN)
    playground.group("Guruh", person)
    assert await send(api, ADMIN) == "Forbidden: bot can't initiate conversation with a user"
    await person.says("/start")
    await api.result("sendMessage", chat_id=ADMIN, text="a")


async def test_who_blocked_the_bot_gets_nothing_until_they_unblock_it(
    playground: Playground, api: Api, reader: Person
) -> None:
    await reader.blocks()
    assert await send(api, READER) == "Forbidden: bot was blocked by the user"
    assert await api.answer("sendMessage", chat_id=READER, text="a") == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked by the user",
    }
    with pytest.raises(ValueError, match="cannot write"):
        await reader.says("salom")
    await reader.unblocks()
    await api.result("sendMessage", chat_id=READER, text="a")
    assert await member_updates(api) == [("member", "kicked"), ("kicked", "member")]


async def test_a_deleted_account_is_deactivated(api: Api, reader: Person) -> None:
    await reader.leaves_telegram()
    assert await send(api, READER) == "Forbidden: user is deactivated"


@pytest.mark.parametrize(
    ("kind", "standing", "description"),
    [
        ("group", Standing.KICKED, "Forbidden: bot was kicked from the group chat"),
        ("group", Standing.LEFT, "Forbidden: bot is not a member of the group chat"),
        ("supergroup", Standing.KICKED, "Forbidden: bot was kicked from the supergroup chat"),
        ("supergroup", Standing.LEFT, "Forbidden: bot is not a member of the supergroup chat"),
        (
            "supergroup",
            Standing.RESTRICTED,
            "Bad Request: not enough rights to send text messages to the chat",
        ),
        ("channel", Standing.KICKED, "Forbidden: bot was kicked from the channel chat"),
        ("channel", Standing.LEFT, "Forbidden: bot is not a member of the channel chat"),
        ("channel", Standing.MEMBER, "Bad Request: need administrator rights in the channel chat"),
    ],
)
async def test_where_the_bot_may_not_write_it_is_told_so(
    playground: Playground, api: Api, reader: Person, kind: Any, standing: Standing, description: str
) -> None:
    chat = playground.group("Joy", reader, kind=kind)
    playground.world.bot_becomes(chat, standing, reader.user)
    assert await send(api, chat) == description


async def test_a_group_that_was_deleted_says_so(playground: Playground, api: Api, reader: Person) -> None:
    group = playground.group("Guruh", reader, kind="group")
    group.deleted = True
    assert await send(api, group) == "Forbidden: the group chat was deleted"


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    playground: Playground, api: Api, reader: Person
) -> None:
    group = playground.group("Guruh", reader, kind="group")
    large = playground.upgrade(group)
    assert await api.answer("sendMessage", chat_id=group.id, text="a") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": large.id},
    }
    await api.result("sendMessage", chat_id=large.id, text="a")
    updates = [update["message"] for update in await api.result("getUpdates") if "message" in update]
    assert (updates[0]["chat"]["id"], updates[0]["migrate_to_chat_id"]) == (group.id, large.id)
    assert (updates[1]["chat"]["id"], updates[1]["migrate_from_chat_id"]) == (large.id, group.id)


async def test_the_bot_is_told_of_every_change_of_its_standing(
    playground: Playground, api: Api, reader: Person
) -> None:
    chat = playground.group("Guruh", reader)
    for standing in (Standing.ADMINISTRATOR, Standing.RESTRICTED, Standing.KICKED):
        playground.world.bot_becomes(chat, standing, reader.user)
    assert await member_updates(api) == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "restricted"),
        ("restricted", "kicked"),
    ]


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(
    playground: Playground, api: Api, reader: Person
) -> None:
    group = playground.group("Guruh", reader)
    name = playground.world.bot.username
    await api.result("sendMessage", chat_id=group.id, text="savol")
    for text in ("oddiy gap", "/help", "/help@boshqa_bot", f"/help@{name}", f"salom @{name}"):
        await reader.says(text, group)
    await reader.says("javob", group, reply_to=group.from_bot[0])
    group.standing = Standing.ADMINISTRATOR
    await reader.says("endi hammasi", group)
    heard = [update["message"]["text"] for update in await api.result("getUpdates") if "message" in update]
    assert heard == ["/help", f"/help@{name}", f"salom @{name}", "javob", "endi hammasi"]


async def test_a_channel_posts_to_the_bot_and_the_bot_to_the_channel(
    playground: Playground, api: Api, reader: Person
) -> None:
    channel = playground.group(
        "Kanal", reader, kind="channel", username="kanal", standing=Standing.ADMINISTRATOR
    )
    await reader.says("post", channel)
    updates = await api.result("getUpdates")
    assert updates[-1]["channel_post"]["sender_chat"]["id"] == channel.id
    await reader.edits(channel.messages[-1], "tuzatilgan post")
    updates = await api.result("getUpdates")
    assert updates[-1]["edited_channel_post"]["text"] == "tuzatilgan post"
    sent = await api.result("sendMessage", chat_id="@KANAL", text="a")
    assert (sent["chat"]["id"], "from" in sent) == (channel.id, False)
    assert channel.from_bot[0].text == "a"
    refusal = await send(api, channel, reply_markup={"remove_keyboard": True})
    assert refusal == "Bad Request: inline keyboard expected"


async def test_a_topic_takes_messages_while_it_is_open(
    playground: Playground, api: Api, reader: Person
) -> None:
    forum = playground.group("Forum", reader, topics={7: "Xabarlar"})
    sent = await api.result("sendMessage", chat_id=forum.id, text="a", message_thread_id=7)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (7, True)
    assert sent["chat"]["is_forum"] is True
    assert await send(api, forum, message_thread_id=8) == "Bad Request: message thread not found"
    forum.closed_topics.add(7)
    assert await send(api, forum, message_thread_id=7) == "Bad Request: TOPIC_CLOSED"
    said = await reader.says("/help", forum, thread_id=7)
    assert said.thread_id == 7


async def test_a_chat_tells_what_it_is(playground: Playground, api: Api, reader: Person) -> None:
    group = playground.group("Guruh", reader, username="guruh")
    assert (await api.result("getChat", chat_id=group.id))["title"] == "Guruh"
    assert (await api.result("getChat", chat_id=READER))["first_name"] == "Malika"
    assert (await api.result("getChatMember", chat_id=group.id, user_id=READER))["status"] == "creator"
    assert (await api.result("getChatMember", chat_id=READER, user_id=READER))["status"] == "member"
    bot_id = playground.world.bot.id
    assert (await api.result("getChatMember", chat_id=group.id, user_id=bot_id))["status"] == "member"
    assert await api.refusal("getChatMember", chat_id=group.id, user_id=5) == (
        "Bad Request: PARTICIPANT_ID_INVALID"
    )
    assert await api.refusal("getChatMember", chat_id=group.id, user_id=0) == (
        "Bad Request: invalid user_id specified"
    )


async def test_a_chat_tells_its_admins(playground: Playground, api: Api, reader: Person) -> None:
    plain, admin = playground.person(ADMIN), playground.person(55)
    group = playground.group("Guruh", reader, plain, admin, standing=Standing.ADMINISTRATOR)
    group.members[55] = "administrator"
    admins = await api.result("getChatAdministrators", chat_id=group.id)
    assert [member["user"]["id"] for member in admins] == [READER, 55, playground.world.bot.id]
    assert await api.refusal("getChatAdministrators", chat_id=READER) == (
        "Bad Request: there are no administrators in the private chat"
    )


async def test_the_bot_leaves_a_group(playground: Playground, api: Api, reader: Person) -> None:
    group = playground.group("Guruh", reader)
    assert await api.result("leaveChat", chat_id=group.id) is True
    assert await send(api, group) == "Forbidden: bot is not a member of the supergroup chat"
    assert await api.refusal("leaveChat", chat_id=READER) == (
        "Bad Request: chat member status can't be changed in private chats"
    )


async def test_pinning_takes_a_right_and_a_message(playground: Playground, api: Api, reader: Person) -> None:
    group = playground.group("Guruh", reader)
    sent = await api.result("sendMessage", chat_id=group.id, text="a")
    place = {"chat_id": group.id, "message_id": sent["message_id"]}
    assert await api.refusal("pinChatMessage", **place) == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    group.standing = Standing.ADMINISTRATOR
    assert await api.result("pinChatMessage", **place) is True
    assert (await api.result("getChat", chat_id=group.id))["pinned_message"]["text"] == "a"
    assert await api.refusal("pinChatMessage", chat_id=group.id, message_id=99) == (
        "Bad Request: message to pin not found"
    )


async def test_message_ids_are_counted_per_supergroup_and_shared_by_private_chats(
    playground: Playground, api: Api, reader: Person
) -> None:
    other = playground.person(ADMIN)
    mine, theirs = await reader.says("a"), await other.says("b")
    assert theirs.message_id == mine.message_id + 1
    groups = [playground.group(title, reader) for title in "ab"]
    sent = [await api.result("sendMessage", chat_id=group.id, text="a") for group in groups]
    assert [message["message_id"] for message in sent] == [1, 1]
