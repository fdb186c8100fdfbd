"""forwardMessage and copyMessage."""

from playground.chats import Access
from playground.messages import Message
from playground.methods.content import CAPTION, SENDING, caption_content, count_flood, destination, options
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.people import origin_of
from playground.refusals import Json, bad_request
from playground.world import World

_CONTENT = ("text", "entities", "caption", "caption_entities", "document", "photo", "location")
_NOT_FORWARDING = ("reply_parameters", "reply_markup", "allow_paid_broadcast")
_FORWARDING = {name: kind for name, kind in SENDING.items() if name not in _NOT_FORWARDING}
_SOURCE = {"from_chat_id": Kind.CHAT, "message_id": Kind.INTEGER}


@method("forwardMessage", **_SOURCE, **_FORWARDING)
def forward_message(world: World, given: Parameters) -> Json:
    source = _source(world, given, "message to forward")
    content = _content(source) | {"forward_origin": origin_of(source)}
    chat = destination(world, given, "text messages")
    extra = options(world, chat, given)
    count_flood(world, chat, given)
    return world.post_by_bot(chat, content | extra, "forwardMessage").body


@method("copyMessage", **_SOURCE, **CAPTION, **SENDING)
def copy_message(world: World, given: Parameters) -> Json:
    source = _source(world, given, "message to copy")
    content = _content(source)
    if given.has("caption") and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption_content(given)
    chat = destination(world, given, "text messages")
    extra = options(world, chat, given)
    count_flood(world, chat, given)
    return {"message_id": world.post_by_bot(chat, content | extra, "copyMessage").message_id}


def _source(world: World, given: Parameters, noun: str) -> Message:
    if not given.has("from_chat_id"):
        raise bad_request('parameter "from_chat_id" is required')
    chat = world.chat(given.get("from_chat_id"))
    chat.check(Access.READ)
    message = chat.message(given.integer("message_id"))
    if message is None:
        raise bad_request(f"{noun} not found")
    if message.body.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    return message


def _content(message: Message) -> Json:
    return {key: message.body[key] for key in _CONTENT if key in message.body}
