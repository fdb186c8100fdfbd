"""What stands in a digest, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.compose import MOST, Known, compose, is_ahead
from digests.windows import settled
from news.choices import ALL, Choices
from news.models import LANGUAGES, Event, EventType, Language, Period, Release, Status, Window
from tests.laws import examples

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
    status: Status = Status.HELD,
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
        event=None if kind is None else Event(kind, status, start=start),
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


TOPICS = ("paxta", "suv", "gaz")


def topical(number: int, topics: frozenset[str], **fields: Any) -> Release:
    """A release whose title says which topics it holds."""
    return replace(release(number, **fields), title=" ".join(sorted(topics)) or "-")


def has(made: Release, topic: str) -> bool:
    return topic in made.title.split()


TOPICAL = st.lists(
    st.builds(
        topical,
        st.integers(1, 60),
        st.frozensets(st.sampled_from(TOPICS)),
        story=st.integers(1, 25),
        language=st.sampled_from(LANGUAGES),
        kind=st.none() | st.sampled_from(EventType),
        status=st.sampled_from(Status),
        start=st.none() | st.dates(TODAY - timedelta(4), TODAY + timedelta(10)),
    ),
    unique_by=lambda made: made.id,
    max_size=30,
)
CHOICES = st.builds(
    Choices,
    most=st.none() | st.integers(3, 6),
    kinds=st.frozensets(st.sampled_from(EventType), max_size=6),
    topics=st.sets(st.sampled_from(TOPICS)).map(sorted).map(tuple),
    excluded=st.sets(st.sampled_from(TOPICS), max_size=1).map(tuple),
    languages=st.frozensets(st.sampled_from(LANGUAGES), max_size=3),
)


@settings(max_examples=examples(80))
@given(TOPICAL, TOPICAL, CHOICES, st.sampled_from(LANGUAGES))
def test_what_is_followed_is_shown_or_counted_once_and_nothing_else_is(
    releases: list[Release], announced: list[Release], choices: Choices, language: Language
) -> None:
    near = [
        replace(made, id=made.id + 100, story=made.story + 100) for made in announced if is_ahead(made, TODAY)
    ]
    asked = window(language, choices=choices)
    digest = compose(asked, releases, Known(announced=near, has=has))
    everything = [*digest.items, *digest.rest]
    told = [item.release.story for item in everything]
    assert len(told) == len(set(told))
    for item in everything:
        tellings = [made for made in (*releases, *near) if made.story == item.release.story]
        assert not any(has(made, topic) for made in tellings for topic in choices.excluded)
        assert not choices.languages or item.release.language in choices.languages
        assert item.reminder == (item.release.id > 100)
    for made in (*releases, *near):
        alone = follows_alone(choices, made)
        barred = any(
            has(other, topic)
            for other in (*releases, *near)
            for topic in choices.excluded
            if other.story == made.story
        )
        if alone and not barred:
            assert made.story in told
    assert len(digest.items) <= (choices.most or MOST)
    assert not digest.rest or len(digest.items) == choices.most


def follows_alone(choices: Choices, made: Release) -> bool:
    if choices.languages and made.language not in choices.languages:
        return False
    if choices.kinds and (made.event is None or made.event.type not in choices.kinds):
        return False
    return not choices.topics or any(has(made, topic) for topic in choices.topics)


def test_todays_and_tomorrows_announced_events_are_named_again_and_held_ones_are_not() -> None:
    near = [
        release(1, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY),
        release(2, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY + timedelta(1)),
        release(3, kind=EventType.FORUM, start=TODAY),
        release(4, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY - timedelta(1)),
    ]
    digest = compose(window(after=10), [], Known(announced=near))
    assert [(item.release.id, item.reminder) for item in digest.coming] == [(1, True), (2, True)]
    assert digest.items == digest.coming


def test_an_announcement_of_today_is_news_and_no_reminder() -> None:
    forum = release(11, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY + timedelta(1))
    digest = compose(window(after=10), [forum], Known(announced=[forum]))
    assert [(item.release.id, item.reminder) for item in digest.items] == [(11, False)]


def test_what_has_been_held_is_not_announced_any_more() -> None:
    announced = release(1, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY)
    held = release(11, kind=EventType.FORUM, start=TODAY)
    digest = compose(window(after=10), [held], Known(announced=[announced], earlier={11: announced}))
    assert digest.coming == ()
    assert [(item.release.id, item.earlier) for item in digest.events] == [(11, announced)]


def test_new_things_come_before_reminders_where_a_reader_wants_few() -> None:
    near = [
        release(number, kind=EventType.FORUM, status=Status.ANNOUNCED, start=TODAY) for number in range(1, 6)
    ]
    digest = compose(
        window(after=10, choices=Choices(most=3)), [release(11), release(12)], Known(announced=near)
    )
    assert [item.release.id for item in digest.items] == [1, 12, 11]
    assert [item.release.id for item in digest.rest] == [2, 3, 4, 5]


def test_the_longest_digest_has_an_end() -> None:
    digest = compose(window(), [release(number) for number in range(1, MOST + 12)])
    assert (len(digest.items), len(digest.rest)) == (MOST, 11)
