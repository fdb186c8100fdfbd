"""How quickly Uzbek is read, each figure beside a lower bound or a peer measured in the same run.

    python -m benchmarks.language

Words and questions are those of `evaluation/language/`. Every word that is stemmed is another one (a stem is
kept in memory once it is known). Processor time, so that other programs on the machine do not count.
dateparser is asked only where it happens to be installed.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]  # it has no types
from UzTransliterator import UzTransliterator  # type: ignore[import-untyped]  # it has no types

from language.alphabet import canonical, to_cyrillic, to_latin
from language.dates import find_period, find_periods
from language.detect import language_of
from language.sentences import split
from language.words import Vocabulary, keys, near, stem

FOLDER = Path(__file__).parents[1] / "evaluation"
TODAY = date(2024, 11, 28)
STEMS = 25_000
ROOMS = ("alphabet", "words", "dates", "sentences", "detect")


def main() -> None:
    tables = {path.stem: json.loads(path.read_text("utf-8")) for path in (FOLDER / "language").glob("*.json")}
    releases = [json.loads(line)["text"] for line in (FOLDER / "releases.jsonl").open(encoding="utf-8")]
    forms = [form for group in tables["stems"]["groups"] for form in group["forms"]]
    measure_words(forms)
    measure_alphabets(forms)
    measure_near(tables)
    measure_dates([row["text"] for row in tables["dates"]["rows"]])
    measure_releases(releases)
    measure_imports()


def measure_words(forms: Sequence[str]) -> None:
    different = [first + form for first, form in product(("", "bo", "no"), forms)]
    floor = per_second(different, str.casefold)
    ours = per_second(different, stem)
    peer = per_second(different, snowballstemmer.stemmer("russian").stemWord)
    print(f"stem: {ours:,.0f} words/s; casefold alone {floor / ours:.0f} x; Snowball {peer / ours:.2f} x")


def measure_alphabets(forms: Sequence[str]) -> None:
    cyrillic = [to_cyrillic(form) for form in forms]
    transliterator = UzTransliterator()

    def theirs(word: str) -> object:
        return transliterator.transliterate(word, from_="cyr", to="lat")

    peer = per_second(cyrillic[:1000], theirs)
    for name, function in (("canonical", canonical), ("to_latin", to_latin)):
        ours = per_second(cyrillic, function)
        print(f"{name}: {ours:,.0f} Cyrillic words/s; UzTransliterator {peer / ours:.2f} x")
    print(f"to_cyrillic: {per_second(forms, to_cyrillic):,.0f} words/s")


def measure_near(tables: dict[str, Any]) -> None:
    known = [group["lemma"] for group in tables["stems"]["groups"]]
    made = ["".join(parts) for parts in product(("ba", "qo", "sha", "ti", "mu", "ye"), repeat=6)]
    stems = {stem(word) for word in (*known, *made)}
    start = process_time()
    vocabulary = Vocabulary(sorted(stems)[:STEMS])
    built = process_time() - start
    typed = [row["typed"] for row in tables["typos"]["rows"]]
    each = 1000 / per_second(typed, lambda word: near(word, vocabulary))
    print(f"near: {each:.2f} ms a word among {len(vocabulary.stems):,} stems, prepared in {built:.2f} s")


def measure_dates(questions: Sequence[str]) -> None:
    ours = per_second(questions, lambda text: find_period(text, TODAY))
    line = f"find_period: {1000 / ours:.3f} ms a phrase"
    if importlib.util.find_spec("dateparser"):
        import dateparser.search  # type: ignore[import-untyped]  # it has no types

        settings = {
            "RELATIVE_BASE": datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC),
            "PREFER_DATES_FROM": "past",
        }
        few = questions[:40]
        peer = per_second(
            few,
            lambda text: dateparser.search.search_dates(
                text, languages=["uz", "ru", "en"], settings=settings
            ),
        )
        line += f"; dateparser takes {ours / peer:.0f} x as long"
    print(line)


def measure_releases(releases: Sequence[str]) -> None:
    parts: dict[str, Callable[[str], object]] = {
        "keys": keys,
        "sentences": split,
        "language": language_of,
        "dates": lambda text: find_periods(text, TODAY),
    }
    for name, function in parts.items():
        print(f"{name} of a release: {1000 / per_second(releases, function):.2f} ms")


def measure_imports() -> None:
    """What importing the rooms of the text layer costs above an empty interpreter."""
    modules = ", ".join(f"language.{room}" for room in ROOMS)
    code = f"import time; start = time.process_time(); import {modules}; print(time.process_time() - start)"
    # Our own interpreter with a line of our own.
    seconds = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5)]  # noqa: S603
    print(f"import: {1000 * min(seconds):.0f} ms")


def per_second(items: Iterable[str], function: Callable[[str], object]) -> float:
    """Calls a second of processor time, after one call that loads the tables."""
    several = list(items)
    function(several[0])
    start = process_time()
    for item in several:
        function(item)
    return len(several) / max(process_time() - start, 1e-9)


if __name__ == "__main__":
    main()
