"""The newsroom towards whoever is not in a chat with it: sources that bring drafts, and the clock."""

import asyncio
from collections import Counter
from collections.abc import Awaitable

import structlog
from telegram.error import TelegramError

from digests.office import render_paused
from handlers.context import Services, Xabarnoma, reader_of
from handlers.newsroom import cards
from handlers.screen import post
from language.markup import cut
from news.intake import Refused
from news.models import CLOSED, Draft, DraftState, Pending
from news.ports import StorageError

__all__ = ["HOUSE", "NewsroomDesk"]

HOUSE = 0
"""The author and the chat of a draft that nobody sent: no person has this id."""
ATTEMPTS = 5
"""Ticks for which a draft is tried that the database does not take."""
UNSTORABLE = "not stored"
"""In the log: why a draft was given back."""
AGREED = (DraftState.WAITING, DraftState.SCHEDULED)

log = structlog.get_logger(__name__)


async def _fault(doing: Awaitable[None], pending: Pending) -> Exception | None:
    """What went wrong with one draft: whatever it is, it stops no other. Logged without words of the text."""
    try:
        await doing
    except Exception as error:  # of one draft among many: any fault of ours may be in it
        log.error("a draft could not be tended", draft=pending.id, kind=type(error).__name__)
        return error
    return None


class NewsroomDesk:
    """The port `handlers.context.Desk` over the running application."""

    def __init__(self, application: Xabarnoma) -> None:
        self._application = application
        self._turn = asyncio.Lock()
        self._failed: Counter[tuple[int, int]] = Counter()
        """How often a draft, at a revision, did not come out."""

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
                error = await _fault(self._publish(pending), pending)
                if error is not None:
                    await _fault(self._give_back(pending, error), pending)
            for pending in await self._services.drafts.without_card():
                await _fault(self._show(pending), pending)

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

    async def _give_back(self, pending: Pending, error: Exception) -> None:
        """To its author, with a word. Where the database said no, only after a few ticks: that may be its own
        trouble, and then the draft is published as soon as that is over."""
        services, bot, turn = self._services, self._application.bot, (pending.id, pending.revision)
        self._failed[turn] += 1
        if isinstance(error, StorageError) and self._failed[turn] < ATTEMPTS:
            return
        changed = await services.drafts.move(
            pending, DraftState.OPEN, HOUSE, services.clock.now(), UNSTORABLE
        )
        del self._failed[turn]
        if changed is None:
            return
        title = pending.draft.title or pending.draft.text.strip().partition("\n")[0]
        for person_id in dict.fromkeys(each for each in (pending.author_id, pending.changed_by) if each):
            await cards.tell(services, bot, person_id, "your-draft-not-out", title=cut(title, 200))
        await cards.refresh(services, bot, changed)

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
