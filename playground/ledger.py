"""What arrived in each chat, so that tests can count what was lost and what came twice."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from playground.refusals import Json


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message that the bot put into a chat."""

    chat_id: int
    message_id: int
    method: str
    text: str
    at: float  # seconds since the epoch, by the playground's clock
    thread_id: int | None = None


class Ledger:
    """Arrivals are never taken back: a deleted message still arrived."""

    def __init__(self) -> None:
        self._arrivals: dict[int, list[Arrival]] = defaultdict(list)
        self.refused: Counter[tuple[int, str]] = Counter()  # (HTTP status, description) -> times

    def record(self, arrival: Arrival) -> None:
        self._arrivals[arrival.chat_id].append(arrival)

    @property
    def chats(self) -> Sequence[int]:
        return list(self._arrivals)

    @property
    def total(self) -> int:
        return sum(map(len, self._arrivals.values()))

    def arrivals(self, chat_id: int) -> Sequence[Arrival]:
        """In the order in which they came."""
        return list(self._arrivals.get(chat_id, ()))

    def texts(self, chat_id: int) -> Sequence[str]:
        return [arrival.text for arrival in self._arrivals.get(chat_id, ())]

    def repeated(self, chat_id: int) -> dict[str, int]:
        """Texts that came more than once, each with the number of times too many."""
        return {text: times - 1 for text, times in Counter(self.texts(chat_id)).items() if times > 1}

    def repeats(self) -> int:
        """All times too many, in all chats."""
        return sum(sum(self.repeated(chat_id).values()) for chat_id in self._arrivals)

    def body(self, chat_id: int | None = None) -> Json:
        """For the control API: one chat, or all."""
        chats = self.chats if chat_id is None else [chat_id]
        return {
            "total": self.total,
            "repeats": self.repeats(),
            "refused": [
                {"code": code, "description": text, "times": times}
                for (code, text), times in self.refused.items()
            ],
            "chats": {str(chat): [asdict(arrival) for arrival in self.arrivals(chat)] for chat in chats},
        }
