"""A reader's last questions -> a message in which each can be asked again or deleted."""

from collections.abc import Sequence

from digests.presses import AskAgain, Forget, ForgetAll
from digests.render import button
from language.markup import clean, cut
from language.phrases import Phrases
from news.models import Asked, Message

__all__ = ["render_history"]

QUESTION = 40
"""UTF-16 units of a question on its button: a phone shows about as many."""


def render_history(questions: Sequence[Asked], phrases: Phrases) -> Message:
    """The questions, in the order given; a sentence where there are none."""
    rows = [
        (button(cut(text, QUESTION), AskAgain(asked.id)), button("✕", Forget(asked.id)))
        for asked in questions
        if (text := clean(asked.text).strip())
    ]
    if not rows:
        return Message(phrases("history-empty"))
    return Message(phrases("history"), (*rows, (button(phrases.plain("forget-all-button"), ForgetAll()),)))
