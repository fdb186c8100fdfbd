"""A release that is out: managed, corrected, withdrawn; and its pictures for who reads it."""

import secrets
from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Update
from telegram.error import BadRequest

from digests.presses import OnRelease
from digests.publicity import UNDO, Sending
from digests.release_desk import render_audience, render_release, render_sent
from handlers.context import Context, Reader, Xabarnoma
from handlers.newsroom import grouping, incoming, withdrawing
from handlers.screen import on_press, show
from news.models import Release
from news.rights import is_senior

__all__ = ["register", "send_media"]

ALBUM = 10
"""Most pictures in one album (Bot API, sendMediaGroup)."""

Act = Callable[[Update, Context, Reader, OnRelease], Awaitable[str]]

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    async def pressed(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
        context.chat.expects = None
        if not is_senior(reader.role):
            return reader.phrases.plain("editors-only")
        if press.action not in ACTS:
            return reader.phrases.plain("stale-press")
        return await ACTS[press.action](update, context, reader, press)

    application.add_handler(on_press(OnRelease, pressed))


async def manage(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    release = await context.services.releases.newest_version(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    await show(update, context, render_release(release, reader.phrases))
    return ""


async def fix(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """A draft of the release as it stands, to be corrected on its card."""
    services = context.services
    release = await services.releases.newest_version(press.release)
    draft = await services.releases.as_read(release.id) if release else None
    if release is None or draft is None:
        return reader.phrases.plain("release-gone")
    opened = await services.drafts.open(
        reader.chat_id,
        reader.person_id,
        draft,
        update.update_id,
        reader.now,
        revises=release.id,
        corrections=await services.releases.corrections_of(release.id),
    )
    await incoming.show(context, reader, opened, reader.phrases("draft-revises"))
    return ""


async def tell_change(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """Bring what was sent up to date with the release as it stands."""
    release = await context.services.releases.newest_version(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    sending = await context.services.publicity.correct(release, withdrawn=False)
    await _log_push(context, reader, release, sending)
    said = reader.phrases("change-told", count=sending.to)
    await show(update, context, render_sent(said, sending.name, reader.phrases, undo=False, release=release))
    return ""


async def urgent(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """To whom; a press of one of the numbers sends it."""
    services = context.services
    release = await services.releases.newest_version(press.release)
    if release is None:
        return reader.phrases.plain("release-gone")
    everybody = await services.publicity.audience()
    if not everybody:
        return reader.phrases.plain("nobody-subscribed")
    followers = await services.publicity.audience(release)
    token = secrets.token_hex(6)
    await show(update, context, render_audience(release, everybody, followers, token, reader.phrases))
    return ""


async def send(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """On its way in ten seconds, unless it is called back."""
    whom, _, token = press.value.partition("-")
    release = await context.services.releases.newest_version(press.release)
    if release is None or not token:
        return reader.phrases.plain("release-gone")
    sending = await context.services.publicity.urgent(release, token, followers=whom == "some")
    await _log_push(context, reader, release, sending)
    said = reader.phrases("push-sent", count=sending.to, seconds=int(UNDO.total_seconds()))
    await show(update, context, render_sent(said, sending.name, reader.phrases, undo=True, release=release))
    return ""


async def _log_push(context: Context, reader: Reader, release: Release, sending: Sending) -> None:
    told = f"{sending.name}: {sending.to}"
    audit = context.services.audit
    await audit.record(reader.now, reader.person_id, "push", f"release {release.id}", None, told)


async def send_media(bot: Bot, chat_id: int, release: Release) -> None:
    """The release's pictures, before its text. Those that Telegram no longer has are passed over."""
    kinds = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument}
    media = [kinds[each.kind](each.file_id) for each in release.media[:ALBUM]]
    try:
        if len(media) > 1:
            await bot.send_media_group(chat_id, media)
        elif release.media and release.media[0].kind == "video":
            await bot.send_video(chat_id, release.media[0].file_id)
        elif release.media and release.media[0].kind == "document":
            await bot.send_document(chat_id, release.media[0].file_id)
        elif release.media:
            await bot.send_photo(chat_id, release.media[0].file_id)
    except BadRequest as error:
        log.warning("the pictures of a release are gone", release=release.id, reason=error.message)


ACTS: dict[str, Act] = {
    "manage": manage,
    "fix": fix,
    "tell": tell_change,
    "urgent": urgent,
    "send": send,
    **grouping.ACTS,
    **withdrawing.ACTS,
}
"""By action what does it; all are for editors and owners."""
