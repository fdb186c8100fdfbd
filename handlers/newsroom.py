"""Editors push releases: a text or a file comes in, is shown as it was understood, and is published."""

import asyncio
from datetime import date, timedelta

import structlog
from telegram import Document, Update
from telegram import Message as TelegramMessage
from telegram.error import BadRequest
from telegram.ext import CommandHandler

from digests.card import render_card, render_decided
from digests.presses import Discard, OpenRelease, Publish
from digests.render import button
from handlers.context import PRIVATE, Context, LastDraft, Reader, Xabarnoma
from handlers.screen import edit, on_press, say, show
from language.markup import Html, units
from language.phrases import Phrases
from news.intake import LONGEST, TOO_LONG, Refused
from news.models import Added, AddResult, Button, Duplicate, NewVersion, Pending, Understood
from sources import text as plain_text
from sources.text import Unreadable

__all__ = ["RELEASE_LENGTH", "continues", "register", "take_file", "take_text"]

RELEASE_LENGTH = 200
"""UTF-16 units from which an editor's line is taken for a release: the longest questions stay below."""
MOST_BYTES = 4 * LONGEST
"""Of a file: no text of LONGEST characters takes more in any encoding we read. Bigger ones are not fetched
(Telegram itself gives bots no file above 20 MB)."""
CUT_AT = 3500
"""UTF-16 units: Telegram's clients cut a paste at 4,096 at the latest, at a line or a word before it."""
TOGETHER = timedelta(seconds=3)
"""The pieces of one paste are sent by the client at once."""

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(CommandHandler("new", new, PRIVATE))
    application.add_handler(on_press(Publish, publish))
    application.add_handler(on_press(Discard, discard))


async def new(update: Update, context: Context) -> None:
    """`/new`: the next message is a release whatever its length; `/new text`: this one is."""
    reader = await context.reader(update)
    context.chat.expects = None
    if not reader.is_editor:
        await say(update, context, reader.phrases("editors-only"))
        return
    given = (update.effective_message.text or "").split(maxsplit=1) if update.effective_message else []
    if len(given) > 1:
        await take_text(update, context, reader, given[1])
        return
    context.chat.expects = "release"
    await say(update, context, reader.phrases("new-release"))


async def take_text(update: Update, context: Context, reader: Reader, text: str) -> None:
    """A release as text. The rest of a long paste joins the draft that its beginning made."""
    message = update.effective_message
    if message is None:
        return
    context.chat.expects = None
    before = context.chat.draft
    if before is not None and continues(before, message):
        text = joined(before.text, text)
    else:
        before = None
    opened = await _open(update, context, reader, text, published(message, reader))
    if before is not None:
        await context.services.drafts.close(before.id)
    if opened is None:
        return
    pending, understood = opened
    card = render_card(understood, pending.id, reader.phrases)
    place = before.card if before else None
    if place is None or not await edit(context, reader.chat_id, place, card):
        place = await say(update, context, card)
    context.chat.draft = LastDraft(pending.id, text, message.date, place, units(message.text or ""))


def continues(before: LastDraft, message: TelegramMessage) -> bool:
    """Is the message the rest of a paste that the client had to cut?"""
    return (
        before.units >= CUT_AT
        and message.forward_origin is None
        and message.edit_date is None
        and timedelta(0) <= message.date - before.sent_at <= TOGETHER
    )


def joined(first: str, rest: str) -> str:
    """Two pieces of a paste: a paragraph ends between them only where a sentence does."""
    first, rest = first.rstrip(), rest.lstrip()
    return f"{first}\n\n{rest}" if first.endswith((".", "!", "?", "…", "”", "»", '"')) else f"{first} {rest}"


def published(message: TelegramMessage, reader: Reader) -> date:
    """The day of publication: that of the original for a forwarded post, else the day it was sent."""
    origin = message.forward_origin
    return reader.local(origin.date if origin else message.date).date()


async def _open(
    update: Update, context: Context, reader: Reader, text: str, day: date
) -> tuple[Pending, Understood] | None:
    """Store the draft, then read it. None where it is refused; the sentence is said then."""
    draft = plain_text.draft(text, day)
    services = context.services
    pending = await services.drafts.open(reader.chat_id, reader.person_id, draft, update.update_id)
    try:
        return pending, await asyncio.to_thread(services.intake.understand, pending.draft)
    except Refused as refusal:
        await services.drafts.close(pending.id)
        await say(update, context, _refusal(refusal.reason, reader.phrases))
        return None


def _refusal(reason: str, phrases: Phrases) -> Html:
    if reason == TOO_LONG:
        return phrases("release-too-long", limit=LONGEST)
    return phrases("release-empty")


async def take_file(update: Update, context: Context, reader: Reader, document: Document) -> None:
    """A release as a .txt file, in whatever encoding."""
    context.chat.expects = None
    name = (document.file_name or "–")[:80]
    if not name.lower().endswith(".txt") and document.mime_type != "text/plain":
        await say(update, context, reader.phrases("file-kind", name=name))
        return
    data = await _fetched(document)
    if data is None:
        await say(update, context, reader.phrases("release-too-long", limit=LONGEST))
        return
    try:
        text = await asyncio.to_thread(plain_text.decode, data)
    except Unreadable as reason:
        log.info("a file could not be read", reason=reason.reason)
        empty = reason.reason == "empty"
        said = reader.phrases("release-empty") if empty else reader.phrases("file-unreadable", name=name)
        await say(update, context, said)
        return
    await take_text(update, context, reader, text)


async def _fetched(document: Document) -> bytes | None:
    """The file's bytes; None where it is too big for a release, or for Telegram to give it to a bot."""
    if (document.file_size or 0) > MOST_BYTES:
        return None
    try:
        file = await document.get_file()
    except BadRequest as error:
        if "file is too big" in error.message.lower():
            return None
        raise
    return bytes(await file.download_as_bytearray())


async def publish(update: Update, context: Context, reader: Reader, press: Publish) -> str:
    """Published first, closed after: should we die between the two, a second press finds a duplicate."""
    pending = await _pending(context, reader, press.draft)
    if isinstance(pending, str):
        return pending
    result = await context.services.intake.publish(pending.draft)
    if not await context.services.drafts.close(press.draft):
        return reader.phrases.plain("draft-stale")
    log.info("published", release=result.release.id, outcome=type(result).__name__, editor=reader.person_id)
    verdict, notice = _verdict(result, reader.phrases)
    opener = button(reader.phrases.plain("open-button"), OpenRelease(result.release.id))
    await _decide(update, context, reader, pending, verdict, opener)
    return notice


def _verdict(result: AddResult, phrases: Phrases) -> tuple[Html, str]:
    """What became of the draft, in a line over its card and in the notice."""
    match result:
        case Added():
            return phrases("published-added"), phrases.plain("published-short")
        case Duplicate(stands):
            said = phrases("published-duplicate", title=stands.title[:200], day=stands.published)
            return said, phrases.plain("duplicate-short")
        case NewVersion(_, replaced):
            said = phrases("published-version", title=replaced.title[:200], day=replaced.published)
            return said, phrases.plain("published-short")


async def discard(update: Update, context: Context, reader: Reader, press: Discard) -> str:
    pending = await _pending(context, reader, press.draft)
    if isinstance(pending, str):
        return pending
    if not await context.services.drafts.close(press.draft):
        return reader.phrases.plain("draft-stale")
    await _decide(update, context, reader, pending, reader.phrases("discarded"))
    return reader.phrases.plain("discarded-short")


async def _pending(context: Context, reader: Reader, draft_id: int) -> Pending | str:
    """The open draft that this person may decide on, else why not. Who was an editor may be one no more."""
    if not reader.is_editor:
        return reader.phrases.plain("editors-only")
    pending = await context.services.drafts.get(draft_id)
    if pending is None or pending.chat_id != reader.chat_id:
        return reader.phrases.plain("draft-stale")
    return pending


async def _decide(
    update: Update,
    context: Context,
    reader: Reader,
    pending: Pending,
    verdict: Html,
    opener: Button | None = None,
) -> None:
    """Show on the card what became of it. Nothing more can be added to a draft that is decided."""
    if context.chat.draft is not None and context.chat.draft.id == pending.id:
        context.chat.draft = None
    understood = await asyncio.to_thread(context.services.intake.understand, pending.draft)
    card = render_decided(understood, verdict, reader.phrases, opener)
    if not await show(update, context, card):
        await say(update, context, card)
