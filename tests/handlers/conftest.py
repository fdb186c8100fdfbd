"""A stage for each test: playground, application, database, all real; time stands still."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import Application, ExtBot

from bot.errors import on_error
from digests.digest import render_digest
from digests.issues import Issues
from digests.publicity import Publicity
from handlers import wiring
from handlers.context import Services, Xabarnoma, context_types
from handlers.newsroom import NewsroomDesk
from news.intake import Intake
from news.relations import relations
from news.search import Search
from news.understanding import understand
from playground import ADMIN, UNLIMITED, Clock, Playground
from sources.fetching import Fetcher
from sources.opener import Opener
from sources.polling import Poller
from sources.sandbox import Sandbox
from storage.audit import Audit
from storage.bulletins import Bulletins
from storage.database import Database
from storage.deliveries import Ledger
from storage.drafts import Drafts
from storage.exports import Exports
from storage.feeds import Feeds
from storage.index import Index
from storage.pause import Pause
from storage.questions import Questions
from storage.releases import Releases
from storage.staff import Staff
from storage.subscribers import Subscribers
from tests.handlers.stage import Stage
from tests.playground.conformance import watch

NOW = datetime(2024, 11, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
async def stage(house_url: str) -> AsyncIterator[Stage]:
    database = await Database(house_url).open()
    playground = Playground(clock=Clock(NOW), limits=UNLIMITED)
    watch(playground)
    await playground.start()
    application = build(playground, database)
    await application.initialize()
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling(poll_interval=0, timeout=5, allowed_updates=wiring.UPDATES)
    yield Stage(playground, application)
    await application.updater.stop()
    await application.stop()
    await application.shutdown()
    await application.bot_data.services.opener.close()
    await playground.stop()
    await database.close()
    assert playground.complaints == []


def services(playground: Playground, database: Database, application: Xabarnoma) -> Services:
    releases, feeds, clock = Releases(database), Feeds(database), playground.clock
    ledger, index = Ledger(database), Index(database)
    intake, desk = Intake(releases, clock, understand), NewsroomDesk(application)
    opener = Opener(Sandbox(), Fetcher(["127.0.0.1"]))
    return Services(
        clock=playground.clock,
        releases=releases,
        drafts=Drafts(database),
        staff=Staff(database),
        audit=Audit(database),
        publicity=Publicity(Bulletins(database, ledger), ledger, clock, lambda: None, lambda _: None),
        exports=Exports(database),
        pause=Pause(database),
        relations=partial(relations, index=index, releases=releases),
        desk=desk,
        questions=Questions(database),
        subscribers=Subscribers(database),
        intake=intake,
        search=Search(index, releases),
        issues=Issues(Ledger(database), releases, render_digest, playground.clock),
        opener=opener,
        feeds=feeds,
        poller=Poller(feeds, opener, intake, desk, Audit(database), clock, ZoneInfo("Asia/Tashkent")),
        admin_ids=frozenset({ADMIN}),
    )


def build(playground: Playground, database: Database) -> Xabarnoma:
    bot = ExtBot(playground.token, playground.base_url, playground.base_file_url)
    application = Application.builder().bot(bot).context_types(context_types()).build()
    application.bot_data.services = services(playground, database, application)
    wiring.register(application)
    application.add_error_handler(on_error)
    return application
