import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.likeness import alike, content, covered, fold, overlap, set_f1, words_f1


@pytest.mark.parametrize(
    "spelling", ["Oʻzbekiston", "O‘ZBEKISTON", "o`zbekiston", "Ozbekiston", "Ўзбекистон"]
)
def test_spellings_of_one_name_fold_alike(spelling: str) -> None:
    assert fold(spelling) == fold("O'zbekiston")


def test_no_text_at_all_folds_to_nothing() -> None:
    assert fold(None) == fold("") == ""


def test_short_words_carry_no_meaning_but_numbers_do() -> None:
    assert content("va 27 may kuni uchrashuvda") == {"27", "kuni", "uchras"}


def test_a_case_ending_does_not_make_a_name_another_one() -> None:
    assert alike("Tashqi ishlar vazirligi", "Tashqi ishlar vazirligining")


def test_a_body_is_not_the_larger_body_that_it_belongs_to() -> None:
    assert not alike("Fanlar akademiyasi", "Fanlar akademiyasining Fizika-texnika instituti")


def test_nothing_is_alike_to_nothing() -> None:
    assert overlap(None, None) == 0
    assert not alike("", "")


def test_a_sentence_is_covered_from_three_fifths_of_its_content_on() -> None:
    sentence = "birinchi ikkinchi uchinchi to'rtinchi beshinchi"
    assert covered(sentence, content("birinchi ikkinchi uchinchi"))
    assert not covered(sentence, content("birinchi ikkinchi"))


def test_a_theme_without_words_agrees_only_with_none() -> None:
    assert words_f1("—", None) == 1.0
    assert words_f1("suv diplomatiyasi", None) == 0.0


def test_names_match_one_to_one() -> None:
    assert set_f1(["Senat"], ["Senat", "Senat"]) == pytest.approx(2 / 3)


def test_two_empty_sets_of_names_agree_and_one_empty_set_does_not() -> None:
    assert set_f1([], []) == 1.0
    assert set_f1([], ["Senat"]) == 0.0
    assert set_f1(["Senat"], []) == 0.0


names = st.lists(st.text(alphabet="abcdшў ", min_size=1, max_size=12), max_size=5)


@given(names, names)
def test_f1_of_names_lies_between_nothing_and_all(wanted: list[str], found: list[str]) -> None:
    assert 0 <= set_f1(wanted, found) <= 1


@given(st.lists(st.text(alphabet="abcdшў", min_size=1, max_size=12), max_size=5, unique=True))
def test_the_wanted_names_themselves_are_all_found(wanted: list[str]) -> None:
    assert set_f1(wanted, wanted) == 1.0
