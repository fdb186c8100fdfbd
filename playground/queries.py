"""What a person asked by a button or in inline mode, until the bot answers."""

from dataclasses import dataclass, field

from playground.refusals import Json, bad_request

CALLBACK_SECONDS = 60.0  # Telegram names no figure; "as soon as possible" in its words
INLINE_SECONDS = 30.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    """A press of a callback button. `answer` is None until the bot answers."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    pressed_at: float
    answer: Json | None = None


@dataclass(slots=True)
class InlineAsk:
    """Words typed after the bot's name in some chat. `answer` is None until the bot answers."""

    id: str
    person_id: int
    query: str
    offset: str
    asked_at: float
    answer: Json | None = None

    @property
    def results(self) -> list[Json]:
        return list((self.answer or {}).get("results", []))


@dataclass(slots=True)
class Queries:
    presses: dict[str, Press] = field(default_factory=dict)
    asks: dict[str, InlineAsk] = field(default_factory=dict)

    def open_press(self, query_id: str, now: float) -> Press:
        """The press that still waits; raises Refusal for one answered, too old or never made."""
        press = self.presses.get(query_id)
        if press is None or press.answer is not None or now - press.pressed_at > CALLBACK_SECONDS:
            raise bad_request(TOO_OLD)
        return press

    def open_ask(self, query_id: str, now: float) -> InlineAsk:
        ask = self.asks.get(query_id)
        if ask is None or ask.answer is not None or now - ask.asked_at > INLINE_SECONDS:
            raise bad_request(TOO_OLD)
        return ask
