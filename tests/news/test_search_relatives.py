"""Which keys are like a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.words import readings
from news.search.relatives import Relatives

KEYS = [
    "konferensiya",
    "qozog'iston",
    "bosh",
    "bo'sh",
    "kitob",
    "hunarmand",
    "paxtakor",
    "suvchi",
    "xavfsizlik",
]


@pytest.fixture
def index() -> Relatives:
    relatives = Relatives()
    relatives.add(KEYS)
    return relatives


def nearest(index: Relatives, typed: str) -> str | None:
    (keys,) = readings(typed)
    return next((relative.key for relative in index.of(keys)), None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kanferensiya", "konferensiya"),
        ("konferensya", "konferensiya"),
        ("qozogiston", "qozog'iston"),
        ("xavsizlik", "xavfsizlik"),
        ("hunarmandchilik", "hunarmand"),
    ],
)
def test_a_misspelt_or_derived_word_finds_its_like(index: Relatives, typed: str, meant: str) -> None:
    assert nearest(index, typed) == meant


def test_a_word_that_the_index_holds_is_no_misspelling(index: Relatives) -> None:
    (keys,) = readings("bosh")
    assert [relative.key for relative in index.of(keys) if relative.misspelt] == []


@pytest.mark.parametrize("typed", ["kitov", "tuvchi", "bos", "qqqqqqqq"])
def test_what_is_short_or_begins_otherwise_is_taken_for_nothing_surely(index: Relatives, typed: str) -> None:
    (keys,) = readings(typed)
    assert all(relative.nearness < 0.65 for relative in index.of(keys))


def test_keys_that_come_later_are_known_too(index: Relatives) -> None:
    index.add(["metrologiya"])
    index.add([f"so'z{chr(97 + at)}{chr(97 + at)}" for at in range(26)])
    assert nearest(index, "metralogiya") == "metrologiya"


@given(
    st.text(alphabet="abdeghiklmnoqrstuvxyz'", min_size=1, max_size=20),
    st.lists(st.text(min_size=1), max_size=20),
)
def test_nearness_is_a_share_and_the_nearest_come_first(typed: str, keys: list[str]) -> None:
    relatives = Relatives()
    relatives.add(keys)
    found = [relative.nearness for relative in relatives.of(frozenset({typed}))]
    assert found == sorted(found, reverse=True)
    assert all(0 <= each <= 1 for each in found)
