"""The composition root: rooms -> a running bot. Tests start this one too."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

import httpx
from telegram.ext import Application, JobQueue

from bot.alerts import Alerts
from bot.errors import on_error
from bot.feeding import Feeding
from bot.house import House
from bot.measures import CountingSender, Measures, TimedSearch
from bot.menu import introduce
from bot.polling import Polling, PollRequest
from bot.receipts import Receipts
from bot.replies import Replies
from bot.request import AiohttpRequest
from bot.roles import ALL, Role, limits_of
from bot.scheduler import Scheduler
from bot.services import services_of
from bot.telegram import TelegramSender
from bot.turns import PerChat
from bot.vitals import Vitals
from bot.watchdog import Watchdog
from config.settings import Settings
from digests.delivery import GRACE_SECONDS, Courier
from digests.dispatch import Dispatcher as InProcess
from digests.pace import Pace
from handlers.context import Context, Xabarnoma, context_types
from handlers.wiring import register
from news.ports import Dispatcher, Sender
from storage.batches import QueuedLedger
from storage.inbox import Inbox

if TYPE_CHECKING:
    from bot.webhook import Webhook

__all__ = ["Bot", "build"]

TELL_SECONDS = 60.0


class Updates(Protocol):
    """How updates come from Telegram."""

    async def start(self) -> None:
        """Begin to take them. Raises TelegramError, Problem."""

    async def stop(self) -> None:
        """Take no more; what is being answered may finish. Safe where it never started."""


@dataclass(frozen=True, slots=True)
class Bot:
    """The application with what runs beside its handlers."""

    application: Xabarnoma
    scheduler: Scheduler
    dispatcher: Dispatcher
    feeding: Feeding
    alerts: Alerts
    updates: Updates
    lost: asyncio.Event
    """Set when Telegram no longer knows the token."""
    measures: Measures
    vitals: Vitals
    watchdog: Watchdog
    roles: frozenset[Role] = ALL

    async def start(self) -> None:
        """Take updates, answer, tick, send: as its roles are. Raises TelegramError where Telegram refuses
        or cannot be reached, Problem where a port is taken."""
        self.alerts.attach()
        await self.application.initialize()
        if Role.WEB in self.roles:
            await introduce(self.application.bot, self.application.bot_data.services)
        await self.application.start()
        if self.application.job_queue is None:
            raise RuntimeError("the application was built without jobs")
        self.dispatcher.start()
        if Role.SCHEDULER in self.roles:
            self.scheduler.start(self.application.job_queue)
            self.feeding.start(self.application.job_queue)
            await self.application.bot_data.services.desk.greet()
        # Not the tick's affair: that it hangs is the first thing to tell.
        self.application.job_queue.run_repeating(self._tell, TELL_SECONDS)
        if Role.WEB in self.roles:
            await self.updates.start()

    async def stop(self) -> None:
        """Take no more updates; what is being answered or sent may finish. Safe after a failed start too."""
        self.scheduler.stop(GRACE_SECONDS)
        # At the same time: while the last poll ends, which takes seconds, no other digest begins.
        await asyncio.gather(self.updates.stop(), self.dispatcher.stop())
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        # Where it failed half-way, the application thinks that nothing was begun; its connections are open.
        await self.application.bot.shutdown()
        self.alerts.detach()

    async def _tell(self, _: object) -> None:
        """Each process tells the errors of its own log."""
        await self.alerts.tell()


def build(house: House, settings: Settings, token: str, api_url: str, roles: frozenset[Role] = ALL) -> Bot:
    """The bot over these rooms. `api_url` is a Bot API server's address without `/bot`."""
    certificates = httpx.create_ssl_context()  # one for both: each copy takes megabytes
    receipts = Receipts(_inbox(house, settings, token), house.clock)
    poll = PollRequest(receipts, verify=certificates)
    pace = Pace(limits_of(settings, roles), time.monotonic())
    measures = Measures()
    # Behind a webhook what is left unanswered is the inbox's own to see to.
    turns = PerChat(measures, receipts if settings.webhook_url is None else None)
    request, replies = AiohttpRequest(certificates), Replies(pace, time.monotonic, measures=measures)
    application = _application(token, api_url, request, poll, replies, turns)
    paid = TelegramSender(application.bot, paid=settings.allow_paid_broadcast)
    dispatcher = _dispatcher(house, CountingSender(paid, measures), pace, roles)
    services = services_of(house, application, dispatcher, settings.admin_ids, settings.timezone)
    services = replace(services, search=TimedSearch(house.search, measures))
    application.bot_data.services = services
    sender = TelegramSender(application.bot)
    alerts = Alerts(sender, house.subscribers, house.notices, house.clock, settings.admin_ids)
    scheduler = Scheduler(house.issues, dispatcher, house.clock, services.desk, house.pause, house.counts)
    webhook = _webhook(house, settings, application, token)
    updates: Updates = webhook or Polling(application, poll, receipts)
    watchdog = Watchdog(
        measures,
        sending=dispatcher if Role.WORKER in roles else None,
        ticking=scheduler if Role.SCHEDULER in roles else None,
        polling=updates if isinstance(updates, Polling) and Role.WEB in roles else None,
        inbox=webhook if Role.WEB in roles else None,
    )
    return Bot(
        application=application,
        scheduler=scheduler,
        dispatcher=dispatcher,
        feeding=Feeding(services.poller, house.disk),
        alerts=alerts,
        updates=updates,
        lost=poll.lost,
        measures=measures,
        vitals=Vitals(
            house.clock,
            scheduler if Role.SCHEDULER in roles else None,
            poll if webhook is None and Role.WEB in roles else None,
            watchdog,
            time.monotonic(),
            hearing=webhook.hearing if webhook is not None and Role.WEB in roles else None,
        ),
        watchdog=watchdog,
        roles=roles,
    )


def _application(
    token: str, api_url: str, request: AiohttpRequest, poll: PollRequest, replies: Replies, turns: PerChat
) -> Xabarnoma:
    """python-telegram-bot with our handlers in it, and no services yet."""
    application: Xabarnoma = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(request)
        .get_updates_request(poll)
        .rate_limiter(replies)
        .context_types(context_types())
        .concurrent_updates(turns)
        .job_queue(JobQueue[Context]())
        .build()
    )
    register(application)
    application.add_error_handler(on_error)
    return application


def _dispatcher(house: House, sender: Sender, pace: Pace, roles: frozenset[Role]) -> Dispatcher:
    if not isinstance(house.ledger, QueuedLedger):
        return InProcess(Courier(house.ledger, sender, house.clock, pace))
    from bot.dispatching.batches import Batches
    from bot.dispatching.dispatcher import QueueDispatcher
    from bot.dispatching.worker import Worker

    if Role.WORKER not in roles:
        return QueueDispatcher(house.ledger, house.clock)
    batches = Batches(house.ledger.batch, sender, house.clock, pace)
    return QueueDispatcher(house.ledger, house.clock, Worker(house.database, batches))


def _webhook(house: House, settings: Settings, application: Xabarnoma, token: str) -> "Webhook | None":
    if settings.webhook_url is None:
        return None
    from bot.webhook import Webhook

    return Webhook(application, _inbox(house, settings, token), house.clock, settings)


def _inbox(house: House, settings: Settings, token: str) -> Inbox:
    bot_id = int(token.partition(":")[0])
    return Inbox(house.database, bot_id, timedelta(days=settings.inbox_days) or None)
