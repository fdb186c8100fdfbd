"""The newsroom towards whoever is not in a chat with it: sources that bring drafts, and the clock."""

import asyncio

import structlog
from telegram.error import TelegramError

from digests.office import render_paused
from handlers.context import Services, Xabarnoma, reader_of
from handlers.newsroom import cards
from handlers.screen import post
from news.intake import Refused
from news.models import CLOSED, Draft, DraftState, Pending

__all__ = ["HOUSE", "NewsroomDesk"]

HOUSE = 0
"""The author and the chat of a draft that nobody sent: no person has this id."""
AGREED = (DraftState.WAITING, DraftState.SCHEDULED)

log = structlog.get_logger(__name__)


class NewsroomDesk:
    """The port `handlers.context.Desk` over the running application."""

    def __init__(self, application: Xabarnoma) -> None:
        self._application = application
        self._turn = asyncio.Lock()

    @property
    def _services(self) -> Services:
        return self._application.bot_data.services

    async def offer(self, draft: Draft, source: str, mark: int) -> None:
        services = self._services
        now = services.clock.now()
        standing = None
        if draft.reference is not None:
            standing = await services.drafts.under_reference(source, draft.reference)
        if standing is not None and standing.draft == draft:
            return
        if standing is not None:
            pending = await services.drafts.rewrite(standing, draft, (), now)
        else:
            pending = await services.drafts.open(HOUSE, HOUSE, draft, mark, now, source=source)
        if pending is not None and pending.state not in CLOSED:
            await self._show(pending, is_recalled=standing is not None and standing.state in AGREED)

    async def tend(self) -> None:
        """One at a time: two ticks at once would show a card twice."""
        async with self._turn:
            # Before anything new leaves: what was withdrawn is told of to the end.
            await self._services.publicity.settle()
            for pending in await self._services.drafts.due(self._services.clock.now()):
                await self._publish(pending)
            for pending in await self._services.drafts.without_card():
                await self._show(pending)

    async def greet(self) -> None:
        services = self._services
        if not await services.pause.is_on():
            return
        log.warning("the bot came out of a backup and sends nothing until an owner says so")
        for person_id in services.admin_ids:
            reader = await reader_of(services, person_id)
            try:
                await post(self._application.bot, person_id, render_paused(reader.phrases))
            except TelegramError as error:
                log.info("an owner could not be told", person=person_id, reason=error.message)

    async def _publish(self, pending: Pending) -> None:
        """Its time has come. A draft that cannot be read any more goes back to whoever wrote it."""
        services, bot = self._services, self._application.bot
        try:
            understood = await asyncio.to_thread(services.intake.understand, pending.draft)
        except Refused as refusal:
            log.error("a scheduled draft cannot be published", draft=pending.id, reason=refusal.reason)
            await services.drafts.move(pending, DraftState.OPEN, HOUSE, services.clock.now(), refusal.reason)
            return
        result = await services.drafts.publish(pending, understood, None, services.clock.now())
        if result is None:
            return
        log.info("published at its time", release=result.release.id, draft=pending.id)
        done = await services.drafts.get(pending.id) or pending
        await cards.refresh(services, bot, done)
        if pending.author_id != HOUSE:
            title = result.release.title[:200]
            await cards.tell(services, bot, pending.author_id, "your-draft-out", title=title)

    async def _show(self, pending: Pending, *, is_recalled: bool = False) -> None:
        """To whoever it concerns; `is_recalled`: what they had agreed to was another text."""
        services, bot = self._services, self._application.bot
        try:
            if pending.author_id != HOUSE:
                await cards.offer_to(services, bot, [pending.chat_id], pending)
            if pending.author_id == HOUSE or pending.state is DraftState.WAITING:
                others = [one for one in await cards.seniors(services) if one != pending.author_id]
                said = "draft-recalled" if is_recalled else None
                await cards.offer_to(services, bot, others, pending, said)
        except Refused as refusal:
            now = services.clock.now()
            await services.drafts.move(pending, DraftState.DISCARDED, HOUSE, now, refusal.reason)
