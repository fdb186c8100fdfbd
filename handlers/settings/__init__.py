"""Settings of a reader, a group or a channel, in one message: by buttons or by typing."""

from telegram.ext import CommandHandler, MessageHandler, filters

from digests.presses import Choose, ShowSetting
from handlers.context import PRIVATE, Xabarnoma
from handlers.screen import on_press
from handlers.settings.desk import choose, open_place, replied, settings, show_setting, typed
from handlers.settings.location import located
from handlers.settings.menu import channel_offer, days_said, group_greeting
from handlers.settings.saving import save

__all__ = ["channel_offer", "days_said", "group_greeting", "open_place", "register", "save", "typed"]


def register(application: Xabarnoma) -> None:
    groups = filters.ChatType.GROUPS
    application.add_handler(CommandHandler("settings", settings, PRIVATE | groups))
    application.add_handler(on_press(ShowSetting, show_setting))
    application.add_handler(on_press(Choose, choose))
    # A live place tells of itself once a minute, as an edit: the first one counts.
    here = filters.LOCATION & ~filters.UpdateType.EDITED
    application.add_handler(MessageHandler(PRIVATE & here, located))
    application.add_handler(MessageHandler(groups & filters.REPLY & filters.TEXT & ~filters.COMMAND, replied))
