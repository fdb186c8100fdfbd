"""Posts of a channel that an editor follows: drafts or releases, and their edits."""

from dataclasses import replace

import structlog
from telegram import Message as Post
from telegram import Update
from telegram.ext import MessageHandler, filters

from digests.schedule import zone_of
from handlers.context import Context, Xabarnoma
from handlers.newsroom import BUNDLES, media_of
from news.intake import Refused
from news.models import Draft, DraftState, Feed, Media
from sources import text as plain_text
from sources.marks import mark

__all__ = ["address_of", "register"]

POSTS = filters.UpdateType.CHANNEL_POSTS & ~filters.COMMAND & ~filters.StatusUpdate.ALL

log = structlog.get_logger(__name__)


def register(application: Xabarnoma) -> None:
    application.add_handler(MessageHandler(POSTS, posted))


def address_of(chat_id: int) -> str:
    """The channel as the address of a feed."""
    return f"tg:{chat_id}"


async def posted(update: Update, context: Context) -> None:
    """A post, or a post that was edited. Channels that nobody follows are not listened to: anybody may make
    the bot an admin of theirs."""
    post = update.effective_message
    if post is None:
        return
    feed = await context.services.feeds.at(address_of(post.chat.id))
    if feed is None or feed.paused:
        return
    text = post.text or post.caption
    if text:
        waiting = context.chat.pictures.pop(post.media_group_id or "", [])
        draft = _draft(context, post, text)
        known = await _known_media(context, feed, post) if post.media_group_id else ()
        media = dict.fromkeys((*known, *waiting, *media_of(post)))
        await _take(context, feed, replace(draft, media=tuple(media)))
    elif post.media_group_id is not None:
        await _add_picture(context, feed, post)


def _draft(context: Context, post: Post, text: str) -> Draft:
    origin = post.forward_origin
    day = (origin.date if origin else post.date).astimezone(zone_of(context.services.zone)).date()
    return plain_text.draft(text, day, reference=_reference(post), url=post.link)


def _reference(post: Post) -> str:
    """The same for every picture of an album and for each edit."""
    own = f"album:{post.media_group_id}" if post.media_group_id else str(post.message_id)
    return f"{address_of(post.chat.id)}:{own}"


async def _take(context: Context, feed: Feed, draft: Draft) -> None:
    services = context.services
    if feed.mode == "draft":
        told = (draft.reference or "", draft.title, draft.text, *(each.file_id for each in draft.media))
        await services.desk.offer(draft, feed.title, mark(*told))
    else:
        try:
            result = await services.intake.publish(draft)
        except Refused as refusal:
            log.info("a post is no release", feed=feed.id, reason=refusal.reason)
            return
        subject = f"release {result.release.id}"
        await services.audit.record(services.clock.now(), None, "publish", subject, after=feed.title)
    now = services.clock.now()
    await services.feeds.record(replace(feed, checked_at=now, news_at=now))


async def _add_picture(context: Context, feed: Feed, post: Post) -> None:
    """A further picture of an album: it joins the draft or the release, or waits for the picture that has the
    words."""
    services, reference = context.services, _reference(post)
    known = await services.drafts.under_reference(feed.title, reference)
    if known is not None and known.state in (DraftState.OPEN, DraftState.WAITING):
        await _take(context, feed, replace(known.draft, media=(*known.draft.media, *media_of(post))))
    elif known is None and not await services.releases.illustrate(reference, media_of(post)):
        context.chat.pictures.setdefault(post.media_group_id or "", []).extend(media_of(post))
        while len(context.chat.pictures) > BUNDLES:
            del context.chat.pictures[next(iter(context.chat.pictures))]


async def _known_media(context: Context, feed: Feed, post: Post) -> tuple[Media, ...]:
    """The pictures of an album that came already: an edit of its words brings one of them alone."""
    draft = await context.services.drafts.under_reference(feed.title, _reference(post))
    release = await context.services.releases.by_reference(_reference(post))
    return draft.draft.media if draft else release.media if release else ()
