"""Where a digest can go and an update comes from: a chat, or a topic of a forum."""

from typing import NamedTuple

from telegram import Message, Update

__all__ = ["Place", "place_of", "title_of"]


class Place(NamedTuple):
    """Where a digest can go: a chat, or a topic of a forum."""

    chat_id: int
    thread_id: int | None = None

    @property
    def is_private(self) -> bool:
        return self.chat_id > 0


def place_of(update: Update) -> Place:
    """Where the update comes from. Inline mode tells of no chat: it is the person's own."""
    chat, person, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None and person is None:
        raise RuntimeError("this update comes from nowhere")
    if chat is None and person is not None:
        return Place(person.id)
    # In a group that is no forum a reply carries a thread, too, but no topic.
    in_topic = isinstance(message, Message) and message.is_topic_message
    return Place(chat.id if chat else 0, message.message_thread_id if message and in_topic else None)


def title_of(update: Update) -> str | None:
    """What the place of the update is called, a topic after its forum; None where it does not say."""
    chat, message = update.effective_chat, update.effective_message
    title = chat.title if chat else None
    if title is None or not isinstance(message, Message) or not message.is_topic_message:
        return title
    # What is written in a topic counts as a reply to the message that opened it.
    opening = message.reply_to_message
    created = opening.forum_topic_created if opening else None
    return f"{title} · {created.name}" if created else None
