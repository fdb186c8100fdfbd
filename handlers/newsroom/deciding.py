"""The last word on a draft: now, at its time, by a second person, or never."""

from datetime import UTC, datetime, time, timedelta

import structlog
from telegram import Update

from digests.desk import render_times
from handlers.context import Awaited, Context, Reader
from handlers.newsroom import cards, incoming
from handlers.newsroom.pressing import Act, At, again
from handlers.screen import say
from language.markup import Html, cut
from language.phrases import Phrases
from news.models import Added, DraftState, Duplicate, NewVersion, Pending, Published, Release, Revised
from news.timing import parse_moment

__all__ = ["ACTS", "beaten", "move", "show_changed", "tell_author", "typed_moment", "verdict"]

HOURS = (time(9), time(10), time(12), time(15), time(18))
"""Offered where they are still to come today, and tomorrow."""
OFFERED = 6
LATEST = timedelta(days=366)
JOINED = 3
"""Named at most, of what tells the same story."""

log = structlog.get_logger(__name__)


async def card(at: At) -> str:
    return await at.put(await cards.card_for(at.context.services, at.reader, at.pending))


async def publish(at: At) -> str:
    """Now, or, where its time is still to come, then."""
    services, reader, pending = at.context.services, at.reader, at.pending
    if pending.publish_at is not None and pending.publish_at > reader.now:
        return await move(at, DraftState.SCHEDULED, "draft-scheduled-short")
    result = await services.drafts.publish(pending, await at.read(), reader.person_id, reader.now)
    if result is None:
        return await beaten(at)
    log.info("published", release=result.release.id, outcome=type(result).__name__, editor=reader.person_id)
    said, notice = verdict(result, reader.phrases)
    said = Html("\n".join([said, *await _joined(at, result.release)]))
    now = await services.drafts.get(pending.id) or pending
    await at.put(await cards.card_for(services, reader, now, said))
    await cards.refresh(services, at.context.bot, now, beside=reader.chat_id)
    await tell_author(at, "your-draft-published")
    return notice


async def _joined(at: At, release: Release) -> list[Html]:
    """What tells the same story: by likeness, or since somebody said so."""
    tellings = await at.context.services.stories.tellings(release.id)
    others = [each for each in tellings if each.id != release.id]
    return [at.reader.phrases("published-joined", title=cut(each.title, 200)) for each in others[:JOINED]]


def verdict(result: Published, phrases: Phrases) -> tuple[Html, str]:
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
        case Revised():
            return phrases("published-revised"), phrases.plain("published-short")


async def submit(at: At) -> str:
    """Hand it to those who may have the last word."""
    services, reader = at.context.services, at.reader
    changed = await services.drafts.move(at.pending, DraftState.WAITING, reader.person_id, reader.now)
    if changed is None:
        return await beaten(at)
    others = [person for person in await cards.seniors(services) if person != reader.person_id]
    reached = await cards.offer_to(services, at.context.bot, others, changed)
    await at.put(await cards.card_for(services, reader, changed))
    if not reached:
        return reader.phrases.plain("draft-nobody")
    return reader.phrases.plain("draft-submitted-short", count=reached)


async def discard(at: At) -> str:
    await tell_author(at, "your-draft-discarded")
    return await move(at, DraftState.DISCARDED, "discarded-short")


async def times(at: At) -> str:
    """Choose when; or type it."""
    at.context.chat.expects = "moment"
    at.context.chat.awaited = Awaited(at.pending.id, at.pending.revision)
    return await at.put(render_times(at.shown, _offered(at.reader), at.reader.phrases))


def _offered(reader: Reader) -> dict[str, str]:
    """The next round hours, in words by minutes since the epoch."""
    here = reader.local(reader.now)
    moments = [
        datetime.combine(here.date() + timedelta(days=days), hour, here.tzinfo)
        for days in (0, 1)
        for hour in HOURS
    ]
    coming = [moment for moment in moments if moment > here][:OFFERED]
    return {str(int(moment.timestamp()) // 60): cards.moment(moment, reader) for moment in coming}


async def set_time(at: At) -> str:
    """A time that was offered, or `now`."""
    when = None if at.value == "now" else _of_minutes(at.value)
    if at.value != "now" and (when is None or not at.reader.now < when <= at.reader.now + LATEST):
        return at.reader.phrases.plain("stale-press")
    changed = await at.context.services.drafts.time(at.pending, when, at.reader.person_id, at.reader.now)
    return await show_changed(at, changed, "settings-saved")


def _of_minutes(value: str) -> datetime | None:
    if not value.isdigit() or len(value) > 9:
        return None
    return datetime.fromtimestamp(int(value) * 60, UTC)


async def typed_moment(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The time as it was typed after the menu of times."""
    awaited = context.chat.awaited
    pending = await context.services.drafts.get(awaited.draft) if awaited else None
    moment = parse_moment(text, reader.now, reader.zone)
    if pending is None or awaited is None:
        context.chat.expects = None
        return
    if moment is None or moment > reader.now + LATEST:
        await say(update, context, reader.phrases("time-not-understood"))
        return
    context.chat.expects, context.chat.awaited = None, None
    shown = await cards.shown_to(context.services, reader, pending)
    if not shown.rights.change:
        await say(update, context, reader.phrases("draft-not-yours"))
        return
    changed = None
    if pending.revision == awaited.revision:
        changed = await context.services.drafts.time(pending, moment, reader.person_id, reader.now)
    await incoming.show(context, reader, changed or pending)
    if changed is not None:
        await cards.refresh(context.services, context.bot, changed, beside=reader.chat_id)


async def move(at: At, state: DraftState, notice: str) -> str:
    changed = await at.context.services.drafts.move(at.pending, state, at.reader.person_id, at.reader.now)
    return await show_changed(at, changed, notice)


async def show_changed(at: At, changed: Pending | None, notice: str) -> str:
    """Show the change here and on every other card."""
    if changed is None:
        return await beaten(at)
    services, reader = at.context.services, at.reader
    await at.put(await cards.card_for(services, reader, changed))
    await cards.refresh(services, at.context.bot, changed, beside=reader.chat_id)
    return reader.phrases.plain(notice)


async def beaten(at: At) -> str:
    """Somebody else was first, between our look and our change."""
    stands = await at.context.services.drafts.get(at.pending.id)
    return await again(at.update, at.context, at.reader, stands or at.pending)


async def tell_author(at: At, phrase: str) -> None:
    """What somebody else decided on their draft."""
    author = at.pending.author_id
    if author in (at.reader.person_id, 0):
        return
    services = at.context.services
    title, who = cut(at.shown.understood.title, 200), await cards.name_of(services, at.reader.person_id)
    await cards.tell(services, at.context.bot, author, phrase, title=title, who=who)


ACTS: dict[str, tuple[str, Act]] = {
    "card": ("change", card),
    "publish": ("publish", publish),
    "submit": ("submit", submit),
    "discard": ("discard", discard),
    "times": ("change", times),
    "at": ("change", set_time),
}
"""By action: the right that it needs, and what does it."""
