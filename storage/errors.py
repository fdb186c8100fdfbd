"""From what a database driver says to a sentence that an operator can act on."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
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

# By the beginning of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL = {
    "28": "{server} refused user {user}: look at the user and password in DATABASE_URL.",
    "3D000": "{server} has no database called {database}: create it, or set DATABASE_URL to another one.",
    "42501": "User {user} may not do this in database {database} on {server}: grant the rights on it.",
    "25006": "{server} takes no writes (a standby?): set DATABASE_URL to the primary.",
    "53100": "The disk of {server} is full: free some space; nothing was stored in half.",
    "53300": "{server} has no connection left: raise its max_connections or end what is not needed.",
    "53": "{server} is short of memory or another resource: look at its log.",
    "55P03": "A row or table on {server} was locked for too long: end the session that hangs.",
    "57014": "{server} took too long and was told to stop: try again when it is less busy.",
    "57P": "{server} is shutting down or starting: try again in a moment.",
    "08": "The connection to {server} broke: see that it runs and can be reached.",
    "40": "{server} gave another transaction precedence: try again.",
}

# A connection that fails has no SQLSTATE in psycopg; libpq's text is all there is.
POSTGRESQL_TEXTS = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ("no pg_hba.conf entry", "28"),
    ('role "', "28"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("is starting up", "57P"),
    ("is shutting down", "57P"),
)


@contextmanager
def in_sentences(url: URL) -> Iterator[None]:
    """Turn every error of the database behind `url` into a `StorageError`; the original stays its cause."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error, OSError) as error:
        raise StorageError(sentence(error, url)) from error


def sentence(error: BaseException, url: URL) -> str:
    """What is wrong and how to mend it. Holds no password and no text that a person sent."""
    if isinstance(error, PoolTimeoutError):
        return "The database is too busy: every connection was in use for half a minute. Try again later."
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, path_of(url))
    if isinstance(cause, psycopg.Error):
        return _of_postgresql(cause, url)
    if isinstance(cause, OSError):
        return f"The database could not be reached ({cause.strerror or cause}): look at DATABASE_URL."
    return f"The database was asked for what cannot be ({type(cause).__name__}): the program is at fault."


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


def _of_postgresql(error: psycopg.Error, url: URL) -> str:
    names = {
        "server": f"PostgreSQL at {url.host or url.query.get('host', 'the local socket')}",
        "user": url.username or "(none)",
        "database": url.database or url.username or "(none)",
    }
    state = error.sqlstate or _state_by_text(str(error))
    for length in (5, 3, 2):
        if words := POSTGRESQL.get(state[:length]):
            return words.format(**names)
    if isinstance(error, psycopg.OperationalError):
        return "{server} cannot be reached: see that it runs and that DATABASE_URL is right.".format(**names)
    reason = state or type(error).__name__
    return f"{names['server']} refused a command ({reason}): the program is at fault."


def _state_by_text(text: str) -> str:
    if "database" in text and "does not exist" in text and 'role "' not in text:
        return "3D000"
    return next((state for words, state in POSTGRESQL_TEXTS if words in text), "")
