"""Words, their stems, and the keys under which they are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.alphabet import canonical, to_cyrillic
from language.words import Vocabulary, keys, near, readings, stem, words

UZBEK = st.text(alphabet="abdefghijklmnopqrstuvxyz'", min_size=1)


def test_a_text_is_folded_first_and_split_after() -> None:
    assert words("Oʻzbekistonda 27-noyabr, BMT va bog‘") == [
        "o'zbekistonda",
        "27",
        "noyabr",
        "bmt",
        "va",
        "bog'",
    ]


@given(st.text(min_size=1))
def test_a_stem_is_never_empty_and_never_longer_than_its_word(word: str) -> None:
    for token in words(word):
        assert 0 < len(stem(token)) <= len(token)


@given(UZBEK)
def test_both_alphabets_of_a_word_have_one_stem(word: str) -> None:
    if canonical(to_cyrillic(word)) == canonical(word):
        assert stem(to_cyrillic(word)) == stem(word)


def test_an_acronym_keeps_its_letters_and_loses_its_endings() -> None:
    assert {stem(w) for w in ("TIV", "TIVning", "ТИВга", "tivning")} == {"tiv"}
    assert stem("STM") != stem("STMI")


def test_an_international_word_has_one_key_in_every_language() -> None:
    forms = ("xalqaro konferensiyada", "на конференции", "the conferences", "халқаро конференциянинг")
    assert all("konferensiya" in keys(form) for form in forms)


def test_an_expansion_also_gives_the_key_of_its_abbreviation() -> None:
    assert "bmt" in keys("Birlashgan Millatlar Tashkilotining yig'ilishi")
    assert "bmt" in keys("заседание Организации Объединённых Наций")


@pytest.mark.parametrize("apostrophe", "'ʻʼ’‘`´ʹʽˈ")
def test_a_capital_with_an_apostrophe_begins_a_word_and_is_no_acronym(apostrophe: str) -> None:
    assert stem(f"O{apostrophe}zbekistonda") == "o'zbekiston"


def test_a_question_in_small_letters_may_mean_an_acronym() -> None:
    assert "ixti" in readings("ixti")[0]


def test_a_mistyped_word_finds_its_lemma_and_a_right_one_is_left_alone() -> None:
    vocabulary = Vocabulary(["o'zbekiston", "toshkent", "bosh", "bo'sh"])
    assert near("uzbekston", vocabulary) == ["o'zbekiston"]
    assert near("bosh", vocabulary) == ["bosh"]
    assert near("xyz", vocabulary) == []
