"""Who reads, and what they asked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from news.models import Asked, DayFigures, Subscriber, Wording

__all__ = ["Counts", "Personal", "Questions", "Subscribers"]


class Subscribers(Protocol):
    async def get(self, chat_id: int, thread_id: int | None = None) -> Subscriber | None: ...

    async def save(self, subscriber: Subscriber) -> None:
        """Insert or replace by (chat_id, thread_id), save for `cursor`, `last_digest_at` and `served_on` of a
        known one: those move only by the ledger. A new one starts with the cursor it brings. What
        still waits for one who is not active fails in the same transaction."""

    async def hosted_by(self, person_id: int) -> Sequence[Subscriber]:
        """The groups, topics and channels whose `host_id` the person is, at most fifty, in a stable order."""

    async def stop(self, chat_id: int) -> None:
        """Inactive at once, settings kept: blocked, kicked, deactivated, /stop. In the same transaction the
        chat's pending deliveries fail."""

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: its subscriber and its open deliveries go on under the new id."""


class Questions(Protocol):
    async def keep(
        self, chat_id: int, person_id: int, text: str, asked_at: datetime, update_id: int
    ) -> Asked:
        """Store it; the same update again gives the same row back."""

    async def get(self, question_id: int, chat_id: int) -> Asked | None:
        """The question, if it was asked in that chat."""

    async def found_nothing(self, question_id: int) -> None:
        """Note of a question that nothing answers it; nothing where it is gone already."""

    async def recent(self, chat_id: int, person_id: int, limit: int) -> Sequence[Asked]:
        """What the person asked in that chat, the newest first; what they asked in the same words, once."""

    async def forget(self, question_id: int, chat_id: int, person_id: int) -> None:
        """Delete a question that the person asked in that chat, however often they asked it in the same
        words; nothing where it is gone already or somebody else's."""

    async def forget_all(self, chat_id: int, person_id: int) -> None:
        """Delete every question that the person asked in that chat."""


class Counts(Protocol):
    """Figures of days, days being those of the newsroom's time zone."""

    async def refresh(self, now: datetime) -> None:
        """Count today and every day before it that may still change, those for which nothing waits once a
        day; safe to repeat and to do in several processes. What was counted less than a minute ago stands.
        Days on which nobody counted are counted from what is left of them; the first time, all of which
        anything is left.

        A day closes when it is three days past and none of its messages waits: from then on its figures stay,
        whatever is deleted. Until then a question that its reader deletes is not counted.
        """

    async def tend(self, now: datetime) -> None:
        """`refresh`, where a day has begun since this process last counted: so each day is counted when it is
        over, and at each start what was missed."""

    async def days(self, first: date, last: date) -> Sequence[DayFigures]:
        """Those that were counted, in their order."""

    async def wordings(self, first: date, last: date, limit: int) -> Sequence[Wording]:
        """What was asked on these days, of the newest `limit` questions, in no order."""


class Personal(Protocol):
    """All that is held of a person, or of a group or a channel: of whoever has that id in Telegram."""

    async def export(self, chat_id: int) -> Mapping[str, Any]:
        """Everything, by what it is, in types of JSON; nothing where nothing is held."""

    async def erase(self, chat_id: int, now: datetime, *, other_owners: bool) -> bool:
        """Forget them: settings, questions, role, drafts that are theirs alone. What still waited to be sent
        is not; rows that others need (the ledger, the log, what was handed in or published) stay and name
        nobody. A second time changes nothing. With /start they are a new reader.

        False, and nothing is changed, where they are the last owner; `other_owners`: the settings name one.
        """
