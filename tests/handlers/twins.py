"""Stand-ins for reading and searching, until a test asks for more than they know."""

from datetime import date

from language.alphabet import canonical
from language.dates import find_period
from news.models import Answer, Draft, Event, EventType, Hit, Question, Status, Understood
from news.ports import Releases


def understand(draft: Draft) -> Understood:
    lines = [line for line in draft.text.splitlines() if line]
    title = draft.title or lines[0]
    event = None
    if "konferensiya" in title:
        event = Event(EventType.CONFERENCE, Status.HELD, draft.published, draft.published, "Toshkent")
    return Understood(draft, "uz-Latn", title, draft.text, event, None, tuple(lines[:3]))


class Search:
    def __init__(self, releases: Releases) -> None:
        self._releases = releases

    async def ask(self, text: str, today: date, limit: int = 10, offset: int = 0) -> Answer:
        period = find_period(text, today)
        words = () if period else tuple(word for word in text.split() if word.isalnum())
        question = Question(text, "uz-Latn", period, words=words)
        start, end = (period.start, period.end) if period else (date.min, date.max)
        found = await self._releases.published_between(start, end)
        hits = [Hit(r, 1.0) for r in found if all(canonical(w) in canonical(r.title + r.text) for w in words)]
        return Answer(question, tuple(hits[offset : offset + limit]), len(hits))
