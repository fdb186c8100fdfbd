"""From what is sought to candidates: the statements of the two engines, and how their rows are read."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import EventType, Period
from news.ports import Candidate, Look, Sought
from storage import matching
from storage.entries import LONGEST_EVENT, day_of, entries, ids_between
from storage.tables import releases

COLUMNS = ("id", "release_id", "story", "language", "type", "title", "names", "body", "forms")
_KINDS = {kind.value: kind for kind in EventType}
# Each column comes as one text: the driver hands out rows one by one, and gives every other thread a turn
# before each. Keys do not hold the separator.
_BETWEEN = "\x1e"
_PACKED = ", ".join(f"group_concat({name}, char(30))" for name in COLUMNS)
_READ = ", ".join(f"coalesce(entries.{name}, '') AS {name}" for name in COLUMNS)
_ALL = f"SELECT {_PACKED} FROM (SELECT {_READ} FROM {{}} LIMIT :limit)"  # noqa: S608 # ours alone
_BY_WORDS = "search CROSS JOIN entries ON entries.id = -search.rowid WHERE search MATCH :match"
_OF_DAYS = " AND search.rowid BETWEEN -:last AND -:first AND entries.last_day >= :start"
_IN_ENTRIES = "entries WHERE true"
_IN_PERIOD = " AND entries.id BETWEEN :first AND :last AND entries.last_day >= :start"
_OF_KIND = " AND entries.type = :type"
_WITHOUT = " AND entries.id NOT IN (SELECT -rowid FROM search WHERE search MATCH :without)"
_PUBLISHED = (
    "releases CROSS JOIN entries ON entries.release_id = releases.id"
    " WHERE releases.published BETWEEN :start AND :end"
)


def of_sqlite(connection: sqlite3.Connection, looks: Sequence[Look], limit: int) -> list[Candidate]:
    found: dict[int, Candidate] = {}
    for look in looks:
        some: dict[int, Candidate] = {}
        for statement, values in _statements(look.sought):
            columns = connection.execute(_ALL.format(statement), values | {"limit": limit}).fetchone()
            if columns[0] is not None:
                some |= map(_candidate, zip(*(column.split(_BETWEEN) for column in columns), strict=True))
        found |= _newest(some, limit)
        if len(found) >= look.enough:
            break
    return list(_newest(found).values())


async def of_postgresql(connection: AsyncConnection, looks: Sequence[Look], limit: int) -> list[Candidate]:
    found: dict[int, Candidate] = {}
    for look in looks:
        some: dict[int, Candidate] = {}
        for asked in _selects(look.sought):
            some |= map(_candidate, await connection.execute(asked.limit(limit)))
        found |= _newest(some, limit)
        if len(found) >= look.enough:
            break
    return list(_newest(found).values())


def in_period(
    asked: Select[Any], period: Period | None, entry: ColumnElement[int] = entries.c.id
) -> Select[Any]:
    if period is None:
        return asked
    first, last = _ids_of(period)
    return asked.where(entry.between(first, last), entries.c.last_day >= period.start)


def published_in(period: Period) -> ColumnElement[bool]:
    return releases.c.published.between(period.start, period.end)


def _newest(found: dict[int, Candidate], limit: int | None = None) -> dict[int, Candidate]:
    return {entry: found[entry] for entry in sorted(found, reverse=True)[:limit]}


def _ids_of(period: Period) -> tuple[int, int]:
    """Of all entries that may overlap it."""
    start = period.start
    return ids_between(start - min(LONGEST_EVENT, start - date.min), period.end)


def _by_days_alone(sought: Sought) -> bool:
    return sought.period is not None and not sought.ways and sought.type is None


def _statements(sought: Sought) -> Iterator[tuple[str, dict[str, Any]]]:
    values: dict[str, Any] = {}
    if sought.period is not None:
        values["first"], values["last"] = _ids_of(sought.period)
        values["start"], values["end"] = sought.period.start.isoformat(), sought.period.end.isoformat()
    if sought.ways:
        days = _OF_DAYS if sought.period else ""
        yield f"{_BY_WORDS}{days} ORDER BY search.rowid", values | {"match": matching.fts5(sought)}
        return
    kind = without = ""
    if sought.type is not None:
        kind, values["type"] = _OF_KIND, sought.type.value
    if sought.without:
        without, values["without"] = _WITHOUT, matching.fts5_any(sought.without)
    days = _IN_PERIOD if sought.period else ""
    yield f"{_IN_ENTRIES}{days}{kind}{without} ORDER BY entries.id DESC", values
    if _by_days_alone(sought):
        yield f"{_PUBLISHED}{without} ORDER BY releases.published DESC, entries.id DESC", values


def _selects(sought: Sought) -> Iterator[Select[Any]]:
    asked = select(*(entries.c[name] for name in COLUMNS))
    entry: ColumnElement[int] = entries.c.id
    if matching_all := matching.tsquery(sought):
        asked = asked.where(entries.c.vector.op("@@")(cast(matching_all, TSQUERY)))
    if sought.ways:
        # A sum, so that the planner takes the index of words and sorts. It would rather walk the ids and read
        # each entry's vector on the way: it does not know how long it takes to fetch one.
        entry = entries.c.id + literal_column("0", Integer)
    of_kind = asked if sought.type is None else asked.where(entries.c.type == sought.type.value)
    yield in_period(of_kind, sought.period, entry).order_by(entry.desc())
    if sought.period is not None and _by_days_alone(sought):
        published = asked.join(releases, releases.c.id == entries.c.release_id)
        yield published.where(published_in(sought.period)).order_by(releases.c.published.desc(), entry.desc())


def _candidate(row: Sequence[Any]) -> tuple[int, Candidate]:
    entry, release, story, language, kind, title, names, body, forms = row
    entry = int(entry)
    return entry, Candidate(
        int(release), int(story), language, day_of(entry), _KINDS.get(kind), title, names, body, forms
    )
