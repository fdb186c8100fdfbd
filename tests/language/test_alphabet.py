"""Every spelling of a text has one key; both alphabets can be shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from UzTransliterator import UzTransliterator  # type: ignore[import-untyped]  # it has no types

from language.alphabet import canonical, to_cyrillic, to_latin

ROWS = json.loads(
    (Path(__file__).parents[2] / "evaluation/language/alphabets.json").read_text(encoding="utf-8")
)
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшъэюяўқғҳАБШЯЁЎ "
SYLLABLES = st.sampled_from(
    ["bo", "ra", "sh", "cha", "o'z", "g'i", "yo", "ya", "ye", "ki", "lar", "ng", "q", "ta'"]
)
UZBEK_WORD = st.lists(SYLLABLES, min_size=1, max_size=5).map("".join)


def test_no_single_character_is_read_otherwise_the_second_time() -> None:
    """A double prime became two primes, and those an apostrophe."""
    every = map(chr, range(0x20000))  # beyond are ideographs and emoji
    assert [c for c in every if canonical(canonical(c)) != canonical(c)] == []


EVERY_CYRILLIC = "".join(map(chr, range(0x400, 0x530)))


@given(st.text(f"{EVERY_CYRILLIC}йуоёцўabyoxspTY'", max_size=8))
def test_letters_of_other_cyrillic_alphabets_do_not_change_how_a_key_is_read_again(text: str) -> None:
    """`Йұ` became `yұ`, and that, taken for a word of two alphabets, `uұ`."""
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_canonicalising_twice_is_canonicalising_once(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet=CYRILLIC))
def test_a_cyrillic_text_and_its_latin_have_one_key(text: str) -> None:
    assert canonical(to_latin(text)) == canonical(text)


@given(UZBEK_WORD)
def test_a_latin_word_and_its_cyrillic_have_one_key(word: str) -> None:
    assert canonical(to_cyrillic(word)) == canonical(word)


@given(st.text())
def test_showing_a_text_in_latin_leaves_no_uzbek_cyrillic_letter(text: str) -> None:
    assert not set(to_latin(text)) & set("абвгдеёжзийклмнопрстуфхцчшъэюяўқғҳ")


def test_every_apostrophe_case_and_alphabet_gives_one_key() -> None:
    spellings = ["Oʻzbekiston", "O‘ZBEKISTON", "o`zbekiston", "o´zbekiston", "Ўзбекистон", "Ўзбекистoн"]
    assert {canonical(s) for s in spellings} == {"o'zbekiston"}


@pytest.mark.parametrize("group", ROWS["apostrophes"], ids=lambda group: str(group["canonical"]))
def test_the_variants_of_a_word_meet(group: dict[str, Any]) -> None:
    assert {canonical(variant) for variant in group["variants"]} == {group["canonical"]}


@pytest.mark.parametrize("row", ROWS["pairs"], ids=lambda row: str(row["lat"]))
def test_a_word_is_written_in_both_alphabets_as_the_dictionaries_have_it(row: dict[str, str]) -> None:
    assert (to_latin(row["cyr"]), to_cyrillic(row["lat"])) == (row["lat"], row["cyr"])


def test_rule_words_agree_with_another_transliterator() -> None:
    """UzTransliterator errs on s'h, soft signs and ц (and so on some rows); of rule words it is an oracle."""
    oracle = UzTransliterator()
    known_errors = {"Исҳоқов", "Яҳёев"}
    for row in ROWS["pairs"]:
        if row["kind"] == "rule" and row["cyr"] not in known_errors:
            theirs = canonical(oracle.transliterate(row["cyr"], from_="cyr", to="lat"))
            assert theirs == canonical(to_latin(row["cyr"]))


def test_capitals_stay_where_they_stood() -> None:
    assert to_latin("ШҲТ ва ЮНЕСКОда, Ш. Рашидов, ТОШКЕНТ") == "SHHT va YUNESKOda, Sh. Rashidov, TOSHKENT"
    assert to_cyrillic("SHHT va BMTning, O'. Umarov, TOSHKENT") == "ШҲТ ва БМТнинг, Ў. Умаров, ТОШКЕНТ"


def test_addresses_markup_and_roman_numerals_keep_their_letters() -> None:
    kept = "https://example.uz/a @kanal /start <b> &amp; { $count } XX WhatsApp"
    assert to_cyrillic(kept) == kept


def test_who_took_something_is_no_olga() -> None:
    assert to_cyrillic("Olganlarga Olga aytdi") == "Олганларга Ольга айтди"
