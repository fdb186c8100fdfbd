"""The press office in the chat: releases come in, are corrected, decided on, followed, taken back."""

from telegram.ext import CommandHandler

from handlers.context import PRIVATE, Xabarnoma
from handlers.newsroom import (
    correcting,
    deciding,
    figures,
    incoming,
    joining,
    office,
    people,
    pressing,
    published,
    relating,
    returning,
)
from handlers.newsroom.correcting import by_label, set_typed, typed_field
from handlers.newsroom.deciding import typed_moment
from handlers.newsroom.desk import NewsroomDesk
from handlers.newsroom.files import is_link, take_file, take_link
from handlers.newsroom.grouping import typed_kin
from handlers.newsroom.incoming import BUNDLES, RELEASE_LENGTH, belongs, media_of, take_pictures, take_text
from handlers.newsroom.office import typed_word
from handlers.newsroom.people import JOIN, join
from handlers.newsroom.published import send_media
from handlers.newsroom.returning import typed_reason
from handlers.newsroom.withdrawing import typed_why

__all__ = [
    "BUNDLES",
    "DRAFT_ACTS",
    "JOIN",
    "RELEASE_LENGTH",
    "NewsroomDesk",
    "belongs",
    "by_label",
    "is_link",
    "join",
    "media_of",
    "register",
    "send_media",
    "set_typed",
    "take_file",
    "take_link",
    "take_pictures",
    "take_text",
    "typed_field",
    "typed_kin",
    "typed_moment",
    "typed_reason",
    "typed_why",
    "typed_word",
]


DRAFT_ACTS = deciding.ACTS | correcting.ACTS | relating.ACTS | returning.ACTS | joining.ACTS
"""By action on a draft: the right that it needs, and what does it."""


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("new", incoming.new, PRIVATE))
    for name, command in (
        ("drafts", people.drafts),
        ("people", people.people),
        ("stats", figures.stats),
        ("audit", office.audit),
        ("broadcast", office.broadcast),
        ("export", office.export),
    ):
        application.add_handler(CommandHandler(name, command, PRIVATE))
    pressing.register(application, DRAFT_ACTS)
    published.register(application)
    office.register(application)
