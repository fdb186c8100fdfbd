"""People in front of the bot, as tests and the chat page move them."""

import re
from typing import Any

from playground.chats import Chat, Standing
from playground.formatting import LONGEST_TEXT, Formatted, finished, given_entities, parts_of, utf16_length
from playground.keyboards import Button
from playground.messages import Message
from playground.queries import InlineAsk, Press
from playground.refusals import Json
from playground.world import World

READER = 1001
ADMIN = 1002
SECOND_READER = 1003
PERSONAS: dict[int, Json] = {
    READER: {"first_name": "Malika", "last_name": "Karimova", "language_code": "uz"},
    ADMIN: {"first_name": "Sardor", "last_name": "Aliyev", "language_code": "uz"},
    SECOND_READER: {"first_name": "Елена", "last_name": "Соколова", "language_code": "ru"},
}


class Person:
    """Somebody with a Telegram account. Without a `chat`, they act in their private chat with the bot."""

    def __init__(self, world: World, user: Json) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def chat(self) -> Chat:
        """Their private chat with the bot."""
        return self._world.chats[self.id]

    async def says(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        thread_id: int | None = None,
        reply_to: Message | None = None,
        entities: list[Json] | None = None,
    ) -> Message:
        """Send a text, as a client does: links and commands in it become entities.

        ValueError for what no client sends: nothing, or more than a message holds (`pastes` does that).
        """
        formatted = finished(given_entities(text, entities) if entities else Formatted(text))
        if not 1 <= utf16_length(formatted.text) <= LONGEST_TEXT:
            raise ValueError(
                f"no client sends a text of {utf16_length(formatted.text)} UTF-16 units as one message"
            )
        return self._sends({"text": formatted.text}, formatted, "entities", chat, thread_id, reply_to)

    async def pastes(self, text: str) -> list[Message]:
        """Send a text of any length, in parts where it is long, as Telegram's clients do."""
        return [await self.says(part) for part in parts_of(text)]

    async def sends_file(
        self, name: str, content: bytes, chat: Chat | None = None, *, caption: str = "", mime_type: str = ""
    ) -> Message:
        """Send a document."""
        file = self._world.files.add(name, content, mime_type=mime_type or None)
        return self._sends_with_caption({"document": file.document()}, caption, chat)

    async def sends_photo(
        self,
        name: str,
        content: bytes,
        chat: Chat | None = None,
        *,
        caption: str = "",
        album: str | None = None,
    ) -> Message:
        """Send a picture (PNG or JPEG); those of one `album` belong together."""
        file = self._world.files.add(name, content, "photos")
        together = {"media_group_id": album} if album else {}
        return self._sends_with_caption({"photo": file.photo(), **together}, caption, chat)

    async def shares_location(self, latitude: float, longitude: float) -> Message:
        return self._sends({"location": {"latitude": latitude, "longitude": longitude}}, None, "", None)

    async def forwards(self, message: Message, chat: Chat | None = None) -> Message:
        """Forward a message that stands in some chat."""
        content = {
            key: value
            for key, value in message.body.items()
            if key in ("text", "entities", "caption", "caption_entities", "document", "photo", "location")
        }
        return self._sends(content | {"forward_origin": origin_of(message)}, None, "", chat)

    async def forwards_text(self, text: str, channel: str = "Matbuot xizmati") -> Message:
        """Forward a text that stood in a channel the bot does not know."""
        formatted = finished(Formatted(text))
        origin = {
            "type": "channel",
            "date": self._world.now(),
            "message_id": self._world.new_id(),
            "chat": {"id": -1_009_999_999_999, "type": "channel", "title": channel},
        }
        content = {"text": formatted.text, "forward_origin": origin}
        return self._sends(content, formatted, "entities", None)

    async def edits(self, message: Message, text: str) -> Message:
        """Edit a message of one's own, or a post: its text, or the caption of its file."""
        formatted = finished(Formatted(text))
        name = "text" if "text" in message.body else "caption"
        entities = "entities" if name == "text" else "caption_entities"
        body = {key: value for key, value in message.body.items() if key not in (name, entities)}
        body |= {name: formatted.text} | ({entities: formatted.bodies()} if formatted.entities else {})
        edited = self._world.replace(message, body)
        chat = self._world.chats[message.chat_id]
        self._tell_bot(chat, edited, "edited_channel_post" if chat.kind == "channel" else "edited_message")
        return edited

    async def presses(self, message: Message, button: Button | str) -> Press:
        """Press a callback button, given itself or by its label; the answer appears in `Press.answer`."""
        if isinstance(button, str):
            button = message.button(button)
        if button.data is None:
            raise ValueError(f"{button.text!r} is no callback button: {button.body}")
        world = self._world
        press = Press(
            str(world.new_id() + (self.id << 32)),
            self.id,
            message.chat_id,
            message.message_id,
            button.data,
            world.clock.timestamp(),
        )
        world.queries.presses[press.id] = press
        query: Json = {
            "id": press.id,
            "from": self.user,
            "chat_instance": str(message.chat_id),
            "data": button.data,
        }
        shown = world.chats[message.chat_id].message(message.message_id)
        place = (message.chat_id, message.message_id)
        inline = [key for key, value in world.inline_places.items() if value == place]
        if inline:
            query["inline_message_id"] = inline[0]
        else:
            query["message"] = shown.body if shown is not None else _inaccessible(message)
        world.updates.put("callback_query", query)
        return press

    async def asks_inline(self, query: str, offset: str = "") -> InlineAsk:
        """Type @bot and words in some chat; the answer appears in `InlineAsk.answer`."""
        world = self._world
        ask = InlineAsk(
            str(world.new_id() + (self.id << 32)), self.id, query, offset, world.clock.timestamp()
        )
        world.queries.asks[ask.id] = ask
        world.updates.put(
            "inline_query",
            {"id": ask.id, "from": self.user, "query": query, "offset": offset, "chat_type": "sender"},
        )
        return ask

    async def chooses(self, ask: InlineAsk, result_id: str, chat: Chat | None = None) -> Message:
        """Send one of the results that the bot offered; LookupError where it offered no such result."""
        world = self._world
        result = next((result for result in ask.results if result["id"] == result_id), None)
        if result is None:
            raise LookupError(f"no result {result_id!r}; there are {[each['id'] for each in ask.results]}")
        inline_message_id = f"inline-{world.new_id()}"
        message = self._sends(result["message"] | {"via_bot": world.bot.user()}, None, "", chat)
        world.inline_places[inline_message_id] = (message.chat_id, message.message_id)
        chosen: Json = {"result_id": result_id, "from": self.user, "query": ask.query}
        if "reply_markup" in result["message"]:
            chosen["inline_message_id"] = inline_message_id
        world.updates.put("chosen_inline_result", chosen)
        return message

    async def blocks(self) -> None:
        self._world.bot_becomes(self.chat, Standing.KICKED, self.user)

    async def unblocks(self) -> None:
        self._world.bot_becomes(self.chat, Standing.MEMBER, self.user)

    async def leaves_telegram(self) -> None:
        """The account is deleted."""
        self.chat.deactivated = True

    def _sends_with_caption(self, content: Json, caption: str, chat: Chat | None) -> Message:
        formatted = finished(Formatted(caption))
        caption_part = {"caption": formatted.text} if formatted.text else {}
        return self._sends(content | caption_part, formatted, "caption_entities", chat)

    def _sends(
        self,
        content: Json,
        formatted: Formatted | None,
        entities: str,
        chat: Chat | None,
        thread_id: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        chat = chat or self.chat
        if chat.kind == "private":
            if chat.standing is Standing.KICKED:
                raise ValueError("who has blocked the bot cannot write to it")
            chat.standing = Standing.MEMBER
        if formatted is not None and formatted.entities:
            content = content | {entities: formatted.bodies()}
        if thread_id is not None:
            content = content | {"message_thread_id": thread_id, "is_topic_message": True}
        if reply_to is not None:
            quoted = {k: v for k, v in reply_to.body.items() if k != "reply_to_message"}
            content = content | {"reply_to_message": quoted}
        sender = None if chat.kind == "channel" else self.user
        message = self._world.post(chat, content, sender=sender)
        self._tell_bot(chat, message, "channel_post" if chat.kind == "channel" else "message")
        return message

    def _tell_bot(self, chat: Chat, message: Message, kind: str) -> None:
        if self._heard(chat, message):
            self._world.updates.put(kind, message.body)

    def _heard(self, chat: Chat, message: Message) -> bool:
        """Does the bot get it? In groups Telegram's privacy mode leaves most of the talk out."""
        if chat.kind == "private" or chat.standing is Standing.ADMINISTRATOR:
            return True
        if chat.kind == "channel" or chat.standing in (Standing.KICKED, Standing.LEFT, Standing.ABSENT):
            return False
        name = f"@{self._world.bot.username}"
        command = re.match(r"/\w+(@\w+)?", message.text)
        replied: Any = message.body.get("reply_to_message", {})
        return (
            (command is not None and command[1] in (None, name))
            or name in message.text
            or replied.get("from", {}).get("id") == self._world.bot.id
        )


def origin_of(message: Message) -> Json:
    """Where a forwarded message says it comes from."""
    if "forward_origin" in message.body:
        origin: Json = message.body["forward_origin"]
        return origin
    if "from" in message.body:
        return {"type": "user", "date": message.date, "sender_user": message.body["from"]}
    return {
        "type": "channel",
        "date": message.date,
        "chat": message.body["chat"],
        "message_id": message.message_id,
    }


def _inaccessible(message: Message) -> Json:
    return {"chat": message.body["chat"], "message_id": message.message_id, "date": 0}
