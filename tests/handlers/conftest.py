"""A stage for each test: playground, application, database, all real; time stands still."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram.ext import Application, ExtBot

from bot.errors import on_error
from bot.house import furnished
from bot.services import services_of
from bot.telegram import TelegramSender
from digests.delivery import Courier
from digests.dispatch import Dispatcher
from digests.pace import Limits, Pace
from handlers import wiring
from handlers.context import Xabarnoma, context_types
from playground import ADMIN, UNLIMITED, Clock, Playground
from sources.fetching import Fetcher
from sources.opener import Opener
from sources.sandbox import Sandbox
from storage.database import Database
from tests.handlers.stage import Stage
from tests.playground.conformance import watch
from tests.playground.conftest import loopback_request

NOW = datetime(2024, 11, 28, 9, 0, tzinfo=UTC)
UNPACED = Limits(1000, 1000, 1000)


@pytest.fixture
async def stage(house_url: str) -> AsyncIterator[Stage]:
    database = await Database(house_url).open()
    opener = Opener(Sandbox(), Fetcher(["127.0.0.1"]))
    playground = Playground(clock=Clock(NOW), limits=UNLIMITED)
    watch(playground)
    await playground.start()
    house = furnished(database, opener, playground.clock)
    application = build(playground)
    courier = Courier(
        house.ledger, TelegramSender(application.bot), house.clock, Pace(UNPACED, time.monotonic())
    )
    # Nobody starts it: what is enqueued stays in the ledger until a test sends it.
    dispatcher = Dispatcher(courier)
    application.bot_data.services = services_of(house, application, dispatcher, (ADMIN,))
    await application.initialize()
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling(poll_interval=0, timeout=5, allowed_updates=wiring.UPDATES)
    yield Stage(playground, application, house, courier)
    await application.updater.stop()
    await dispatcher.stop()
    await application.stop()
    await application.shutdown()
    await opener.close()
    await playground.stop()
    await database.close()
    assert playground.complaints == []


def build(playground: Playground) -> Xabarnoma:
    bot = ExtBot(
        playground.token,
        playground.base_url,
        playground.base_file_url,
        request=loopback_request(),
        get_updates_request=loopback_request(),
    )
    application = Application.builder().bot(bot).context_types(context_types()).build()
    wiring.register(application)
    application.add_error_handler(on_error)
    return application
