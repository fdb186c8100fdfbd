"""sendMessage and its kin."""

from playground.methods.content import (
    CAPTION,
    SENDING,
    caption_content,
    count_flood,
    destination,
    input_media,
    options,
    stored,
    text_content,
)
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.refusals import Json, bad_request
from playground.world import World

MOST_IN_ALBUM = 10
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@method(
    "sendMessage",
    text=Kind.TEXT,
    parse_mode=Kind.TEXT,
    entities=Kind.JSON,
    link_preview_options=Kind.JSON,
    **SENDING,
)
def send_message(world: World, given: Parameters) -> Json:
    content = text_content(given)
    return _send(world, given, content, "text messages", "sendMessage")


@method(
    "sendDocument",
    document=Kind.FILE,
    disable_content_type_detection=Kind.FLAG,
    **{name: kind for name, kind in CAPTION.items() if name != "show_caption_above_media"},
    **SENDING,
)
def send_document(world: World, given: Parameters) -> Json:
    content = caption_content(given)
    file = stored(world, given.upload("document"), "document", "documents")
    return _send(world, given, content | {"document": file.document()}, "documents", "sendDocument")


@method("sendPhoto", photo=Kind.FILE, has_spoiler=Kind.FLAG, **CAPTION, **SENDING)
def send_photo(world: World, given: Parameters) -> Json:
    content = caption_content(given)
    file = stored(world, given.upload("photo"), "photo", "photos")
    content |= {"photo": file.photo()} | ({"has_media_spoiler": True} if given.flag("has_spoiler") else {})
    return _send(world, given, content, "photos", "sendPhoto")


@method("sendMediaGroup", media=Kind.JSON, **{k: v for k, v in SENDING.items() if k != "reply_markup"})
def send_media_group(world: World, given: Parameters) -> list[Json]:
    media = given.get("media")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len(media) == 1:
        raise bad_request("an album has 2 to 10 items")  # as documented; Telegram lets one pass
    contents = [input_media(world, given, item) for item in media]
    if len({next(iter(content)) for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = destination(world, given, "photos")
    extra = options(world, chat, given) | {"media_group_id": str(10**16 + world.new_id())}
    count_flood(world, chat, given, count=len(contents))
    return [world.post_by_bot(chat, content | extra, "sendMediaGroup").body for content in contents]


@method("sendChatAction", chat_id=Kind.CHAT, action=Kind.TEXT, message_thread_id=Kind.INTEGER)
def send_chat_action(world: World, given: Parameters) -> bool:
    if given.text("action").lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = destination(world, given, "text messages")
    world.publish("typing", chat_id=chat.id, action=given.text("action").lower())
    return True


def _send(world: World, given: Parameters, content: Json, what: str, name: str) -> Json:
    chat = destination(world, given, what)
    extra = options(world, chat, given)
    count_flood(world, chat, given)
    return world.post_by_bot(chat, content | extra, name).body
