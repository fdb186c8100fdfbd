"""What a message may hold: text, entities, files and the options around them, checked as Telegram does."""

from typing import Any

from playground.chats import Access, Chat
from playground.entities import parse_html
from playground.fields import refuse_unknown, text_field
from playground.files import File
from playground.formatting import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    Formatted,
    finished,
    given_entities,
    utf16_length,
)
from playground.keyboards import reply_markup
from playground.parameters import Kind, Parameters, Upload
from playground.refusals import Json, bad_request
from playground.world import World

SENDING = {
    "chat_id": Kind.CHAT,
    "message_thread_id": Kind.INTEGER,
    "disable_notification": Kind.FLAG,
    "protect_content": Kind.FLAG,
    "allow_paid_broadcast": Kind.FLAG,
    "message_effect_id": Kind.TEXT,
    "reply_parameters": Kind.JSON,
    "reply_markup": Kind.JSON,
}
CAPTION = {
    "caption": Kind.TEXT,
    "parse_mode": Kind.TEXT,
    "caption_entities": Kind.JSON,
    "show_caption_above_media": Kind.FLAG,
}
_MEDIA_KEYS = {"type", "media", "caption", "parse_mode", "caption_entities"}
_FOLDERS = {"document": "documents", "photo": "photos"}
_PREVIEW_KEYS = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
_REPLY_KEYS = {
    "message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode", "quote_entities",
    "quote_position",
}  # fmt: skip


def text_content(given: Parameters) -> Json:
    """`text` of sendMessage and editMessageText."""
    source = given.text("text")
    if not source:
        raise bad_request("message text is empty")
    formatted = _formatted(source, given.text("parse_mode"), given.get("entities"))
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.bodies()
    return content | _preview(given.get("link_preview_options"))


def caption_content(given: Parameters) -> Json:
    """`caption` of a file; empty where there is none."""
    return caption_of(given.text("caption"), given.text("parse_mode"), given.get("caption_entities")) | (
        {"show_caption_above_media": True} if given.flag("show_caption_above_media") else {}
    )


def caption_of(source: str, parse_mode: str, entities: Any) -> Json:
    formatted = _formatted(source, parse_mode, entities)
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": formatted.text} if formatted.text else {}
    return content | ({"caption_entities": formatted.bodies()} if formatted.entities else {})


def _formatted(source: str, parse_mode: str, entities: Any) -> Formatted:
    if len(source.encode()) > 1 << 15:
        raise bad_request("text is too long")
    match parse_mode.lower():
        case "html":
            return finished(parse_html(source))
        case "" | "none":
            return finished(given_entities(source, entities) if entities else Formatted(source))
    raise bad_request("unsupported parse_mode")


def _preview(options: Any) -> Json:
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    refuse_unknown(options, _PREVIEW_KEYS, "link preview options")
    text_field(options, "url")
    if wrong := [name for name in options.keys() - {"url"} if not isinstance(options[name], bool)]:
        raise bad_request(f'field "{min(wrong)}" must be of type Boolean')
    return {"link_preview_options": options} if options else {}


def destination(world: World, given: Parameters, what: str) -> Chat:
    """The chat to send `what` to, where the bot may, with a topic that exists; raises Refusal."""
    chat = world.chat(given.get("chat_id"))
    chat.check_sending(what)
    chat.check_topic(given.integer("message_thread_id"))
    return chat


def options(world: World, chat: Chat, given: Parameters) -> Json:
    """The fields that the options of a send leave in the message; a reply keyboard is set on the chat."""
    extra: Json = _reply(world, chat, given.get("reply_parameters"))
    if chat.is_forum and given.integer("message_thread_id"):
        extra |= {"message_thread_id": given.integer("message_thread_id"), "is_topic_message": True}
    if given.flag("protect_content"):
        extra["has_protected_content"] = True
    markup = reply_markup(given.get("reply_markup"))
    if markup is not None and "inline_keyboard" in markup:
        extra["reply_markup"] = markup
    elif markup is not None:
        if chat.kind == "channel":
            raise bad_request("inline keyboard expected")
        chat.reply_keyboard = None if markup.get("remove_keyboard") else markup
        world.publish("keyboard", chat_id=chat.id, keyboard=chat.reply_keyboard)
    return extra


def _reply(world: World, chat: Chat, parameters: Any) -> Json:
    if parameters is None:
        return {}
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    refuse_unknown(parameters, _REPLY_KEYS, "reply parameters")
    if not parameters:
        return {}
    if not isinstance(parameters.get("message_id"), int):
        raise bad_request('can\'t find field "message_id"')
    where = world.chat(parameters.get("chat_id", chat.id))
    where.check(Access.READ)
    message = where.message(parameters["message_id"])
    if message is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    quoted = {key: value for key, value in message.body.items() if key != "reply_to_message"}
    return {"reply_to_message": quoted}


def stored(world: World, file: Upload | str | None, noun: str, folder: str) -> File:
    """A file that came along, or one sent before; raises Refusal."""
    match file:
        case Upload(name, content, mime_type):
            return world.files.add(name, content, folder, mime_type)
        case None:
            raise bad_request(f"there is no {noun} in the request")
        case str(address) if "://" in address:
            raise bad_request("failed to get HTTP URL content")  # the playground reaches no network
        case identifier:
            return world.files.get(identifier)


def input_media(world: World, given: Parameters, item: Any) -> Json:
    """An InputMediaPhoto or InputMediaDocument with its caption, as a message holds them."""
    if not isinstance(item, dict) or text_field(item, "type") not in _FOLDERS:
        raise bad_request("can't parse InputMedia: type must be photo or document")
    refuse_unknown(item, _MEDIA_KEYS, "InputMedia")
    kind = item["type"]
    file = stored(world, given.attached(item.get("media")), "media", _FOLDERS[kind])
    entities = item.get("caption_entities")
    caption = caption_of(text_field(item, "caption"), text_field(item, "parse_mode"), entities)
    return {kind: file.document() if kind == "document" else file.photo(), **caption}


def count_flood(world: World, chat: Chat, given: Parameters, count: int = 1) -> None:
    """Raises Refusal (429) where the bot sends too fast."""
    group = chat.kind != "private"
    world.floods.take(chat.id, group=group, count=count, paid=given.flag("allow_paid_broadcast"))
