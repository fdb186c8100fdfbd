"""`python -m evaluation FOLDER`: run the real system over a corpus folder and print its figures."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from evaluation import corpus, stories, system, text
from evaluation.corpus import LabelledQuestion, LabelledRelease
from evaluation.figures import Figures
from evaluation.scoring import score_questions, score_releases, score_stories
from language.alphabet import canonical, to_cyrillic, to_latin
from language.dates import Period, find_period, find_periods
from language.detect import language_of
from language.sentences import split
from language.words import Vocabulary, near, stem

WORDS_TIMED = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every figure of the folder; 2 where there is nothing to score."""
    options = _options(arguments)
    releases, questions = corpus.releases(options.folder), corpus.questions(options.folder)
    tables = _tables(options.folder)
    if not releases and not tables:
        sys.stderr.write(f"{options.folder} holds no releases.jsonl and no tables in language/.\n")
        return 2
    if releases:
        read = system.read(releases)
        figures = score_releases(releases, read.understood)
        figures.counts["releases understood a second"] = round(len(releases) / read.seconds)
        _print("releases", figures, options.misses)
        answered = asyncio.run(system.ask(list(read.understood.values()), questions))
        figures = score_questions(questions, answered.answers, answered.periods)
        score_stories(figures, releases, answered.stories)
        if questions:
            figures.counts["questions answered a second"] = round(len(questions) / answered.seconds)
        _print("questions and stories", figures, options.misses)
    if told := stories.scenes(options.folder):
        figures = Figures()
        asyncio.run(stories.score_scenes(figures, told))
        asyncio.run(stories.score_near_duplicates(figures, releases))
        _print("tellings of one story", figures, options.misses)
    _print("language", _score_language(tables, releases, questions), options.misses)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent, help="a corpus folder")
    parser.add_argument("--misses", action="store_true", help="tell every case that was missed as well")
    return parser.parse_args(arguments)


def _tables(folder: Path) -> dict[str, Any]:
    """The tables of the text layer by name: in the folder's `language/`, or beside the releases."""
    paths = [*folder.glob("*.json"), *(folder / "language").glob("*.json")]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def _score_language(
    tables: dict[str, Any], releases: Sequence[LabelledRelease], questions: Sequence[LabelledQuestion]
) -> Figures:
    figures = Figures()
    alphabets, stems = tables.get("alphabets", {}), tables.get("stems", {})
    text.score_keys(figures, alphabets, canonical)
    text.score_alphabets(figures, alphabets, to_latin, to_cyrillic)
    text.score_stems(figures, stems, stem)
    text.score_periods(figures, tables.get("dates", {}), find_period)
    text.score_periods_in_releases(figures, releases, _periods)
    text.score_sentences(figures, tables.get("sentences", {}), split)
    text.score_sentences_of_releases(figures, releases, split)
    text.score_languages(figures, tables.get("languages", {}), language_of)
    text.score_languages_of_corpus(figures, releases, questions, language_of)
    forms = [form for group in stems.get("groups", ()) for form in group["forms"]]
    text.score_near(figures, tables.get("typos", {}), stem, _near_among, forms)
    if forms:
        figures.counts["stems a second"] = _stems_a_second(forms)
    return figures


def _periods(whole: str, published: date) -> list[Period]:
    return [found.period for found in find_periods(whole, published)]


def _near_among(stems: Collection[str]) -> Callable[[str], list[str]]:
    return partial(near, vocabulary=Vocabulary(stems))


def _stems_a_second(forms: Sequence[str]) -> int:
    """Of different words, so that none is answered from memory."""
    words = [f"{form}{number}" for number in range(WORDS_TIMED // len(forms) + 1) for form in forms]
    start = perf_counter()
    for word in words:
        stem(word)
    return round(len(words) / (perf_counter() - start))


def _print(heading: str, figures: Figures, misses: bool) -> None:
    lines = [f"# {heading}", *(figures.misses if misses else ()), *figures.lines(), ""]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
