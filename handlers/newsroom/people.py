"""The people of the press office: who may do what, invited by a link that works once, taken off at once."""

from datetime import timedelta

import structlog
from telegram import Update

from digests.office import render_member, render_people
from digests.presses import InOffice
from handlers.context import Context, Reader
from handlers.menu import show_menu
from handlers.newsroom import cards
from handlers.screen import say, show
from news.models import Message, Role

__all__ = ["ACTS", "JOIN", "join", "people"]

JOIN = "join_"
"""How what an invitation's link carries begins."""
LASTS = timedelta(days=2)

log = structlog.get_logger(__name__)


async def people(update: Update, context: Context) -> None:
    """`/people`"""
    reader = await context.reader(update)
    context.chat.expects = None
    if reader.role is not Role.OWNER:
        await say(update, context, reader.phrases("owners-only"))
        return
    await say(update, context, await _everybody(context, reader))


async def _list(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    await show(update, context, await _everybody(context, reader))
    return ""


async def _everybody(context: Context, reader: Reader) -> Message:
    services = context.services
    named = [await cards.name_of(services, each) for each in sorted(services.admin_ids)]
    members = await services.staff.members()
    return render_people(members, named, await cards.four_eyes(services), reader.phrases)


async def _invite(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    """A link for one person, to be passed on."""
    if press.value not in set(Role):
        return reader.phrases.plain("stale-press")
    word = await context.services.staff.invite(
        Role(press.value), reader.person_id, reader.now, reader.now + LASTS
    )
    link = f"https://t.me/{context.bot.username}?start={JOIN}{word}"
    hours = int(LASTS.total_seconds()) // 3600
    await say(update, context, reader.phrases("invitation", role=press.value, link=link, hours=hours))
    return ""


async def join(update: Update, context: Context, word: str) -> None:
    """Somebody opened an invitation's link."""
    reader, person = await context.reader(update), update.effective_user
    name = person.full_name[:100] if person else ""
    role = None
    if reader.role is not Role.OWNER:
        role = await context.services.staff.join(word, reader.person_id, name, reader.now)
    if role is None:
        await say(update, context, reader.phrases("invitation-spent"))
        return
    # Cards come unasked from now on: in the language in which they spoke to us.
    await context.services.subscribers.save(reader.subscriber)
    log.info("joined the press office", person=reader.person_id, role=role.value)
    await say(update, context, reader.phrases("joined", role=role.value))
    await show_menu(context.services, context.bot, reader.person_id, reader.phrases.language)


async def _member(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    members = {member.person_id: member for member in await context.services.staff.members()}
    if press.number not in members:
        return reader.phrases.plain("stale-press")
    await show(update, context, render_member(members[press.number], reader.phrases))
    return ""


async def _assign(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    if press.value not in set(Role):
        return reader.phrases.plain("stale-press")
    staff = context.services.staff
    changed = await staff.assign(press.number, Role(press.value), reader.person_id, reader.now)
    await _refresh(context, press.number)
    await _list(update, context, reader, press)
    await show_menu(context.services, context.bot, press.number)
    return reader.phrases.plain("settings-saved" if changed else "settings-unchanged")


async def _remove(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    """From this moment on none of their buttons works; what they left open is for others to decide."""
    if not await context.services.staff.assign(press.number, None, reader.person_id, reader.now):
        return reader.phrases.plain("settings-unchanged")
    await _refresh(context, press.number)
    await _list(update, context, reader, press)
    await show_menu(context.services, context.bot, press.number)
    left = [each for each in await context.services.drafts.undecided() if each.author_id == press.number]
    return reader.phrases.plain("removed", count=len(left))


async def _refresh(context: Context, person_id: int) -> None:
    """Their open cards lose, or gain, the buttons of their rights."""
    for pending in await context.services.drafts.undecided():
        shown_in = {card.chat_id for card in await context.services.drafts.cards(pending.id)}
        if person_id in shown_in:
            await cards.refresh(context.services, context.bot, pending)


async def _four_eyes(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    value = "off" if await cards.four_eyes(context.services) else "on"
    await context.services.staff.set_option(cards.FOUR_EYES, value, reader.person_id, reader.now)
    await _list(update, context, reader, press)
    others = [one for one in await cards.seniors(context.services) if one != reader.person_id]
    if value == "on" and not others:
        return reader.phrases.plain("four-eyes-alone")
    return reader.phrases.plain("settings-saved")


async def drafts(update: Update, context: Context) -> None:
    """`/drafts`: what is on its way, each as a card."""
    reader = await context.reader(update)
    context.chat.expects = None
    if not reader.is_editor:
        await say(update, context, reader.phrases("editors-only"))
        return
    senior = reader.role in (Role.OWNER, Role.EDITOR)
    waiting = [
        each
        for each in await context.services.drafts.undecided()
        if senior or each.author_id == reader.person_id
    ]
    if not waiting:
        await say(update, context, reader.phrases("drafts-none"))
    for pending in waiting[-SHOWN:]:
        await cards.show_card(context.services, context.bot, reader, pending)
    if len(waiting) > SHOWN:
        await say(update, context, reader.phrases("drafts-more", count=len(waiting) - SHOWN))


SHOWN = 5
"""Cards shown at once, the latest."""

ACTS = {
    "people": _list,
    "invite": _invite,
    "member": _member,
    "assign": _assign,
    "remove": _remove,
    "eyes": _four_eyes,
}
