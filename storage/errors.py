"""From what a database driver says to a sentence that an operator can act on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from news.ports import StorageError

# By the beginning of SQLite's error name: https://www.sqlite.org/rescode.html
SQLITE = {
    "SQLITE_READONLY": "{path} cannot be written: give this user the right to write the file and its folder.",
    "SQLITE_PERM": "{path} cannot be opened: give this user the right to read and write it.",
    "SQLITE_NOTADB": "{path} is not a SQLite database: move it away, or set DATABASE_URL to another file.",
    "SQLITE_CORRUPT": "{path} is damaged: stop the bot and put back the latest backup.",
    "SQLITE_FULL": "The disk that holds {path} is full: free some space; nothing was stored in half.",
    "SQLITE_IOERR": "The disk that holds {path} fails to read or write: look at the system's log.",
    "SQLITE_BUSY": "{path} was held by another process for too long: end the one that hangs.",
    "SQLITE_LOCKED": "{path} was held by another process for too long: end the one that hangs.",
    "SQLITE_PROTOCOL": "{path} is held by too many processes at once: end those that are not needed.",
}


@contextmanager
def in_sentences(url: URL) -> Iterator[None]:
    """Turn every error of the database behind `url` into a `StorageError`; the original stays its cause."""
    errors: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, *_driver_errors(url))
    try:
        yield
    except errors as error:
        raise StorageError(sentence(error, url)) from error


def sentence(error: BaseException, url: URL) -> str:
    """What is wrong and how to mend it. Holds no password and no text that a person sent."""
    if isinstance(error, PoolTimeoutError):
        return "The database is too busy: every connection was in use for half a minute. Try again later."
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, path_of(url))
    if isinstance(cause, _driver_errors(url)):
        from storage import postgresql_errors

        return postgresql_errors.sentence(cause, url)
    if isinstance(cause, OSError):
        return f"The database could not be reached ({cause.strerror or cause}): look at DATABASE_URL."
    return f"The database was asked for what cannot be ({type(cause).__name__}): the program is at fault."


def _driver_errors(url: URL) -> tuple[type[Exception], ...]:
    """What the database's driver raises. psycopg takes 10 MB: it is imported only where it is used."""
    if url.get_backend_name() == "sqlite":
        return (sqlite3.Error,)
    import psycopg

    return (psycopg.Error,)


def path_of(url: URL) -> Path:
    """Where the file of a SQLite database stands, wherever the program was started."""
    return Path(url.database or "").absolute()


def _of_sqlite(error: sqlite3.Error, path: Path) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_CANTOPEN"):
        return cannot_open(path)
    for beginning, words in SQLITE.items():
        if name.startswith(beginning):
            return words.format(path=path)
    return f"{path} refused a command ({name or type(error).__name__}): the program is at fault."


def cannot_open(path: Path) -> str:
    """Why a SQLite file can neither be opened nor made; SQLite itself does not say."""
    folder = path.parent
    if path.is_dir():
        return f"{path} is a folder: set DATABASE_URL to a file in it."
    if not folder.is_dir():
        return f"The folder {folder} does not exist: create it, or set DATABASE_URL to another file."
    effective = os.access in os.supports_effective_ids
    if path.exists() and not os.access(path, os.R_OK | os.W_OK, effective_ids=effective):
        return SQLITE["SQLITE_PERM"].format(path=path)
    return f"No file can be made in {folder}: give this user the right to write there."
