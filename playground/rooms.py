"""Groups, forums and channels on the chat page: whoever opens one owns it, the other personas are members."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from playground.chats import Chat, ChatKind, Standing
from playground.people import PERSONAS, Person
from playground.refusals import Json

if TYPE_CHECKING:
    from playground.server import Playground

KINDS: dict[str, tuple[ChatKind, str, dict[int, str]]] = {
    "group": ("group", "Jurnalistlar", {}),
    "forum": ("supergroup", "Tahririyat", {2: "Dayjest", 3: "Savol-javob"}),
    "channel": ("channel", "Yangiliklar", {}),
}
"""What can be opened: its kind, its title, its topics."""


def open_room(playground: "Playground", owner: Person, kind: str) -> Chat:
    """A new room with all personas in it and the bot added by its owner; ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    chat_kind, title, topics = KINDS[kind]
    others = [playground.person(person_id) for person_id in PERSONAS if person_id != owner.id]
    chat = playground.group(title, owner, *others, kind=chat_kind, topics=topics, standing=Standing.ABSENT)
    playground.world.publish("room", chat=described(chat))
    playground.world.bot_becomes(chat, welcome(chat), owner.user)
    return chat


def welcome(chat: Chat) -> Standing:
    """What the bot is there while it is welcome: in a channel nobody but admins can write."""
    return Standing.ADMINISTRATOR if chat.kind == "channel" else Standing.MEMBER


def described(chat: Chat) -> Json:
    """A chat as the page is told of it."""
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.names.get("title", ""),
        "topics": chat.topics,
        "members": chat.members,
        "standing": chat.standing.value,
        "keyboard": chat.reply_keyboard,
        "messages": [{"message": m.body, "by_bot": m.by_bot} for m in chat.messages],
    }


def room_of(playground: "Playground", person: Person, body: Mapping[str, Any]) -> Chat:
    """The chat that the page names, else the person's own; LookupError where they are no member."""
    if "chat" not in body:
        return person.chat
    chat = playground.chat(int(body["chat"]))
    if person.id not in chat.members:
        raise LookupError("the person is not in that chat")
    return chat
