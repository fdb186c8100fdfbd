"""A copy of the database while the bot runs, and the way back. SQLite alone: PostgreSQL has its own tools."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from news.ports import StorageError

__all__ = ["back_up", "put_back"]

MEGABYTE = 1 << 20
SPARE = 1.1
"""What the bot writes meanwhile comes on top."""
SIDE_FILES = ("-wal", "-shm", "-journal")


def back_up(database: Path, copy: Path) -> None:
    """Copy it page by page with SQLite's own means: the bot may read and write meanwhile, and the copy is of
    one moment. Raises StorageError; an existing file is never overwritten."""
    if copy.exists():
        raise StorageError(f"{copy} is there already: name a file that does not exist yet.")
    if not database.is_file():
        raise StorageError(f"There is no database at {database} to copy.")
    partial = copy.with_name(f"{copy.name}.part")
    try:
        _refuse_too_large(database, copy)
        _copy(database, partial)
        partial.replace(copy)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise StorageError(f"{copy} could not be written: {error}.") from error


def put_back(copy: Path, database: Path, now: datetime) -> Path | None:
    """Let the copy stand where the database stood, which is kept beside it under a name with the time; that
    name, or None where there was none. Raises StorageError; then everything is as it was."""
    if not copy.is_file():
        raise StorageError(f"There is no file {copy}.")
    partial = database.with_name(f"{database.name}.restoring")
    try:
        _refuse_too_large(copy, database)
        _copy(copy, partial)
        _refuse_other(partial, copy)
        if database.exists():
            _refuse_in_use(database)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise StorageError(f"{copy} could not be put back: {error}.") from error
    except StorageError:
        partial.unlink(missing_ok=True)
        raise
    kept = None
    if database.exists():
        kept = database.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}")
        database.replace(kept)
        for ending in SIDE_FILES:
            side = database.with_name(database.name + ending)
            if side.exists():
                side.replace(kept.with_name(kept.name + ending))
    partial.replace(database)
    return kept


def _refuse_too_large(source: Path, target: Path) -> None:
    """Raise StorageError where the copy would fill the disk: half a backup helps nobody, and the bot beside
    it would stand still. Raises OSError where there is no such folder."""
    files = [source, source.with_name(f"{source.name}-wal")]
    needed = sum(file.stat().st_size for file in files if file.exists())
    free = shutil.disk_usage(target.parent).free
    if free < needed * SPARE:
        raise StorageError(
            f"{target} would need {needed // MEGABYTE + 1} MB, and {free // MEGABYTE} MB are free there: "
            "free some space or name another disk. Nothing was written."
        )


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # it holds people's questions
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing, pages=1000, sleep=0.01)
        writing.execute("PRAGMA journal_mode=DELETE")


def _refuse_other(file: Path, copy: Path) -> None:
    """Raise StorageError where it is damaged or no database of ours."""
    with closing(sqlite3.connect(file)) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StorageError(f"{copy} is damaged: take an older backup.")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"alembic_version", "releases", "subscribers"} <= tables:
        raise StorageError(f"{copy} is no backup of Xabarnoma.")


def _refuse_in_use(database: Path) -> None:
    """Raise StorageError where the bot, or anybody, has it open for writing."""
    with closing(sqlite3.connect(database, timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise StorageError(f"{database} is in use: stop the bot first.") from error
