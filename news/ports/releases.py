"""Published releases."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from news.models import (
    AddResult,
    Corrections,
    Draft,
    Language,
    Media,
    Period,
    Regrouped,
    Release,
    StaysApart,
    Understood,
)

__all__ = ["NewReleases", "Releases", "Stories"]


class NewReleases(Protocol):
    """What came in since: all that a digest needs to know of releases."""

    async def newest_id(self) -> int:
        """The highest id that is visible now; 0 where there is none."""

    async def added_between(self, after: int, upto: int, since: date) -> Sequence[Release]:
        """Current releases with after < id <= upto that were published on `since` or later, by id."""

    async def announced_for(self, days: Period, upto: int) -> Sequence[Release]:
        """Current releases with id <= upto that announce an event which begins on these dates, by id."""

    async def tellings(self, stories: Collection[int]) -> Mapping[int, Sequence[tuple[int, Language]]]:
        """Story -> id and language of every release that ever told it, superseded ones too, by id."""

    async def earlier_of(self, ids: Collection[int]) -> Mapping[int, Release]:
        """Release -> what was released of its event before: its announcement, or its first days."""

    async def keys_of(self, ids: Collection[int]) -> Mapping[int, str]:
        """Current release -> its title, names and text as keys (`news.search.layout`), a space before,
        between and after them."""


class Releases(NewReleases, Protocol):
    """Published releases. Drafts and withdrawn ones never come out of here."""

    async def add(self, understood: Understood, now: datetime) -> AddResult:
        """Store release, event, parties and search index in one transaction.

        Unique by reference and by content (canonical key of title + text): the same content again is a
        `Duplicate` (a new reference is kept as an alias of the release that stands), a known reference with
        another text a `NewVersion`. Idempotent: the same call twice gives `Duplicate`. Ids rise in the
        order in which releases become visible, also with several writers.

        A content that was replaced stays so: when it comes again it is a `Duplicate` whose release is not
        current, so that an archive with all versions can be imported twice. A reference that led to one
        release and now comes with the content of another leads to that one: a `NewVersion`, their stories
        are joined.
        """

    async def add_new(self, understood: Understood, now: datetime) -> AddResult | None:
        """`add`, unless a release with another content stands under its reference: then None, and nothing is
        changed. Of two that come at once with the same reference one is added."""

    async def add_many(self, several: Sequence[Understood], now: datetime) -> Sequence[AddResult]:
        """`add` for each, in their order, in one transaction: all or nothing, and some ten times quicker."""

    async def get(self, release_id: int) -> Release | None:
        """The release of that id, superseded versions included."""

    async def by_reference(self, reference: str) -> Release | None:
        """The current release to which the reference (or alias) leads."""

    async def published_between(self, start: date, end: date) -> Sequence[Release]:
        """Current releases published on these inclusive dates, by id."""

    async def load(self, ids: Sequence[int]) -> Sequence[Release]:
        """The current releases of these ids, in the order asked; unknown and withdrawn ones are left out."""

    async def load_with_copies(self, ids: Sequence[int]) -> Sequence[tuple[Release, tuple[str, ...]]]:
        """`load`, each with what `references_of` has for its story."""

    async def withdraw(
        self, release_id: int, person_id: int | None, why: str, now: datetime
    ) -> Release | None:
        """Hide a release and its versions from every reader at once, and remember `why` ("": no reason) for
        those who received it. None where it is hidden already or unknown. No version that comes in by itself
        brings it back, only a person who publishes it."""

    async def withdrawn(self, release_id: int) -> Release | None:
        """A release that was withdrawn, for whoever decides on it."""

    async def illustrate(self, reference: str, media: Sequence[Media]) -> bool:
        """Add pictures to the current release to which the reference leads, those that it has already left
        out; False where it leads to none."""

    async def as_read(self, release_id: int) -> Draft | None:
        """The draft of a release as it came in, without what was set by hand."""

    async def corrections_of(self, release_id: int) -> Corrections:
        """What people set by hand in it."""

    async def reread(self, release_id: int, understand: Callable[[Draft], Understood]) -> Release | None:
        """Read a current release anew; what was set by hand stays. None where there is none."""

    async def newest_version(self, release_id: int) -> Release | None:
        """The current release of the chain to which this one belongs."""

    async def references_of(self, stories: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """Story -> every reference that leads to a telling of it: aliases, older versions, near-duplicates
        and translations too, by release id."""


class Stories(Protocol):
    """Which releases tell one story, where a person says so. Each change writes its line in the log.

    A new version is of the story of the one that it replaces, and what was said of that one holds for it.
    """

    async def tellings(self, release_id: int) -> Sequence[Release]:
        """Current releases that tell the story of this one, itself among them, by id; none where it is no
        longer current."""

    async def apart_from(self, release_id: int) -> frozenset[int]:
        """The stories of which somebody said that it does not tell them."""

    async def link(
        self, release_id: int, other_id: int, person_id: int, now: datetime
    ) -> Regrouped | StaysApart | None:
        """The two tell one story, and so do all that told either; what was said of these two before no longer
        holds. None where they do so already, or one of them is not current."""

    async def part(self, release_id: int, person_id: int, now: datetime) -> Regrouped | None:
        """It tells a story of its own, and is never again put together with any that told it so far, save by
        hand. None where it has its story for itself, or is not current."""

    async def undo(self, regrouping: int, person_id: int, now: datetime) -> bool:
        """Take back what `link` or `part` did; False where somebody did so, or it stands otherwise now."""
