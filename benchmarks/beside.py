"""What readers wait for while an archive is imported: by the command, and by this process itself.

    python -m benchmarks.search --only import

runs it on a large database.
"""

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from benchmarks.texts import Asked, Texts
from news.models import Understood
from news.search import Search
from storage.releases import Releases

TODAY, NOW = date(2025, 6, 23), datetime(2025, 6, 23, tzinfo=UTC)
READERS, IMPORTED, BATCH = 20, 10_000, 50
COMMAND = "from bot.cli import main; main()"


async def ask_during_import(
    url: str, search: Search, releases: Releases, questions: Sequence[Asked], folder: Path
) -> None:
    file = folder / "archive.jsonl"
    _write(file, str(datetime.now(UTC).timestamp()))
    await _ask_during("the command imports", _command(url, file), search, questions)
    await _ask_during("this process does", _here(releases), search, questions)


async def _ask_during(what: str, work: Awaitable[None], search: Search, questions: Sequence[Asked]) -> None:
    """Twenty ask at once, and again a second after the last of them has an answer. An answer that fails ends
    the benchmark."""
    start, own = perf_counter(), process_time()
    importing = asyncio.ensure_future(work)
    times: list[float] = []
    at = 0
    while not importing.done():
        some = [questions[(at + each) % len(questions)] for each in range(READERS)]
        at += READERS
        await asyncio.gather(*(_ask(search, each, times) for each in some))
        await asyncio.wait([importing], timeout=1)
    await importing
    seconds, own = perf_counter() - start, process_time() - own
    cuts = [cut * 1000 for cut in quantiles(times, n=100)]
    print(
        f"{f'{READERS} at once, {what}':34} p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f}  p99 {cuts[98]:7.2f}"
        f"  max {max(times) * 1000:7.1f} ms  ({len(times)} answers; {IMPORTED:,} releases at"
        f" {IMPORTED / seconds * 60:,.0f} a minute; this process {own:.0f} s of {seconds:.0f})",
        flush=True,
    )


async def _ask(search: Search, asked: Asked, times: list[float]) -> None:
    start = perf_counter()
    await search.ask(asked.text, TODAY)
    times.append(perf_counter() - start)


def _write(file: Path, unique: str) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for each in _new(0):
            record = {
                "id": f"{unique}-{each.draft.reference}",
                "title": each.title,
                "text": f"{each.text} {unique}.",
                "published": each.draft.published.isoformat(),
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def _new(part: int) -> Iterator[Understood]:
    """Releases of the same people and words as those that stand."""
    texts = Texts()
    deque(texts.questions(1 + part), maxlen=0)  # from here on, chance goes another way
    return texts.releases(IMPORTED)


async def _command(url: str, file: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(Path.cwd())}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COMMAND, "import", str(file), cwd=file.parent, env=environment
    )
    assert await process.wait() == 0


async def _here(releases: Releases) -> None:
    several = [replace(each, draft=replace(each.draft, reference=None)) for each in _new(1)]
    for start in range(0, IMPORTED, BATCH):
        await releases.add_many(several[start : start + BATCH], NOW)
