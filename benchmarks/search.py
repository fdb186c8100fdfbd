"""How quickly questions are answered, beside bare FTS5 over the same releases and words.

    python -m benchmarks.search [RELEASES] [QUESTIONS] [DATABASE_URL]

Asks QUESTIONS (2,000) mixed questions of RELEASES (100,000) made-up releases, one after the other in one
process, from text to Answer. Without an address in a SQLite file that is thrown away afterwards; a database
that is given is filled if it is empty, and asked as it is if not. Bare FTS5 is a table of its own with its
own tokeniser: all words of the question by rank, and any of them by rank, ten rows.
"""

import asyncio
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.texts import Asked, Texts
from news.models import Understood
from news.search import Search
from storage.database import Database
from storage.index import Index
from storage.releases import Releases

TODAY, NOW = date(2025, 6, 23), datetime(2025, 6, 23, tzinfo=UTC)
BATCH, READERS, IMPORTED = 500, 20, 2000


def show(what: str, seconds: Sequence[float], more: str = "") -> None:
    cuts = [cut * 1000 for cut in quantiles(seconds, n=100)]
    figures = (
        f"p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f}  p99 {cuts[98]:7.2f}  max {max(seconds) * 1000:7.1f} ms"
    )
    print(f"{what:34} {figures} {more}")


def batches(several: Iterator[Understood], size: int) -> Iterator[list[Understood]]:
    while some := list(islice(several, size)):
        yield some


async def fill(releases: Releases, number: int) -> None:
    if await releases.newest_id():
        return
    start = perf_counter()
    for some in batches(Texts().releases(number), BATCH):
        await releases.add_many(some, NOW)
    seconds = perf_counter() - start
    print(f"{number:,} releases came in at {number / seconds * 60:,.0f} a minute")


async def ask_all(search: Search, questions: Sequence[Asked]) -> list[float]:
    """Wall clock of each answer; prints it with the processor time, the machine may have other work."""
    for asked in questions[:20]:
        await search.ask(asked.text, TODAY)
    wall, cpu, kinds = list[float](), list[float](), defaultdict[str, list[float]](list)
    answered = 0
    for asked in questions:
        start, work = perf_counter(), process_time()
        answer = await search.ask(asked.text, TODAY)
        wall.append(perf_counter() - start)
        cpu.append(process_time() - work)
        kinds[asked.kind].append(wall[-1])
        answered += bool(answer.hits)
    show("all questions", wall, f"({answered} of {len(questions)} answered)")
    show("  processor time", cpu)
    for kind, times in sorted(kinds.items()):
        show(f"  {kind}", times)
    return wall


def bare(path: Path, number: int, questions: Sequence[Asked]) -> dict[str, list[float]]:
    """Seconds of each question that has words, asked of a plain FTS5 table."""
    found: dict[str, list[float]] = {"all words": [], "any word": []}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE bare USING fts5(title, body)")
        rows = ((each.title, each.text) for each in Texts().releases(number))
        connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
        connection.commit()
        for asked in (each for each in questions if each.words):
            quoted = ['"' + word.replace('"', '""') + '"' for word in asked.words]
            for name, joint in (("all words", " AND "), ("any word", " OR ")):
                start = perf_counter()
                connection.execute(
                    "SELECT title FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 10", [joint.join(quoted)]
                ).fetchall()
                found[name].append(perf_counter() - start)
    return found


async def publish_and_find(search: Search, releases: Releases, number: int) -> None:
    """From Publish to findable: a release with a word that none had, asked for until it is there."""
    times = []
    for at, new in enumerate(islice(Texts(seed=7).releases(number + 30), number, None)):
        word = f"benchmark{number}x{at}"
        text = f"{new.text} {word}"
        start = perf_counter()
        await releases.add(Understood(new.draft, new.language, new.title, text, new.event, None, ()), NOW)
        while not (await search.ask(word, TODAY)).hits:
            pass
        times.append(perf_counter() - start)
    show("from Publish to found", times)


async def ask_during_import(search: Search, releases: Releases, questions: Sequence[Asked]) -> None:
    """Twenty readers ask, each a second after the last answer, while an import runs."""
    several = list(Texts(seed=9).releases(IMPORTED))
    importing = asyncio.create_task(_import(releases, several))
    times: list[float] = []

    async def reader(own: Sequence[Asked]) -> None:
        for asked in own:
            if importing.done():
                return
            start = perf_counter()
            await search.ask(asked.text, TODAY)
            times.append(perf_counter() - start)
            await asyncio.sleep(1)

    await asyncio.gather(importing, *(reader(questions[at::READERS]) for at in range(READERS)))
    show(f"{READERS} readers during an import", times)


async def _import(releases: Releases, several: Sequence[Understood]) -> None:
    for some in batches(iter(several), 50):
        await releases.add_many(some, NOW)


async def measure(url: str, number: int, asked: int, folder: Path) -> None:
    database = await Database(url).open()
    releases = Releases(database)
    await fill(releases, number)
    search = Search(Index(database), releases)
    questions = list(Texts().questions(asked))
    ours = await ask_all(search, questions)
    if database.is_sqlite:
        with_words = [seconds for seconds, each in zip(ours, questions, strict=True) if each.words]
        for name, times in bare(folder / "bare.db", number, questions).items():
            ratio = median(with_words) / median(times)
            show(f"bare FTS5, {name}", times, f"(ours / bare, medians: {ratio:.2f})")
    await publish_and_find(search, releases, number)
    await ask_during_import(search, releases, questions)
    await database.close()


def main() -> None:
    numbers = [int(argument) for argument in sys.argv[1:3]]
    number, asked = [*numbers, *(100_000, 2000)[len(numbers) :]]
    with TemporaryDirectory() as folder:
        url = sys.argv[3] if len(sys.argv) > 3 else f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        asyncio.run(measure(url, number, asked, Path(folder)))


if __name__ == "__main__":
    main()
