"""What processes on this machine use, out of /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["children_of", "megabytes_of", "peak_of", "seconds_of"]

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(pid: int) -> float:
    """Processor time of a process and of its ended children; 0.0 where it has ended itself."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / TICKS if fields else 0.0


def peak_of(pid: int) -> float:
    """Megabytes: the most that it held at once; 0.0 where it has ended."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmHWM:") / 1024


def megabytes_of(pid: int) -> float:
    """What it holds now, its share of what it has in common with others; 0.0 where it has ended."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:") / 1024


def children_of(pid: int) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields and int(fields[1]) == pid:
            yield int(folder.name)


def _stat(pid: int) -> list[str]:
    """The fields after the name, the state first; none where the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _kilobytes(path: Path, name: str) -> int:
    try:
        text = path.read_text()
    except OSError:
        return 0
    return int((text.partition(name)[2].split() or ["0"])[0])
