"""When the next message may go, by our own limits. Pure: time is an argument, in seconds of any clock.

Telegram allows 30 messages a second in all, 1 a second in a chat, 20 a minute in a group, over a sliding
window; a burst that it refuses costs more than it gains. So messages go out evenly, a little slower.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass

__all__ = ["Limits", "Pace"]

BURST = 0.12
"""Seconds of unused allowance that may be caught up at once: 25/s never becomes more than 28 in a second."""
PROMPT = 0.2
"""Seconds within which an answer comes as a rule."""
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


class Pace:
    """Counts every message that goes out, digests and replies alike; only digests wait for it."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        self._rate = limits.overall
        self._allowance = 1.0
        self._counted_at = now
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
        return max(lacking, self._rest_until - now, 0.0)

    def room(self, now: float) -> int:
        """How many may go now, one where Telegram has to be tried first."""
        if self.wait(now) > 0:
            return 0
        return 1 if self._failures >= FAILURES else int(self._allowance)

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
        times = self._chats.setdefault(chat_id, deque(maxlen=self._limits.group if chat_id < 0 else 1))
        times.append(now)
        self._chats.move_to_end(chat_id)
        while next(iter(self._chats.values()))[-1] <= now - MINUTE:
            self._chats.popitem(last=False)

    def took(self, seconds: float, now: float) -> None:
        """An answer came after so many seconds. Where that is long, the server may have counted the message
        only now, together with others that waited: nothing is caught up then, and the next ones go later."""
        self._count(now)
        if seconds > PROMPT:
            self._allowance = min(self._allowance, 0.0) - min(seconds - PROMPT, 1.0)

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

    def _count(self, now: float) -> None:
        elapsed = max(now - self._counted_at, 0.0)
        self._counted_at = now
        full = self._limits.overall
        self._rate = min(self._rate + full * elapsed / RECOVERY, full)
        most = max(1.0, self._rate * BURST)
        self._allowance = min(self._allowance + self._rate * elapsed, most)
