"""Files and folders of releases -> drafts, one after the other; a bad item stops nothing else."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from news.intake import LONGEST
from news.models import Draft
from sources import documents, text
from sources.text import Unreadable

LINE = 4 * 1024 * 1024
"""Bytes of one line of .jsonl: room for the longest release in any encoding."""
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
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
    "unknown-kind": "only .jsonl, .txt, .md, .html, .docx and .pdf are read",
}


@dataclass(frozen=True, slots=True)
class Bad:
    """An item that could not be read: where it stands, and why, as a sentence's part."""

    item: str
    reason: str


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
        files += [
            each for each in inside if not any(part.startswith(".") for part in each.relative_to(path).parts)
        ]
    return files


def read(path: Path, published: date) -> Iterator[tuple[str, Draft] | Bad]:
    """The drafts of one file, each with the name of its place. `published` is for files without a date."""
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _lines(path)
        else:
            yield _document(path, published)
    except OSError as error:
        yield Bad(str(path), (error.strerror or str(error)).lower())


def _document(path: Path, published: date) -> tuple[str, Draft] | Bad:
    """A file is one release: its name is the reference, a date at the name's beginning its day."""
    dated = DATED.match(path.stem)
    try:
        if path.stat().st_size > documents.BYTES:
            raise Unreadable("too-big")
        day = _day(dated[1]) if dated else published
        return str(path), documents.read(path.name, path.read_bytes(), day or published, reference=path.stem)
    except Unreadable as error:
        return Bad(str(path), REASONS[error.reason])


def _lines(path: Path) -> Iterator[tuple[str, Draft] | Bad]:
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(LINE + 1):
            number += 1
            place = f"{path}:{number}"
            if len(line) > LINE:
                while line and not line.endswith(b"\n"):
                    line = lines.readline(LINE)
                yield Bad(place, "the line is longer than 4 MB")
            elif line.strip():
                yield _record(place, line)


def _record(place: str, line: bytes) -> tuple[str, Draft] | Bad:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Bad(place, "the line is not UTF-8")
    except (ValueError, RecursionError):
        return Bad(place, "the line is no JSON")
    if not isinstance(record, dict):
        return Bad(place, "the line is no JSON object")
    name = str(record["id"]) if isinstance(record.get("id"), str | int) else place
    drafted = draft(record)
    return Bad(name, drafted) if isinstance(drafted, str) else (name, drafted)


def draft(record: dict[str, Any]) -> Draft | str:
    """The draft in a record {"id", "title", "text", "published", "url"?}, or why there is none."""
    for field in ("title", "text", "published", "url"):
        if not isinstance(record.get(field, ""), str | None):
            return f"{field!r} is no text"
    reference = record.get("id")
    if isinstance(reference, bool) or not isinstance(reference, str | int) or not str(reference).strip():
        return "'id' is missing"
    if len(str(reference)) > 200:
        return "'id' is longer than 200 characters"
    published = _day((record.get("published") or "").strip())
    if published is None:
        return "'published' is no date of the form 2024-05-14"
    title, body = text.clean(record.get("title") or ""), text.clean(record.get("text") or "")
    if not title and not body:
        return "there is neither a title nor a text"
    return Draft(title, body, published, str(reference).strip(), record.get("url") or None)


def _day(value: str) -> date | None:
    """The day of an ISO date or date with time; None where it is neither."""
    try:
        return date.fromisoformat(value[:10]) if DATED.match(value) else None
    except ValueError:
        return None
