"""Chats, and what the bot may do in each."""

from collections.abc import Sequence
from enum import Enum
from typing import Literal

from playground.messages import Message
from playground.refusals import Json, Refusal, bad_request, forbidden

ChatKind = Literal["private", "group", "supergroup", "channel"]

GENERAL_TOPIC = 1


class Standing(Enum):
    """What the bot is in a chat. A private chat knows ABSENT (never started), MEMBER and KICKED (blocked)."""

    ABSENT = "absent"
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


class Access(Enum):
    READ = "read"
    WRITE = "write"


class Chat:
    """One chat with its messages, oldest first."""

    def __init__(self, chat_id: int, kind: ChatKind, names: Json, standing: Standing) -> None:
        self.id = chat_id
        self.kind = kind
        self.names = names
        self.standing = standing
        self.deactivated = False  # private: the person's account is gone
        self.deleted = False  # group: the group itself is gone
        self.migrated_to: int | None = None
        self.rights = {"can_post_messages", "can_edit_messages", "can_delete_messages", "can_pin_messages"}
        self.members: dict[int, str] = {}  # person -> status
        self.topics: dict[int, str] = {}  # forum: thread -> its name
        self.closed_topics: set[int] = set()
        self.reply_keyboard: Json | None = None
        self.pinned: list[int] = []
        self._messages: dict[int, Message] = {}

    @property
    def was_started(self) -> bool:
        """False for a private chat whose person never wrote to the bot."""
        return self.kind != "private" or self.standing is not Standing.ABSENT

    @property
    def is_forum(self) -> bool:
        return bool(self.topics)

    @property
    def messages(self) -> Sequence[Message]:
        """Those not deleted, oldest first."""
        return list(self._messages.values())

    @property
    def from_bot(self) -> Sequence[Message]:
        return [message for message in self._messages.values() if message.by_bot]

    @property
    def newest(self) -> Message | None:
        """The bot's newest message that was not deleted."""
        return next((message for message in reversed(self._messages.values()) if message.by_bot), None)

    def message(self, message_id: int) -> Message | None:
        return self._messages.get(message_id)

    def keep(self, message: Message) -> None:
        """Add it, or put an edited one in the place of the old."""
        self._messages[message.message_id] = message

    def forget(self, message_id: int) -> None:
        self._messages.pop(message_id, None)

    def body(self) -> Json:
        """The chat as it stands in a message."""
        return {"id": self.id, "type": self.kind, **self.names} | (
            {"is_forum": True} if self.is_forum else {}
        )

    def check(self, access: Access) -> None:
        """Raises Refusal where the bot may not; the order and the words are Telegram's."""
        match self.kind:
            case "private":
                self._check_private(access)
            case "group":
                self._check_group(access)
            case _:
                self._check_large(access)

    def check_sending(self, what: str) -> None:
        """May the bot put `what` (as "text messages", "documents") here; raises Refusal."""
        self.check(Access.WRITE)
        if self.kind == "private" and self.standing is Standing.KICKED:
            raise forbidden("bot was blocked by the user")
        if self.standing is Standing.RESTRICTED:
            raise bad_request(f"not enough rights to send {what} to the chat")
        if self.kind == "channel" and not self.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")

    def check_topic(self, thread_id: int) -> None:
        """Raises Refusal where a message cannot be put under that topic."""
        if thread_id and (self.kind in ("private", "supergroup")) and thread_id not in self.topics:
            raise bad_request("message thread not found")
        if thread_id in self.closed_topics and not self.may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")

    def may(self, right: str) -> bool:
        return self.standing is Standing.ADMINISTRATOR and right in self.rights

    def _check_private(self, access: Access) -> None:
        if self.deactivated and access is Access.WRITE:
            raise forbidden("user is deactivated")
        if self.standing is Standing.ABSENT:
            raise forbidden("bot can't initiate conversation with a user")

    def _check_group(self, access: Access) -> None:
        if access is Access.READ:
            return
        if self.migrated_to is not None:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated_to,
            )
        if self.deleted:
            raise forbidden("the group chat was deleted")
        self._check_membership("group")

    def _check_large(self, access: Access) -> None:
        if access is Access.WRITE or "username" not in self.names or self.standing is Standing.KICKED:
            self._check_membership(self.kind)

    def _check_membership(self, noun: str) -> None:
        if self.standing is Standing.KICKED:
            raise forbidden(f"bot was kicked from the {noun} chat")
        if self.standing in (Standing.LEFT, Standing.ABSENT):
            raise forbidden(f"bot is not a member of the {noun} chat")
