"""Choices go to JSON and back, and equal ones have one profile."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.choices import LEAST, MOST, PHRASES, Choices, Density, OnEmpty, Script
from news.models import LANGUAGES, EventType

PHRASE_LISTS = st.lists(st.text(min_size=1, max_size=20), max_size=PHRASES, unique=True).map(
    lambda phrases: tuple(sorted(phrases))
)
CHOICES = st.builds(
    Choices,
    density=st.sampled_from(Density),
    most=st.none() | st.integers(LEAST, MOST),
    on_empty=st.sampled_from(OnEmpty),
    kinds=st.frozensets(st.sampled_from(EventType)),
    topics=PHRASE_LISTS,
    excluded=PHRASE_LISTS,
    places=PHRASE_LISTS,
    languages=st.frozensets(st.sampled_from(LANGUAGES)),
    script=st.sampled_from(Script),
)


@given(CHOICES)
def test_choices_come_back_from_json_as_they_were(choices: Choices) -> None:
    assert Choices.from_json(json.loads(json.dumps(choices.as_json()))) == choices


@given(CHOICES, CHOICES)
def test_the_profile_is_equal_for_equal_choices_and_for_no_others(one: Choices, other: Choices) -> None:
    assert (one.profile == other.profile) == (one == other)
    assert hash(one) == hash(Choices.from_json(one.as_json()))


def test_a_phrase_is_kept_once_whatever_its_alphabet_and_can_be_taken_away() -> None:
    chosen = Choices().with_phrases("topics", ["suv", "Сув", "Boku"])
    assert chosen.topics == ("Boku", "suv")
    assert chosen.with_phrases("topics", ["SUV"]) == chosen
    assert chosen.without_phrase("topics", "suv").topics == ("Boku",)
    assert chosen.without_phrase("topics", "tuz") == chosen
    with pytest.raises(ValueError, match="more than 20"):
        chosen.with_phrases("topics", [f"mavzu {number}" for number in range(20)])


def test_a_profile_is_the_same_in_every_process() -> None:
    """Issues stand in the database under it."""
    assert Choices().profile == ""
    kinds = frozenset({EventType.MEETING, EventType.FORUM})
    assert Choices(kinds=kinds, topics=("suv",)).profile == "61478984a5e9ba14a45a8785bff44a94"


@pytest.mark.parametrize(
    "stored",
    [
        {"density": "tiny", "script": 7, "on_empty": None},
        {"most": 1000},
        {"most": "ten"},
        {"kinds": ["parade"], "languages": ["tlh"]},
        {"topics": [1, None]},
        {"moods": ["good"]},
    ],
)
def test_what_another_version_wrote_counts_as_not_chosen(stored: dict[str, object]) -> None:
    assert Choices.from_json(stored) == Choices()
