"""What it costs to open what comes from outside.

    python -m benchmarks.opening [TIMES]

The documents of the tests, two pages each, made by LibreOffice, and a feed of fifty entries: first through
the sandbox, whose first answer includes the start of its process, then the parsers alone (processor time).
"""

import asyncio
import re
import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sources import documents, feeds
from sources.sandbox import Sandbox

FILES = Path(__file__).parents[1] / "tests/sources/files"
NAMES = ("anjuman.docx", "anjuman.pdf", "anjuman.html")
ITEM = "<item><title>{0}</title><guid>g{0}</guid><description>&lt;p&gt;{1}&lt;/p&gt;</description></item>"


def feed() -> bytes:
    body = "Nukusda yangi kutubxona ochildi. Unda oʻn ming kitob bor. " * 20
    items = "".join(ITEM.format(number, body) for number in range(50))
    return f"<rss version='2.0'><channel><title>Sayt</title>{items}</channel></rss>".encode()


async def through_the_sandbox(times: int) -> None:
    sandbox = Sandbox(workers=1)
    for name in NAMES:
        data = (FILES / name).read_bytes()
        taken = [await timed(sandbox, "document", data, {"name": name}) for _ in range(times)]
        print(f"{name:14} first {taken[0]:6.1f} ms, then {median(taken[1:]):5.1f} ms of wall clock")
    given = {"kind": "application/rss+xml", "url": "https://example.org/"}
    taken = [await timed(sandbox, "feed", feed(), given) for _ in range(times)]
    print(f"{'feed':14} first {taken[0]:6.1f} ms, then {median(taken[1:]):5.1f} ms of wall clock")
    for process in sandbox.resting:
        print(f"a worker that has read all: {resident(process):,} kB")
    await sandbox.close()


def resident(process: int) -> int:
    """Its memory in kB."""
    told = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", told)[0])


async def timed(sandbox: Sandbox, job: str, data: bytes, given: dict[str, str]) -> float:
    start = perf_counter()
    await sandbox.run(job, data, **given)
    return (perf_counter() - start) * 1000


def alone(times: int) -> None:
    for name in NAMES:
        data = (FILES / name).read_bytes()
        documents.read(name, data, date.min)
        start = process_time()
        for _ in range(times):
            documents.read(name, data, date.min)
        print(f"{name:14} {(process_time() - start) / times * 1000:5.1f} ms of processor")
    data = feed()
    start = process_time()
    for _ in range(times):
        feeds.parse(data, "application/rss+xml", "https://example.org/")
    print(f"{'feed':14} {(process_time() - start) / times * 1000:5.1f} ms of processor")


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    asyncio.run(through_the_sandbox(times))
    alone(times)


if __name__ == "__main__":
    main()
