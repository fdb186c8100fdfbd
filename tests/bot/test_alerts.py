"""Admins hear of errors: in one message, not in a hundred, and of none twice."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.alerts import Alerts
from news.ports import Gone, NotSent
from storage.database import Database
from tests.digests.newsroom import Newsroom

ADMIN, OTHER = 1002, 1003
log = logging.getLogger("digests.delivery")


@pytest.fixture
def newsroom(database: Database) -> Newsroom:
    return Newsroom(database)


@pytest.fixture
async def alerts(newsroom: Newsroom) -> AsyncIterator[Alerts]:
    alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, (ADMIN, OTHER))
    alerts.attach()
    yield alerts
    alerts.detach()


async def test_a_hundred_errors_are_one_message_to_each_admin_in_their_language(
    newsroom: Newsroom, alerts: Alerts
) -> None:
    await newsroom.subscribe(OTHER, language="en")
    for number in range(100):
        log.error("Telegram refused delivery %d: %s", number, "<b>too long</b>")
    log.error("digests wait: %s", "The disk is full.")
    await alerts.tell()
    (uzbek,), (english,) = newsroom.got(ADMIN), newsroom.got(OTHER)
    assert "101" in uzbek
    assert english.splitlines() == [
        "⚠️ Errors in the log: 101. The most frequent:",
        "100 × <code>Telegram refused delivery 99: &lt;b&gt;too long&lt;/b&gt;</code>",
        "1 × <code>digests wait: The disk is full.</code>",
    ]


async def test_what_happens_within_the_hour_is_told_after_it(newsroom: Newsroom, alerts: Alerts) -> None:
    log.error("first")
    await alerts.tell()
    log.error("second")
    await alerts.tell()
    assert len(newsroom.got(ADMIN)) == 1
    newsroom.clock.advance(timedelta(hours=1))
    await alerts.tell()
    await alerts.tell()
    assert len(newsroom.got(ADMIN)) == 2
    assert "second" in newsroom.got(ADMIN)[1]
    assert "first" not in newsroom.got(ADMIN)[1]


async def test_without_errors_there_is_no_message(newsroom: Newsroom, alerts: Alerts) -> None:
    log.warning("a flood")
    logging.getLogger("aiohttp").error("a library's trouble")
    await alerts.tell()
    assert newsroom.telegram.calls == []


async def test_what_could_not_be_sent_is_told_later(newsroom: Newsroom, alerts: Alerts) -> None:
    newsroom.telegram.answers = {ADMIN: [NotSent("no connection")], OTHER: [Gone("blocked")]}
    log.error("first")
    await alerts.tell()
    newsroom.clock.advance(timedelta(hours=1))
    await alerts.tell()
    assert "first" in newsroom.got(ADMIN)[1]


async def test_of_a_structured_event_only_the_programs_own_words_are_told(
    newsroom: Newsroom, alerts: Alerts
) -> None:
    record = logging.LogRecord("handlers.ask", logging.ERROR, "", 1, "", (), None)
    record.msg = {"event": "a handler failed", "text": "what a person asked"}
    alerts.handle(record)
    await alerts.tell()
    assert "a handler failed" in newsroom.got(ADMIN)[0]
    assert "what a person asked" not in newsroom.got(ADMIN)[0]


async def test_a_bot_that_is_started_again_and_again_tells_once_an_hour(newsroom: Newsroom) -> None:
    for _ in range(5):
        alerts = Alerts(newsroom.telegram, newsroom.subscribers, newsroom.notices, newsroom.clock, (ADMIN,))
        alerts.attach()
        log.error("the same trouble")
        await alerts.tell()
        alerts.detach()
        newsroom.clock.advance(timedelta(minutes=10))
    assert len(newsroom.got(ADMIN)) == 1


async def test_a_clock_that_is_set_back_silences_nobody(newsroom: Newsroom, alerts: Alerts) -> None:
    log.error("first")
    await alerts.tell()
    newsroom.clock.present -= timedelta(days=365)
    log.error("second")
    await alerts.tell()
    assert len(newsroom.got(ADMIN)) == 2
