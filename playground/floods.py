"""How many messages Telegram takes, on the playground's clock.

Source: https://core.telegram.org/bots/faq (30 a second in all; one a second in a chat, where short bursts
pass; 20 a minute in a group). The sizes of the bursts are not published: they are settings here.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from playground.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Limits:
    """`burst`: how many messages a chat takes at once before it is held to one a second."""

    per_second: int = 30
    paid_per_second: int = 1000
    burst: int = 8
    per_minute_in_group: int = 20


UNLIMITED = Limits(10**9, 10**9, 10**9, 10**9)


class Floods:
    def __init__(self, now: Callable[[], float], limits: Limits) -> None:
        self._now = now
        self.limits = limits
        self._all: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._chats: dict[int, tuple[float, float]] = {}  # chat -> (messages ahead of its pace, as of when)

    def take(self, chat_id: int, *, group: bool, count: int = 1, paid: bool = False) -> None:
        """Count `count` messages to a chat, or raise Refusal (429) and count none."""
        now = self._now()
        overall = self.limits.paid_per_second if paid else self.limits.per_second
        waits = [_wait(self._all, now, 1.0, overall, count)]
        ahead = self._ahead(chat_id, now)
        waits.append(ahead + min(count, self.limits.burst) - self.limits.burst)
        minute = self._groups.setdefault(chat_id, deque()) if group else deque()
        waits.append(_wait(minute, now, 60.0, self.limits.per_minute_in_group, count))
        if (longest := max(waits)) > 0:
            raise too_many_requests(longest)
        self._all.extend([now] * count)
        minute.extend([now] * count)
        self._chats[chat_id] = (ahead + count, now)

    def _ahead(self, chat_id: int, now: float) -> float:
        ahead, as_of = self._chats.get(chat_id, (0.0, now))
        return max(0.0, ahead - max(0.0, now - as_of))


def _wait(times: deque[float], now: float, window: float, limit: int, count: int) -> float:
    """Seconds until `count` more fit into the sliding window; forgets what has left it."""
    while times and not now - window < times[0] <= now:
        times.popleft()
    excess = len(times) + count - limit
    return times[min(excess, len(times)) - 1] + window - now if excess > 0 and times else 0.0
