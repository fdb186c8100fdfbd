"""A release comes in: as text, in several messages, forwarded, as a caption with pictures, as a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import structlog
from telegram import Message as TelegramMessage
from telegram import Update

from handlers.context import Context, Reader
from handlers.newsroom import cards, joining
from handlers.screen import post, say
from language.markup import Html, units
from language.phrases import Phrases
from news.intake import LONGEST, TOO_LONG, Refused
from news.models import Draft, DraftState, Media, Message, Pending, Piece
from sources import text as plain_text

__all__ = [
    "BUNDLES",
    "RELEASE_LENGTH",
    "belongs",
    "media_of",
    "new",
    "take_draft",
    "take_pictures",
    "take_text",
]

RELEASE_LENGTH = 200
"""UTF-16 units from which an editor's line is taken for a release: the longest questions stay below."""
CUT_AT = 3500
"""UTF-16 units: Telegram's clients cut a paste at 4,096 at the latest, at a line or a word before it."""
TOGETHER = timedelta(seconds=3)
"""The pieces of one paste, and posts that are forwarded together, are sent by the client at once."""
BUNDLES = 8
"""Albums whose pictures wait for their words."""

log = structlog.get_logger(__name__)


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


async def take_text(
    update: Update, context: Context, reader: Reader, text: str, media: tuple[Media, ...] = ()
) -> None:
    """A release as text. What belongs to the draft before it joins that one."""
    message = update.effective_message
    if message is None:
        return
    context.chat.expects = None
    waiting = context.chat.pictures.pop(message.media_group_id or "", [])
    media = (*waiting, *media)
    piece = Piece(message.message_id, text, message.date, _bundle(message))
    if update.edited_message is not None and await _rewritten(update, context, reader, piece):
        return
    before = await _before(context, reader, message)
    if before is None:
        draft = replace(plain_text.draft(text, published(message, reader)), media=media)
        await take_draft(update, context, reader, draft, piece)
        return
    pending, pieces = before
    await _join(context, reader, pending, [*pieces, piece], media)


async def take_draft(
    update: Update, context: Context, reader: Reader, draft: Draft, piece: Piece | None = None
) -> None:
    """Store the draft, then read and show it; what is no release is closed with a sentence."""
    services, pieces = context.services, [piece] if piece else []
    pending = await services.drafts.open(
        reader.chat_id, reader.person_id, draft, update.update_id, reader.now, pieces=pieces
    )
    await show(context, reader, pending)


async def show(context: Context, reader: Reader, pending: Pending, notice: str = "") -> None:
    """Show the card below what was said; what cannot be a release is closed with a sentence."""
    services = context.services
    try:
        await cards.show_card(services, context.bot, reader, pending, notice)
    except Refused as refusal:
        await services.drafts.move(
            pending, DraftState.DISCARDED, reader.person_id, reader.now, refusal.reason
        )
        await post(context.bot, reader.chat_id, Message(_refusal(refusal.reason, reader.phrases)))


async def take_pictures(context: Context, reader: Reader, message: TelegramMessage) -> bool:
    """A picture without words: it joins its album's draft, or the draft whose card it answers. False where
    there is none."""
    media = media_of(message)
    if not media:
        return False
    before = await _before(context, reader, message)
    if before is None:
        return _kept_for_its_words(context, message, media)
    pending, pieces = before
    piece = Piece(message.message_id, "", message.date, _bundle(message))
    await _join(context, reader, pending, [*pieces, piece], media)
    return True


def _kept_for_its_words(context: Context, message: TelegramMessage, media: Sequence[Media]) -> bool:
    """Whether it is of an album, whose words may be under one of its later pictures."""
    album = message.media_group_id
    if album is None:
        return False
    context.chat.pictures.setdefault(album, []).extend(media)
    while len(context.chat.pictures) > BUNDLES:
        del context.chat.pictures[next(iter(context.chat.pictures))]
    return True


def media_of(message: TelegramMessage) -> tuple[Media, ...]:
    """The picture or film that the message holds, in its best size."""
    if message.photo:
        return (Media("photo", message.photo[-1].file_id),)
    if message.video:
        return (Media("video", message.video.file_id),)
    return ()


def _bundle(message: TelegramMessage) -> str | None:
    return "forwarded" if message.forward_origin and not message.media_group_id else message.media_group_id


async def belongs(context: Context, reader: Reader, message: TelegramMessage) -> bool:
    """Is the message a further part of the last draft, or an edit of a draft's message?"""
    if message.edit_date is not None:
        return await context.services.drafts.of_message(reader.chat_id, message.message_id) is not None
    return await _before(context, reader, message) is not None


async def _before(
    context: Context, reader: Reader, message: TelegramMessage
) -> tuple[Pending, Sequence[Piece]] | None:
    """The open draft that the message is a further part of, with the messages it has so far."""
    drafts = context.services.drafts
    pending = await drafts.latest(reader.chat_id, reader.person_id)
    if pending is None or message.edit_date is not None:
        return None
    pieces = await drafts.pieces(pending)
    return (pending, pieces) if pieces and continues(pieces[-1], message) else None


def continues(before: Piece, message: TelegramMessage) -> bool:
    """Is the message the rest of a paste that the client had to cut, a line forwarded together with the post
    before it, or a further picture of an album? Whole posts that are forwarded together are releases each."""
    bundle = _bundle(message)
    if message.media_group_id is not None and bundle == before.bundle:
        return True
    if not timedelta(0) <= message.date - before.sent_at <= TOGETHER or bundle != before.bundle:
        return False
    text = message.text or ""
    is_scrap = bundle is not None and units(text) < RELEASE_LENGTH and "\n" not in text.strip()
    return is_scrap or units(before.text) >= CUT_AT


async def _join(
    context: Context, reader: Reader, pending: Pending, pieces: Sequence[Piece], media: Sequence[Media]
) -> None:
    """Add a message to the draft."""
    whole = plain_text.draft(joined([piece.text for piece in pieces]), pending.draft.published)
    draft = replace(pending.draft, title=whole.title, text=whole.text, media=(*pending.draft.media, *media))
    changed = await context.services.drafts.rewrite(pending, draft, pieces[-1:], reader.now)
    if changed is not None:
        await show(context, reader, changed)


async def _rewritten(update: Update, context: Context, reader: Reader, piece: Piece) -> bool:
    """The message was edited: so is its draft, and what is published gets a new version. False where the
    message is no release that we know."""
    services = context.services
    pending = await services.drafts.of_message(reader.chat_id, piece.message_id)
    if pending is None or pending.author_id != reader.person_id:
        return False
    if pending.state is DraftState.DISCARDED:
        return False
    if pending.state is DraftState.MERGED:
        return await _part_rewritten(update, context, reader, pending, piece)
    pieces = [
        piece if known.message_id == piece.message_id else known
        for known in await services.drafts.pieces(pending)
    ]
    whole = plain_text.draft(joined([each.text for each in pieces]), pending.draft.published)
    draft = replace(pending.draft, title=whole.title, text=whole.text)
    if pending.state is DraftState.PUBLISHED:
        await _reopen(update, context, reader, pending, draft)
        return True
    changed = await services.drafts.rewrite(pending, draft, [piece], reader.now)
    if changed is not None:
        await _show_rewritten(context, reader, pending, changed)
    return True


async def _show_rewritten(context: Context, reader: Reader, before: Pending, changed: Pending) -> None:
    """The card with the new text, here and wherever it is; who approved the old one sees it anew."""
    recalled = before.state is DraftState.SCHEDULED
    await show(context, reader, changed, reader.phrases("draft-recalled") if recalled else "")
    await cards.refresh(context.services, context.bot, changed, beside=reader.chat_id)
    if recalled:
        await cards.ask_again(context.services, context.bot, before, changed)


async def _part_rewritten(
    update: Update, context: Context, reader: Reader, part: Pending, piece: Piece
) -> bool:
    """The message is of a draft that was made one with another: so is its new text."""
    texts = [
        piece.text if known.message_id == piece.message_id else known.text
        for known in await context.services.drafts.pieces(part)
    ]
    made = await joining.rewrite_part(context, part, piece, joined(texts))
    if made is None or made[0].state is DraftState.DISCARDED:
        return False
    whole, changed, draft = made
    if whole.state is DraftState.PUBLISHED:
        await _reopen(update, context, reader, whole, draft)
    elif changed is not None:
        await _show_rewritten(context, reader, whole, changed)
    return True


async def _reopen(update: Update, context: Context, reader: Reader, pending: Pending, draft: Draft) -> None:
    """The text of a release that is out was edited: a draft of its new version."""
    services = context.services
    latest = await services.releases.newest_version(pending.release or 0)
    made = await services.releases.corrections_of(latest.id) if latest else {}
    opened = await services.drafts.open(
        reader.chat_id,
        reader.person_id,
        draft,
        update.update_id,
        reader.now,
        revises=latest.id if latest else None,
        corrections=made,
    )
    await show(context, reader, opened, reader.phrases("draft-new-version") if latest else "")


def joined(texts: Sequence[str]) -> str:
    """Messages as one text. Where the client had to cut, a paragraph ends only where a sentence does."""
    whole, last = "", 0
    for text in texts:
        first, rest = whole.rstrip(), text.lstrip()
        cut = last >= CUT_AT and not first.endswith((".", "!", "?", "…", "”", "»", '"'))
        whole = "".join([first, " " if cut else "\n\n", rest]) if first and rest else first or rest
        last = units(text)
    return whole


def published(message: TelegramMessage, reader: Reader) -> date:
    """The day of publication: that of the original for a forwarded post, else the day it was sent."""
    origin = message.forward_origin
    return reader.local(origin.date if origin else message.date).date()


def _refusal(reason: str, phrases: Phrases) -> Html:
    if reason == TOO_LONG:
        return phrases("release-too-long", limit=LONGEST)
    return phrases("release-empty")
