"""Scores the text layer against the tables in a corpus folder's `language/`. Pure: the functions come in.

Each table is a JSON object as the corpus has it; what a table lacks is not scored.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from evaluation.corpus import LabelledQuestion, LabelledRelease
from evaluation.figures import Figures
from language.dates import Period
from language.detect import LANGUAGES

Table = Mapping[str, Any]
Transform = Callable[[str], str]
_APOSTROPHES = str.maketrans(dict.fromkeys("`´ʻʼ‘’ʹ′＇", "'"))
_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def score_keys(figures: Figures, table: Table, canonical: Transform) -> None:
    """Every spelling of a text has one key, and the key of a key is itself."""
    rows = [
        (row["canonical"], variant) for row in table.get("apostrophes", ()) for variant in row["variants"]
    ]
    for word, variant in rows:
        _equal(figures, "canonical", variant, canonical(word), canonical(variant))
    for pair in table.get("pairs", ()):
        _equal(figures, "canonical", pair["lat"], canonical(pair["cyr"]), canonical(pair["lat"]), "alphabets")
    for row in table.get("mixed_script", ()):
        want = canonical(row["text"].translate(_LOOKALIKES))
        _equal(figures, "canonical", row["text"], want, canonical(row["text"]), "mixed")
    spellings = [variant for _, variant in rows] + [pair["cyr"] for pair in table.get("pairs", ())]
    for spelling in spellings:
        key = canonical(spelling)
        _equal(figures, "canonical of canonical", spelling, key, canonical(key))


def score_alphabets(figures: Figures, table: Table, to_latin: Transform, to_cyrillic: Transform) -> None:
    """Both ways between the alphabets, apostrophes of any shape alike."""
    for pair in table.get("pairs", ()):
        latin, cyrillic, kind = pair["lat"], pair["cyr"], pair["kind"]
        _equal(figures, "to_latin", cyrillic, latin, to_latin(cyrillic).translate(_APOSTROPHES), kind)
        _equal(figures, "to_cyrillic", latin, cyrillic, to_cyrillic(latin), kind)
        if kind == "rule":
            back = to_latin(to_cyrillic(latin)).translate(_APOSTROPHES)
            _equal(figures, "round trip", latin, latin, back)


def score_stems(figures: Figures, table: Table, stem: Transform) -> None:
    """Forms of one lemma meet, lemmas of different families never do."""
    holders: dict[str, set[tuple[str, str]]] = {}
    for group in table.get("groups", ()):
        stems = [stem(form) for form in group["forms"]]
        for (one, first), (other, second) in combinations(zip(group["forms"], stems, strict=True), 2):
            _equal(figures, "stem recall", f"{one}/{other}", first, second)
        for form_stem in stems:
            holders.setdefault(form_stem, set()).add((group["lemma"], group["family"]))
    merged = {
        (one[0], other[0])
        for lemmas in holders.values()
        for one, other in combinations(sorted(lemmas), 2)
        if one[1] != other[1]
    }
    for lemmas_of_two in sorted(merged):
        figures.miss("/".join(lemmas_of_two), "stem false merge", "two stems", "one")
    if holders:
        figures.counts["stem false merges"] = len(merged)
    capitals = table.get("acronyms", {})
    for one, other in [*table.get("must_not_merge", ()), *capitals.get("must_not_merge", ())]:
        apart = stem(one) != stem(other)
        if not figures.note("stem keeps apart", apart):
            figures.miss(f"{one}/{other}", "stem keeps apart", "two stems", stem(one))
    for forms in capitals.get("same", ()):
        for one, other in combinations(forms, 2):
            _equal(figures, "stem of acronyms", f"{one}/{other}", stem(one), stem(other))


def score_periods(figures: Figures, table: Table, find_period: Callable[[str, date], Period | None]) -> None:
    """Spoken dates are understood as on the table's day (`meta.ref`), and none is where there is none."""
    if not table:
        return
    today = date.fromisoformat(table["meta"]["ref"])
    for row in table.get("rows", ()):
        have = find_period(row["text"], date.fromisoformat(row["ref"]) if "ref" in row else today)
        want = Period(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        _equal(figures, "find_period", row["text"], want, have, row["lang"], row["tag"])
    for text in table.get("negatives", ()):
        _equal(figures, "find_period negatives", text, None, find_period(text, today))


def score_periods_in_releases(
    figures: Figures,
    releases: Iterable[LabelledRelease],
    find_periods: Callable[[str, date], Collection[Period]],
) -> None:
    """The dates of an event are among those that are found in its release."""
    for release in releases:
        gold = release.gold
        if gold.start_date is None or gold.end_date is None:
            continue
        found = find_periods(f"{release.title}\n\n{release.text}", release.published)
        want = Period(gold.start_date, gold.end_date)
        if not figures.note("find_periods", want in found, release.language):
            figures.miss(release.id, "find_periods", want, sorted(set(found), key=lambda one: one.start))


def score_sentences(figures: Figures, table: Table, split: Callable[[str], Sequence[str]]) -> None:
    """A text is cut exactly where its sentences end."""
    for row in table.get("rows", ()):
        text = " ".join(row)
        _equal(figures, "sentences", text, list(row), list(split(text)))


def score_sentences_of_releases(
    figures: Figures, releases: Iterable[LabelledRelease], split: Callable[[str], Sequence[str]]
) -> None:
    """Of the sentences that a person sees in a release, so many are found whole and alone."""
    for release in releases:
        found = {" ".join(sentence.split()) for sentence in split(release.text)}
        for sentence in release.sentences:
            if not figures.note("sentences of releases", sentence in found, release.language):
                figures.miss(release.id, "sentences of releases", sentence, "cut elsewhere")


def score_languages(figures: Figures, table: Table, language_of: Transform) -> None:
    """Our languages are told apart; a text in another Turkic language is not taken for Uzbek."""
    for row in table.get("rows", ()):
        have = language_of(row["text"])
        if row["lang"] in LANGUAGES:
            _equal(figures, "detect", row["text"], row["lang"], have, row["lang"])
        elif not figures.note("detect foreign as not Uzbek", not have.startswith("uz"), row["lang"]):
            figures.miss(repr(row["text"]), "detect foreign as not Uzbek", row["lang"], have)


def score_languages_of_corpus(
    figures: Figures,
    releases: Iterable[LabelledRelease],
    questions: Iterable[LabelledQuestion],
    language_of: Transform,
) -> None:
    """Whole releases, and questions as they were typed."""
    for release in releases:
        have = language_of(f"{release.title}\n\n{release.text}")
        _equal(figures, "detect releases", release.id, release.language, have)
    for question in questions:
        _equal(figures, "detect questions", question.text, question.language, language_of(question.text))


def score_near(
    figures: Figures,
    table: Table,
    stem: Transform,
    among: Callable[[Collection[str]], Callable[[str], Sequence[str]]],
    further: Iterable[str],
) -> None:
    """A misspelt word reaches its lemma's stem in the vocabulary; a word that stands there is left alone.

    `among` makes of the vocabulary's stems a function from a typed word to the stems near it; `further`
    are words that stand in the vocabulary besides the table's own.
    """
    rows, unchanged = table.get("rows", ()), table.get("never_change", ())
    near = among({stem(word) for word in (*further, *unchanged, *(row["lemma"] for row in rows))})
    for row in rows:
        reached = near(row["typed"])
        if not figures.note("near", stem(row["lemma"]) in reached):
            figures.miss(row["typed"], "near", stem(row["lemma"]), reached)
    for word in unchanged:
        replaced = [other for other in near(word) if other != stem(word)]
        if not figures.note("near leaves alone", not replaced):
            figures.miss(word, "near leaves alone", stem(word), replaced)


def _equal(figures: Figures, name: str, case: str, want: object, have: object, *groups: str) -> None:
    if not figures.note(name, want == have, *groups):
        figures.miss(repr(case), name, want, have)
