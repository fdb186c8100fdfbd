"""`xabarnoma check`: is everything in order, and if not, what mends it."""

import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TextIO

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.disk import Disk
from bot.problem import Problem
from bot.roles import roles_of
from config.settings import Settings, SettingsError, load, misspelt, told_by
from news.ports import StorageError
from storage.database import Database, Due
from storage.errors import path_of

Line = tuple[bool, str]


async def check(out: TextIO) -> bool:
    """Print a line for settings, database, disk and Telegram; True where all is well. Changes nothing."""
    try:
        settings = load()
    except SettingsError as error:
        out.write(f"✗ settings: {error}\n")
        return False
    parts: list[tuple[str, Callable[[Settings], Awaitable[Line]]]] = [
        ("settings", _settings),
        ("database", _database),
        ("disk", _disk),
        ("telegram", telegram),
    ]
    well = True
    for name, part in parts:
        right, said = await part(settings)
        out.write(f"{'✓' if right else '✗'} {name}: {said}\n")
        well = well and right
    return well


async def _settings(settings: Settings) -> Line:
    for name, meant in misspelt().items():
        return False, f".env holds {name}, which is no setting; write {meant}"
    try:
        roles_of(settings)
    except Problem as problem:
        return False, f"ROLES: {problem}"
    if settings.telegram_token and not settings.admin_ids:
        return False, "nobody may publish: put your Telegram id into ADMIN_IDS (@userinfobot tells it)"
    if bare := _readable_by_others():
        return False, f"others on this machine may read the secrets in {bare}: chmod 600 {bare}"
    return True, f"time zone {settings.timezone}, {len(settings.admin_ids)} admins"


SECRET = ("TELEGRAM_TOKEN", "WEBHOOK_SECRET", "PUSH_KEYS")


def _readable_by_others() -> str | None:
    """The file with secrets in it that not only its owner reads. Those in SECRETS_DIR are not looked at: who
    lays them there, such as Docker, sees to it."""
    source_of = told_by()
    for name in SECRET:
        source = Path(source_of[name])
        if source.is_file() and source.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            return str(source)
    return None


FOUND = {
    Due.NOTHING: "opened, migrated, writable",
    Due.MIGRATION: "writable; it would be migrated at the start (tried, and taken back)",
    Due.MAKING: "not there yet; it would be made at the start",
}


async def _database(settings: Settings) -> Line:
    database = Database(settings.database_url.get_secret_value())
    try:
        return True, FOUND[await database.check()]
    except StorageError as error:
        return False, str(error)
    finally:
        await database.close()


async def _disk(settings: Settings) -> Line:
    database = Database(settings.database_url.get_secret_value())
    if not database.is_sqlite:
        return True, "PostgreSQL watches its own"
    free = Disk(path_of(database.url).parent).free()
    if free is None:
        return True, "how much is free cannot be seen"
    megabytes = free >> 20
    if megabytes < settings.min_free_disk:
        return False, (
            f"{megabytes} MB are free where the database stands, less than MIN_FREE_DISK "
            f"({settings.min_free_disk}): imports, files and feeds would wait. Free some space, or lower it"
        )
    return True, f"{megabytes} MB free where the database stands"


async def telegram(settings: Settings) -> Line:
    """Does Telegram know the token? Without one the answer is that the playground will run."""
    if settings.telegram_token is None:
        return True, "no TELEGRAM_TOKEN, so `xabarnoma run` opens the playground"
    bot = Bot(settings.telegram_token.get_secret_value(), base_url=f"{settings.telegram_api_url}/bot")
    try:
        async with bot:
            return True, f"serving @{bot.username}"
    except InvalidToken:
        return False, "Telegram does not know this token; copy it anew from BotFather into TELEGRAM_TOKEN"
    except NetworkError:
        return False, (
            f"{settings.telegram_api_url} cannot be reached; check the network, a proxy, or TELEGRAM_API_URL"
        )
    except TelegramError as error:
        return False, f"Telegram answered: {error.message}"
