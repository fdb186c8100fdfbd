"""The one error handler: logs first, then says a sentence to the person. It never raises."""

import structlog
from telegram import InlineQueryResultsButton, Update
from telegram.error import Forbidden, TelegramError

from config.redaction import said
from handlers.context import Context
from language.phrases import Phrases, language_for
from news.ports import StorageError

__all__ = ["on_error"]

log = structlog.get_logger(__name__)


async def on_error(update: object, context: Context) -> None:
    """What a handler raised. The log has everything; the person hears that it failed and what to do.

    An update that came from nobody (polling failed) is only logged. Neither are those told who blocked the
    bot: there is nobody left to tell.
    """
    error = context.error
    if not isinstance(update, Update):
        log.warning("Telegram could not be asked for updates", error=said(error) if error else "")
        return
    log.error("a handler failed", update_id=update.update_id, exc_info=error)
    if isinstance(error, Forbidden):
        return
    try:
        await _tell(
            update, context, "error-storage" if isinstance(error, StorageError) else "error-unexpected"
        )
    except TelegramError as lost:
        log.warning("the person could not be told", update_id=update.update_id, error=said(lost))
    except Exception:
        log.exception("the error handler failed", update_id=update.update_id)


async def _tell(update: Update, context: Context, key: str) -> None:
    phrases = await _phrases(update, context)
    if update.callback_query is not None:
        await update.callback_query.answer(phrases.plain(key)[:200], show_alert=True)
    elif update.inline_query is not None:
        later = InlineQueryResultsButton(phrases.plain("inline-later"), start_parameter="inline")
        await update.inline_query.answer([], cache_time=0, is_personal=True, button=later)
    elif update.effective_message is not None and update.my_chat_member is None:
        await update.effective_message.reply_text(phrases.plain(key))


async def _phrases(update: Update, context: Context) -> Phrases:
    """The person's language; where the database is what failed, that of their Telegram."""
    person, chat = update.effective_user, update.effective_chat
    try:
        known = await context.services.subscribers.get(chat.id) if chat else None
    except Exception:
        log.info("the person's language could not be read", update_id=update.update_id)
        known = None
    return Phrases(known.language if known else language_for(person.language_code if person else None))
