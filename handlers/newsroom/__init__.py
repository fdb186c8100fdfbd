"""The press office in the chat: releases come in, are corrected, decided on, followed, taken back."""

from telegram.ext import CommandHandler

from handlers.context import PRIVATE, Xabarnoma
from handlers.newsroom import correcting, deciding, incoming, pressing
from handlers.newsroom.correcting import by_label, set_typed, typed_field
from handlers.newsroom.deciding import typed_moment
from handlers.newsroom.desk import NewsroomDesk
from handlers.newsroom.files import is_link, take_file, take_link
from handlers.newsroom.incoming import RELEASE_LENGTH, belongs, media_of, take_pictures, take_text

__all__ = [
    "RELEASE_LENGTH",
    "NewsroomDesk",
    "belongs",
    "by_label",
    "is_link",
    "media_of",
    "register",
    "set_typed",
    "take_file",
    "take_link",
    "take_pictures",
    "take_text",
    "typed_field",
    "typed_moment",
]


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("new", incoming.new, PRIVATE))
    pressing.register(application, deciding.ACTS | correcting.ACTS)
