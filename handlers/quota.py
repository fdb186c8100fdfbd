"""How much one person may ask: so many questions in so long a time, whoever else asks."""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta

__all__ = ["Limits", "Quota"]


class Quota:
    """Remembers in memory when each person asked. A restart forgets it, to nobody's harm."""

    def __init__(self, most: int = 20, within: timedelta = timedelta(minutes=1)) -> None:
        self._most = most
        self._within = within
        self._asked: dict[Hashable, deque[datetime]] = {}
        self._forgotten_at: datetime | None = None

    def wait(self, person: Hashable, now: datetime) -> timedelta:
        """Count a question. Zero where the person may ask it, else how long until they may; one that they
        may not ask does not count."""
        left = self.left(person, now)
        if not left:
            self._asked.setdefault(person, deque(maxlen=self._most)).append(now)
        return left

    def left(self, person: Hashable, now: datetime) -> timedelta:
        """The same without counting."""
        self._forget(now)
        asked = self._asked.get(person)
        if asked is not None and len(asked) == self._most and now - asked[0] < self._within:
            return self._within - (now - asked[0])
        return timedelta(0)

    def _forget(self, now: datetime) -> None:
        """Once in each span let go of those who asked nothing in it: memory is for who is here."""
        if self._forgotten_at is not None and now - self._forgotten_at < self._within:
            return
        self._forgotten_at = now
        self._asked = {
            person: asked for person, asked in self._asked.items() if now - asked[-1] < self._within
        }


class Limits:
    """What one person may do in a minute."""

    def __init__(self) -> None:
        self.questions = Quota(most=20)
        # In inline mode every pause in typing asks anew: nobody asks as much who is a person.
        self.typing = Quota(most=90)
        self.acts = Quota(most=90)
        """Messages and presses together."""
        self.work = Quota(most=600)
        """What somebody of the press office may do beyond: a hundred posts are forwarded at one touch."""
        self.files = Quota(most=60)
        """Each is opened in a process of its own, one person's one after the other."""
        self.told = Quota(most=1)
