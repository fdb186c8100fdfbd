"""A bot of a few lines on python-telegram-bot: enough to talk to the playground and to its page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from playground import Playground
from tests.playground.conftest import LOOPBACK_TLS

STORY = (
    '<b>Uchrashuv</b> va <a href="https://example.org/a">havola</a>, <tg-spoiler>sir</tg-spoiler>\n'
    f"<blockquote expandable>{'Uzun iqtibos. ' * 60}</blockquote>"
)
KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Xabar", callback_data="toast"),
            InlineKeyboardButton("Ogoh", callback_data="alert"),
        ],
        [
            InlineKeyboardButton("Oʻzgartir", callback_data="edit"),
            InlineKeyboardButton("Oʻchir", callback_data="delete"),
        ],
        [
            InlineKeyboardButton("Sayt", url="https://example.org/"),
            InlineKeyboardButton("Ulashish", switch_inline_query_current_chat="yangilik"),
        ],
    ]
)


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await _message(update).reply_html(STORY, reply_markup=KEYBOARD)


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = _message(update)
    await message.reply_text(f"Siz: {message.text}")


async def _file(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = _message(update)
    document = message.document
    content = await (await document.get_file()).download_as_bytearray() if document else b"rasm"
    await message.reply_document(bytes(content), filename="javob.txt", caption=f"{len(content)} bayt")


async def _press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    match query.data:
        case "toast":
            await query.answer("Qisqa xabar")
        case "alert":
            await query.answer("Diqqat!", show_alert=True)
        case "edit":
            await query.answer()
            await query.edit_message_text("<b>Yangi</b> matn", parse_mode="HTML")
        case "delete":
            await query.answer()
            await query.delete_message()


async def _inline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.inline_query
    assert query is not None
    page = int(query.offset or 0)
    results = [
        InlineQueryResultArticle(
            f"{page}-{number}", f"{query.query} {page}-{number}", InputTextMessageContent("Karta")
        )
        for number in range(2 if query.query != "yoʻq" else 0)
    ]
    await query.answer(results, next_offset="" if page else "1")


def _message(update: Update) -> Message:
    assert update.effective_message is not None
    return update.effective_message


@asynccontextmanager
async def scripted(playground: Playground) -> AsyncIterator["Application[Any, Any, Any, Any, Any, Any]"]:
    """The bot, polling while the block lasts."""
    application = (
        Application.builder()
        .token(playground.token)
        .base_url(playground.base_url)
        .base_file_url(playground.base_file_url)
        .request(HTTPXRequest(httpx_kwargs={"verify": LOOPBACK_TLS}))
        .get_updates_request(HTTPXRequest(httpx_kwargs={"verify": LOOPBACK_TLS}))
        .build()
    )
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_press))
    application.add_handler(InlineQueryHandler(_inline))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, _echo))
    application.add_handler(MessageHandler(filters.ATTACHMENT, _file))
    async with application:
        await application.bot.set_my_commands([BotCommand("start", "Boshlash"), BotCommand("today", "Bugun")])
        await application.bot.set_my_description("Matbuot xabarlarini yetkazaman.")
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield application
        await application.updater.stop()
        await application.stop()
