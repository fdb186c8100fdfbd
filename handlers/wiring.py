"""Every handler, in the order in which they are asked: the first that fits takes the update."""

from telegram.constants import UpdateType

from handlers import ask, calendar, digest, history, inbox, inline, newsroom, read, settings, standing, start
from handlers.context import Xabarnoma

__all__ = ["UPDATES", "register"]

UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
"""What to ask Telegram for. It remembers the last list, so always pass it."""


def register(application: Xabarnoma) -> None:
    """Register all handlers of the house; the composition root adds the one for errors."""
    for room in (start, standing, ask, read, digest, calendar, history, settings, newsroom, inbox, inline):
        room.register(application)
    start.register_last(application)
