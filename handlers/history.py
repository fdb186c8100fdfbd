"""What a person asked before: shown, asked again, deleted."""

from telegram import Update
from telegram.ext import CommandHandler

from digests.history import render_history
from digests.presses import AskAgain, Forget, ForgetAll
from handlers.ask import ask, own_question
from handlers.context import PRIVATE, Context, Reader, Xabarnoma
from handlers.screen import on_press, say, show
from news.models import Message

__all__ = ["register"]

SHOWN = 10


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("history", history, PRIVATE))
    application.add_handler(on_press(AskAgain, ask_again))
    application.add_handler(on_press(Forget, forget))
    application.add_handler(on_press(ForgetAll, forget_all))


async def history(update: Update, context: Context) -> None:
    context.chat.expects = None
    reader = await context.reader(update)
    await say(update, context, await _shown(context, reader))


async def _shown(context: Context, reader: Reader) -> Message:
    asked = await context.services.questions.recent(reader.chat_id, reader.person_id, SHOWN)
    return render_history(asked, reader.phrases)


async def ask_again(update: Update, context: Context, reader: Reader, press: AskAgain) -> str:
    """The same words, asked today: the answer comes below, the history stays."""
    asked = await own_question(context, reader, press.question)
    if isinstance(asked, str):
        return asked
    await ask(update, context, reader, asked.text)
    return ""


async def forget(update: Update, context: Context, reader: Reader, press: Forget) -> str:
    """That it was deleted before is as good as done."""
    await context.services.questions.forget(press.question, reader.chat_id, reader.person_id)
    return await _show_rest(update, context, reader)


async def forget_all(update: Update, context: Context, reader: Reader, _: ForgetAll) -> str:
    await context.services.questions.forget_all(reader.chat_id, reader.person_id)
    return await _show_rest(update, context, reader)


async def _show_rest(update: Update, context: Context, reader: Reader) -> str:
    shown = await show(update, context, await _shown(context, reader))
    return reader.phrases.plain("forgotten" if shown else "stale-button")
