"""Everything from a SQLite file into PostgreSQL: in pieces, each with a mark of how far it got.

A move that was killed goes on where it stood. At the end both sides are counted and hashed, table by table;
only then is the target free to be used.
"""

import hashlib
import importlib
import json
import pkgutil
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Table,
    Text,
    bindparam,
    cast,
    func,
    inspect,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

import storage
from news.ports import StorageError
from storage import entries
from storage.database import Database
from storage.errors import path_of
from storage.schema import MOVING
from storage.tables import metadata

__all__ = ["Moved", "move"]

PIECE = 1000
"""Rows that are copied in one transaction."""

Told = Callable[[str, int], None]
"""Is told how many rows of which table have come over so far."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that stands in both, row for row."""

    name: str
    rows: int
    checksum: str
    """The sum of the SHA-256 of all rows, whatever their order."""


async def move(source: Database, target: Database, told: Told) -> Sequence[Moved]:
    """Copy all tables, index and ledger included, and set the sequences. Both are opened here.

    Nobody can write into the source meanwhile. Raises StorageError where the target holds anything but an
    unfinished move from this source, and where the two differ at the end.
    """
    if not source.is_sqlite or target.is_sqlite:
        raise StorageError("A move goes from SQLite to PostgreSQL: name the two in this order.")
    await source.open()
    await target.open(moving=True)
    async with source.writing() as held:
        await _begin(target, str(path_of(source.url)))
        for table in _tables():
            await _copy(held, target, table, told)
        moved = [await _compared(held, target, table) for table in _tables()]
        await _finish(held, target)
    await target.vacuum()
    return moved


def _tables() -> Sequence[Table]:
    """Every table of ours, those that are referred to before those that refer."""
    for module in pkgutil.iter_modules(storage.__path__):
        importlib.import_module(f"storage.{module.name}")
    return metadata.sorted_tables


async def _begin(target: Database, source: str) -> None:
    async with target.writing() as connection:
        if await connection.run_sync(lambda sync: inspect(sync).has_table(MOVING)):
            begun_from = await connection.scalar(text(f"SELECT key FROM {MOVING} WHERE name = ''"))  # noqa: S608 # ours
            if begun_from != source:
                raise StorageError(
                    f"The target holds half of a move from {begun_from}: finish that one, or give an empty "
                    "database."
                )
            return
        for table in _tables():
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise StorageError(
                    f"The target is not empty (there is something in {table.name}): give an empty database."
                )
        await connection.execute(text(f"CREATE TABLE {MOVING} (name text PRIMARY KEY, key text NOT NULL)"))
        await _mark(connection, "", source)


async def _mark(connection: AsyncConnection, name: str, key: str) -> None:
    marking = f"INSERT INTO {MOVING} VALUES (:name, :key) ON CONFLICT (name) DO UPDATE SET key = :key"  # noqa: S608 # ours
    await connection.execute(text(marking), {"name": name, "key": key})


async def _copy(held: AsyncConnection, target: Database, table: Table, told: Told) -> None:
    async with target.reading() as connection:
        marked = text(f"SELECT key FROM {MOVING} WHERE name = :name")  # noqa: S608 # ours
        key = await connection.scalar(marked, {"name": table.name})
        done = await connection.scalar(select(func.count()).select_from(table)) or 0
    after = None if key is None else [_thawed(part) for part in json.loads(key)]
    async for rows in _pieces(held, table, after):
        async with target.writing() as connection:
            await _put(connection, table, rows)
            last = [_frozen(rows[-1][column.name]) for column in table.primary_key]
            await _mark(connection, table.name, json.dumps(last))
        done += len(rows)
        told(table.name, done)
    for column in _to_itself(table):
        await _refer(held, target, table, column)


async def _pieces(
    connection: AsyncConnection, table: Table, after: Sequence[Any] | None = None
) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows of the table that come after a key, by key; JSON as it is written."""
    key = tuple(table.primary_key)
    asked = select(*(_plain(column) for column in _kept(table))).order_by(*key).limit(PIECE)
    while True:
        following = asked
        if after is not None:
            bound = (bindparam(None, value, column.type) for value, column in zip(after, key, strict=True))
            following = asked.where(tuple_(*key) > tuple_(*bound))
        rows = [dict(row) for row in (await connection.execute(following)).mappings()]
        if not rows:
            return
        yield rows
        after = [rows[-1][column.name] for column in key]


def _kept(table: Table) -> list[Column[Any]]:
    """The columns that are copied; the index's vector is made anew, since each database has its own."""
    return [column for column in table.columns if not isinstance(column.type, TSVECTOR)]


def _plain(column: Column[Any]) -> Any:
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _to_itself(table: Table) -> list[Column[Any]]:
    """Columns that refer to rows of the same table, which may come later."""
    return [column for column in table.columns for key in column.foreign_keys if key.column.table is table]


async def _put(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if table is entries.entries:
        await entries.put(connection, rows)
        return
    later = {column.name: None for column in _to_itself(table)}
    written = {
        column.name: cast(bindparam(column.name, type_=Text), column.type)
        for column in _kept(table)
        if isinstance(column.type, JSON)
    }
    await connection.execute(table.insert().values(written), [row | later for row in rows])


async def _refer(held: AsyncConnection, target: Database, table: Table, column: Column[Any]) -> None:
    """All rows are there now. Safe to repeat."""
    (key,) = table.primary_key
    asked = select(key.label("row"), column.label("other")).where(column.is_not(None))
    several = [dict(row) for row in (await held.execute(asked)).mappings()]
    statement = table.update().where(key == bindparam("row")).values({column.name: bindparam("other")})
    for start in range(0, len(several), PIECE):
        async with target.writing() as connection:
            await connection.execute(statement, several[start : start + PIECE])


async def _compared(held: AsyncConnection, target: Database, table: Table) -> Moved:
    here = await _summed(held, table)
    async with target.reading() as connection:
        there = await _summed(connection, table)
    if here != there:
        raise StorageError(
            f"{table.name} differs: {here.rows} rows ({here.checksum[:12]}) in the source, {there.rows} "
            f"({there.checksum[:12]}) in the target. Did the bot run? Stop it, empty the target, move again."
        )
    return here


async def _summed(connection: AsyncConnection, table: Table) -> Moved:
    rows, total = 0, 0
    async for several in _pieces(connection, table):
        rows += len(several)
        for row in several:
            said = json.dumps([_canonical(row[column.name], column) for column in _kept(table)])
            total += int.from_bytes(hashlib.sha256(said.encode()).digest())
    return Moved(table.name, rows, f"{total % 2**256:064x}")


def _canonical(value: Any, column: Column[Any]) -> Any:
    """The same for the same value, whichever database it comes from."""
    if value is not None and isinstance(column.type, JSON):
        return json.dumps(json.loads(value), sort_keys=True)
    return value.hex() if isinstance(value, bytes) else _spelled(value)


def _spelled(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _frozen(value: Any) -> Any:
    """A part of a key as JSON can hold it."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _thawed(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    return bytes.fromhex(part["bytes"]) if "bytes" in part else date.fromisoformat(part["date"])


async def _finish(held: AsyncConnection, target: Database) -> None:
    """Ids go on after the highest that was ever given; the mark of the move goes."""
    sequences = await held.execute(text("SELECT name, seq FROM sqlite_sequence"))
    given = {row.name: row.seq for row in sequences}
    async with target.writing() as connection:
        for table in _tables():
            for column in table.columns:
                if column.identity is not None:
                    highest = await connection.scalar(select(func.max(column))) or 0
                    sequence = func.pg_get_serial_sequence(table.name, column.name)
                    last = max(highest, given.get(table.name, 0))
                    await connection.execute(select(func.setval(sequence, max(last, 1), last > 0)))
        await connection.execute(text(f"DROP TABLE {MOVING}"))
