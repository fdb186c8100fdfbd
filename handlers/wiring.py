"""Every handler, in the order in which they are asked: the first that fits takes the update."""

from telegram.constants import UpdateType

from handlers import (
    ask,
    calendar,
    channel,
    digest,
    feeds,
    gate,
    history,
    inbox,
    inline,
    newsroom,
    personal,
    read,
    settings,
    standing,
    start,
)
from handlers.context import Xabarnoma

__all__ = ["UPDATES", "register"]

UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.EDITED_CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
"""What to ask Telegram for. It remembers the last list, so always pass it."""


ROOMS = (
    *(gate, start, standing, ask, read, digest, calendar, history, settings, personal),
    *(newsroom, feeds, channel, inbox, inline),
)


def register(application: Xabarnoma) -> None:
    """Register all handlers of the house; the composition root adds the one for errors."""
    for room in ROOMS:
        room.register(application)
    start.register_last(application)
