"""All that Telegram knows: chats, people, messages, files, the bot, and what waits for it."""

from collections.abc import Callable
from itertools import count
from typing import Any

from playground.changes import Changes
from playground.chats import Chat, ChatKind, Standing
from playground.clock import Clock
from playground.files import Files
from playground.floods import Floods, Limits
from playground.ledger import Arrival, Ledger
from playground.members import bot_member
from playground.messages import Message
from playground.polling import Polling
from playground.profile import Profile
from playground.queries import Queries
from playground.refusals import Json, bad_request
from playground.updates import Updates
from playground.webhook import Webhook

_LARGE_CHAT = -1_000_000_000_000  # supergroups and channels count down from here


class World:
    """The state that all methods share. Every change is told to `changes` and to the `watchers`."""

    def __init__(self, token: str, clock: Clock, limits: Limits) -> None:
        self.clock = clock
        self.changes = Changes()
        self.bot = Profile(token)
        self.updates = Updates(clock, self.changes)
        self.floods = Floods(clock.timestamp, limits)
        self.ledger = Ledger()
        self.files = Files()
        self.queries = Queries()
        self.polling = Polling(self.updates, self.changes)
        self.webhook = Webhook(self.updates, self.changes, clock)
        self.users: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.watchers: list[Callable[[Json], None]] = []
        self.inline_places: dict[str, tuple[int, int]] = {}  # inline message -> (chat, message)
        self._ids = count(1)
        self._message_ids = count(1)  # private chats and groups share one row of numbers
        self._large_message_ids: dict[int, count[int]] = {}

    def new_id(self) -> int:
        return next(self._ids)

    def now(self) -> int:
        """Seconds since the epoch."""
        return int(self.clock.timestamp())

    def publish(self, kind: str, **details: Any) -> None:
        """Tell those who watch (the chat page) and those who wait."""
        for watcher in tuple(self.watchers):
            watcher({"kind": kind, **details})
        self.changes.tell()

    # Chats

    def chat(self, reference: Any) -> Chat:
        """By identifier or @username; raises Refusal where there is none that the bot could know."""
        if reference is None:
            raise bad_request("chat_id is empty")
        chat: Chat | None = None
        if isinstance(reference, int):
            chat = self.chats.get(reference)
        elif isinstance(reference, str):
            chat = next((chat for chat in self.chats.values() if _named(chat, reference)), None)
        if chat is None or not (chat.was_started or self._met(chat.id)):
            raise bad_request("chat not found")
        return chat

    def open_chat(self, kind: ChatKind, names: Json, standing: Standing, chat_id: int | None = None) -> Chat:
        if chat_id is None:
            chat_id = -self.new_id() if kind == "group" else _LARGE_CHAT - self.new_id()
        chat = Chat(chat_id, kind, names, standing)
        self.chats[chat_id] = chat
        return chat

    def bot_becomes(self, chat: Chat, standing: Standing, by: Json) -> None:
        """Change what the bot is in a chat, and tell it so."""
        old = bot_member(chat, self.bot.user())
        chat.standing = standing
        new = bot_member(chat, self.bot.user())
        if old != new:
            self.updates.put(
                "my_chat_member",
                {
                    "chat": chat.body(),
                    "from": by,
                    "date": self.now(),
                    "old_chat_member": old,
                    "new_chat_member": new,
                },
            )
        self.publish("chat", chat_id=chat.id, standing=standing.value)

    def _met(self, person_id: int) -> bool:
        return any(person_id in chat.members for chat in self.chats.values())

    # Messages

    def post(self, chat: Chat, content: Json, *, sender: Json | None, by_bot: bool = False) -> Message:
        """Put a message into a chat. `sender` is None for a post of the channel itself."""
        if chat.kind in ("private", "group"):
            message_id = next(self._message_ids)
        else:
            message_id = next(self._large_message_ids.setdefault(chat.id, count(1)))
        body: Json = {"message_id": message_id, "date": self.now(), "chat": chat.body()}
        body |= {"from": sender} if sender is not None else {"sender_chat": chat.body()}
        thread_id = content.get("message_thread_id")
        if thread_id in chat.topics and "reply_to_message" not in content:
            body["reply_to_message"] = self._topic_opening(chat, thread_id)
        message = Message(body | content, by_bot)
        chat.keep(message)
        self.publish("message", message=message.body, by_bot=by_bot)
        return message

    def _topic_opening(self, chat: Chat, thread_id: int) -> Json:
        """The service message that opened a topic: what is written there counts as a reply to it."""
        return {
            "message_id": thread_id,
            "date": self.now(),
            "chat": chat.body(),
            "message_thread_id": thread_id,
            "is_topic_message": True,
            "forum_topic_created": {"name": chat.topics[thread_id], "icon_color": 7322096},
        }

    def post_by_bot(self, chat: Chat, content: Json, method: str) -> Message:
        """The same for the bot, entered in the ledger."""
        sender = None if chat.kind == "channel" else self.bot.user()
        message = self.post(chat, content, sender=sender, by_bot=True)
        self.ledger.record(
            Arrival(
                chat.id, message.message_id, method, message.text, self.clock.timestamp(), message.thread_id
            )
        )
        return message

    def replace(self, message: Message, body: Json) -> Message:
        """Put an edited message in the place of the old one."""
        edited = Message(body | {"edit_date": self.now()}, message.by_bot)
        self.chats[message.chat_id].keep(edited)
        self.publish("message", message=edited.body, by_bot=edited.by_bot)
        return edited

    def inline_message(self, inline_message_id: str) -> Message:
        """The message that a chosen inline result became; raises Refusal."""
        chat_id, message_id = self.inline_places.get(inline_message_id, (0, 0))
        message = self.chats[chat_id].message(message_id) if chat_id in self.chats else None
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        chat.forget(message_id)
        self.publish("deleted", chat_id=chat.id, message_id=message_id)


def _named(chat: Chat, reference: str) -> bool:
    return str(chat.names.get("username", "")).lower() == reference.removeprefix("@").lower()
