"""Editing and deleting what was sent."""

from typing import Any

from playground.chats import Access, Chat
from playground.keyboards import inline_keyboard
from playground.messages import Message
from playground.methods.content import CAPTION, caption_content, input_media, text_content
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.refusals import Json, bad_request
from playground.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
_TARGET = {
    "chat_id": Kind.CHAT,
    "message_id": Kind.INTEGER,
    "inline_message_id": Kind.TEXT,
    "reply_markup": Kind.JSON,
}
_TEXT_KEYS = ("text", "entities", "link_preview_options")
_CAPTION_KEYS = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA_KEYS = (*_TEXT_KEYS, *_CAPTION_KEYS, "photo", "document", "has_media_spoiler")


@method(
    "editMessageText",
    text=Kind.TEXT,
    parse_mode=Kind.TEXT,
    entities=Kind.JSON,
    link_preview_options=Kind.JSON,
    **_TARGET,
)
def edit_message_text(world: World, given: Parameters) -> Any:
    try:
        content = text_content(given)
    except Exception as refusal:
        if "message is too long" in str(refusal):
            raise bad_request("MESSAGE_TOO_LONG") from None
        raise
    message = _target(world, given)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, given, message, content, _TEXT_KEYS)


@method("editMessageCaption", **CAPTION, **_TARGET)
def edit_message_caption(world: World, given: Parameters) -> Any:
    content = caption_content(given)
    message = _target(world, given)
    if "text" in message.body:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, given, message, content, _CAPTION_KEYS)


@method("editMessageMedia", media=Kind.JSON, **_TARGET)
def edit_message_media(world: World, given: Parameters) -> Any:
    message = _target(world, given)
    content = input_media(world, given, given.get("media"))
    # A text becomes the caption of what comes in its place.
    return _edit(world, given, message, content, _MEDIA_KEYS)


@method("editMessageReplyMarkup", **_TARGET)
def edit_message_reply_markup(world: World, given: Parameters) -> Any:
    return _edit(world, given, _target(world, given), {}, ())


@method("deleteMessage", chat_id=Kind.CHAT, message_id=Kind.INTEGER)
def delete_message(world: World, given: Parameters) -> bool:
    if not given.has("chat_id"):
        raise bad_request("chat identifier is not specified")
    if given.integer("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    chat = world.chat(given.get("chat_id"))
    chat.check(Access.WRITE)
    message = chat.message(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.remove(chat, message.message_id)
    return True


@method("deleteMessages", chat_id=Kind.CHAT, message_ids=Kind.JSON)
def delete_messages(world: World, given: Parameters) -> bool:
    ids = given.get("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(message_id, int) and message_id > 0 for message_id in ids):
        raise bad_request("invalid message identifier specified")
    chat = world.chat(given.get("chat_id"))
    chat.check(Access.WRITE)
    found = [message for message_id in ids if (message := chat.message(message_id)) is not None]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.remove(chat, message.message_id)
    return True


def _target(world: World, given: Parameters) -> Message:
    if given.has("inline_message_id"):
        return world.inline_message(given.text("inline_message_id"))
    if not given.has("chat_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chat(given.get("chat_id"))
    chat.check(Access.WRITE)
    message = chat.message(given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot and not (chat.kind == "channel" and chat.may("can_edit_messages")):
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, given: Parameters, message: Message, content: Json, keys: tuple[str, ...]) -> Any:
    """Put `content` in the place of `keys`; a keyboard that is not given again is gone."""
    keyboard = inline_keyboard(given.get("reply_markup"))
    kept = {k: v for k, v in message.body.items() if k not in (*keys, "reply_markup", "edit_date")}
    body = kept | content | ({"reply_markup": keyboard} if keyboard is not None else {})
    if body == {k: v for k, v in message.body.items() if k != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    edited = world.replace(message, body)
    return True if given.has("inline_message_id") else edited.body


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if not message.by_bot and chat.kind != "private" and not chat.may("can_delete_messages"):
        raise bad_request("message can't be deleted")
