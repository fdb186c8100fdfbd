"""Point 6: edits and deletions."""

from datetime import timedelta
from typing import Any

import pytest

from playground import READER, Person, Playground, Standing
from tests.playground.conftest import Api

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
MARKUP = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
OTHER_MARKUP = {"inline_keyboard": [[{"text": "c", "callback_data": "d"}]]}


@pytest.fixture
async def sent(api: Api, reader: Person) -> dict[str, Any]:
    """A message of the bot, with a button."""
    message: dict[str, Any] = await api.result("sendMessage", chat_id=READER, text="bir", reply_markup=MARKUP)
    return message


def place(message: dict[str, Any]) -> dict[str, int]:
    return {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}


async def test_a_text_is_edited_in_place(playground: Playground, api: Api, sent: dict[str, Any]) -> None:
    playground.clock.move(timedelta(minutes=5))
    edited = await api.result("editMessageText", **place(sent), text="<b>ikki</b>", parse_mode="HTML")
    assert edited["text"] == "ikki"
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert edited["edit_date"] >= edited["date"] + 300
    message = playground.chat(READER).message(sent["message_id"])
    assert message is not None
    assert message.body == edited


async def test_a_keyboard_left_out_of_an_edit_is_gone(api: Api, sent: dict[str, Any]) -> None:
    assert "reply_markup" not in await api.result("editMessageText", **place(sent), text="ikki")


async def test_the_same_again_is_not_modified(api: Api, sent: dict[str, Any]) -> None:
    assert (
        await api.refusal("editMessageText", **place(sent), text="bir", reply_markup=MARKUP) == NOT_MODIFIED
    )
    assert await api.refusal("editMessageReplyMarkup", **place(sent), reply_markup=MARKUP) == NOT_MODIFIED
    await api.result("editMessageText", **place(sent), text="ikki", reply_markup=MARKUP)
    assert (
        await api.refusal("editMessageText", **place(sent), text=" ikki ", reply_markup=MARKUP)
        == NOT_MODIFIED
    )


async def test_a_keyboard_alone_is_edited(api: Api, sent: dict[str, Any]) -> None:
    edited = await api.result("editMessageReplyMarkup", **place(sent), reply_markup=OTHER_MARKUP)
    assert (edited["text"], edited["reply_markup"]) == ("bir", OTHER_MARKUP)
    assert "reply_markup" not in await api.result("editMessageReplyMarkup", **place(sent))


async def test_a_message_that_does_not_exist_is_not_found(api: Api, reader: Person) -> None:
    assert await api.refusal("editMessageText", chat_id=READER, message_id=999, text="a") == (
        "Bad Request: message to edit not found"
    )
    assert (
        await api.refusal("editMessageText", text="a") == "Bad Request: message identifier is not specified"
    )
    assert await api.refusal("editMessageText", inline_message_id="x", text="a") == (
        "Bad Request: MESSAGE_ID_INVALID"
    )


async def test_a_message_of_somebody_else_cannot_be_edited(api: Api, reader: Person) -> None:
    said = await reader.says("meniki")
    refusal = await api.refusal("editMessageText", chat_id=READER, message_id=said.message_id, text="a")
    assert refusal == "Bad Request: message can't be edited"


async def test_an_edit_is_checked_as_a_message_is(api: Api, sent: dict[str, Any]) -> None:
    assert (
        await api.refusal("editMessageText", **place(sent), text="") == "Bad Request: message text is empty"
    )
    assert await api.refusal("editMessageText", **place(sent), text="a" * 4097) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    refusal = await api.refusal(
        "editMessageText", **place(sent), text="a", reply_markup={"force_reply": True}
    )
    assert refusal == "Bad Request: inline keyboard expected"


async def test_texts_and_captions_are_not_taken_for_one_another(api: Api, sent: dict[str, Any]) -> None:
    assert await api.refusal("editMessageCaption", **place(sent), caption="a") == (
        "Bad Request: there is no caption in the message to edit"
    )
    response = await api.client.post(
        f"{api.url}/sendDocument",
        data={"chat_id": READER, "caption": "eski"},
        files={"document": ("a.txt", b"salom")},
    )
    document = response.json()["result"]
    assert await api.refusal("editMessageText", **place(document), text="a") == (
        "Bad Request: there is no text in the message to edit"
    )
    edited = await api.result("editMessageCaption", **place(document), caption="yangi")
    assert (edited["caption"], edited["document"]) == ("yangi", document["document"])


async def test_a_deleted_message_is_gone(playground: Playground, api: Api, sent: dict[str, Any]) -> None:
    assert await api.result("deleteMessage", **place(sent)) is True
    assert playground.chat(READER).message(sent["message_id"]) is None
    assert await api.refusal("deleteMessage", **place(sent)) == "Bad Request: message to delete not found"


async def test_after_48_hours_nothing_can_be_deleted(
    playground: Playground, api: Api, sent: dict[str, Any]
) -> None:
    playground.clock.move(timedelta(hours=48, seconds=2))
    assert await api.refusal("deleteMessage", **place(sent)) == (
        "Bad Request: message can't be deleted for everyone"
    )


async def test_several_are_deleted_at_once_and_missing_ones_skipped(
    playground: Playground, api: Api, sent: dict[str, Any]
) -> None:
    ids = [sent["message_id"], 998, 999]
    assert await api.result("deleteMessages", chat_id=READER, message_ids=ids) is True
    assert not playground.chat(READER).from_bot
    for wrong, description in (
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([0], "invalid message identifier specified"),
        ("5", "expected an Array of message identifiers"),
    ):
        refusal = await api.refusal("deleteMessages", chat_id=READER, message_ids=wrong)
        assert refusal == f"Bad Request: {description}"


async def test_in_a_group_only_an_admin_deletes_what_others_wrote(
    playground: Playground, api: Api, reader: Person
) -> None:
    group = playground.group("Guruh", reader)
    said = await reader.says("salom", group)
    assert await api.refusal("deleteMessage", chat_id=group.id, message_id=said.message_id) == (
        "Bad Request: message can't be deleted"
    )
    group.standing = Standing.ADMINISTRATOR
    assert await api.result("deleteMessage", chat_id=group.id, message_id=said.message_id) is True


async def test_messages_are_forwarded_and_copied(playground: Playground, api: Api, reader: Person) -> None:
    said = await reader.says("asl matn")
    source = {"chat_id": READER, "from_chat_id": READER, "message_id": said.message_id}
    forwarded = await api.result("forwardMessage", **source)
    assert (forwarded["text"], forwarded["forward_origin"]["type"]) == ("asl matn", "user")
    copied = await api.result("copyMessage", **source)
    copy = playground.chat(READER).message(copied["message_id"])
    assert copy is not None
    assert "forward_origin" not in copy.body
    gone = source | {"message_id": 999}
    assert await api.refusal("forwardMessage", **gone) == "Bad Request: message to forward not found"
    assert await api.refusal("copyMessage", **gone) == "Bad Request: message to copy not found"


async def test_protected_content_is_not_forwarded(api: Api, reader: Person) -> None:
    sent = await api.result("sendMessage", chat_id=READER, text="a", protect_content=True)
    refusal = await api.refusal(
        "forwardMessage", chat_id=READER, from_chat_id=READER, message_id=sent["message_id"]
    )
    assert refusal == "Bad Request: message has protected content and can't be forwarded"
