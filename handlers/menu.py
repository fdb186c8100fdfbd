"""The menu of commands that Telegram shows of the bot: a reader's, and that of each role in the press office.

Somebody of the press office has a menu of their own chat, in the language they chose. Telegram knows it until
it is told otherwise, so it is told when a role is taken, changed or lost, and when the language is.
"""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from handlers.context import Services, reader_of
from language.detect import Language
from language.phrases import Phrases
from news.models import Role
from news.ports import StorageError

__all__ = ["LANGUAGES", "READERS", "commands", "show_menu"]

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
AUTHORS = {"new": "command-new", "drafts": "command-drafts", **READERS}
EDITORS = {
    "new": "command-new",
    "drafts": "command-drafts",
    "feeds": "command-feeds",
    **READERS,
    "stats": "command-stats",
}
OWNERS = {
    **EDITORS,
    "people": "command-people",
    "audit": "command-audit",
    "broadcast": "command-broadcast",
    "export": "command-export",
}
LANGUAGES: dict[str | None, Language] = {None: "en", "uz": "uz-Latn", "ru": "ru"}
"""Telegram's language codes, and in which of our languages a menu is said there; None: to all others."""
OF_ROLE = {Role.AUTHOR: AUTHORS, Role.EDITOR: EDITORS, Role.OWNER: OWNERS}


def commands(named: dict[str, str], phrases: Phrases) -> list[BotCommand]:
    """Commands by the phrases that say what they do, in one language."""
    return [BotCommand(name, phrases.plain(key)) for name, key in named.items()]


async def show_menu(services: Services, bot: Bot, person_id: int, language: Language | None = None) -> None:
    """The menu of what this person may do now; a reader has that of all. It is in their `language`, else in
    the one they chose, else in that of their Telegram. Whatever fails is logged: a command can be typed."""
    scope = BotCommandScopeChat(person_id)
    try:
        person = await reader_of(services, person_id)
        language = language or (person.subscriber.language if person.known else None)
        for code, theirs in LANGUAGES.items():
            if person.role is None:
                await bot.delete_my_commands(scope, language_code=code)
                continue
            menu = commands(OF_ROLE[person.role], Phrases(language or theirs))
            await bot.set_my_commands(menu, scope=scope, language_code=code)
    except (TelegramError, StorageError) as error:
        # Of somebody who has not said /start yet Telegram knows no chat.
        log.debug("a menu of commands could not be set", person=person_id, reason=str(error))
