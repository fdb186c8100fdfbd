"""How quickly releases come in, and what readers notice of it.

    python -m benchmarks.publishing [NUMBER] [DATABASE_URL]

Adds 300 releases one by one, then NUMBER (10,000) of them in batches of 50 while twenty readers load ten
releases each, again and again. Without an address in a SQLite file that is thrown away afterwards; a database
that is given must be empty.
"""

import asyncio
import sys
from collections.abc import Awaitable
from datetime import UTC, datetime
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.texts import Texts
from news.models import Understood
from storage.database import Database
from storage.releases import Releases

ALONE, BATCH, READERS = 300, 50, 20
NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def timed(times: list[float], work: Awaitable[object]) -> None:
    start = perf_counter()
    await work
    times.append((perf_counter() - start) * 1000)


def show(what: str, times: list[float]) -> None:
    cuts = quantiles(times, n=100)
    print(f"{what:32} p50 {cuts[49]:6.1f} ms   p95 {cuts[94]:6.1f} ms   max {max(times):6.1f} ms")


async def measure(url: str, number: int) -> None:
    database = await Database(url).open()
    room = Releases(database)
    made = list(Texts().releases(ALONE + number))
    alone: list[float] = []
    for each in made[:ALONE]:
        await timed(alone, room.add(each, NOW))
    show("one release", alone)

    times: list[float] = []
    importing = asyncio.create_task(import_all(room, made[ALONE:]))
    readers = [read_while(room, importing, times, Random(seed)) for seed in range(READERS)]  # noqa: S311 # no secret
    await asyncio.gather(importing, *readers)
    show(f"{READERS} readers meanwhile, ten each", times)
    await database.close()


async def import_all(room: Releases, several: list[Understood]) -> None:
    start, work = perf_counter(), process_time()
    for first in range(0, len(several), BATCH):
        await room.add_many(several[first : first + BATCH], NOW)
    wall, work = perf_counter() - start, process_time() - work
    rate = f"{len(several) / wall * 60:,.0f} a minute, {work / wall:.0%} of a core"
    print(f"{len(several):,} in batches of {BATCH}: {rate}")


async def read_while(
    room: Releases, importing: "asyncio.Task[None]", times: list[float], chance: Random
) -> None:
    while not importing.done():
        await timed(times, room.load([chance.randint(1, ALONE) for _ in range(10)]))
        await asyncio.sleep(0.1)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite+aiosqlite:///{folder}/xabarnoma.db"
        asyncio.run(measure(url, number))


if __name__ == "__main__":
    main()
