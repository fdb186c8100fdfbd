"""A release that tells on of an event knows what was released of it before, and nothing else."""

from datetime import date, timedelta

import pytest

from language.detect import Language
from news.models import Draft, Event, EventType, Release, Status, Understood
from storage.database import Database
from storage.releases import Releases
from storage.tellings import Stories
from tests.storage.samples import NOW

FORUM = date(2026, 5, 14)
ANNOUNCED = "Samarqandda Ipak yoʻli turizm forumi boʻlib oʻtadi"
HELD = "Samarqandda Ipak yoʻli turizm forumi boʻlib oʻtdi"


@pytest.fixture
def releases(database: Database) -> Releases:
    return Releases(database)


def told(
    title: str,
    *,
    status: Status = Status.HELD,
    start: date = FORUM,
    end: date | None = None,
    published: date = FORUM,
    place: str | None = "Samarqand",
    kind: EventType = EventType.FORUM,
    language: Language = "uz-Latn",
    reference: str | None = None,
    text: str = "",
) -> Understood:
    event = Event(kind, status, start=start, end=end or start, place=place)
    draft = Draft(title, text, published, reference)
    return Understood(draft, language, title, text or title, event, None, ())


def announced(title: str = ANNOUNCED, **fields: object) -> Understood:
    return told(title, status=Status.ANNOUNCED, published=FORUM - timedelta(5), **fields)  # type: ignore[arg-type] # passed on


async def added(releases: Releases, *several: Understood) -> list[Release]:
    return [(await releases.add(each, NOW)).release for each in several]


async def test_a_report_knows_its_announcement(releases: Releases) -> None:
    before, report = await added(releases, announced(), told(HELD))
    assert await releases.earlier_of([before.id, report.id]) == {report.id: before}


async def test_a_report_in_the_very_words_of_its_announcement_is_told_all_the_same(
    releases: Releases,
) -> None:
    """`boʻlib oʻtadi` and `boʻlib oʻtdi` have the same keys."""
    before, report = await added(releases, announced(text=""), told(HELD, text=""))
    assert before.story != report.story


async def test_both_may_come_in_at_once(releases: Releases) -> None:
    before, report = (each.release for each in await releases.add_many([announced(), told(HELD)], NOW))
    assert await releases.earlier_of([report.id]) == {report.id: before}


async def test_the_last_day_of_an_event_knows_the_first(releases: Releases) -> None:
    day = timedelta(1)
    first, last = await added(
        releases,
        told("Samarqandda Ipak yoʻli turizm forumi boshlandi", end=FORUM + day, published=FORUM),
        told(
            "Samarqandda Ipak yoʻli turizm forumi yakunlandi",
            start=FORUM,
            end=FORUM + day,
            published=FORUM + day,
        ),
    )
    assert await releases.earlier_of([first.id, last.id]) == {last.id: first}


@pytest.mark.parametrize(
    "other",
    [
        announced("Samarqandda yoshlar ijodi va sport forumi boʻlib oʻtadi"),
        announced(start=FORUM + timedelta(4)),
        announced(start=FORUM - timedelta(4)),
        announced(place="Buxoro"),
        announced(kind=EventType.SEMINAR),
        announced("В Самарканде пройдёт форум", language="ru"),
        told("Samarqandda yoshlar ijodi forumi boʻlib oʻtdi"),
    ],
)
async def test_another_event_is_not_taken_for_it(releases: Releases, other: Understood) -> None:
    _, report = await added(releases, other, told(HELD, text="Forumda Ipak yoʻli davlatlari vakillari."))
    assert await releases.earlier_of([report.id]) == {}


async def test_what_came_later_is_not_what_was_before(releases: Releases) -> None:
    report, _ = await added(releases, told(HELD), announced())
    assert await releases.earlier_of([report.id]) == {}


async def test_the_announcement_is_named_in_its_newest_version_and_not_once_it_is_withdrawn(
    releases: Releases,
) -> None:
    _, report = await added(releases, announced(reference="a"), told(HELD))
    (moved,) = await added(releases, announced("Samarqandda Ipak yoʻli forumi boʻladi", reference="a"))
    assert await releases.earlier_of([report.id]) == {report.id: moved}
    assert await releases.withdraw(moved.id, None, "", NOW)
    assert await releases.earlier_of([report.id]) == {}


async def test_nothing_comes_of_ids_that_are_none(releases: Releases) -> None:
    assert await releases.earlier_of([]) == {}
    assert await releases.earlier_of([0, -1, 2**70]) == {}


async def test_two_that_somebody_linked_tell_one_story_and_not_one_on_the_other(database: Database) -> None:
    releases = Releases(database)
    before, after = await added(releases, announced(), told(HELD))
    assert (await releases.earlier_of([after.id]))[after.id].id == before.id
    await Stories(database).link(before.id, after.id, 77, NOW)
    assert await releases.earlier_of([after.id]) == {}
