"""A draft comes in: it is read, checked for what stands already, and stored."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date

from news.models import AddResult, Draft, Understood
from news.ports import Clock, Releases

EMPTY = "empty"
TOO_LONG = "too-long"
LONGEST = 200_000
"""Characters of a release. The longest communiqués have some 60,000; beyond this it is no release."""
FIRST_YEAR, YEARS_AHEAD = 1900, 10


class Refused(Exception):
    """The draft cannot become a release; `reason` is EMPTY or TOO_LONG."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Intake:
    """The one way in for releases, whatever their source."""

    def __init__(self, releases: Releases, clock: Clock, understand: Callable[[Draft], Understood]) -> None:
        self._releases = releases
        self._clock = clock
        self._understand = understand

    def understand(self, draft: Draft) -> Understood:
        """Read a draft without storing it. Raises `Refused`."""
        read = attempt(draft, self._understand)
        if isinstance(read, Refused):
            raise read
        return read

    async def publish(self, draft: Draft) -> AddResult:
        """Store it, findable at once. Raises `Refused` and `StorageError`."""
        # Elsewhere than in the loop: a long release takes a tenth of a second, and readers wait.
        understood = await asyncio.to_thread(self.understand, draft)
        return await self._releases.add(understood, self._clock.now())

    async def publish_many(self, drafts: Sequence[Draft]) -> list[AddResult | Refused]:
        """The same for many, in their order and in one transaction.

        Raises `StorageError`; then none of them is stored.
        """
        return await self.store_many([attempt(draft, self._understand) for draft in drafts])

    async def store_many(self, read: Sequence[Understood | Refused]) -> list[AddResult | Refused]:
        """The second half of `publish_many`, for what was read elsewhere by `attempt`."""
        understood = [each for each in read if isinstance(each, Understood)]
        results = iter(await self._releases.add_many(understood, self._clock.now()))
        return [each if isinstance(each, Refused) else next(results) for each in read]


def may_be_published(day: date, today: date) -> bool:
    """Whether that can be a day of publication at all; what is farther away is a slip or a default."""
    return FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD


def attempt(draft: Draft, understand: Callable[[Draft], Understood]) -> Understood | Refused:
    """The draft read, or why it cannot become a release."""
    if not any(character.isalnum() for character in draft.title + draft.text):
        return Refused(EMPTY)
    if len(draft.title) + len(draft.text) > LONGEST:
        return Refused(TOO_LONG)
    return understand(draft)
