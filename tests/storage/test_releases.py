"""What goes in comes out, under every reference, and versions follow each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from news.models import Added, Duplicate, Event, EventType, NewVersion, Period, Release, Status
from storage.database import Database
from storage.releases import Releases
from tests.storage.samples import NOW, ROUNDTABLE, understood


@pytest.fixture
def releases(database: Database) -> Releases:
    return Releases(database)


async def added(releases: Releases, text: str, reference: str | None = None, **fields: object) -> Release:
    result = await releases.add(understood(text, reference, **fields), NOW)  # type: ignore[arg-type] # passed on
    assert isinstance(result, Added)
    return result.release


async def test_a_release_comes_back_as_it_went_in(releases: Releases) -> None:
    result = await releases.add(
        understood("Matn.", "press-1", event=ROUNDTABLE, url="https://example.org/1"), NOW
    )
    assert result == Added(
        Release(
            id=1,
            reference="press-1",
            references=("press-1",),
            story=1,
            version=1,
            current=True,
            language="uz-Latn",
            title="Daryolar haqida suhbat",
            text="Matn.",
            published=date(2026, 5, 14),
            url="https://example.org/1",
            event=ROUNDTABLE,
            summary=("Daryolar haqida suhbat", "Ikkinchi qator."),
            added_at=NOW,
        )
    )
    assert await releases.get(1) == result.release
    assert await releases.by_reference("press-1") == result.release


async def test_a_release_that_is_no_event_has_none(releases: Releases) -> None:
    assert (await added(releases, "Tahlil.")).event is None


async def test_an_event_may_state_nothing_but_its_kind(releases: Releases) -> None:
    bare = Event(EventType.OTHER, Status.ANNOUNCED)
    assert (await added(releases, "Tadbir bo‘ladi.", event=bare)).event == bare


async def test_the_moment_of_adding_is_kept_in_utc(releases: Releases) -> None:
    tashkent = datetime(2026, 5, 14, 1, 0, tzinfo=timezone(timedelta(hours=5)))
    result = await releases.add(understood("Matn."), tashkent)
    assert result.release.added_at == tashkent
    assert result.release.added_at.tzinfo is UTC


async def test_a_release_without_a_reference_gets_one_from_its_id(releases: Releases) -> None:
    release = await added(releases, "Matn.")
    assert release.reference == f"x{release.id}"
    assert await releases.by_reference(release.reference) == release


async def test_a_given_reference_is_not_taken_by_a_later_id(releases: Releases) -> None:
    given = await added(releases, "Birinchi.", "x2")
    own = await added(releases, "Ikkinchi.")
    assert own.reference.startswith("x2-")
    assert await releases.by_reference("x2") == given
    assert await releases.by_reference(own.reference) == own


async def test_the_same_again_is_a_duplicate_and_changes_nothing(releases: Releases) -> None:
    release = await added(releases, "Matn.", "a", event=ROUNDTABLE)
    again = await releases.add(understood("Matn.", "a"), NOW + timedelta(days=1))
    assert again == Duplicate(release)
    assert await releases.newest_id() == release.id


@pytest.mark.parametrize(
    "spelling", ["O’zbekiston  bo’ylab", "oʻzbekiston BOʻYLAB", "Ўзбекистон бўйлаб"], ids=ascii
)
async def test_another_spelling_of_the_same_words_is_a_duplicate(releases: Releases, spelling: str) -> None:
    release = await added(releases, "O'zbekiston bo'ylab", title="Sayohat")
    assert await releases.add(understood(spelling, title="Sayohat"), NOW) == Duplicate(release)


async def test_a_second_reference_becomes_an_alias(releases: Releases) -> None:
    release = await added(releases, "Matn.", "a")
    for reference in ("c", "b", "c"):
        again = await releases.add(understood("Matn.", reference), NOW)
        assert isinstance(again, Duplicate)
    known = replace(release, references=("a", "c", "b"))
    for reference in known.references:
        assert await releases.by_reference(reference) == known


async def test_another_text_under_a_known_reference_is_a_new_version(releases: Releases) -> None:
    first = await added(releases, "Matn.", "a")
    await releases.add(understood("Matn.", "alias"), NOW)
    result = await releases.add(understood("Tuzatilgan matn.", "a"), NOW)
    assert isinstance(result, NewVersion)
    assert (result.release.version, result.release.story, result.release.current) == (2, first.story, True)
    assert (result.replaced.id, result.replaced.current) == (first.id, False)
    assert await releases.get(first.id) == result.replaced
    for reference in ("a", "alias"):
        assert await releases.by_reference(reference) == result.release


async def test_every_version_leads_to_the_last(releases: Releases) -> None:
    await added(releases, "Bir.", "a")
    for text in ("Ikki.", "Uch.", "To‘rt."):
        await releases.add(understood(text, "a"), NOW)
    last = await releases.by_reference("a")
    assert last is not None
    assert (last.text, last.version) == ("To‘rt.", 4)
    # A reference that comes only now, with the first text, leads there too.
    assert isinstance(await releases.add(understood("Bir.", "late"), NOW), Duplicate)
    assert await releases.by_reference("late") == last


async def test_an_old_text_that_comes_again_does_not_come_back(releases: Releases) -> None:
    """An archive with both versions, imported twice, leaves the newer one standing."""
    for _ in range(2):
        await releases.add(understood("Eski.", "a"), NOW)
        await releases.add(understood("Yangi.", "a"), NOW)
    current = await releases.by_reference("a")
    assert current is not None
    assert current.text == "Yangi."
    assert await releases.newest_id() == 2


async def test_a_reference_may_move_to_a_text_that_stands_already(releases: Releases) -> None:
    left = await added(releases, "Chap.", "left")
    right = await added(releases, "O‘ng.", "right")
    result = await releases.add(understood("O‘ng.", "left"), NOW)
    assert isinstance(result, NewVersion)
    assert result.release.id == right.id
    assert result.release.references == ("right", "left")
    assert result.replaced.id == left.id
    assert result.release.story == result.replaced.story == left.story
    assert await releases.by_reference("left") == result.release
    assert isinstance(await releases.add(understood("O‘ng.", "left"), NOW), Duplicate)


async def test_ids_that_cannot_be_find_nothing(releases: Releases) -> None:
    await added(releases, "Matn.")
    for release_id in (-1, 0, 2, 2**63, 10**30):
        assert await releases.get(release_id) is None
    assert await releases.load([10**30, 1, -5]) == await releases.load([1])
    assert await releases.by_reference("yo‘q") is None


async def test_loading_keeps_the_order_and_passes_over_what_was_replaced(releases: Releases) -> None:
    for number in range(1, 6):
        await added(releases, f"Matn {number}.", f"r{number}", event=ROUNDTABLE if number % 2 else None)
    await releases.add(understood("Yangi matn.", "r2"), NOW)
    loaded = await releases.load([5, 2, 9, 1, 6])
    assert [release.id for release in loaded] == [5, 1, 6]
    assert [release.event for release in loaded] == [ROUNDTABLE, ROUNDTABLE, None]


async def test_thousands_are_loaded_at_once(releases: Releases) -> None:
    texts = [f"Matn {number}." for number in range(1200)]
    results = await releases.add_many([understood(text) for text in texts], NOW)
    assert [(result.release.id, result.release.text) for result in results] == list(enumerate(texts, 1))
    loaded = await releases.load([result.release.id for result in reversed(results)])
    assert loaded == [result.release for result in reversed(results)]


async def test_the_newest_id_counts_from_nothing(releases: Releases) -> None:
    assert await releases.newest_id() == 0
    assert (await added(releases, "Matn.")).id == await releases.newest_id() == 1


async def test_what_was_added_since_a_cursor_is_current_and_recent(releases: Releases) -> None:
    week = date(2026, 5, 8)
    before = await added(releases, "Oldin.")
    await added(releases, "Arxivdan.", published=week - timedelta(days=1))
    await added(releases, "Xato bilan.", "a")
    await releases.add(understood("Xatosiz.", "a", published=week), NOW)
    upto = await releases.newest_id()
    await added(releases, "Keyin.")
    between = await releases.added_between(before.id, upto, week)
    assert [release.text for release in between] == ["Xatosiz."]


async def test_what_was_published_in_a_period_is_found_by_its_dates(releases: Releases) -> None:
    for day in (9, 10, 12, 13):
        await added(releases, f"{day}-may.", published=date(2026, 5, day))
    between = await releases.published_between(date(2026, 5, 10), date(2026, 5, 12))
    assert [release.text for release in between] == ["10-may.", "12-may."]


async def test_what_is_announced_for_some_days_is_current_and_held_events_are_not(
    releases: Releases,
) -> None:
    friday = date(2026, 5, 15)
    forum = Event(EventType.FORUM, Status.ANNOUNCED, start=friday)
    await releases.add(replace(understood("Forum boʻladi.", "a"), event=forum), NOW)
    await releases.add(replace(understood("Forum payshanba emas, juma kuni boʻladi.", "a"), event=forum), NOW)
    held = replace(forum, status=Status.HELD)
    await releases.add(replace(understood("Forum boʻlib oʻtdi.", "b"), event=held), NOW)
    later = replace(forum, start=friday + timedelta(days=1))
    await releases.add(replace(understood("Yarmarka boʻladi.", "c"), event=later), NOW)
    upto = await releases.newest_id()
    await releases.add(replace(understood("Yana bir forum boʻladi.", "d"), event=forum), NOW)
    near = await releases.announced_for(Period(friday, friday), upto)
    assert [release.text for release in near] == ["Forum payshanba emas, juma kuni boʻladi."]


async def test_a_story_names_every_reference_that_tells_it(releases: Releases) -> None:
    first = await added(releases, "Birinchi.", "a")
    await releases.add(understood("Birinchi.", "b"), NOW)
    await releases.add(understood("Ikkinchi.", "a"), NOW)
    other = await added(releases, "Boshqa.", "c")
    assert await releases.references_of([first.story, other.story, 99]) == {
        first.story: ("a", "b"),
        other.story: ("c",),
    }


async def test_what_a_page_shows_is_what_was_stored_with_every_reference_of_its_story(
    releases: Releases,
) -> None:
    """The quick way to a page's releases gives what the plain one does, in their order."""
    for number, text in enumerate(('"Suv" \x1e \x1f \\ \n\n так 😀', "Ikkinchi.", "Uchinchi."), 1):
        await added(releases, text, f"r{number}", event=ROUNDTABLE if number % 2 else None)
    await releases.add(understood("Yangi.", "r2"), NOW)
    await releases.add(understood("Uchinchi.", "alias"), NOW)
    ids = [4, 3, 2, 99, 2**70, 1]
    shown = await releases.load_with_copies(ids)
    assert [release for release, _ in shown] == await releases.load(ids)
    assert [references for _, references in shown] == [("r2",), ("r3", "alias"), ("r1",)]


async def test_what_was_never_meant_to_stay_is_forgotten(releases: Releases) -> None:
    await added(releases, "Namuna.", "sample-1", event=ROUNDTABLE)
    await releases.add(understood("Yangi namuna.", "sample-1"), NOW)
    await added(releases, "Ikkinchi namuna.", "sample_2")
    kept = await added(releases, "Haqiqiy.", "real-1")
    assert await releases.forget("sample-") == 2
    assert await releases.by_reference("sample-1") is None
    assert [release.reference for release in await releases.load(range(1, 10))] == ["sample_2", "real-1"]
    again = await added(releases, "Namuna.", "sample-1")
    assert again.id > kept.id


async def test_what_others_sent_as_well_is_not_forgotten(releases: Releases) -> None:
    await added(releases, "Bir xil matn.", "sample-1")
    await releases.add(understood("Bir xil matn.", "real-1"), NOW)
    await releases.add(understood("Namunaning yangisi.", "sample-1"), NOW)
    assert await releases.forget("sample-") == 1
    stays = await releases.by_reference("real-1")
    assert stays is not None
    assert (stays.text, stays.references, stays.current) == ("Bir xil matn.", ("real-1",), True)
    assert await releases.by_reference("sample-1") is None
