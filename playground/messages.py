"""A message, as the Bot API describes it."""

from dataclasses import dataclass
from typing import Any

from playground.keyboards import Button
from playground.refusals import Json


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one chat. An edit makes a new Message of the same id; `body` is never changed."""

    body: Json
    by_bot: bool = False

    @property
    def message_id(self) -> int:
        return int(self.body["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.body["chat"]["id"])

    @property
    def date(self) -> int:
        """Seconds since the epoch."""
        return int(self.body["date"])

    @property
    def thread_id(self) -> int | None:
        thread: int | None = self.body.get("message_thread_id")
        return thread

    @property
    def sender_id(self) -> int | None:
        sender: Json = self.body.get("from", {})
        return sender.get("id")

    @property
    def text(self) -> str:
        """The text, or the caption of a file; "" where there is neither."""
        return str(self.body.get("text", self.body.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        entities: list[Json] = self.body.get("entities") or self.body.get("caption_entities") or []
        return entities

    @property
    def keyboard(self) -> Json | None:
        markup: Json | None = self.body.get("reply_markup")
        return markup

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline buttons, row by row."""
        rows: list[list[Any]] = (self.keyboard or {}).get("inline_keyboard", [])
        return [
            [Button(body["text"], row, column, body) for column, body in enumerate(bodies)]
            for row, bodies in enumerate(rows)
        ]

    def button(self, label: str) -> Button:
        """The first button whose text is, else contains, `label`; LookupError names those there are."""
        buttons = [button for row in self.buttons for button in row]
        for button in [b for b in buttons if b.text == label] + [b for b in buttons if label in b.text]:
            return button
        raise LookupError(f"no button {label!r}; there are {[button.text for button in buttons]}")
