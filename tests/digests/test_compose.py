"""What stands in a digest, and in which order."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.compose import Known, compose
from digests.windows import settled
from news.choices import ALL, Choices
from news.models import Event, EventType, Language, Period, Release, Status, Window

TODAY = date(2026, 5, 14)


def window(language: Language = "uz-Latn", after: int = 0, *, choices: Choices = ALL) -> Window:
    return Window(
        language,
        Period(date(2026, 5, 13), TODAY),
        since=date(2026, 5, 6),
        ahead=date(2026, 5, 15),
        after=after,
        upto=1000,
        choices=settled(choices, language),
    )


def release(
    number: int,
    *,
    story: int | None = None,
    language: Language = "uz-Latn",
    version: int = 1,
    current: bool = True,
    kind: EventType | None = None,
    start: date | None = None,
    published: date = TODAY,
    references: tuple[str, ...] | None = None,
) -> Release:
    names = references or (f"r{number}",)
    return Release(
        id=number,
        reference=names[0],
        references=names,
        story=story or number,
        version=version,
        current=current,
        language=language,
        title=f"Release {number}",
        text="Text.",
        published=published,
        url=None,
        event=None if kind is None else Event(kind, Status.HELD, start=start),
        summary=("Text.",),
        added_at=datetime(2026, 5, 14, 9, 0, tzinfo=UTC),
    )


TOLD: dict[int, list[tuple[int, Language]]] = {5: [(5, "uz-Latn")], 6: [(6, "uz-Latn")], 7: [(7, "ru")]}


def shown(releases: list[Release], language: Language = "uz-Latn", after: int = 0) -> list[str]:
    digest = compose(window(language, after), releases, Known(tellings=TOLD))
    return [item.release.reference for item in digest.items]


def test_meetings_and_conferences_come_before_other_events_and_those_before_other_news() -> None:
    digest = compose(
        window(),
        [
            release(1),
            release(2, kind=EventType.TRAINING),
            release(3, kind=EventType.CONFERENCE),
            release(4, kind=EventType.MEETING),
        ],
    )
    assert [item.release.id for item in digest.events] == [4, 3, 2]
    assert [item.release.id for item in digest.news] == [1]


def test_events_of_a_kind_stand_in_the_order_of_their_days() -> None:
    meetings = [
        release(1, kind=EventType.MEETING, start=date(2026, 5, 20)),
        release(2, kind=EventType.MEETING),
        release(3, kind=EventType.MEETING, start=date(2026, 5, 12)),
    ]
    assert shown(meetings) == ["r3", "r2", "r1"]


def test_other_news_stands_newest_first() -> None:
    assert shown([release(1, published=date(2026, 5, 13)), release(2), release(3)]) == ["r3", "r2", "r1"]


def test_a_story_is_told_once_in_the_readers_language_and_names_its_other_tellings() -> None:
    tellings = [
        release(1, references=("a", "a2")),
        release(2, story=1, language="ru"),
        release(3, story=1, references=("c",)),
    ]
    russian = compose(window("ru"), tellings).news
    assert [(item.release.reference, item.copies) for item in russian] == [("r2", ("a", "a2", "c"))]
    uzbek = compose(window(), tellings).news
    assert [(item.release.reference, item.copies) for item in uzbek] == [("c", ("a", "a2", "r2"))]


def test_a_story_that_the_readers_language_lacks_is_told_in_the_nearest() -> None:
    tellings = [release(1, language="en"), release(2, story=1, language="uz-Cyrl")]
    assert shown(tellings, "uz-Latn") == ["r2"]
    assert shown(tellings, "en") == ["r1"]
    assert shown(tellings, "ru") == ["r2"]


def test_the_newest_version_is_shown_and_a_superseded_one_is_not() -> None:
    old, new = release(1, current=False), release(2, story=1, version=2, references=("r1b", "r1"))
    assert shown([old, new]) == ["r1b"]
    assert shown([old]) == []


def test_a_translation_of_what_was_told_yesterday_is_no_news_but_a_correction_is() -> None:
    """The story 5 was told in Uzbek before, the story 7 in Russian."""
    translation = release(12, story=5, language="ru")
    correction = release(13, story=6, version=2, language="ru")
    assert shown([translation, correction], "uz-Latn", after=10) == ["r13"]
    assert shown([translation], "ru", after=10) == ["r12"]
    assert shown([release(12, story=7, language="ru")], "ru", after=10) == []
    assert shown([release(12, story=5, language="uz-Cyrl")], "uz-Latn", after=10) == []


def test_an_empty_day_is_an_empty_digest() -> None:
    assert compose(window(), []).empty


RELEASES = st.lists(
    st.builds(
        release,
        st.integers(1, 60),
        story=st.integers(1, 8),
        language=st.sampled_from(("uz-Latn", "uz-Cyrl", "ru", "en")),
        kind=st.none() | st.sampled_from(EventType),
        start=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    ),
    unique_by=lambda made: made.id,
    max_size=25,
)


@settings(deadline=None)  # the machine may be busy
@given(RELEASES, st.sampled_from(("uz-Latn", "uz-Cyrl", "ru", "en")))
def test_every_release_is_in_a_digest_once_and_their_order_of_arrival_is_of_no_account(
    releases: list[Release], language: Language
) -> None:
    digest = compose(window(language), releases)
    items = digest.items
    names = [name for item in items for name in (item.release.reference, *item.copies)]
    assert sorted(names) == sorted(made.reference for made in releases)
    assert len(items) == len({made.story for made in releases})
    assert compose(window(language), list(reversed(releases))) == digest
