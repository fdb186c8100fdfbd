"""Files, folders and archives of releases -> items, one after the other; a bad one stops nothing else."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from struct import error as StructError
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from news.intake import LONGEST
from sources import documents, records
from sources.items import Bad, Document, Item

__all__ = ["REASONS", "TORN", "find", "items", "lines"]

DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
LISTS = {".jsonl": records.json_lines, ".ndjson": records.json_lines, ".csv": records.table}
"""Files that hold many releases."""
REASONS = {
    "binary": "this is no text but a binary file",
    "encoding": "its encoding could not be recognised; save it as UTF-8",
    "empty": "it is empty",
    "protected": "it is protected by a password; save it without one",
    "broken": "the file is damaged",
    "scan": "it is a scan: pages without a text",
    "no-text": "there is no text in it",
    "too-big": "it is larger than 20 MB, or unpacks to much more",
    "too-long": f"it is longer than {LONGEST:,} characters",
    "too-slow": "it took too long to read",
    "too-hard": "it is built in too complicated a way",
    "old-word": "it is a .doc of old Word; save it as .docx or .pdf",
    "unknown-kind": "only .jsonl, .csv, .zip, .txt, .md, .html, .docx and .pdf are read",
    "no-feed": "it is no feed",
}
"""`sources.text.REASONS` in words, for whoever imports."""
INFLATED = 2 * 1024**3
"""Bytes that a .zip may unpack to altogether."""
MEMBERS = 200_000
BLOCK = 1 << 20
TORN = (BadZipFile, ZlibError, LZMAError, StructError, EOFError, RuntimeError, OSError, ValueError)
"""What `zipfile` raises on damage: a member may also claim a password or a method that it has not."""


def find(paths: list[Path]) -> list[Path]:
    """The files that the paths stand for: folders are searched whole, hidden files are passed over.

    A path that does not exist stays in the list, so that reading it says so.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = (each for each in sorted(path.rglob("*")) if each.is_file())
        files += [each for each in inside if not _hidden(each.relative_to(path).parts)]
    return files


def items(path: Path, published: date) -> Iterator[Item]:
    """What one file holds, in its order. `published` is the day of what states none.

    The same file gives the same items again: an import that was cut off goes on by their number.
    """
    kind = path.suffix.lower()
    try:
        if kind == ".zip":
            yield from _packed(path, published)
        elif kind in LISTS:
            with path.open("rb") as file:
                yield from LISTS[kind](str(path), file, published)
        else:
            yield _document(str(path), path.name, path.stat().st_size, path.read_bytes, published)
    except OSError as error:
        yield Bad(str(path), (error.strerror or str(error)).lower())


def lines(file: Path) -> int:
    """How many items there are, roughly: lines of a list, members of a .zip, else one."""
    try:
        if file.suffix.lower() == ".zip":
            with ZipFile(file) as package:
                return sum(bool(member.filename) and not member.is_dir() for member in package.infolist())
        if file.suffix.lower() not in LISTS:
            return 1
        with file.open("rb") as content:
            return sum(block.count(b"\n") for block in iter(lambda: content.read(BLOCK), b"")) or 1
    except TORN:
        return 1


def _packed(path: Path, published: date) -> Iterator[Item]:
    """The members of a .zip. None is ever written to the disk, so no name can lead anywhere."""
    try:
        # Left open: its documents are loaded when their turn comes, and the last of them closes it.
        package = ZipFile(path)
        members = [member for member in package.infolist() if member.filename and not member.is_dir()]
        if len(members) > MEMBERS:
            yield Bad(str(path), f"it holds more than {MEMBERS:,} files")
            return
        left = INFLATED
        for member in members:
            name = PurePosixPath(member.filename.replace("\\", "/"))
            if not name.parts or _hidden(name.parts) or name.parts[0] == "__MACOSX":
                continue
            left -= member.file_size
            if left < 0:
                yield Bad(str(path), "it unpacks to more than 2 GB; the rest was not read")
                return
            yield from _member(package, member, name, f"{path}/{name}", published)
    except TORN:
        yield Bad(str(path), "the archive is damaged")


def _member(
    package: ZipFile, member: ZipInfo, name: PurePosixPath, place: str, published: date
) -> Iterator[Item]:
    if ".." in name.parts or name.is_absolute() or ":" in name.parts[0]:
        yield Bad(place, "its path leads out of the archive")
    elif member.flag_bits & 1:
        yield Bad(place, "it is protected by a password; save it without one")
    elif member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield Bad(place, "it is packed in a way that is not opened; make an ordinary .zip")
    elif name.suffix.lower() == ".zip":
        yield Bad(place, "an archive within an archive is not opened; unpack it first")
    elif name.suffix.lower() in LISTS:
        try:
            with package.open(member) as file:
                # A ZipExtFile reads at most as much as its entry declares.
                yield from LISTS[name.suffix.lower()](place, cast(BinaryIO, file), published)
        except TORN:
            yield Bad(place, "the file is damaged")
    else:
        yield _document(place, name.name, member.file_size, lambda: package.read(member), published)


def _document(place: str, name: str, size: int, load: Callable[[], bytes], published: date) -> Item:
    """A file is one release: its name is the reference, a date at the name's beginning its day."""
    if size > documents.BYTES:
        return Bad(place, REASONS["too-big"])
    stem = PurePosixPath(name).stem
    dated = DATED.match(stem)
    day = records.day_of(dated[1]) if dated else None
    return Document(place, name, load, day or published, stem)


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") and part != ".." for part in parts)
