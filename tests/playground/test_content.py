"""Point 5: sizes, empty text, and what a message may carry."""

from typing import Any

import pytest

from playground import READER, Person, Playground
from tests.playground.conftest import Api

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (320).to_bytes(4) + (200).to_bytes(4) + b"\x08\x02\x00\x00\x00"


async def test_a_text_may_have_4096_utf16_units_after_parsing(api: Api, reader: Person) -> None:
    await api.result("sendMessage", chat_id=READER, text="<b>" + "ў" * 4096 + "</b>", parse_mode="HTML")
    await api.result("sendMessage", chat_id=READER, text="😀" * 2048)
    for text in ("a" * 4097, "😀" * 2049):
        assert await api.refusal("sendMessage", chat_id=READER, text=text) == (
            "Bad Request: message is too long"
        )


async def test_a_text_beyond_32_kib_is_not_even_parsed(api: Api, reader: Person) -> None:
    text = "<b>" * 11000
    assert await api.refusal("sendMessage", chat_id=READER, text=text, parse_mode="HTML") == (
        "Bad Request: text is too long"
    )


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        ("   \n ", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
    ],
)
async def test_an_empty_text_is_refused(api: Api, reader: Person, text: str, description: str) -> None:
    refusal = await api.refusal("sendMessage", chat_id=READER, text=text, parse_mode="HTML")
    assert refusal == f"Bad Request: {description}"


async def test_an_unknown_parse_mode_is_refused(api: Api, reader: Person) -> None:
    assert await api.refusal("sendMessage", chat_id=READER, text="a", parse_mode="BBCode") == (
        "Bad Request: unsupported parse_mode"
    )


async def test_wrong_html_is_refused_with_its_byte_offset(api: Api, reader: Person) -> None:
    assert await api.refusal("sendMessage", chat_id=READER, text="ў <br>", parse_mode="HTML") == (
        'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 3'
    )


async def test_entities_may_be_given_instead_of_html(api: Api, reader: Person) -> None:
    entities = [{"type": "bold", "offset": 2, "length": 2}]
    sent = await api.result("sendMessage", chat_id=READER, text="😀ab", entities=entities)
    assert sent["entities"] == entities
    beyond = [{"type": "bold", "offset": 2, "length": 9}]
    assert await api.refusal("sendMessage", chat_id=READER, text="😀ab", entities=beyond) == (
        "Bad Request: entity beginning at UTF-16 offset 2 ends after the end of the text"
    )


async def test_a_caption_may_have_1024_units(api: Api, reader: Person) -> None:
    files = {"document": ("a.txt", b"salom")}
    for caption, status in (("a" * 1024, 200), ("a" * 1025, 400)):
        response = await api.client.post(
            f"{api.url}/sendDocument", data={"chat_id": READER, "caption": caption}, files=files
        )
        assert response.status_code == status
    assert response.json()["description"] == "Bad Request: message caption is too long"


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", **button}]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (keyboard(callback_data="a" * 65), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data="ў" * 33), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data=""), "BUTTON_DATA_INVALID"),
        (keyboard(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            keyboard(url="not an address"),
            "inline keyboard button URL 'not an address' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard(callback_data="a", url="https://a.uz"),
            "can't parse inline keyboard button: more than one of callback_data, url",
        ),
        (
            keyboard(callback_data="a", colour="red"),
            "unknown fields in the inline keyboard button: colour",
        ),
        (
            keyboard(callback_data="a", style="pink"),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (keyboard(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(switch_inline_query_chosen_chat={"query": "a"}), "BUTTON_INVALID"),
        (
            {"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]},
            "inline keyboard button text must be non-empty",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "a"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"inline_keyboard": [["a"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": ["a"]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"inline_keyboard": {}}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 8] * 13}, "reply markup is too long"),
        ({"inline_keyboard": [], "colour": "red"}, "unknown fields in the reply markup: colour"),
        ({"keyboard": [["a"]], "colour": "red"}, "unknown fields in the reply markup: colour"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[5]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    api: Api, reader: Person, markup: dict[str, Any], description: str
) -> None:
    refusal = await api.refusal("sendMessage", chat_id=READER, text="a", reply_markup=markup)
    assert refusal == f"Bad Request: {description}"


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "a" * 64},
        {"url": "https://a.uz", "style": "primary"},
        {"url": "tg://resolve?domain=a"},
        {"switch_inline_query": ""},
        {"switch_inline_query_current_chat": "a"},
        {"switch_inline_query_chosen_chat": {"query": "a", "allow_user_chats": True}},
        {"copy_text": {"text": "a"}},
    ],
)
async def test_lawful_buttons_stand_under_the_message(
    api: Api, reader: Person, button: dict[str, Any]
) -> None:
    markup = keyboard(**button)
    sent = await api.result("sendMessage", chat_id=READER, text="a", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_a_reply_keyboard_stays_with_the_chat_and_goes_on_request(api: Api, reader: Person) -> None:
    markup = {
        "keyboard": [[{"text": "Bugun"}, {"text": "Joyim", "request_location": True}]],
        "resize_keyboard": True,
    }
    sent = await api.result("sendMessage", chat_id=READER, text="a", reply_markup=markup)
    assert "reply_markup" not in sent
    assert reader.chat.reply_keyboard == markup
    await api.result("sendMessage", chat_id=READER, text="a", reply_markup={"remove_keyboard": True})
    assert reader.chat.reply_keyboard is None


async def test_a_reply_quotes_a_message_that_exists(playground: Playground, api: Api, reader: Person) -> None:
    said = await reader.says("savol")
    to = {"message_id": said.message_id}
    sent = await api.result("sendMessage", chat_id=READER, text="javob", reply_parameters=to)
    assert sent["reply_to_message"]["text"] == "savol"
    gone = {"message_id": 999}
    assert await api.refusal("sendMessage", chat_id=READER, text="a", reply_parameters=gone) == (
        "Bad Request: message to be replied not found"
    )
    gone["allow_sending_without_reply"] = True
    sent = await api.result("sendMessage", chat_id=READER, text="a", reply_parameters=gone)
    assert "reply_to_message" not in sent


async def test_options_of_a_message_are_kept_or_refused(api: Api, reader: Person) -> None:
    sent = await api.result(
        "sendMessage",
        chat_id=READER,
        text="https://a.uz",
        link_preview_options={"is_disabled": True},
        protect_content=True,
        disable_notification=True,
    )
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert sent["has_protected_content"] is True
    for name, value in (("link_preview_options", {"x": 1}), ("reply_parameters", {"x": 1})):
        refusal = await api.refusal("sendMessage", chat_id=READER, text="a", **{name: value})
        assert refusal == f"Bad Request: unknown fields in {name.replace('_', ' ')}: x"


async def test_a_chat_action_must_be_one_of_telegrams(api: Api, reader: Person) -> None:
    assert await api.result("sendChatAction", chat_id=READER, action="typing") is True
    assert await api.refusal("sendChatAction", chat_id=READER, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )
