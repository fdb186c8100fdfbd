"""A database made many times as large, by the database itself.

A million releases that come in one by one take an hour. Here a part of them does, and the rest are copies of
those, under ids and references of their own and on the same days: every key is as common as it would be, and
every list in the index as long. Only the sketches that tell stories apart are not copied.
"""

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import matching
from storage.database import Database
from storage.entries import entries
from storage.tables import releases
from storage.vocabulary import vocabulary

APART = 1 << 19
"""Between the numbers of a day's entries and those of their copies."""
_A_BATCH = 5000
_PLAIN = ("release_references", "events", "parties")
_OTHERWISE = {
    "sqlite": {"content_key": "randomblob(32)"},
    "postgresql": {"content_key": "sha256(content_key || convert_to(CAST(:copy AS text), 'UTF8'))"},
}
_PUT = text("INSERT INTO search (rowid, keys) VALUES (:id, :keys)")


async def multiply(database: Database, times: int) -> None:
    """Leave `times` as many releases as there are; call it once for a database."""
    async with database.reading() as connection:
        number = await connection.scalar(select(func.max(releases.c.id)))
    for copy in range(1, times):
        async with database.writing() as connection:
            await _copy(connection, copy, int(number or 0))
    async with database.writing() as connection:
        await connection.execute(update(vocabulary).values(releases=vocabulary.c.releases * times))
        if connection.dialect.name == "postgresql":
            newest = select(func.max(releases.c.id)).scalar_subquery()
            await connection.execute(select(func.setval("releases_id_seq", newest)))
    if not database.is_sqlite:
        async with database.writing() as connection:
            await connection.execute(text("ANALYZE"))


async def _copy(connection: AsyncConnection, copy: int, number: int) -> None:
    given = {"copy": copy, "ids": copy * number, "entries": copy * APART, "last": number}
    changed = {"id": "id + :ids", "story": "story + :ids", **_OTHERWISE[connection.dialect.name]}
    await _insert(connection, "releases", changed, "id", given)
    for table in _PLAIN:
        changed = {"release_id": "release_id + :ids"}
        if table == "release_references":
            changed["reference"] = "reference || '-' || CAST(:copy AS text)"
        await _insert(connection, table, changed, "release_id", given)
    changed = {"id": "id + :entries", "release_id": "release_id + :ids", "story": "story + :ids"}
    await _insert(connection, "entries", changed, "release_id", given)
    if connection.dialect.name == "sqlite":
        await _index(connection, copy * number)


async def _insert(
    connection: AsyncConnection, table: str, changed: dict[str, str], by: str, given: dict[str, int]
) -> None:
    names = [column.name for column in releases.metadata.tables[table].columns]
    columns = ", ".join(changed.get(name, name) for name in names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) SELECT {columns} FROM {table} WHERE {by} <= :last"  # noqa: S608 # our own names
    asked = text(statement)
    await connection.execute(asked, {name: each for name, each in given.items() if f":{name}" in statement})


async def _index(connection: AsyncConnection, after: int) -> None:
    """Give FTS5 the copies."""
    told = select(entries.c.id, entries.c.title, entries.c.names, entries.c.body)
    several = told.where(entries.c.release_id > after).order_by(entries.c.release_id)
    rows = (await connection.execute(several)).all()
    for start in range(0, len(rows), _A_BATCH):
        some = rows[start : start + _A_BATCH]
        words = [{"id": -row.id, "keys": " ".join(matching.words(*row[1:]))} for row in some]
        await connection.execute(_PUT, words)
