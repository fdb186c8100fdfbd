"""`xabarnoma export`, `backup`, `restore`, `resume`, `reread`: an operator and the whole database."""

import os
from pathlib import Path

from bot.clock import SystemClock
from bot.problem import Problem
from config.settings import Settings
from news.understanding import understand
from storage.backup import back_up, put_back
from storage.database import Database
from storage.errors import path_of
from storage.exports import Exports
from storage.pause import Pause
from storage.releases import Releases

__all__ = ["backup", "export", "reread", "restore", "resume"]

WHAT = ("releases", "subscribers", "audit")
ENDINGS = (".jsonl", ".csv")
PG_DUMP = (
    "The database is PostgreSQL: back it up with its own tool, pg_dump --format=custom, and put it back with "
    "pg_restore --clean; then run `xabarnoma restore` without a file, so that the bot starts paused."
)


async def export(settings: Settings, what: str, file: Path) -> int:
    """Write releases, subscribers or the log into a new file; its bytes. Raises Problem, StorageError."""
    if what not in WHAT or file.suffix not in ENDINGS:
        raise Problem(f"Say what and where to: one of {', '.join(WHAT)}, and a file called .jsonl or .csv.")
    database = await _opened(settings)
    size = 0
    try:
        # For whoever runs the command alone: people's numbers and words are in it.
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            if file.suffix == ".csv":
                size += out.write(b"\xef\xbb\xbf")  # table programs know UTF-8 by it
            async for piece in Exports(database).pieces(what, file.suffix[1:]):
                size += out.write(piece)
    except FileExistsError:
        raise Problem(f"{file} is there already: name a file that does not exist yet.") from None
    except OSError as error:
        raise Problem(f"{file} cannot be written: {(error.strerror or str(error)).lower()}.") from None
    finally:
        await database.close()
    return size


def backup(settings: Settings, file: Path) -> None:
    """Copy the database while the bot runs. Raises Problem, StorageError."""
    database = Database(settings.database_url.get_secret_value())
    if not database.is_sqlite:
        raise Problem(PG_DUMP)
    back_up(path_of(database.url), file)


async def restore(settings: Settings, file: Path | None) -> str:
    """Put a backup in the database's place and pause the bot; a sentence on what was done. Without a file:
    it was put back by other means. Raises Problem, StorageError."""
    database = Database(settings.database_url.get_secret_value())
    kept = None
    if file is not None:
        if not database.is_sqlite:
            raise Problem(PG_DUMP)
        kept = put_back(file, path_of(database.url), SystemClock().now())
    await database.open()
    try:
        ended = await Pause(database).begin(SystemClock().now())
    finally:
        await database.close()
    said = f"Restored; {ended} deliveries that were under way then are ended, not sent again."
    if kept is not None:
        said += f" The database that stood there is kept as {kept}."
    return f"{said} The bot starts paused: press the button it shows its owners, or run `xabarnoma resume`."


async def resume(settings: Settings) -> bool:
    """Let a restored bot send again; False where it was not paused. Raises StorageError."""
    database = await _opened(settings)
    try:
        return await Pause(database).resume(None, SystemClock().now())
    finally:
        await database.close()


async def reread(settings: Settings) -> int:
    """Read every release with today's rules; what was set by hand stays. How many. Raises StorageError."""
    database = await _opened(settings)
    try:
        releases, count = Releases(database), 0
        for release_id in range(1, await releases.newest_id() + 1):
            count += await releases.reread(release_id, understand) is not None
        return count
    finally:
        await database.close()


async def _opened(settings: Settings) -> Database:
    return await Database(settings.database_url.get_secret_value()).open()
