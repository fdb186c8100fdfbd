"""`xabarnoma import`: files, folders and archives of releases into the database.

Items are read in their order; documents are opened in the sandbox, drafts understood on the other processors,
batches stored one after the other. How far it came stands in the database: cut off, it goes on from there.
"""

import asyncio
import hashlib
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import structlog
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bot import wire
from bot.clock import SystemClock
from bot.house import House, opened
from bot.reading import Read, Readers, failed, read
from config.settings import Settings
from news import intake
from news.models import Draft, Understood
from news.ports import StorageError
from sources import archive
from sources.items import Bad, Document, Item, Record
from sources.text import Unreadable
from storage.imports import Progress as Done
from storage.imports import Refusal, Unstorable

WHY = {
    intake.EMPTY: "there is no text in it",
    intake.TOO_LONG: f"it is longer than {intake.LONGEST:,} characters",
}
FAR = f"its day of publication is before {intake.FIRST_YEAR}, or more than {intake.YEARS_AHEAD} years ahead"
BATCH = 50
"""Releases in one transaction: many times quicker than one each, and the bot that runs beside an import
waits for milliseconds."""
OPEN = 4
"""Documents that are held in memory at once: each may have 20 MB."""
FEW = 200
"""So many items are read here: processes of their own would take longer to start."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each item, those of a part that was cut off earlier included."""

    done: Done
    refused: Sequence[Refusal]

    @property
    def nothing_came_in(self) -> bool:
        """Everything was refused: most likely the wrong file was named."""
        return bool(self.refused) and not (self.done.added or self.done.duplicates or self.done.versions)

    def as_json(self) -> str:
        counts = {
            "added": self.done.added,
            "duplicates": self.done.duplicates,
            "versions": self.done.versions,
        }
        refused = [
            {"item": each.item, "reason": each.reason, **({"place": each.place} if each.place else {})}
            for each in self.refused
        ]
        return wire.dumps({**counts, "refused": refused}) + "\n"

    def as_text(self) -> str:
        done = self.done
        counts = (
            f"{done.added} added, {done.duplicates} known already, {done.versions} new versions, "
            f"{len(self.refused)} refused\n"
        )
        return counts + "".join(map(_line, self.refused))


def _line(refusal: Refusal) -> str:
    where = f"{refusal.place} ({refusal.item})" if refusal.place else refusal.item
    return f"  refused {where}: {refusal.reason}\n"


@dataclass(frozen=True, slots=True)
class _Batch:
    """Items whose drafts are being read."""

    items: Sequence[Bad | Record]
    reading: "asyncio.Future[Read]"


class _Rate(ProgressColumn):
    """How many a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{(task.finished_speed or task.speed or 0) * 60:,.0f}/min")


COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    _Rate(),
    TimeRemainingColumn(),
)


async def import_files(
    settings: Settings, paths: list[Path], published: date, tell: Callable[[Report], None] = lambda _: None
) -> Report:
    """Import everything below the paths and `tell` what became of it. A bad item stops nothing else; raises
    `StorageError`."""
    files = archive.find(paths)
    key = _key(files, published)
    total = sum(archive.lines(file) for file in files)
    async with opened(settings, SystemClock()) as house:
        house.disk.refuse_low()
        done = await house.imports.progress(key)
        items = islice(_items(files, published, house.clock.now().date()), done.done, None)
        with Progress(*COLUMNS, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("import", total=max(total, done.done), completed=done.done)
            try:
                async for batch in _read(house, items, many=total - done.done > FEW):
                    house.disk.refuse_low()
                    ready = await _ready(batch)
                    done = await _store(house, key, done, batch.items, ready)
                    progress.update(task, completed=done.done, total=max(total, done.done))
            except (asyncio.CancelledError, StorageError):
                progress.stop()
                sys.stderr.write(f"Stopped after {done.done:,} items; the same command goes on from there.\n")
                raise
        if total > FEW:
            await house.releases.settle()
        report = Report(done, await house.imports.refused(key))
        # Told before it is forgotten: killed between the two, the same command tells the same again. The
        # other way round it would begin anew and call everything known.
        tell(report)
        await house.imports.forget(key, house.clock.now())
    return report


def _key(files: list[Path], published: date) -> bytes:
    """The same for the same files in the same state, and for no others."""
    told = hashlib.sha256(published.isoformat().encode())
    for file in files:
        try:
            state = file.stat()
            line = f"\n{file.resolve()}\t{state.st_size}\t{state.st_mtime_ns}"
        except OSError:
            line = f"\n{file}\tmissing"
        told.update(line.encode("utf-8", "replace"))
    return told.digest()


def _items(files: list[Path], published: date, today: date) -> Iterator[Item]:
    for file in files:
        try:
            yield from (_dated(item, today) for item in archive.items(file, published))
        except Exception as error:
            log.exception("a file could not be read to its end", file=str(file))
            yield Bad(str(file), f"{failed(error)}; from here on nothing of it was read")


def _dated(item: Item, today: date) -> Item:
    """The item, refused where its day cannot be one."""
    if isinstance(item, Bad):
        return item
    place, day = (item.place, item.draft.published) if isinstance(item, Record) else ("", item.published)
    return item if intake.may_be_published(day, today) else Bad(item.item, FAR, place)


async def _read(house: House, items: Iterator[Item], *, many: bool) -> AsyncIterator[_Batch]:
    """Batches in the order of the items, several being read at once."""
    if not many:
        while batch := list(islice(items, BATCH)):
            ready = await _opened(house, batch)
            reading: asyncio.Future[Read] = asyncio.get_running_loop().create_future()
            reading.set_result(read([each.draft for each in ready if isinstance(each, Record)]))
            yield _Batch(ready, reading)
        return
    waiting: deque[_Batch] = deque()
    with closing(Readers()) as readers:
        while batch := list(islice(items, BATCH)):
            ready = await _opened(house, batch)
            drafts: list[Draft] = [each.draft for each in ready if isinstance(each, Record)]
            waiting.append(_Batch(ready, asyncio.wrap_future(readers.read(drafts))))
            if len(waiting) > 2 * readers.processes:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()


async def _opened(house: House, batch: Sequence[Item]) -> list[Bad | Record]:
    """The same items, their documents opened."""
    turns = asyncio.Semaphore(OPEN)

    async def in_turn(item: Item) -> Bad | Record:
        if not isinstance(item, Document):
            return item
        async with turns:
            return await _open(house, item)

    return list(await asyncio.gather(*map(in_turn, batch)))


async def _open(house: House, item: Document) -> Bad | Record:
    try:
        data = await asyncio.to_thread(item.load)
        return Record(item.item, await house.opener.document(item.name, data, item.published, item.reference))
    except Unreadable as error:
        return Bad(item.item, archive.REASONS[error.reason])
    except archive.TORN:
        return Bad(item.item, "the file is damaged")
    except Exception as error:
        log.exception("a document could not be opened", document=item.item)
        return Bad(item.item, failed(error))


async def _ready(batch: _Batch) -> list[Understood | Refusal]:
    """What is to be stored of a batch, in the order of its items."""
    read = iter(await batch.reading)
    ready: list[Understood | Refusal] = []
    for item in batch.items:
        result = Refusal(item.item, item.reason, item.place) if isinstance(item, Bad) else next(read)
        if isinstance(result, intake.Refused):
            result = Refusal(item.item, WHY.get(result.reason, result.reason), item.place)
        ready.append(result)
    return ready


async def _store(
    house: House, key: bytes, done: Done, items: Sequence[Bad | Record], ready: Sequence[Understood | Refusal]
) -> Done:
    """Store a batch; where one of it cannot be, each by itself, and that one is refused."""
    try:
        return await house.imports.take(key, done, ready, house.clock.now())
    except Unstorable as error:
        if len(ready) == 1:
            log.exception("a release could not be stored", item=items[0].item)
            refusal = Refusal(items[0].item, failed(error.__cause__), items[0].place)
            return await house.imports.take(key, done, [refusal], house.clock.now())
    for item, each in zip(items, ready, strict=True):
        done = await _store(house, key, done, [item], [each])
    return done
