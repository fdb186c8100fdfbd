"""How many releases a second one core understands.

    python -m benchmarks.understanding [ROUNDS]

Reads the evaluation corpus ROUNDS (5) times, warm. Beside it stands what no reading can do without: the page
cut off, the language told, the text in sentences and tokens.
"""

import sys
from pathlib import Path
from time import perf_counter, process_time

import evaluation
from evaluation.corpus import releases
from language.detect import label_of
from language.tokens import tongue_of
from news.models import Draft
from news.understanding import noise, understand
from news.understanding.reading import read


def lower_bound(draft: Draft) -> None:
    text = noise.cut(draft.title, draft.text)
    language = label_of(text[:4000])
    tongue_of(language)
    read(draft.title, text, language)


def main(rounds: int) -> None:
    drafts = [record.draft for record in releases(Path(evaluation.__file__).parent)]
    characters = sum(len(draft.text) for draft in drafts) / len(drafts)
    print(f"{len(drafts)} releases of {characters:.0f} characters on average")
    start = perf_counter()
    understand(drafts[0])
    print(f"the first, tables and all: {perf_counter() - start:.2f} s")
    for name, work in (("sentences and tokens alone", lower_bound), ("understand", understand)):
        for draft in drafts:
            work(draft)
        began = process_time()
        for _ in range(rounds):
            for draft in drafts:
                work(draft)
        spent = process_time() - began
        print(f"{name:28} {rounds * len(drafts) / spent:8.0f} releases/s of processor time")
    longest = Draft("", "Bugun Toshkentda xalqaro konferensiya bo‘lib o‘tdi. " * 4000, drafts[0].published)
    start = perf_counter()
    understand(longest)
    print(f"one release of {len(longest.text)} characters: {perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
