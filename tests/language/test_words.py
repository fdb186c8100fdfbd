"""Words, their stems, and the keys under which they are searched."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from language.alphabet import canonical, to_cyrillic
from language.tables import lines_of
from language.words import STOP_WORDS, Vocabulary, key_of, keys, near, readings, stem, words

FOLDER = Path(__file__).parents[2] / "evaluation/language"
STEMS = json.loads((FOLDER / "stems.json").read_text(encoding="utf-8"))
TYPOS = json.loads((FOLDER / "typos.json").read_text(encoding="utf-8"))
UZBEK = st.text(alphabet="abdefghijklmnopqrstuvxyz'", min_size=1)


def test_a_text_is_folded_first_and_split_after() -> None:
    assert words("Oʻzbekistonda 27-noyabr, BMT bog‘i") == ["o'zbekistonda", "27", "noyabr", "bmt", "bog'i"]
    assert words("tog‘ «bog'» obro'") == ["tog'", "bog'", "obro'"]


@given(st.text(min_size=1))
def test_a_stem_is_never_empty_and_never_longer_than_its_word(text: str) -> None:
    for word in words(text):
        assert 0 < len(stem(word)) <= len(word)


@given(UZBEK)
def test_a_stem_of_letters_is_never_longer_than_its_word(word: str) -> None:
    assert 0 < len(stem(word)) <= len(canonical(word))


@given(UZBEK)
def test_both_alphabets_of_a_word_have_one_stem(word: str) -> None:
    if canonical(to_cyrillic(word)) == canonical(word):
        assert stem(to_cyrillic(word)) == stem(word)


def test_all_forms_of_a_word_have_one_stem() -> None:
    missed = [g["lemma"] for g in STEMS["groups"] if len({stem(form) for form in g["forms"]}) > 1]
    assert missed == []


def test_no_two_families_share_a_stem() -> None:
    owners: dict[str, str] = {}
    for group in STEMS["groups"]:
        for form in group["forms"]:
            assert owners.setdefault(stem(form), group["family"]) == group["family"], form
    assert [pair for pair in STEMS["must_not_merge"] if stem(pair[0]) == stem(pair[1])] == []


def test_the_cyrillic_twin_of_a_form_has_its_stem() -> None:
    for group in STEMS["groups"]:
        for one, two in combinations({stem(form) for form in map(to_cyrillic, group["forms"])}, 2):
            raise AssertionError((group["lemma"], one, two))


def test_what_broke_other_stemmers_holds() -> None:
    assert stem("shahri") == "shahar"
    assert stem("qishlog'i") == "qishloq"
    assert stem("xavfsizligi") == stem("xavfsizlik") != stem("xavf")
    assert stem("o'rni") == stem("o'rin")
    assert stem("burni") == stem("burun")
    assert stem("ko'prigi") == stem("ko'prik")
    for whole in ("bitim", "olim", "elchi", "birga", "hamma", "bog'", "tog'", "obro'", "masala", "markaz"):
        assert stem(whole) == whole


def test_an_acronym_keeps_its_letters_and_loses_its_endings() -> None:
    assert {stem(w) for w in ("TIV", "TIVning", "ТИВга", "tivning")} == {"tiv"}
    assert stem("STM") != stem("STMI")


def test_an_international_word_has_one_key_in_every_language() -> None:
    forms = ("xalqaro konferensiyada", "на конференции", "the conferences", "халқаро конференциянинг")
    assert all("konferensiya" in keys(form) for form in forms)


def test_an_abbreviation_has_one_key_in_every_language() -> None:
    for several in (("BMT", "ООН", "UN", "БМТ"), ("SMTI", "ИСМИ", "ISRS"), ("SHHT", "ШОС", "SCO", "ШҲТ")):
        assert len({key for one in several for key in keys(f"{one} 2024")}) == 2


def test_a_headline_in_capitals_has_the_keys_of_its_words() -> None:
    headline = "Poytaxtda yoshlar forumi boshlandi, uyda bayram"
    assert keys(headline.upper()) == keys(headline)


def test_an_expansion_also_gives_the_key_of_its_abbreviation() -> None:
    assert "bmt" in keys("Birlashgan Millatlar Tashkilotining yig'ilishi")
    assert "bmt" in keys("заседание Организации Объединённых Наций")


def test_a_question_in_small_letters_may_mean_an_acronym() -> None:
    assert "ixti" in readings("ixti")[0]


def test_words_that_every_question_has_are_stop_words() -> None:
    assert {"qachon", "нима"} & STOP_WORDS == {"qachon"}
    assert {canonical(word) for word in ("где", "haqida", "when", "учун")} <= STOP_WORDS


def test_a_mistyped_word_finds_its_lemma_and_a_right_one_is_left_alone() -> None:
    right = {stem(row["lemma"]) for row in TYPOS["rows"]} | {stem(word) for word in TYPOS["never_change"]}
    vocabulary = Vocabulary(right | {stem(group["lemma"]) for group in STEMS["groups"]})
    missed = [row for row in TYPOS["rows"] if stem(row["lemma"]) not in near(row["typed"], vocabulary)]
    assert missed == []
    assert all(near(word, vocabulary) == [stem(word)] for word in TYPOS["never_change"])


def test_a_word_that_nothing_resembles_finds_nothing() -> None:
    assert near("xyz", Vocabulary(["o'zbekiston"])) == []


def test_no_word_of_the_international_table_has_two_keys() -> None:
    owners: dict[str, str] = {}
    for line in lines_of("international.txt"):
        key, _, aliases = line.partition(":")
        for alias in (key, *aliases.split(",")):
            assert owners.setdefault(alias.strip(), key) == key, alias


def test_places_meet_in_every_language_and_case() -> None:
    for forms in (
        ("Samarqandda", "в Самарканде", "in Samarkand", "Самарқанднинг"),
        ("O'zbekistonning", "Узбекистана", "of Uzbekistan"),
    ):
        assert len(set.intersection(*(set(keys(form)) for form in forms))) == 1


def test_what_is_too_long_for_a_word_is_left_as_it_is() -> None:
    endless = "larning" * 3000
    assert stem(endless) == endless
    assert canonical("Б" * 50_000) == "b" * 50_000


def test_threads_that_read_at_once_give_the_keys_of_one_that_reads_alone() -> None:
    """Drafts are read beside the loop that answers; Snowball's stemmers keep the word in themselves."""
    syllables = ("ба", "ве", "ги", "до", "жу", "за", "ке", "ли", "мо", "ну", "пра", "сте")
    roots = ["".join(three) for three in combinations(syllables, 3)]
    several = [f"{root}{ending}" for root in roots for ending in ("ованиями", "остью", "ился", "ующих")]
    key_of.cache_clear()
    alone = [key_of(word, "ru") for word in several]
    key_of.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(lambda word: key_of(word, "ru"), several)) == alone
    finally:
        sys.setswitchinterval(usual)
