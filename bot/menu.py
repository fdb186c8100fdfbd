"""What Telegram shows of the bot by itself: its menu of commands, and what it can do before one starts it."""

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from language.detect import Language
from language.phrases import Phrases

__all__ = ["introduce"]

log = structlog.get_logger(__name__)

READERS = {
    "today": "command-today",
    "week": "command-week",
    "month": "command-month",
    "date": "command-date",
    "history": "command-history",
    "digest": "command-digest",
    "settings": "command-settings",
    "help": "command-help",
    "stop": "command-stop",
    "export_me": "command-export-me",
    "delete_me": "command-delete-me",
}
EDITORS = {
    "new": "command-new",
    "drafts": "command-drafts",
    "feeds": "command-feeds",
    **READERS,
    "stats": "command-stats",
    "people": "command-people",
    "audit": "command-audit",
    "broadcast": "command-broadcast",
    "export": "command-export",
}
MEMBERS = {"help": "command-help"}
GROUP_ADMINS = {
    "settings": "command-group-settings",
    "digest": "command-group-digest",
    **MEMBERS,
    "stop": "command-group-stop",
    "delete_me": "command-group-delete",
}
LANGUAGES: dict[str | None, Language] = {None: "en", "uz": "uz-Latn", "ru": "ru"}
"""Telegram's language codes, and in which of our languages the menu is said there; None: to all others."""


async def introduce(bot: Bot, admin_ids: frozenset[int]) -> None:
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
    for admin_id in admin_ids:
        await _set(bot, EDITORS, BotCommandScopeChat(admin_id))


async def _set(bot: Bot, commands: dict[str, str], scope: BotCommandScope) -> None:
    try:
        for code, language in LANGUAGES.items():
            phrases = Phrases(language)
            menu = [BotCommand(name, phrases.plain(key)) for name, key in commands.items()]
            await bot.set_my_commands(menu, scope=scope, language_code=code)
    except TelegramError as error:
        # Of an editor who has not said /start yet Telegram knows no chat: nothing to tell the operator.
        tell = log.debug if isinstance(scope, BotCommandScopeChat) else log.info
        tell("the menu of commands could not be set", scope=scope.type, error=error.message)
