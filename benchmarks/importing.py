"""How quickly an archive comes in by `xabarnoma import`, and what going on after a kill costs.

    python -m benchmarks.importing [NUMBER]
    python -m benchmarks.importing kills [NUMBER]
    python -m benchmarks.importing table MEGABYTES

The first writes NUMBER (10,000) releases into a .jsonl: those of the evaluation corpus, each time with a
title and an opening sentence of its own. Imports it, imports it again, and imports it into another database
with a kill -9 half-way. Rates are of wall clock; processor time is that of all its processes. The second
imports NUMBER (2,000) and 25 lines that are none with twelve kills -9, a moment after each start. The third
writes a .csv in cp1251 of so many megabytes and reads it row by row in a process of its own, without storing:
its memory.
"""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

ROOT = Path(__file__).parents[1]


READING = """
import resource, sys
from datetime import date
from pathlib import Path
from sources.archive import items
number = sum(1 for _ in items(Path(sys.argv[1]), date(2026, 3, 2)))
used = resource.getrusage(resource.RUSAGE_SELF)
print(number, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def main() -> None:
    if sys.argv[1:2] == ["table"]:
        table(int(sys.argv[2]) if len(sys.argv) > 2 else 500)
        return
    if sys.argv[1:2] == ["kills"]:
        kills(int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "archive.jsonl"
        length = write(file, number)
        print(f"{number:,} releases of {length:,} characters on average, load {os.getloadavg()[0]:.1f}")
        measure("first import", folder, "one.db", file, number)
        measure("the same again: all known", folder, "one.db", file, number)
        done = kill_half_way(folder, file, number)
        measure(f"killed after {done:,}, gone on", folder, "two.db", file, number - done)


def table(megabytes: int) -> None:
    row = "№{},Открыта библиотека,«{}»\n"
    with TemporaryDirectory() as name:
        for size in (0, megabytes):
            file = Path(name) / "table.csv"
            with file.open("wb") as lines:
                lines.write(b"id,title,text\n")
                for number in range(1 + size * 500):
                    lines.write(row.format(number, "Нукус " * 333).encode("cp1251"))
            command = [sys.executable, "-c", READING, str(file)]
            out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S603 # ours
            rows, memory, seconds = out.split()
            print(
                f".csv of {file.stat().st_size / 1e6:,.0f} MB, {int(rows):,} rows: "
                f"{int(memory):,} kB at most, {float(seconds):.1f} s of processor"
            )


def write(file: Path, number: int) -> int:
    """How many characters a release has on average."""
    length = 0
    with file.open("w", encoding="utf-8") as lines:
        for record in islice(releases(), number):
            length += len(record["title"]) + len(record["text"])
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return length // number


def releases() -> Iterator[dict[str, str]]:
    corpus = (ROOT / "evaluation/releases.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(cycle(corpus)):
        record = json.loads(line)
        yield {
            "id": f"b{number}",
            "title": f"{record['title']} ({number})",
            "text": f"No. {number}.\n\n{record['text']}",
            "published": record["published"],
        }


def start(folder: Path, database: str, file: Path) -> "subprocess.Popen[bytes]":
    address = f"sqlite+aiosqlite:///{folder / database}"
    environment = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "import", "--json", str(file)]
    return subprocess.Popen(  # noqa: S603 # our own program
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def measure(what: str, folder: Path, database: str, file: Path, number: int) -> None:
    before, begun = spent(), perf_counter()
    out, _ = start(folder, database, file).communicate()
    wall, work = perf_counter() - begun, spent() - before
    report = json.loads(out)
    counts = {name: value for name, value in report.items() if name != "refused"}
    print(
        f"{what:32} {wall:6.1f} s, {number / wall * 60:9,.0f} a minute, "
        f"{work / max(number, 1) * 1000:5.2f} ms of processor each; {counts}"
    )


def spent() -> float:
    """Processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kill_half_way(folder: Path, file: Path, number: int) -> int:
    """How many items were behind it when it died."""
    process = start(folder, "two.db", file)
    while (done := progress(folder / "two.db")) < number // 2 and process.poll() is None:
        sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return done


def kills(number: int, times: int = 12) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file, database = folder / "archive.jsonl", folder / "one.db"
        write(file, number)
        with file.open("a") as lines:
            lines.write('{"id": "bad"}\n' * 25)
        chance, done = Random(4), 0  # noqa: S311 # no secret
        while True:
            process, before = start(folder, "one.db", file), progress(database)
            while progress(database) <= before and process.poll() is None:
                sleep(0.02)
            sleep(chance.random())
            if process.poll() is None and done < times:
                process.send_signal(signal.SIGKILL)
                done += 1
            told, _ = process.communicate()
            if told:
                break
        report = json.loads(told)
        with sqlite3.connect(database) as connection:
            (stored,) = connection.execute("SELECT count(*) FROM releases").fetchone()
        report["refused"] = len(report["refused"])
        print(f"{number:,} releases, {done} kills: {stored:,} stored; {report}")


def progress(database: Path) -> int:
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return int((connection.execute("SELECT done FROM imports").fetchone() or (0,))[0])
    except sqlite3.Error:
        return 0


if __name__ == "__main__":
    main()
