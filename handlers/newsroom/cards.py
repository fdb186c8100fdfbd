"""Drafts on the screens of those who may decide on them: each sees the card in their own language, with the
buttons of their own rights, and sees it change when somebody else changes it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from digests.desk import Shown, render_decided, render_draft
from handlers.context import Reader, Services, reader_of
from handlers.screen import post, put
from language.markup import Html
from language.phrases import Phrases
from news.corrections import corrected
from news.intake import Refused
from news.merged import together
from news.models import CLOSED, Card, DraftState, Message, Pending, Relation, Release, Understood, Verdict
from news.ports import StorageError
from news.rights import concerns, is_senior, rights

__all__ = [
    "ask_again",
    "card_for",
    "four_eyes",
    "instead",
    "moment",
    "name_of",
    "offer_to",
    "refresh",
    "seniors",
    "show_card",
    "shown_to",
    "tell",
    "understood_of",
]

FOUR_EYES = "four_eyes"

log = structlog.get_logger(__name__)


async def four_eyes(services: Services) -> bool:
    """Must two people agree on what is published?"""
    return await services.staff.option(FOUR_EYES) == "on"


async def understood_of(services: Services, pending: Pending) -> Understood:
    """The draft as it is read now, with what was set by hand. Raises `news.intake.Refused`."""
    read = await asyncio.to_thread(services.intake.understand, pending.draft)
    return corrected(read, pending.corrections)


async def shown_to(services: Services, reader: Reader, pending: Pending, notice: str = "") -> Shown:
    """The draft as this person sees it. Raises `news.intake.Refused`."""
    understood = await understood_of(services, pending)
    said = await _said(services, pending)
    return Shown(
        pending=pending,
        understood=understood,
        relation=await _relation(services, pending, understood, said),
        said=said,
        beside=await _beside(services, pending),
        is_merged=pending.state is DraftState.OPEN and bool(await services.drafts.parts(pending.id)),
        rights=rights(reader.role, reader.person_id, pending, four_eyes=await four_eyes(services)),
        today=reader.today,
        when=moment(pending.publish_at, reader) if pending.publish_at else "",
        who=await _who(services, reader, pending),
        notice=notice,
    )


async def _beside(services: Services, pending: Pending) -> tuple[Pending, ...]:
    """Drafts with which it may be made one, the nearest first."""
    if pending.state is not DraftState.OPEN:
        return ()
    others = [each for each in await services.drafts.undecided() if together(pending, each)]
    return tuple(sorted(others, key=lambda each: abs(each.id - pending.id)))


async def _said(services: Services, pending: Pending) -> tuple[tuple[Release, Verdict], ...]:
    """What somebody said that the draft is to releases that still stand."""
    found = {release.id: release for release in await services.releases.load(list(pending.verdicts))}
    return tuple((found[other], said) for other, said in pending.verdicts.items() if other in found)


async def _relation(
    services: Services, pending: Pending, understood: Understood, said: Sequence[tuple[Release, Verdict]]
) -> Relation | None:
    """The likest release that stands and of which nobody has said what the draft is to it; none where the
    draft was found a place."""
    undecided = pending.state in (DraftState.OPEN, DraftState.WAITING)
    placed = pending.revises is not None or any(verdict is Verdict.ONE for _, verdict in said)
    if not undecided or placed:
        return None
    apart = {release.story for release, _ in said}
    return next(iter(await services.relations(understood, without=apart)), None)


async def _who(services: Services, reader: Reader, pending: Pending) -> str:
    if pending.source is not None:
        return pending.source
    return "" if pending.author_id == reader.person_id else await name_of(services, pending.author_id)


async def name_of(services: Services, person_id: int) -> str:
    """What a person of the press office is called, else their number."""
    if person_id in services.names:
        return services.names[person_id]
    members = await services.staff.members()
    return next((member.name for member in members if member.person_id == person_id), f"№{person_id}")


def moment(at: datetime, reader: Reader) -> str:
    """A moment to come on the reader's own clock, in words."""
    local = reader.local(at)
    return f"{reader.said(local.date())}, {local:%H:%M}"


async def card_for(services: Services, reader: Reader, pending: Pending, notice: str = "") -> Message:
    """The draft's card as this person sees it, whatever became of it. Raises `news.intake.Refused`."""
    shown = await shown_to(services, reader, pending, notice)
    if pending.state not in CLOSED:
        return render_draft(shown, reader.phrases)
    release = None
    if pending.release is not None:
        release = await services.releases.get(pending.release)
    verdict = Html(notice) if notice else _verdict(pending, reader.phrases)
    return render_decided(shown, verdict, reader.phrases, release, senior=is_senior(reader.role))


def _verdict(pending: Pending, phrases: Phrases) -> Html:
    if pending.state is DraftState.DISCARDED:
        return phrases("discarded")
    if pending.state is DraftState.MERGED:
        return phrases("draft-merged")
    return phrases("published-added")


async def show_card(services: Services, bot: Bot, reader: Reader, pending: Pending, notice: str = "") -> None:
    """Send the card anew, below what was said last; an older one in this chat goes."""
    message = await card_for(services, reader, pending, notice)
    older = [card for card in await services.drafts.cards(pending.id) if card.chat_id == reader.chat_id]
    sent = await post(bot, reader.chat_id, message)
    await services.drafts.show_on(pending.id, Card(reader.chat_id, sent))
    for card in older:
        await _take_away(services, bot, card)


async def _take_away(services: Services, bot: Bot, card: Card) -> None:
    await services.drafts.hide(card)
    try:
        await bot.delete_message(card.chat_id, card.message_id)
    except BadRequest as error:
        log.info("an older card stays", reason=error.message)


async def instead(services: Services, bot: Bot, older: Sequence[Pending], newer: Sequence[Pending]) -> None:
    """Wherever one of the older drafts was shown, the newer are in their place."""
    shown = [card for each in older for card in await services.drafts.cards(each.id)]
    for chat_id in dict.fromkeys(card.chat_id for card in shown):
        try:
            for card in shown:
                if card.chat_id == chat_id:
                    await _take_away(services, bot, card)
            reader = await reader_of(services, chat_id)
            for each in newer:
                if concerns(reader.role, reader.person_id, each):
                    await show_card(services, bot, reader, each)
        except TelegramError as error:
            log.info("a card could not be brought up to date", chat=chat_id, reason=error.message)


async def _close(services: Services, bot: Bot, reader: Reader, card: Card) -> None:
    """Somebody left the press office, or is an author now: nothing of the draft stays on their screen."""
    await services.drafts.hide(card)
    said = reader.phrases("draft-foreign" if reader.is_editor else "editors-only")
    await put(bot, card.chat_id, card.message_id, Message(said))


async def refresh(
    services: Services, bot: Bot, pending: Pending, notice: str = "", beside: int | None = None
) -> None:
    """Show on every card of the draft how it stands now, save in the chat `beside`; whoever it concerns no
    more loses theirs. A chat that cannot be reached hinders no other."""
    for card in await services.drafts.cards(pending.id):
        if card.chat_id == beside:
            continue
        try:
            reader = await reader_of(services, card.chat_id)
            if not concerns(reader.role, reader.person_id, pending):
                await _close(services, bot, reader, card)
                continue
            await put(bot, card.chat_id, card.message_id, await card_for(services, reader, pending, notice))
        except TelegramError as error:
            log.info("a card could not be brought up to date", chat=card.chat_id, reason=error.message)


async def seniors(services: Services) -> Sequence[int]:
    """Those who may have the last word."""
    members = await services.staff.members()
    named = [member.person_id for member in members if is_senior(member.role)]
    return [*services.admin_ids, *(each for each in named if each not in services.admin_ids)]


async def offer_to(
    services: Services, bot: Bot, people: Sequence[int], pending: Pending, said: str | None = None
) -> int:
    """Show the card to these people, under the phrase `said`; how many it reached."""
    reached = 0
    for person_id in people:
        reader = await reader_of(services, person_id)
        try:
            await show_card(services, bot, reader, pending, reader.phrases(said) if said else "")
            reached += 1
        except (Forbidden, BadRequest) as error:
            log.info("an editor has not started the bot", person=person_id, reason=error.message)
    return reached


async def ask_again(services: Services, bot: Bot, before: Pending, changed: Pending) -> None:
    """Whoever approved another text than the one that it has now: the card, below what was said last."""
    approver = before.changed_by
    if approver in (None, 0, changed.author_id):
        return
    try:
        reader = await reader_of(services, approver)
        if concerns(reader.role, approver, changed):
            await show_card(services, bot, reader, changed, reader.phrases("draft-recalled"))
    except (TelegramError, Refused) as error:
        log.info("whoever approved a draft could not be shown its new text", reason=type(error).__name__)


async def tell(services: Services, bot: Bot, person_id: int, phrase: str, **values: str) -> None:
    """A sentence to somebody of the press office in their own chat; it is no matter if it fails."""
    try:
        reader = await reader_of(services, person_id)
        await post(bot, person_id, Message(reader.phrases(phrase, **values)))
    except (TelegramError, StorageError) as error:
        log.info("somebody of the press office could not be told", person=person_id, reason=str(error))
