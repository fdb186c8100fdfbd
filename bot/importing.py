"""`xabarnoma import`: files and folders of releases into the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
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


@dataclass(slots=True)
class Report:
    """What became of each item."""

    added: int = 0
    duplicates: int = 0
    versions: int = 0
    refused: list[archive.Bad] = field(default_factory=list)

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
            for item in _items(files, published):
                await _take(house, item, report)
                progress.advance(task)
    return report


async def _take(house: House, item: tuple[str, Draft] | archive.Bad, report: Report) -> None:
    if isinstance(item, archive.Bad):
        report.refused.append(item)
        return
    place, draft = item
    try:
        result = await house.intake.publish(draft)
    except intake.Refused as refusal:
        report.refused.append(archive.Bad(place, WHY[refusal.reason]))
        return
    match result:
        case Added():
            report.added += 1
        case Duplicate():
            report.duplicates += 1
        case NewVersion():
            report.versions += 1


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
