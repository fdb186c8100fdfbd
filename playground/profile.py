"""What the bot says of itself: name, descriptions, commands, menu button."""

from typing import Any

from playground.refusals import Json

Scope = tuple[Any, ...]


class Profile:
    """The bot behind the token. Texts are kept by language; "" is for all who have none of their own."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = "xabarnoma_bot"
        self.names: dict[str, str] = {"": "Xabarnoma"}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}  # by private chat; 0 is the default
        self.logged_out_until = 0.0  # seconds since the epoch

    def user(self) -> Json:
        """The bot as the sender of a message."""
        return {"id": self.id, "is_bot": True, "first_name": self.names[""], "username": self.username}

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """What a person sees in their private chat: the narrowest scope that has commands, then language."""
        scopes: tuple[Scope, ...] = (("chat", chat_id), ("all_private_chats",), ("default",))
        for scope in scopes:
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []
