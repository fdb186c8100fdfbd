"""The composition root: rooms -> a running bot. Tests start this one too."""

import asyncio
import time
from dataclasses import dataclass

import httpx
import structlog
from telegram.error import Conflict, TelegramError
from telegram.ext import Application, JobQueue

from bot.alerts import Alerts
from bot.counting import CountReplies
from bot.errors import on_error
from bot.feeding import Feeding
from bot.house import House
from bot.menu import introduce
from bot.polling import TIMEOUT, PollRequest
from bot.request import AiohttpRequest
from bot.scheduler import Scheduler
from bot.telegram import TelegramSender
from bot.turns import PerChat
from config.settings import Settings
from digests.delivery import Courier
from digests.dispatch import Dispatcher as InProcess
from digests.pace import Limits, Pace
from handlers.context import Context, Services, Xabarnoma, context_types
from handlers.newsroom import NewsroomDesk
from handlers.wiring import UPDATES, register
from news.ports import Dispatcher
from sources.polling import Poller

__all__ = ["Bot", "build"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The application with what runs beside its handlers."""

    application: Xabarnoma
    scheduler: Scheduler
    dispatcher: Dispatcher
    feeding: Feeding
    alerts: Alerts
    lost: asyncio.Event
    """Set when Telegram no longer knows the token."""

    async def start(self) -> None:
        """Poll, answer, tick, send. Raises TelegramError where Telegram refuses or cannot be reached."""
        self.alerts.attach()
        await self.application.initialize()
        await introduce(self.application.bot, self.application.bot_data.services.admin_ids)
        await self.application.start()
        if self.application.updater is None or self.application.job_queue is None:
            raise RuntimeError("the application was built without polling or jobs")
        self.dispatcher.start()
        self.scheduler.start(self.application.job_queue)
        self.feeding.start(self.application.job_queue)
        await self.application.updater.start_polling(
            timeout=int(TIMEOUT), allowed_updates=list(UPDATES), error_callback=_on_polling_error
        )

    async def stop(self) -> None:
        """Take no more updates; what is being answered or sent may finish. Safe after a failed start too."""
        updater = self.application.updater
        if updater is not None and updater.running:
            await updater.stop()
        await self.dispatcher.stop()
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        # Where it failed half-way, the application thinks that nothing was begun; its connections are open.
        await self.application.bot.shutdown()
        self.alerts.detach()


def build(house: House, settings: Settings, token: str, api_url: str) -> Bot:
    """The bot over these rooms. `api_url` is a Bot API server's address without `/bot`."""
    certificates = httpx.create_ssl_context()  # one for both: each copy takes megabytes
    poll = PollRequest(verify=certificates)
    pace = Pace(
        Limits(settings.send_per_second, settings.send_per_second_in_chat, settings.send_per_minute_in_group),
        time.monotonic(),
    )
    application: Xabarnoma = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(AiohttpRequest(certificates))
        .get_updates_request(poll)
        .rate_limiter(CountReplies(pace, time.monotonic))
        .context_types(context_types())
        .concurrent_updates(PerChat())
        .job_queue(JobQueue[Context]())
        .build()
    )
    desk = NewsroomDesk(application)
    poller = Poller(house.feeds, house.opener, house.intake, desk, house.audit, house.clock, settings.zone)
    application.bot_data.services = Services(
        clock=house.clock,
        releases=house.releases,
        drafts=house.drafts,
        staff=house.staff,
        audit=house.audit,
        desk=desk,
        questions=house.questions,
        subscribers=house.subscribers,
        intake=house.intake,
        search=house.search,
        issues=house.issues,
        opener=house.opener,
        feeds=house.feeds,
        poller=poller,
        admin_ids=frozenset(settings.admin_ids),
        zone=settings.timezone,
    )
    register(application)
    application.add_error_handler(on_error)
    sender = TelegramSender(application.bot)
    dispatcher = InProcess(Courier(house.ledger, sender, house.clock, pace))
    alerts = Alerts(sender, house.subscribers, house.notices, house.clock, settings.admin_ids)
    scheduler = Scheduler(house.issues, dispatcher, alerts, house.clock, desk)
    return Bot(application, scheduler, dispatcher, Feeding(poller), alerts, poll.lost)


def _on_polling_error(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another program polls with this token: stop the other one")
    else:
        log.warning("Telegram could not be asked for updates", error=error.message)
