"""Keyboards under messages, checked as Telegram checks them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.fields import refuse_unknown, text_field
from playground.refusals import Json, bad_request

LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
_FACE = {"text", "style", "icon_custom_emoji_id"}
_STYLES = {"primary", "danger", "success"}
_URL = re.compile(r"(?:https?|tg)://[^\s/?#]+\S*", re.IGNORECASE)
_REPLY_KEYS = {
    "keyboard", "resize_keyboard", "one_time_keyboard", "is_persistent", "input_field_placeholder",
    "selective", "remove_keyboard", "force_reply",
}  # fmt: skip
_REPLY_BUTTON_KEYS = {"text", "style", "icon_custom_emoji_id", "request_contact", "request_location"}


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button, with its place on the keyboard."""

    text: str
    row: int
    column: int
    body: Json

    @property
    def data(self) -> str | None:
        data: str | None = self.body.get("callback_data")
        return data

    @property
    def url(self) -> str | None:
        url: str | None = self.body.get("url")
        return url


def inline_keyboard(markup: Any) -> Json | None:
    """The markup when it must be inline, as for an edit; None where it is absent or empty."""
    checked = reply_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked


def reply_markup(markup: Any) -> Json | None:
    """Any markup, checked; None where it is absent or has no button."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    refuse_unknown(markup, _REPLY_KEYS, "the reply markup")
    rows = markup.get("keyboard")
    if rows is not None:
        _check_rows(rows, "keyboard", _check_reply_button)
        if not any(rows):
            return None
    elif not (markup.get("remove_keyboard") or markup.get("force_reply")):
        return None
    return markup


def _inline(markup: Json) -> Json | None:
    refuse_unknown(markup, {"inline_keyboard"}, "the reply markup")
    rows = markup["inline_keyboard"]
    _check_rows(rows, "inline_keyboard", _check_inline_button)
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_rows(rows: Any, field: str, check: Callable[[Any], None]) -> None:
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            whose = " of the InlineKeyboardMarkup" if field == "inline_keyboard" else ""
            raise bad_request(f'field "{field}"{whose} must be an Array of Arrays')
        for button in row:
            check(button)


def _check_reply_button(button: Any) -> None:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    refuse_unknown(button, _REPLY_BUTTON_KEYS, "the keyboard button")
    _check_face(button, "Keyboard", "keyboard")


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _check_face(button, "Inline keyboard", "inline keyboard")
    actions = button.keys() - _FACE
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    refuse_unknown(button, {*_FACE, *_CHECKS}, "the inline keyboard button")
    if len(actions) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: more than one of {', '.join(sorted(actions))}"
        )
    action = actions.pop()
    _CHECKS[action](button[action])


def _check_face(button: Json, kind: str, noun: str) -> None:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request(f"can't parse {noun} button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request(f"{noun} button text must be non-empty")
    if "style" in button and text_field(button, "style") not in _STYLES:
        raise bad_request(f"can't parse {noun} button: invalid button style specified")


def _check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise bad_request('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
    if not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_switch(query: Any) -> None:
    if not isinstance(query, str) or len(query) > 256:
        raise bad_request("BUTTON_INVALID")


def _check_chosen_chat(chosen: Any) -> None:
    kinds = {"allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats"}
    if not isinstance(chosen, dict) or chosen.keys() - kinds - {"query"}:
        raise bad_request("BUTTON_INVALID")
    _check_switch(chosen.get("query", ""))
    if not any(chosen.get(kind) for kind in kinds):
        raise bad_request("BUTTON_INVALID")


def _check_copied(copied: Any) -> None:
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "callback_data": _check_data,
    "url": _check_url,
    "switch_inline_query": _check_switch,
    "switch_inline_query_current_chat": _check_switch,
    "switch_inline_query_chosen_chat": _check_chosen_chat,
    "copy_text": _check_copied,
}
