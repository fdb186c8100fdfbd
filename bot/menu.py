"""What Telegram shows of the bot by itself: its menu of commands, and what it can do before one starts it."""

import structlog
from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from handlers.context import Services
from handlers.menu import LANGUAGES, READERS, commands, show_menu
from language.phrases import Phrases
from news.ports import StorageError

__all__ = ["introduce"]

log = structlog.get_logger(__name__)

MEMBERS = {"help": "command-help"}
GROUP_ADMINS = {
    "settings": "command-group-settings",
    "digest": "command-group-digest",
    **MEMBERS,
    "stop": "command-group-stop",
    "delete_me": "command-group-delete",
}


async def introduce(bot: Bot, services: Services) -> None:
    """Tell Telegram. That it refuses is logged: the bot serves all the same."""
    try:
        for code, language in LANGUAGES.items():
            phrases = Phrases(language)
            await bot.set_my_description(phrases.plain("description"), language_code=code)
            await bot.set_my_short_description(phrases.plain("short-description"), language_code=code)
    except TelegramError as error:
        log.info("the bot's description could not be set", error=error.message)
    await _set(bot, READERS, BotCommandScopeDefault())
    await _set(bot, MEMBERS, BotCommandScopeAllGroupChats())
    await _set(bot, GROUP_ADMINS, BotCommandScopeAllChatAdministrators())
    try:
        members = {member.person_id for member in await services.staff.members()}
    except StorageError as error:
        log.info("the menus of the press office could not be set", error=str(error))
        return
    for person_id in sorted(services.admin_ids | members):
        await show_menu(services, bot, person_id)


async def _set(bot: Bot, named: dict[str, str], scope: BotCommandScope) -> None:
    try:
        for code, language in LANGUAGES.items():
            phrases = Phrases(language)
            await bot.set_my_commands(commands(named, phrases), scope=scope, language_code=code)
    except TelegramError as error:
        log.info("the menu of commands could not be set", scope=scope.type, error=error.message)
