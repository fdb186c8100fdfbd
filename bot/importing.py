"""`xabarnoma import`: files and folders of releases into the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import wire
from bot.clock import SystemClock
from bot.house import House, opened
from config.settings import Settings
from news import intake
from news.models import Added, Draft, Duplicate, NewVersion
from sources import archive

WHY = {
    intake.EMPTY: "there is no text in it",
    intake.TOO_LONG: f"it is longer than {intake.LONGEST:,} characters",
}


BATCH = 50
"""Releases in one transaction: many times quicker than one each, and the bot that runs beside an import
waits for milliseconds."""


@dataclass(slots=True)
class Report:
    """What became of each item."""

    added: int = 0
    duplicates: int = 0
    versions: int = 0
    refused: list[archive.Bad] = field(default_factory=list)

    @property
    def nothing_came_in(self) -> bool:
        """Everything was refused: most likely the wrong file was named."""
        return bool(self.refused) and not (self.added or self.duplicates or self.versions)

    def as_json(self) -> str:
        refused = [{"item": bad.item, "reason": bad.reason} for bad in self.refused]
        counts = {"added": self.added, "duplicates": self.duplicates, "versions": self.versions}
        return wire.dumps({**counts, "refused": refused}) + "\n"

    def as_text(self) -> str:
        counts = (
            f"{self.added} added, {self.duplicates} known already, {self.versions} new versions, "
            f"{len(self.refused)} refused\n"
        )
        return counts + "".join(f"  refused {bad.item}: {bad.reason}\n" for bad in self.refused)


async def import_files(settings: Settings, paths: list[Path], published: date) -> Report:
    """Import everything below the paths. A bad item stops nothing else; raises `StorageError`."""
    report = Report()
    files = archive.find(paths)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with opened(settings, SystemClock()) as house:
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("import", total=_count(files))
            items = _items(files, published)
            while batch := list(islice(items, BATCH)):
                await _take(house, batch, report)
                progress.advance(task, len(batch))
    return report


async def _take(house: House, batch: list[tuple[str, Draft] | archive.Bad], report: Report) -> None:
    """Publish a batch; what is refused is reported in the order of the items."""
    results = iter(await house.intake.publish_many([item[1] for item in batch if isinstance(item, tuple)]))
    for item in batch:
        if isinstance(item, archive.Bad):
            report.refused.append(item)
            continue
        match next(results):
            case Added():
                report.added += 1
            case Duplicate():
                report.duplicates += 1
            case NewVersion():
                report.versions += 1
            case intake.Refused(reason=reason):
                report.refused.append(archive.Bad(item[0], WHY[reason]))


def _items(files: list[Path], published: date) -> Iterator[tuple[str, Draft] | archive.Bad]:
    for file in files:
        yield from archive.read(file, published)


def _count(files: list[Path]) -> int:
    """How many items there are, for the progress bar: lines of .jsonl, else one a file."""
    return sum(_lines(file) if file.suffix.lower() == ".jsonl" else 1 for file in files)


def _lines(file: Path) -> int:
    try:
        with file.open("rb") as content:
            return sum(block.count(b"\n") for block in iter(lambda: content.read(1 << 20), b"")) or 1
    except OSError:
        return 1
