"""A reader's last questions -> a message in which each can be asked again or deleted."""

from collections.abc import Sequence

from digests.parts import in_rows
from digests.presses import AskAgain, Forget, ForgetAll
from digests.render import button
from language.markup import clean, cut, escape
from language.phrases import Phrases
from news.models import Asked, Message

__all__ = ["render_history"]

QUESTION = 200
"""UTF-16 units of a question that are shown."""
WIDTH = 5
"""Numbers in a row: a phone shows them large enough for a thumb."""


def render_history(questions: Sequence[Asked], phrases: Phrases) -> Message:
    """The questions in the order given, each with its two buttons; a sentence where there are none."""
    shown = [(asked, text) for asked in questions if (text := " ".join(clean(asked.text).split()))]
    if not shown:
        return Message(phrases("history-empty"))
    lines = [f"<b>{number}.</b> {escape(cut(text, QUESTION))}" for number, (_, text) in enumerate(shown, 1)]
    again = [button(str(number), AskAgain(asked.id)) for number, (asked, _) in enumerate(shown, 1)]
    forget = [button(f"✕ {number}", Forget(asked.id)) for number, (asked, _) in enumerate(shown, 1)]
    everything = button(phrases.plain("forget-all-button"), ForgetAll())
    return Message(
        "\n\n".join([phrases("history"), "\n".join(lines), phrases("history-hint")]),
        (*in_rows(again, WIDTH), *in_rows(forget, WIDTH), (everything,)),
    )
