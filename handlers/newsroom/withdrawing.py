"""A release is taken back, with a word on why for those who received it where somebody types one."""

import structlog
from telegram import Message as TelegramMessage
from telegram import MessageEntity, Update

from digests.bulletin import REASON
from digests.presses import OnRelease
from digests.release_desk import render_sent, render_withdrawal
from handlers.context import Context, Reader
from handlers.screen import say, show
from language.markup import clean, cut

__all__ = ["ACTS", "typed_why"]

WHY = "why"
"""In a press: the reason stands quoted in the message that was pressed, which no restart forgets."""

log = structlog.get_logger(__name__)


async def ask_withdrawal(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """Once more before it is gone from every screen; what is typed next is the reason."""
    release = await context.services.releases.newest_version(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    context.chat.expects, context.chat.release, context.chat.asked_at = "why", release.id, reader.now
    reached = await context.services.publicity.reached(release.id)
    await show(update, context, render_withdrawal(release, reached, reader.phrases))
    return ""


async def typed_why(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The same question with the reason in it, as its readers will see it. Nothing is withdrawn yet."""
    release = await context.services.releases.newest_version(context.chat.release)
    context.chat.expects = None
    if release is None:
        await say(update, context, reader.phrases("release-gone"))
        return
    why = cut(" ".join(clean(text).split()), REASON)
    reached = await context.services.publicity.reached(release.id)
    await say(update, context, render_withdrawal(release, reached, reader.phrases, why))


async def withdraw(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """From now on nobody sees it; those who received it are told."""
    services, why = context.services, _quoted(update) if press.value == WHY else ""
    release = await services.releases.withdraw(press.release, reader.person_id, why, reader.now)
    if release is not None:
        log.info("withdrawn", release=release.id, editor=reader.person_id)
    else:  # the press came twice, or came again after the bot died over it
        release = await services.releases.withdrawn(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    sending = await services.publicity.correct(release, withdrawn=True)
    said = reader.phrases("withdrawn", title=cut(release.title, 200), count=sending.to)
    await show(update, context, render_sent(said, sending.name, reader.phrases, undo=False))
    return reader.phrases.plain("withdrawn-short")


def _quoted(update: Update) -> str:
    """What the pressed message quotes; "" where it is too old for Telegram to show it to us."""
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, TelegramMessage):
        return ""
    return next(iter(message.parse_entities([MessageEntity.BLOCKQUOTE]).values()), "")


ACTS = {"withdraw": ask_withdrawal, "gone": withdraw}
