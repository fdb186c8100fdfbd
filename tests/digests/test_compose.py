"""What stands in a digest, and in which order."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.compose import compose
from news.models import Event, EventType, Language, Period, Release, Status

TODAY = date(2026, 5, 14)
PERIOD = Period(date(2026, 5, 13), TODAY)


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


def shown(releases: list[Release], language: Language = "uz-Latn", after: int = 0) -> list[str]:
    digest = compose(releases, language, PERIOD, after=after)
    return [item.release.reference for item in digest.events + digest.news]


def test_meetings_and_conferences_come_before_other_events_and_those_before_other_news() -> None:
    digest = compose(
        [
            release(1),
            release(2, kind=EventType.TRAINING),
            release(3, kind=EventType.CONFERENCE),
            release(4, kind=EventType.MEETING),
        ],
        "uz-Latn",
        PERIOD,
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
    russian = compose(tellings, "ru", PERIOD).news
    assert [(item.release.reference, item.copies) for item in russian] == [("r2", ("a", "a2", "c"))]
    uzbek = compose(tellings, "uz-Latn", PERIOD).news
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
    translation = release(12, story=5, language="ru")
    correction = release(13, story=6, version=2, language="ru")
    assert shown([translation, correction], "uz-Latn", after=10) == ["r13"]
    assert shown([translation], "ru", after=10) == ["r12"]


def test_an_empty_day_is_an_empty_digest() -> None:
    assert compose([], "ru", PERIOD).empty
    assert compose([], "ru", PERIOD, late=True).late


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
    digest = compose(releases, language, PERIOD)
    items = digest.events + digest.news
    names = [name for item in items for name in (item.release.reference, *item.copies)]
    assert sorted(names) == sorted(made.reference for made in releases)
    assert len(items) == len({made.story for made in releases})
    assert compose(list(reversed(releases)), language, PERIOD) == digest
