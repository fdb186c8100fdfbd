"""Who may change the settings of a place: in one's own chat oneself, elsewhere its admins. Telegram is asked
each time, for yesterday's admin may be none today."""

from telegram import ChatMember, Update
from telegram.error import BadRequest, Forbidden

from handlers.context import Context
from handlers.place import Place

__all__ = ["is_told_by_admin", "may_change"]

ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


async def may_change(update: Update, context: Context, place: Place) -> bool:
    """Whether who pressed or wrote this may. A place that the bot has left is nobody's to change."""
    person = update.effective_user
    if place.is_private:
        return person is not None and person.id == place.chat_id
    if is_told_by_admin(update, place):
        return True
    message = update.message
    if person is None or (message is not None and message.sender_chat is not None):
        return False
    try:
        member = await context.bot.get_chat_member(place.chat_id, person.id)
    except (BadRequest, Forbidden):
        return False
    return member.status in ADMINS


def is_told_by_admin(update: Update, place: Place) -> bool:
    """Whether the message itself says so: a channel's post, or an admin who writes in the group's name.

    A press always tells of the person.
    """
    message = update.channel_post or update.message
    sender = message.sender_chat if message is not None else None
    return sender is not None and sender.id == place.chat_id
