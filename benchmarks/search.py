"""How quickly questions are answered, beside bare FTS5 over the same releases and words.

    python -m benchmarks.search [RELEASES] [QUESTIONS] [--database URL] [--postgresql] [--copies N] [--only P]

Asks QUESTIONS (2,000) mixed questions of RELEASES (100,000) made-up releases, one after the other in one
process, from text to Answer; then how long from Publish to found, and what twenty readers who ask at once
wait while 10,000 releases are imported. Without an address in a SQLite file that is thrown away afterwards;
a database that is given is filled if it is empty, and asked as it is if not. `--postgresql` starts the
server of the tests. With `--copies` one in N releases comes in, the others are copies (`benchmarks.copies`).
`--only` leaves out the other parts: questions, publish, import.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.bare import compare
from benchmarks.beside import ask_during_import
from benchmarks.copies import multiply
from benchmarks.texts import Asked, Texts
from bot.memory import keep
from news.models import Understood
from news.search import Search
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.postgresql import PostgresqlServer

TODAY, NOW = date(2025, 6, 23), datetime(2025, 6, 23, tzinfo=UTC)
BATCH, PUBLISHED = 500, 300
PARTS = ("questions", "publish", "import")


def show(what: str, seconds: Sequence[float], more: str = "") -> None:
    cuts = [cut * 1000 for cut in quantiles(seconds, n=100)]
    figures = (
        f"p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f}  p99 {cuts[98]:7.2f}  max {max(seconds) * 1000:7.1f} ms"
    )
    print(f"{what:34} {figures} {more}", flush=True)


def batches(several: Iterator[Understood], size: int) -> Iterator[list[Understood]]:
    while some := list(islice(several, size)):
        yield some


async def fill(releases: Releases, number: int) -> bool:
    """Whether there were none before."""
    if await releases.newest_id():
        return False
    start = perf_counter()
    for some in batches(Texts().releases(number), BATCH):
        await releases.add_many(some, NOW)
    seconds = perf_counter() - start
    print(f"{number:,} releases came in at {number / seconds * 60:,.0f} a minute", flush=True)
    return True


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


async def publish_and_find(search: Search, releases: Releases) -> None:
    """From Publish to findable: a release with a word that none had, asked for until it is there."""
    times = []
    started = f"{datetime.now(UTC):%d%H%M%S}"
    for at, new in enumerate(Texts(seed=7).releases(PUBLISHED)):
        word = f"nowhere{started}x{at}"
        published = replace(new, draft=replace(new.draft, reference=word), text=f"{new.text} {word}")
        start = perf_counter()
        await releases.add(published, NOW)
        while not (await search.ask(word, TODAY)).hits:
            pass
        times.append(perf_counter() - start)
    show("from Publish to found", times)


async def measure(options: argparse.Namespace, url: str, folder: Path) -> None:
    database = await Database(url, patience=60).open()
    releases = Releases(database)
    search = Search(Index(database), releases)
    questions = list(Texts().questions(options.questions))
    if await fill(releases, options.releases // options.copies):
        await multiply(database, options.copies)
    start = perf_counter()
    await releases.settle()
    print(f"put in order in {perf_counter() - start:.1f} s", flush=True)
    start = perf_counter()
    await search.prepare()
    keep()  # as the bot does at its start
    print(f"ready for the first question after {perf_counter() - start:.1f} s", flush=True)
    if "questions" in options.only:
        wall = await ask_all(search, questions)
        if database.is_sqlite and options.copies == 1:
            compare(folder / "bare.db", options.releases, questions, wall)
    if "publish" in options.only:
        await publish_and_find(search, releases)
    if "import" in options.only:
        await ask_during_import(url, search, releases, questions, folder)
    await database.close()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("releases", nargs="?", type=int, default=100_000)
    parser.add_argument("questions", nargs="?", type=int, default=2000)
    parser.add_argument("--database")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args()


@contextmanager
def address(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    if not given.postgresql:
        yield given.database or f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        return
    server = PostgresqlServer(folder)
    try:
        for setting in ("fsync", "full_page_writes"):  # which the tests do without
            server.run(f"ALTER SYSTEM SET {setting} = on")
        server.run("SELECT pg_reload_conf()")
        yield server.url(server.create_empty())
    finally:
        server.stop()


def main() -> None:
    given = options()
    with TemporaryDirectory() as name, address(given, Path(name)) as url:
        asyncio.run(measure(given, url, Path(name)))


if __name__ == "__main__":
    main()
