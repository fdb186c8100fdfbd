"""Bringing together what FTS5 keeps apart.

What comes in together stands in a segment of its own, and every question asks each segment for each key.
FTS5 merges some of them as they come; asking the one that is left when all are merged takes a third of the
time. https://www.sqlite.org/fts5.html#the_merge_command
"""

from sqlalchemy import text

from storage.database import Database

FEW = 3
"""Segments that are left as they are."""
_PAGES = 400
"""Merged in one transaction, some twenty milliseconds: whoever publishes waits no longer."""
_SEGMENTS = text(
    "WITH RECURSIVE segments (id) AS (SELECT min(segid) FROM search_idx UNION ALL"
    " SELECT (SELECT min(segid) FROM search_idx WHERE segid > segments.id) FROM segments"
    " WHERE segments.id IS NOT NULL) SELECT count(id) FROM segments"
)
_MERGE = text("INSERT INTO search (search, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


async def settle(database: Database) -> None:
    """Merge the index of a SQLite database, portion by portion; others write in between. It can be broken
    off at any moment. Nothing to do on PostgreSQL."""
    if not database.is_sqlite:
        return
    async with database.reading() as connection:
        segments = await connection.scalar(_SEGMENTS)
    while segments > FEW:
        async with database.writing() as connection:
            before = await connection.scalar(_CHANGES)
            # What is negative merges all, however few there are of a size.
            await connection.execute(_MERGE, {"pages": -_PAGES})
            if await connection.scalar(_CHANGES) - before < 2:
                return
