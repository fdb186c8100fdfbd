"""Whether a release is what a subscriber follows: by words in any alphabet or language, by place."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from news.choices import ALL, Choices
from news.following import follows
from news.models import Event, EventType, Language, Release, Status

FORUM = Event(EventType.FORUM, Status.HELD, place="Samarqand", country="UZ")


def release(
    title: str, text: str = "", language: Language = "uz-Latn", event: Event | None = None
) -> Release:
    return Release(
        id=1,
        reference="r1",
        references=("r1",),
        story=1,
        version=1,
        current=True,
        language=language,
        title=title,
        text=text,
        published=date(2026, 5, 14),
        url=None,
        event=event,
        summary=(),
        added_at=datetime(2026, 5, 14, 9, 0, tzinfo=UTC),
    )


COTTON = release(
    "Paxta yigʻim-terimi boshlandi", "Fermerlar hosilni yigʻmoqda. Tadbirda A. Voronkov soʻzga chiqdi."
)


def test_whoever_chose_nothing_follows_everything() -> None:
    assert follows(ALL, COTTON)
    assert follows(ALL, release("", ""))


@pytest.mark.parametrize(
    "topic", ["paxta", "ПАХТА", "paxtani", "fermer", "Воронков", "voronkov", "yigʻim terim"]
)
def test_a_topic_is_found_in_any_alphabet_form_and_case(topic: str) -> None:
    assert follows(Choices(topics=(topic,)), COTTON)
    assert not follows(Choices(excluded=(topic,)), COTTON)


@pytest.mark.parametrize("topic", ["pax", "axta", "paxtakor emas", "suv", "Karimov"])
def test_a_part_of_a_word_and_half_of_a_topic_are_not_the_topic(topic: str) -> None:
    assert not follows(Choices(topics=(topic,)), COTTON)
    assert follows(Choices(excluded=(topic,)), COTTON)


@pytest.mark.parametrize("topic", ["terrorizm", "терроризм", "терроризму", "terrorism"])
def test_a_topic_is_found_in_releases_of_other_languages(topic: str) -> None:
    for title, language in (
        ("Terrorizmga qarshi kurash", "uz-Latn"),
        ("Терроризмга қарши кураш", "uz-Cyrl"),
        ("Борьба с терроризмом", "ru"),
        ("Fight against terrorism", "en"),
    ):
        assert follows(Choices(topics=(topic,)), release(title, language=language))  # type: ignore[arg-type] # a literal each


def test_one_topic_is_enough_and_one_exclusion_too_much() -> None:
    assert follows(Choices(topics=("futbol", "paxta")), COTTON)
    assert not follows(Choices(topics=("paxta",), excluded=("fermer", "futbol")), COTTON)


def test_what_names_nothing_is_held_by_nothing() -> None:
    assert not follows(Choices(topics=("?!",)), COTTON)
    assert follows(Choices(excluded=("?!",)), COTTON)


def test_kinds_are_those_of_events_and_leave_out_other_news() -> None:
    chosen = Choices(kinds=frozenset({EventType.FORUM}))
    assert follows(chosen, release("Forum", event=FORUM))
    assert not follows(chosen, release("Forum", event=replace(FORUM, type=EventType.SEMINAR)))
    assert not follows(chosen, release("Forum haqida"))


def test_languages_are_those_in_which_a_release_is_written() -> None:
    chosen = Choices(languages=frozenset[Language]({"ru", "en"}))
    assert follows(chosen, release("Новость", language="ru"))
    assert not follows(chosen, COTTON)


@pytest.mark.parametrize(
    "place",
    ["Samarqand", "САМАРҚАНД", "самарканд", "Samarkand", "Samarqand viloyati", "oʻzbekiston", "Uzbekistan"],
)
def test_a_place_is_where_the_event_is_by_any_of_its_names(place: str) -> None:
    assert follows(Choices(places=(place,)), release("Forum", event=FORUM))
    assert follows(
        Choices(places=("Xiva", place)),
        release("Форум", language="ru", event=replace(FORUM, place="Самарканд")),
    )


@pytest.mark.parametrize("place", ["Seul", "Сеул", "Seoul", "Janubiy Koreya", "Южная Корея", "South Korea"])
def test_towns_and_countries_of_the_world_are_known_in_each_language(place: str) -> None:
    for name in ("Seul", "Сеул", "Seoul"):
        abroad = replace(FORUM, place=name, country="KR")
        assert follows(Choices(places=(place,)), release("Forum", event=abroad))
    assert not follows(Choices(places=(place,)), release("Forum", event=FORUM))


def test_a_place_that_is_only_spoken_of_is_not_where_the_event_is() -> None:
    chosen = Choices(places=("Xiva",))
    assert not follows(chosen, release("Xiva haqida forum", event=FORUM))
    assert not follows(chosen, release("Xivada yangilik"))
    assert not follows(chosen, release("Forum", event=replace(FORUM, place=None, country=None)))
