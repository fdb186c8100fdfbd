"""What a plain message is: the answer to a prompt, a release, or a question.

An editor's text is a release when it is forwarded, has several lines, or is long; a short line is a question,
for them as for everybody. They can foresee it, and /new overrides it.
"""

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from digests.bulletin import REASON
from handlers import newsroom, settings
from handlers.ask import ask
from handlers.context import PRIVATE, Context, Prompt, Reader, Xabarnoma
from handlers.screen import say
from language.markup import Html, units
from news.models import CLOSED, Card, CardField

__all__ = ["register"]


def register(application: Xabarnoma) -> None:
    application.add_handler(MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, hear))
    application.add_handler(MessageHandler(PRIVATE & ~filters.COMMAND & ~filters.StatusUpdate.ALL, receive))


async def hear(update: Update, context: Context) -> None:
    """A text."""
    message = update.effective_message
    if message is None or not message.text:
        return
    reader = await context.reader(update)
    asked = context.chat.expects
    waits = asked.waits(reader.now) if isinstance(asked, Prompt) else context.chat.waits(reader.now)
    if not waits:
        context.chat.expects = None
    if not reader.is_editor and not isinstance(asked, Prompt):
        context.chat.expects = None  # the newsroom asked, and they have left it since
    if reader.is_editor and await _corrects(update, context, reader, message):
        return
    if reader.is_editor and newsroom.is_link(message.text) and context.chat.expects in (None, "release"):
        await newsroom.take_link(update, context, reader, message.text.strip())
    elif await _is_release(message, context, reader):
        await newsroom.take_text(update, context, reader, message.text)
    elif said := await _says_of_a_card(context, reader, message):
        await say(update, context, said)
    elif context.chat.expects == "field":
        await newsroom.typed_field(update, context, reader, message.text)
    elif context.chat.expects == "word":
        await newsroom.typed_word(update, context, reader, message.text)
    elif context.chat.expects == "reason":
        await newsroom.typed_reason(update, context, reader, message.text)
    elif context.chat.expects == "why":
        await newsroom.typed_why(update, context, reader, message.text)
    elif context.chat.expects == "kin":
        await newsroom.typed_kin(update, context, reader, message.text)
    elif context.chat.expects == "moment":
        await newsroom.typed_moment(update, context, reader, message.text)
    elif isinstance(context.chat.expects, Prompt):
        await settings.typed(update, context, context.chat.expects, message.text)
    else:
        await ask(update, context, reader, message.text)


async def _corrects(update: Update, context: Context, reader: Reader, message: Message) -> bool:
    """Is it an answer to a draft's card that names a field? Then that is set."""
    replied = message.reply_to_message
    named = newsroom.by_label(message.text or "") if replied else None
    if replied is None or named is None:
        return False
    pending = await context.services.drafts.on_card(Card(reader.chat_id, replied.message_id))
    if pending is None:
        return False
    await newsroom.set_typed(update, context, reader, pending, *named)
    return True


async def _says_of_a_card(context: Context, reader: Reader, message: Message) -> Html | None:
    """What to say to an answer to a draft's card that names no field: it was not meant as a question."""
    replied = message.reply_to_message
    if replied is None or not reader.is_editor or context.chat.expects is not None:
        return None
    pending = await context.services.drafts.on_card(Card(reader.chat_id, replied.message_id))
    if pending is None:
        return None
    if pending.state in CLOSED:
        return reader.phrases("draft-stale")
    field = reader.phrases.plain("card-label", field=CardField.DATE.value)
    return reader.phrases("reply-not-understood", example=f"{field}: {reader.phrases.day(reader.today)}")


async def _is_release(message: Message, context: Context, reader: Reader) -> bool:
    expects = context.chat.expects
    if not reader.is_editor or not message.text or expects in ("field", "moment", "word"):
        return False
    # A reason is a line: whoever sends a release instead never meant to give one.
    is_line = units(message.text) <= REASON and "\n" not in message.text.strip()
    if expects in ("reason", "why") and is_line and not message.forward_origin:
        return False
    if (
        context.chat.expects == "release"
        or message.forward_origin is not None
        or ("\n" in message.text.strip() and not isinstance(context.chat.expects, Prompt))
        or units(message.text) >= newsroom.RELEASE_LENGTH
    ):
        return True
    return await newsroom.belongs(context, reader, message)


async def receive(update: Update, context: Context) -> None:
    """Anything that is no text: a file, a picture with words under it, a sticker, a voice, a place."""
    message = update.effective_message
    if message is None or _merely_moves(update):
        return
    reader = await context.reader(update)
    if reader.is_editor and not message.caption and await newsroom.take_pictures(context, reader, message):
        return
    if _answered(message, context):
        return
    if not reader.is_editor:
        await say(update, context, reader.phrases("files-for-editors" if message.document else "only-text"))
    elif message.document:
        await newsroom.take_file(update, context, reader, message.document)
    elif message.caption:
        media = newsroom.media_of(message)
        await newsroom.take_text(update, context, reader, message.caption, media)
    else:
        await say(update, context, reader.phrases("only-text"))


def _answered(message: Message, context: Context) -> bool:
    """Is it a further picture of an album that was answered already? Only the first one has the words."""
    album = message.media_group_id
    if album is None or message.caption or message.document:
        return False
    known, context.chat.album = context.chat.album == album, album
    return known


def _merely_moves(update: Update) -> bool:
    """Is it an edit without words? A shared live place sends one a minute."""
    return update.edited_message is not None and not update.edited_message.caption
