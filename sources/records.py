"""Lists of releases, .jsonl and .csv -> records: whatever is wrong with one, the next one is read."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from news.models import Draft
from sources import text
from sources.items import Bad, Record

__all__ = ["LINE", "day_of", "draft", "json_lines", "table"]

LINE = 4 * 1024 * 1024
"""Bytes of one line of .jsonl or field of .csv: room for the longest release in any encoding."""
DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
COLUMNS = {"id": "id", "reference": "id", "title": "title", "text": "text", "body": "text", "url": "url",
           "link": "url", "published": "published", "date": "published"}  # fmt: skip
"""What the first line of a .csv may call its columns; others are passed over."""


def json_lines(place: str, lines: BinaryIO, _: date) -> Iterator[Record | Bad]:
    """A JSON object a line: {"id", "title", "text", "published", "url"?}."""
    number = 0
    while line := lines.readline(LINE + 1):
        number += 1
        where = f"{place}:{number}"
        if len(line) > LINE:
            while line and not line.endswith(b"\n"):
                line = lines.readline(LINE)
            yield Bad(where, "the line is longer than 4 MB")
        elif line.strip():
            yield _json_record(where, line)


def _json_record(place: str, line: bytes) -> Record | Bad:
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
    return Bad(name, drafted) if isinstance(drafted, str) else Record(name, drafted)


def table(place: str, file: BinaryIO, published: date) -> Iterator[Record | Bad]:
    """A .csv whose first line names the columns; divided by commas, semicolons (as Excel does here) or tabs,
    in UTF-8, UTF-16 or cp1251. A row without a day is of the day `published`."""
    data = file.read()
    encoding = _encoding(data)
    if encoding is None:
        yield Bad(place, "its encoding could not be recognised; save it as UTF-8")
        return
    lines = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    first = lines.readline(LINE)
    divider = max(",;\t", key=first.count)
    names = next(csv.reader([first], delimiter=divider), [])
    columns = [COLUMNS.get(name.strip().lower()) for name in names]
    if "id" not in columns or not {"title", "text"} & set(columns):
        yield Bad(place, "its first line must name the columns: id, title, text, published, url")
        return
    csv.field_size_limit(LINE)
    rows = csv.reader(lines, delimiter=divider)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Bad(f"{place}:{rows.line_num + 1}", f"the row is damaged ({error})")
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _table_record(f"{place}:{rows.line_num + 1}", columns, row, published)


def _table_record(place: str, columns: list[str | None], row: list[str], published: date) -> Record | Bad:
    record: dict[str, Any] = {name: cell for name, cell in zip(columns, row, strict=False) if name}
    record["published"] = record.get("published", "").strip() or published.isoformat()
    drafted = draft(record)
    name = record.get("id", "").strip() or place
    return Bad(name, drafted) if isinstance(drafted, str) else Record(name, drafted)


def _encoding(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


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
    published = day_of((record.get("published") or "").strip())
    if published is None:
        return "'published' is no date of the form 2024-05-14"
    title, body = text.clean(record.get("title") or ""), text.clean(record.get("text") or "")
    if not title and not body:
        return "there is neither a title nor a text"
    return Draft(title, body, published, str(reference).strip(), record.get("url") or None)


def day_of(value: str) -> date | None:
    """The day of an ISO date or date with time; None where it is neither."""
    try:
        return date.fromisoformat(value[:10]) if DATED.match(value) else None
    except ValueError:
        return None
