"""Statements of SQLAlchemy's, compiled once and run without it: for what a person waits for."""

import json
import sqlite3
from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, func, select
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="named")


def listed(name: str) -> Select[Any]:
    """For `column.in_(...)`: the numbers that are given under this name."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


class Prepared:
    """For SQLite. Its columns have names of their own, and none holds bytes."""

    def __init__(self, statement: Select[Any] | CompoundSelect[Any]) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        columns = statement.selected_columns
        names = ", ".join(f'"{column.name}"' for column in columns)
        # All rows come as one text: the driver hands out rows one by one, and gives every other thread a turn
        # before each. Without a limit SQLite would be free to forget the order.
        self._sql = f"SELECT json_group_array(json_array({names})) FROM ({compiled} LIMIT -1)"  # noqa: S608 # ours
        self._given = compiled.params
        make: Any = namedtuple  # its type wants the names to stand here
        self._row = make("Row", [column.name for column in columns])
        types = [column.type.dialect_impl(_DIALECT) for column in columns]
        readers = [each.result_processor(_DIALECT, None) for each in types]
        self._readers = [(at, reader) for at, reader in enumerate(readers) if reader]

    def all(self, connection: sqlite3.Connection, **values: Any) -> list[Any]:
        """Named tuples of what SQLAlchemy would give; numbers for `listed` come as a sequence."""
        given = {name: json.dumps(list(each)) if _is_list(each) else each for name, each in values.items()}
        (found,) = connection.execute(self._sql, {**self._given, **given}).fetchone()
        return [self._read(row) for row in json.loads(found)]

    def _read(self, row: list[Any]) -> Any:
        for at, reader in self._readers:
            row[at] = reader(row[at])
        return self._row._make(row)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
