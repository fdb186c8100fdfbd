"""Lists of releases, .jsonl and .csv -> records: whatever is wrong with one, the next one is read."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Self

from news.intake import LONGEST
from news.models import Draft
from sources import cyrillic, text
from sources.items import Bad, Record

__all__ = ["LINE", "day_of", "draft", "json_lines", "table"]

LINE = 4 * 1024 * 1024
"""Bytes of one line of .jsonl or field of .csv: room for the longest release in any encoding."""
BLOCK = 1 << 20
TOO_LONG = "the line is longer than 4 MB"
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
            yield Bad(where, TOO_LONG)
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
    name = str(record["id"]) if isinstance(record.get("id"), str | int) else ""
    return _item(place, name, draft(record))


def table(place: str, file: BinaryIO, published: date) -> Iterator[Record | Bad]:
    """A .csv whose first line names the columns; divided by commas, semicolons (as Excel does here) or tabs,
    in UTF-8, UTF-16 or Cyrillic of eight bits. A row without a day is of the day `published`.

    It is read twice, never whole: once for its encoding, which no part of it tells, then row by row. Closes
    the file at its end.
    """
    encoding = _encoding(file)
    if encoding is None:
        yield Bad(place, "its encoding could not be recognised; save it as UTF-8")
        return
    with io.TextIOWrapper(file, encoding, newline="") as text_of_it:
        yield from _rows(place, _Lines(text_of_it), published)


def _rows(place: str, lines: "_Lines", published: date) -> Iterator[Record | Bad]:
    first = lines.first()
    divider = max(",;\t", key=first.count)
    csv.field_size_limit(LINE)
    names = _cells(first, divider)
    columns = [COLUMNS.get(name.strip().lower()) for name in names]
    if "id" not in columns or not {"title", "text"} & set(columns):
        yield Bad(place, "its first line must name the columns: id, title, text, published, url")
        return
    # Strict: else a quotation mark that is not closed would make one release of all the rows after it.
    rows = csv.reader(lines, delimiter=divider, strict=True)
    while True:
        where = f"{place}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Bad(where, _damage(str(error), lines.number))
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _table_record(where, columns, row, published)


def _cells(line: str, divider: str) -> list[str]:
    """[] where the line is damaged."""
    try:
        return next(csv.reader([line], delimiter=divider), [])
    except csv.Error:
        return []


class _Lines:
    """The lines of a table, none of which is taken into memory beyond LINE characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.number = 0
        """Lines behind it."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > LINE:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(LINE)
            raise csv.Error(TOO_LONG)
        return line

    def first(self) -> str:
        """The line that names the columns; "" where it is none."""
        try:
            return next(self, "")
        except csv.Error:
            return ""


def _damage(error: str, line: int) -> str:
    """What the csv module says of a row that ended on that line, for whoever made the table."""
    if error == TOO_LONG:
        return error
    if error.startswith(("unexpected end", "field larger")):
        return (
            f"a quotation mark is not closed, or a field is longer than 4 MB; passed over up to line {line}"
        )
    return "the row is damaged: something else than a divider stands after a closing quotation mark"


def _table_record(place: str, columns: list[str | None], row: list[str], published: date) -> Record | Bad:
    record: dict[str, Any] = {name: cell for name, cell in zip(columns, row, strict=False) if name}
    record["published"] = record.get("published", "").strip() or published.isoformat()
    return _item(place, record.get("id", "").strip(), draft(record))


def _item(place: str, name: str, drafted: Draft | str) -> Record | Bad:
    """What stands at a place under a name ("" for none). A text that is too long is refused here already:
    many of them would fill the memory before somebody reads them."""
    if isinstance(drafted, Draft) and len(drafted.title) + len(drafted.text) > LONGEST:
        drafted = f"it is longer than {LONGEST:,} characters"
    where = place if name else ""
    return (
        Bad(name or place, drafted, where)
        if isinstance(drafted, str)
        else Record(name or place, drafted, where)
    )


def _encoding(file: BinaryIO) -> str | None:
    """Of the whole file, which is left at its beginning."""
    marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", _cyrillic):
        file.seek(0)
        name = encoding if isinstance(encoding, str) else encoding(file)
        file.seek(0)
        if name is not None and _decodes(file, name):
            file.seek(0)
            return name
    return None


def _cyrillic(file: BinaryIO) -> str | None:
    """By so many of the bytes beyond ASCII as tell it."""
    foreign = b""
    while len(foreign) < cyrillic.TELLING and (block := file.read(BLOCK)):
        foreign += cyrillic.sample(block)
    return cyrillic.encoding_of(foreign)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


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
