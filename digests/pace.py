"""When the next message may go, by our own limits. Pure: time is an argument, in seconds of any clock.

Telegram allows 30 messages a second in all, 1 a second in a chat, 20 a minute in a group, over a sliding
window; a burst that it refuses costs more than it gains. So messages go out evenly, a little slower.

It counts a message when that arrives, which may be long after it left: what was held up on the way arrives
together with what follows. So whatever has no answer yet counts as arriving now, and what has one as late as
that answer allows: then no second can hold too many, wherever on the way they wait.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass

__all__ = ["FREE", "PAID", "SPARE", "Limits", "Pace"]

FREE, PAID = 30, 1000
"""Messages that Telegram takes in any second; in any second of a bot that pays for its broadcasts."""
SPARE = 2
"""How many of them digests leave to replies, which wait for nobody."""
BURST = 0.2
"""Seconds of unused allowance that may be caught up at once."""
PATH = 0.1
"""At most so many seconds of every answer's time are taken for the way itself, which holds nothing up."""
FORGET = 0.00002
"""How much longer the way may have become, in seconds, from one answer to the next."""
LOOK = 0.05
"""Seconds until a look at whether an answer came, where all that counts is on its way."""
RECOVERY = 600.0
"""Seconds in which the rate would grow from nothing to its limit; after one halving, half of that."""
TOGETHER = 1.0
"""Floods in several chats within these seconds are a flood of the whole bot."""
FAILURES = 3
"""So many sends in a row without an answer mean that Telegram is out of reach, not that one was lost."""
LONGEST_REST = 60.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What we allow ourselves."""

    overall: float = 25.0
    """Messages a second."""
    chat: float = 1.0
    """Messages a second in one chat."""
    group: int = 18
    """Messages in one group or channel within any minute."""
    second: float = FREE - SPARE
    """Messages that may reach Telegram within any one second, however they bunch on the way."""


class Pace:
    """Counts every message that goes out, digests and replies alike; only digests wait for it."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        self._rate = limits.overall
        self._allowance = 1.0
        self._counted_at = now
        self._most = max(int(limits.second), 1)
        self._unanswered = 0
        # When each message of the last second arrived at the latest, the oldest first.
        self._arrivals: deque[float] = deque()
        self._shortest = PATH
        # Ordered by the last message, so that what is older than a minute is found at the front.
        self._chats: OrderedDict[int, deque[float]] = OrderedDict()
        self._floods: deque[tuple[float, int, float]] = deque()
        self._flood_until = now
        self._failures = 0
        self._rests = 0
        self._rest_until = now

    @property
    def rate(self) -> float:
        """Messages a second, at the moment."""
        return self._rate

    def wait(self, now: float) -> float:
        """Seconds until a message may go to anybody; 0.0 where one may now."""
        self._count(now)
        lacking = (1.0 - self._allowance) / self._rate if self._allowance < 1.0 else 0.0
        return max(lacking, self._crowded(now), self._rest_until - now, 0.0)

    def room(self, now: float) -> int:
        """How many may go now, one where Telegram has to be tried first."""
        if self.wait(now) > 0:
            return 0
        if self._failures >= FAILURES:
            return 1
        return min(int(self._allowance), self._most - self._unanswered - len(self._arrivals))

    def wait_for(self, chat_id: int, now: float) -> float:
        """Seconds until this chat may get its next message; 0.0 where it may now."""
        times = self._chats.get(chat_id)
        if not times:
            return 0.0
        free_at = times[-1] + 1.0 / self._limits.chat
        if chat_id < 0 and len(times) == self._limits.group:
            free_at = max(free_at, times[0] + MINUTE)
        return max(free_at - now, 0.0)

    def spend(self, chat_id: int, now: float) -> None:
        """A message goes to this chat now. A reply never waits: digests wait the longer for it."""
        self._count(now)
        self._allowance -= 1.0
        self._unanswered += 1
        times = self._chats.setdefault(chat_id, deque(maxlen=self._limits.group if chat_id < 0 else 1))
        times.append(now)
        self._chats.move_to_end(chat_id)
        while next(iter(self._chats.values()))[-1] <= now - MINUTE:
            self._chats.popitem(last=False)

    def settle(self, seconds: float, now: float) -> None:
        """A message that was spent so many seconds ago has its answer now, or is given up."""
        self._unanswered -= 1
        self._shortest = min(self._shortest + FORGET, seconds, PATH)
        arrived = now - self._shortest
        self._arrivals.append(max(arrived, self._arrivals[-1]) if self._arrivals else arrived)

    def flooded(self, chat_id: int, seconds: float, now: float) -> float | None:
        """Telegram asked this chat to wait. Where several chats were asked within a second, the rate is
        halved, and the result is the longest wait, in seconds, that now holds for all. What else was on its
        way then and is refused as well may lengthen the wait, but is the same flood."""
        while self._floods and self._floods[0][0] < now - TOGETHER:
            self._floods.popleft()
        self._floods.append((now, chat_id, seconds))
        if len({chat for _, chat, _ in self._floods}) < 2:
            return None
        longest = max(wait for _, _, wait in self._floods)
        known, self._flood_until = self._flood_until, max(self._flood_until, now + max(longest, TOGETHER))
        if now < known:
            return longest if now + longest > known else None
        self._count(now)
        self._rate = max(self._rate / 2, self._limits.overall / 16)
        self._allowance = min(self._allowance, 1.0)
        return longest

    def failed(self, now: float) -> None:
        """No answer came. After several in a row everything rests, longer each time, and then one tries."""
        self._failures += 1
        if self._failures >= FAILURES and now >= self._rest_until:
            self._rest_until = now + min(2.0**self._rests, LONGEST_REST)
            self._rests += 1

    def answered(self) -> None:
        """Telegram answered, whatever it said."""
        self._failures = self._rests = 0

    def _crowded(self, now: float) -> float:
        """Seconds until one message more cannot make too many of any second."""
        while self._arrivals and self._arrivals[0] <= now - 1.0:
            self._arrivals.popleft()
        excess = self._unanswered + len(self._arrivals) + 1 - self._most
        if excess <= 0:
            return 0.0
        return self._arrivals[excess - 1] + 1.0 - now if excess <= len(self._arrivals) else LOOK

    def _count(self, now: float) -> None:
        elapsed = max(now - self._counted_at, 0.0)
        self._counted_at = now
        full = self._limits.overall
        self._rate = min(self._rate + full * elapsed / RECOVERY, full)
        most = max(1.0, self._rate * BURST)
        self._allowance = min(self._allowance + self._rate * elapsed, most)
