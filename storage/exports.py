"""What an operator or an owner takes away: releases, subscribers and the log, as JSON lines or a table."""

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Table, select

from news.models import Release
from storage import rows
from storage.database import Database
from storage.desk_tables import audit
from storage.tables import releases, subscribers

PAGE = 500
RELEASE = ("id", "title", "text", "published", "url", "language", "version", "summary", "event", "copies")
EVENT = ("type", "status", "start", "end", "place", "country", "format", "topic", "outcome")


class Exports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def records(self, what: str) -> AsyncIterator[dict[str, Any]]:
        """Each of `releases` (those that readers may see), `subscribers` or `audit`, oldest first. Releases
        come as the import takes them. Raises KeyError for anything else."""
        if what == "releases":
            async for release in self._releases():
                yield release
            return
        table = {"subscribers": subscribers, "audit": audit}[what]
        async for row in self._rows(table):
            yield row

    async def pieces(self, what: str, ending: str) -> AsyncIterator[bytes]:
        """The file of that ending (`jsonl` or `csv`), piece by piece."""
        header = True
        async for record in self.records(what):
            if ending == "jsonl":
                yield (json.dumps(record, ensure_ascii=False, default=str) + "\n").encode()
                continue
            line = io.StringIO()
            writer = csv.DictWriter(line, list(record), lineterminator="\r\n")
            if header:
                writer.writeheader()
                header = False
            writer.writerow({name: _cell(value) for name, value in record.items()})
            yield line.getvalue().encode()

    async def whole(self, what: str, ending: str, largest: int) -> bytes | None:
        """The whole file; None where it has more bytes than `largest`."""
        content = bytearray(b"\xef\xbb\xbf" if ending == "csv" else b"")
        async for piece in self.pieces(what, ending):
            content += piece
            if len(content) > largest:
                return None
        return bytes(content)

    async def _releases(self) -> AsyncIterator[dict[str, Any]]:
        last = 0
        while True:
            async with self._database.reading() as connection:
                some = list(
                    await connection.scalars(
                        select(releases.c.id)
                        .where(releases.c.id > last, rows.IS_CURRENT)
                        .order_by(releases.c.id)
                        .limit(PAGE)
                    )
                )
                page = await rows.load(connection, some)
            if not some:
                return
            last = some[-1]
            for release in page:
                yield _record(release)

    async def _rows(self, table: Table) -> AsyncIterator[dict[str, Any]]:
        """A table's rows by its key; each page is read by itself, so that nobody waits for a long export."""
        key = list(table.primary_key.columns)
        offset = 0
        while True:
            page = select(table).order_by(*key).limit(PAGE).offset(offset)
            async with self._database.reading() as connection:
                found = [dict(row) for row in (await connection.execute(page)).mappings()]
            for row in found:
                yield row
            if len(found) < PAGE:
                return
            offset += PAGE


def _record(release: Release) -> dict[str, Any]:
    event = release.event
    told = {name: getattr(event, name) for name in EVENT} if event else None
    if event and told:
        told |= {"organisers": list(event.organisers), "participants": list(event.participants)}
    values = (
        release.reference,
        release.title,
        release.text,
        release.published,
        release.url,
        release.language,
        release.version,
        list(release.summary),
        told,
        list(release.references[1:]),
    )
    return dict(zip(RELEASE, values, strict=True))


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a table program begins to compute at, also in their full-width forms (OWASP, CSV injection)."""


def _cell(value: Any) -> str:
    """A cell that no table program takes for a formula. A number is none."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
