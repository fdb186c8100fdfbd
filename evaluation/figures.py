"""Figures: named means over many cases, and what was missed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Gathers one value a case under its name, and under its name for each group the case belongs to."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=dict)
    """What is counted or measured rather than averaged: mistakes, words a second."""
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, value: float, *groups: str) -> float:
        """Count a value between 0 and 1; a group, as "ru" or "keyword", gets a figure `name [group]`."""
        self.values[name].append(float(value))
        for group in groups:
            self.values[f"{name} [{group}]"].append(float(value))
        return float(value)

    def miss(self, case: str, name: str, want: object, have: object) -> None:
        """Keep for `--misses` what was asked for and what came."""
        self.misses.append(f"{case} {name}: want {want!r}, have {have!r}")

    def mean(self, name: str) -> float:
        """The figure; nan where no case had it."""
        found = self.values.get(name)
        return sum(found) / len(found) if found else float("nan")

    def lines(self) -> Iterator[str]:
        """`name: 0.123 (n=45)` for a mean, `name: 6` for a count, by name."""
        for name in sorted({*self.values, *self.counts}):
            if name in self.counts:
                yield f"{name}: {self.counts[name]}"
            else:
                yield f"{name}: {self.mean(name):.3f} (n={len(self.values[name])})"
