"""A time zone from a place that the reader shares, in a private chat."""

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.constants import ParseMode

from handlers.admins import may_change
from handlers.context import Context, Prompt, Reader
from handlers.screen import patiently, say
from handlers.settings.saving import menu_of, save
from handlers.settings.screens import back
from language.phrases import Html
from language.zones import city_of, zone_at
from news.models import Message
from news.preferences import SetZone

__all__ = ["ask_where", "located"]


async def ask_where(update: Update, context: Context, reader: Reader) -> None:
    """Telegram lets a person share where they are by a button under the writing line alone."""
    share = KeyboardButton(reader.phrases.plain("locate-share"), request_location=True)
    keyboard = ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    await _tell(context, reader, reader.phrases("locate"), keyboard)


async def located(update: Update, context: Context) -> None:
    """A place was shared: the zone there, for the settings that asked for it or else the person's own."""
    message, asked = update.message, context.chat.expects
    if message is None or message.location is None:
        return
    here = await context.reader(update)
    place = asked.place if isinstance(asked, Prompt) and asked.setting == "zone" else here.here
    if not await may_change(update, context, place):
        await say(update, context, here.phrases("admins-only"))
        return
    reader = await context.reader(update, place)
    zone = zone_at(message.location.latitude, message.location.longitude)
    if zone is None:
        await say(update, context, Message(reader.phrases("located-at-sea"), ((back("zone", reader),),)))
        return
    context.chat.expects = None
    after = await save(update, context, reader, SetZone(zone))
    city = city_of(zone, reader.phrases.language)
    await _tell(context, after, after.phrases("located", zone=city), ReplyKeyboardRemove())
    await say(update, context, await menu_of(context, after))


async def _tell(
    context: Context, reader: Reader, html: Html, keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    async def send() -> None:
        await context.bot.send_message(
            reader.here.chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard
        )

    await patiently(send)
