"""Bare FTS5: what a program would have that puts the same texts into a table and asks it the same words."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.texts import Asked, Texts

JOINTS = (("all words", " AND "), ("any word", " OR "))


def compare(path: Path, number: int, questions: Sequence[Asked], ours: Sequence[float]) -> None:
    """Print seconds of each question that has words, as the table was filled and after its own `optimize`."""
    asked = [each for each in questions if each.words]
    with_words = [seconds for seconds, each in zip(ours, questions, strict=True) if each.words]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE bare USING fts5(title, body)")
        rows = ((each.title, each.text) for each in Texts().releases(number))
        connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
        connection.commit()
        for state in ("", ", optimized"):
            if state:
                connection.execute("INSERT INTO bare (bare) VALUES ('optimize')")
                connection.commit()
            for name, joint in JOINTS:
                times = [_seconds(connection, joint, each) for each in asked]
                cuts = [cut * 1000 for cut in quantiles(times, n=100)]
                ratio = median(with_words) / median(times)
                print(
                    f"{f'bare FTS5, {name}{state}':34} p50 {cuts[49]:7.2f}  p95 {cuts[94]:7.2f}"
                    f"  p99 {cuts[98]:7.2f} ms  (ours / bare, medians: {ratio:.2f})",
                    flush=True,
                )


def _seconds(connection: sqlite3.Connection, joint: str, asked: Asked) -> float:
    quoted = ['"' + word.replace('"', '""') + '"' for word in asked.words]
    start = perf_counter()
    connection.execute(
        "SELECT title FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 10", [joint.join(quoted)]
    ).fetchall()
    return perf_counter() - start
