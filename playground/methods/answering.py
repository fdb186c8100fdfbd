"""Answers to buttons and to inline questions."""

import re
from typing import Any

from playground.fields import refuse_unknown, text_field
from playground.formatting import utf16_length
from playground.keyboards import inline_keyboard
from playground.methods.content import caption_of, text_content
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.refusals import Json, bad_request
from playground.world import World

LONGEST_CALLBACK_ANSWER = 200
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64  # bytes
LONGEST_OFFSET = 64  # bytes
_ARTICLE_KEYS = {
    "type", "id", "title", "input_message_content", "reply_markup", "url", "description", "thumbnail_url",
    "thumbnail_width", "thumbnail_height",
}  # fmt: skip
_PHOTO_KEYS = {
    "type", "id", "photo_file_id", "title", "description", "caption", "parse_mode", "caption_entities",
    "show_caption_above_media", "reply_markup", "input_message_content",
}  # fmt: skip
_TEXT_KEYS = {"message_text", "parse_mode", "entities", "link_preview_options"}
_BUTTON_KEYS = {"text", "start_parameter"}
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@method(
    "answerCallbackQuery",
    callback_query_id=Kind.TEXT,
    text=Kind.TEXT,
    show_alert=Kind.FLAG,
    url=Kind.TEXT,
    cache_time=Kind.INTEGER,
)
def answer_callback_query(world: World, given: Parameters) -> bool:
    text, url = given.text("text"), given.text("url")
    press = world.queries.open_press(given.text("callback_query_id"), world.clock.timestamp())
    if utf16_length(text) > LONGEST_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{world.bot.username}?start="):
        raise bad_request("URL_INVALID")
    press.answer = {"text": text, "show_alert": given.flag("show_alert"), "url": url}
    world.publish("answer", person_id=press.person_id, chat_id=press.chat_id, press=press.id, **press.answer)
    return True


@method(
    "answerInlineQuery",
    inline_query_id=Kind.TEXT,
    results=Kind.JSON,
    cache_time=Kind.INTEGER,
    is_personal=Kind.FLAG,
    next_offset=Kind.TEXT,
    button=Kind.JSON,
)
def answer_inline_query(world: World, given: Parameters) -> bool:
    results = given.get("results") if given.has("results") else []
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    checked = [_result(world, result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(given.text("next_offset").encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    ask = world.queries.open_ask(given.text("inline_query_id"), world.clock.timestamp())
    ask.answer = {
        "results": checked,
        "next_offset": given.text("next_offset"),
        "is_personal": given.flag("is_personal"),
        "cache_time": given.integer("cache_time", 300),
        "button": _button(given.get("button")),
    }
    world.publish("results", person_id=ask.person_id, ask=ask.id, **ask.answer)
    return True


def _button(button: Any) -> Json | None:
    if button is None:
        return None
    if not isinstance(button, dict):
        raise _unparsable_button("InlineQueryResultsButton must be an Object")
    if button.keys() != _BUTTON_KEYS or not isinstance(button["text"], str):
        raise _unparsable_button("InlineQueryResultsButton must have exactly one optional field")
    if not _START.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return button


def _unparsable_button(reason: str) -> Exception:
    return bad_request(f"can't parse inline query results button: {reason}")


def _result(world: World, result: Any) -> Json:
    """One result with `message`: the content that choosing it sends."""
    if not isinstance(result, dict):
        raise _unparsable("Inline query result must be an object")
    kind, identifier = result.get("type"), result.get("id")
    if kind not in ("article", "photo"):
        raise _unparsable(f'type "{kind}" is unsupported for the inline query result')
    if not isinstance(identifier, str) or not 1 <= len(identifier.encode()) <= LONGEST_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    refuse_unknown(result, _ARTICLE_KEYS if kind == "article" else _PHOTO_KEYS, "the inline query result")
    keyboard = inline_keyboard(result.get("reply_markup"))
    message = _article(result) if kind == "article" else _photo(world, result)
    return result | {"message": message | ({"reply_markup": keyboard} if keyboard else {})}


def _article(result: Json) -> Json:
    if not text_field(result, "title").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise _unparsable("Input message content is not specified")
    return _text(content)


def _photo(world: World, result: Json) -> Json:
    file = world.files.get(str(result.get("photo_file_id")))
    if isinstance(content := result.get("input_message_content"), dict):
        return _text(content)
    return {"photo": file.photo()} | caption_of(
        text_field(result, "caption"), text_field(result, "parse_mode"), result.get("caption_entities")
    )


def _text(content: Json) -> Json:
    refuse_unknown(content, _TEXT_KEYS, "the input message content")
    text = {"text": text_field(content, "message_text"), "parse_mode": text_field(content, "parse_mode")}
    rest = {name: content[name] for name in ("entities", "link_preview_options") if name in content}
    return text_content(Parameters(text | rest, {}))


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse inline query result: {reason}")
