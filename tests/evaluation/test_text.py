from datetime import date

import pytest

from evaluation import text
from evaluation.corpus import releases
from evaluation.figures import Figures
from language.dates import Period
from tests.evaluation.test_corpus import FOLDER


@pytest.fixture
def figures() -> Figures:
    return Figures()


def lower(word: str) -> str:
    return word.lower()


def test_spellings_that_share_no_key_are_told(figures: Figures) -> None:
    table = {"apostrophes": [{"canonical": "bog'", "variants": ["BOG'", "bog’"]}]}
    text.score_keys(figures, table, lower)
    assert figures.mean("canonical") == 0.5
    assert figures.mean("canonical of canonical") == 1
    assert len(figures.misses) == 1


def test_a_key_that_changes_when_it_is_made_again_is_told(figures: Figures) -> None:
    table = {"apostrophes": [{"canonical": "suv", "variants": ["suv"]}]}
    text.score_keys(figures, table, lambda word: f"{word}!")
    assert figures.mean("canonical of canonical") == 0


def test_a_latin_letter_inside_a_cyrillic_word_must_not_matter(figures: Figures) -> None:
    text.score_keys(figures, {"mixed_script": [{"text": "сoв"}]}, lower)
    assert figures.mean("canonical [mixed]") == 0


def test_alphabets_are_scored_both_ways_and_by_kind_of_word(figures: Figures) -> None:
    table = {
        "pairs": [{"cyr": "бог", "lat": "bog'", "kind": "rule"}, {"cyr": "цех", "lat": "sex", "kind": "loan"}]
    }
    to_latin = {"бог": "bogʻ", "цех": "tsex", "тех": "tex"}
    to_cyrillic = {"bog'": "бог", "sex": "цех"}
    text.score_alphabets(figures, table, to_latin.__getitem__, to_cyrillic.__getitem__)
    assert figures.mean("to_latin") == 0.5
    assert figures.mean("to_latin [rule]") == figures.mean("round trip") == 1
    assert figures.mean("to_cyrillic") == 1


def test_stems_meet_within_a_lemma_and_keep_families_apart(figures: Figures) -> None:
    table = {
        "groups": [
            {"lemma": "kitob", "family": "kitob", "forms": ["kitob", "kitobi", "kitobxon"]},
            {"lemma": "kotib", "family": "kotib", "forms": ["kotib"]},
            {"lemma": "kitoblik", "family": "kitob", "forms": ["kitoblik"]},
        ],
        "must_not_merge": [["kitob", "kotib"]],
        "acronyms": {"same": [["BMT", "BMTning"]], "must_not_merge": [["STM", "STMI"]]},
    }
    text.score_stems(figures, table, lambda word: word[0])
    assert figures.mean("stem recall") == 1
    assert figures.counts["stem false merges"] == 2, "kitob and kitoblik are one family"
    assert figures.mean("stem keeps apart") == 0
    assert figures.mean("stem of acronyms") == 1


def test_forms_with_different_stems_lower_recall_pair_by_pair(figures: Figures) -> None:
    table = {"groups": [{"lemma": "suv", "family": "suv", "forms": ["suv", "suvni", "suvda"]}]}
    text.score_stems(figures, table, {"suv": "suv", "suvni": "suv", "suvda": "suvda"}.__getitem__)
    assert figures.mean("stem recall") == pytest.approx(1 / 3)


def test_periods_are_scored_by_tag_and_where_there_is_none(figures: Figures) -> None:
    day = Period(date(2025, 1, 5), date(2025, 1, 5))
    table = {
        "meta": {"ref": "2025-01-06"},
        "rows": [
            {"lang": "uz-Latn", "text": "kecha", "start": "2025-01-05", "end": "2025-01-05", "tag": "rel"}
        ],
        "negatives": ["24/7"],
    }
    text.score_periods(figures, table, lambda _text, _today: day)
    assert figures.mean("find_period [rel]") == 1
    assert figures.mean("find_period negatives") == 0


def test_an_events_dates_are_sought_among_all_of_its_release(figures: Figures) -> None:
    dated = [release for release in releases(FOLDER) if release.gold.start_date]
    text.score_periods_in_releases(figures, dated[:3], lambda _text, _today: [])
    assert figures.mean("find_periods") == 0
    assert len(figures.misses) == 3


def test_sentences_are_right_only_if_all_cuts_are(figures: Figures) -> None:
    table = {"rows": [["Prof. Nazarov keldi.", "U gapirdi."], ["Bir.", "Ikki."]]}
    text.score_sentences(figures, table, lambda whole: [f"{part}." for part in whole.rstrip(".").split(". ")])
    assert figures.mean("sentences") == 0.5


def test_another_turkic_language_is_right_as_anything_but_uzbek(figures: Figures) -> None:
    table = {"rows": [{"lang": "tr", "text": "toplantı"}, {"lang": "ru", "text": "встреча"}]}
    text.score_languages(figures, table, lambda _text: "ru")
    assert figures.mean("detect") == figures.mean("detect foreign as not Uzbek") == 1


def test_a_misspelt_word_must_reach_its_lemma_and_a_known_one_must_stay(figures: Figures) -> None:
    table = {"rows": [{"typed": "kenash", "lemma": "kengash"}], "never_change": ["tort"]}
    text.score_near(figures, table, lower, lambda _stems: lambda _word: ["kengash"], ["tartib"])
    assert figures.mean("near") == 1
    assert figures.mean("near leaves alone") == 0


def test_an_empty_table_gives_no_figures(figures: Figures) -> None:
    text.score_keys(figures, {}, lower)
    text.score_alphabets(figures, {}, lower, lower)
    text.score_periods(figures, {}, lambda _text, _today: None)
    text.score_sentences(figures, {}, lambda whole: [whole])
    text.score_languages(figures, {}, lower)
    text.score_near(figures, {}, lower, lambda _stems: lambda _word: [], [])
    assert list(figures.lines()) == []
