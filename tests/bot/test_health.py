"""What the bot tells of how it does: to orchestrators, to Prometheus, to an operator."""

import socket
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from telegram import Bot

from bot.disk import Disk
from bot.health import application
from bot.hearing import Hearing, Said
from bot.measures import CountingSender, Measures, TimedSearch
from bot.polling import PollRequest
from bot.vitals import POLL_SECONDS, Vitals
from bot.watchdog import Watchdog
from news.models import Message, Period
from news.ports import Later, Sent
from news.search import Search
from storage.database import Database
from storage.feeds import Feeds
from storage.index import Index
from storage.releases import Releases
from tests.bot.program import Terminal, running, xabarnoma
from tests.bot.test_scheduler import scheduler_of
from tests.digests.newsroom import Newsroom

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"


class Page:
    def __init__(self, newsroom: Newsroom, feeds: Feeds) -> None:
        self.newsroom = newsroom
        self.scheduler = scheduler_of(newsroom)
        self.poll = PollRequest()
        self.passed = 0.0
        self.measures = Measures()
        self.free = 2 << 30
        self.disk = Disk(Path(), 1024, lambda _: self.free)
        clock = newsroom.clock
        watchdog = Watchdog(self.measures)
        self.hearing = Hearing(Bot(TOKEN), "https://bot.example.org/telegram")
        self.hearing.said = Said(is_ours=True, pending=0, failed_at=None)
        vitals = Vitals(
            clock, self.scheduler, self.poll, watchdog, 0.0, lambda: self.passed, hearing=self.hearing
        )
        app = application(vitals, self.measures, newsroom.ledger, feeds, self.disk)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")

    async def metrics(self) -> dict[str, float]:
        """Sample -> value, by its name and labels."""
        answer = await self.http.get("/metrics")
        assert answer.status_code == 200
        return {
            f"{sample.name}{sample.labels or ''}": sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }


@pytest.fixture
async def page(database: Database) -> AsyncIterator[Page]:
    page = Page(Newsroom(database), Feeds(database))
    yield page
    await page.http.aclose()
    await page.poll.shutdown()


async def test_a_bot_that_ticks_and_is_answered_is_alive_and_ready(page: Page) -> None:
    for path in ("/livez", "/readyz"):
        answer = await page.http.get(path)
        assert answer.status_code == 200
        assert answer.json()["status"] == "ok"
    assert (await page.http.get("/elsewhere")).status_code == 404


async def test_a_bot_that_telegram_has_not_answered_for_long_is_not_alive(page: Page) -> None:
    page.passed = page.scheduler.done_at = POLL_SECONDS + 1
    answer = await page.http.get("/livez")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "tick": "ok", "telegram": "no answer for 601 s"}
    page.poll.answered_at = page.passed
    assert (await page.http.get("/livez")).status_code == 200


async def test_a_bot_whose_webhook_telegram_does_not_post_to_is_alive_but_not_ready(page: Page) -> None:
    page.hearing.said = Said(is_ours=False, pending=7, failed_at=None)
    answer = await page.http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["telegram"] == "it posts to another address"
    assert (await page.http.get("/livez")).status_code == 200
    page.passed = page.scheduler.done_at = page.poll.answered_at = POLL_SECONDS + 1
    assert (await page.http.get("/readyz")).json()["telegram"] == "no answer for 601 s"


async def test_updates_that_wait_with_telegram_leave_a_bot_ready(page: Page) -> None:
    """A balancer that took it out for that would let more of them wait."""
    failed_at = datetime(2026, 5, 14, 12, tzinfo=UTC)
    page.hearing.said = Said(is_ours=True, pending=7, failed_at=failed_at)
    page.hearing.stored_at, page.passed = 10.0, 70.0
    assert (await page.http.get("/readyz")).json()["telegram"] == "ok"
    told = await page.metrics()
    assert told["xabarnoma_webhook_ours"] == 1
    assert told["xabarnoma_webhook_pending"] == 7
    assert told["xabarnoma_webhook_last_error_timestamp_seconds"] == failed_at.timestamp()
    assert told["xabarnoma_webhook_lag_seconds"] == 60


async def test_metrics_tell_what_stands_in_the_ledger_and_what_became_of_messages(page: Page) -> None:
    newsroom = page.newsroom
    newsroom.telegram.answers[2] = [Later(20.0)]
    counting = CountingSender(newsroom.telegram, page.measures)
    assert isinstance(await counting.send(1, None, Message("bir")), Sent)
    await counting.send(2, None, Message("ikki"))
    page.measures.handled("message", 0.2)
    for chat_id in (1, 2, 3):
        await newsroom.subscribe(chat_id)
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    page.passed = 30.0
    told = await page.metrics()
    assert told["xabarnoma_deliveries{'state': 'sent'}"] == 3
    assert told["xabarnoma_deliveries{'state': 'unknown'}"] == 0
    assert told["xabarnoma_floods_total"] == 1
    assert told["xabarnoma_outcomes_total{'outcome': 'sent'}"] == 1
    assert told["xabarnoma_update_seconds_bucket{'kind': 'message', 'le': '0.3'}"] == 1
    assert told["xabarnoma_update_seconds_bucket{'kind': 'message', 'le': '0.1'}"] == 0
    assert told["xabarnoma_update_seconds_count{'kind': 'message'}"] == 1
    assert told["xabarnoma_oldest_pending_seconds"] == 0
    assert told["xabarnoma_tick_lag_seconds"] == 30
    assert told["xabarnoma_feeds{'state': 'failing'}"] == 0
    assert told["xabarnoma_database_up"] == 1


async def test_the_ledger_is_counted_once_a_minute_at_the_most(page: Page) -> None:
    """A million rows take half a second, and Prometheus asks every few seconds."""
    newsroom, sent = page.newsroom, "xabarnoma_deliveries{'state': 'sent'}"
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(minutes=59, seconds=30))
    assert (await page.metrics())[sent] == 0
    await newsroom.to_the_hour()
    assert (await page.metrics())[sent] == 0
    newsroom.clock.advance(timedelta(minutes=1))
    assert (await page.metrics())[sent] == 1
    newsroom.clock.advance(timedelta(days=1))
    assert (await page.metrics())[sent] == 0


async def test_metrics_tell_how_long_a_reader_waits_for_a_digest(page: Page) -> None:
    reader = await page.newsroom.subscribe(1)
    assert (await page.metrics())["xabarnoma_oldest_due_seconds"] == 0
    assert reader.next_due_at is not None
    late = reader.next_due_at + timedelta(hours=2)
    page.newsroom.clock.advance(late - page.newsroom.clock.now())
    assert (await page.metrics())["xabarnoma_oldest_due_seconds"] == 7200


async def test_questions_are_timed(page: Page, database: Database) -> None:
    seconds = iter((10.0, 10.004))
    search = Search(Index(database), Releases(database))
    timed = TimedSearch(search, page.measures, monotonic=lambda: next(seconds))
    assert (await timed.ask("suv", date(2026, 5, 14))).total == 0
    assert not await timed.days(Period(date(2026, 5, 1), date(2026, 5, 31)))
    told = await page.metrics()
    assert told["xabarnoma_question_seconds_bucket{'le': '0.005'}"] == 1
    assert told["xabarnoma_question_seconds_count"] == 1


async def test_where_the_database_is_gone_the_page_says_so(page: Page, tmp_path: Path) -> None:
    gone = Newsroom(Database(f"sqlite+aiosqlite:///{tmp_path / 'no' / 'x.db'}"))
    page = Page(gone, Feeds(Database(f"sqlite+aiosqlite:///{tmp_path / 'no' / 'x.db'}")))
    answer = await page.http.get("/readyz")
    assert answer.status_code == 503
    assert "does not exist" in answer.json()["database"]
    assert (await page.metrics())["xabarnoma_database_up"] == 0
    await page.http.aclose()
    await page.poll.shutdown()


async def test_the_running_bot_is_asked_by_a_command(settled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    settings = {"HEALTH_PORT": port}
    async with running(settled, settings) as bot:
        asked = await xabarnoma(settled, "health", settings=settings)
        assert (asked.code, asked.err) == (0, "")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            assert (await http.get("/readyz")).status_code == 200
            assert "xabarnoma_deliveries" in (await http.get("/metrics")).text
        assert await bot.stop() == 0


def test_where_nobody_answers_the_command_fails(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    asked = terminal.types("health", settings={"HEALTH_PORT": port})
    assert asked.code == 1
    assert "Nobody answers" in asked.err


def test_without_a_port_there_is_nothing_to_ask(terminal: Terminal) -> None:
    assert "HEALTH_PORT is not set" in terminal.types("health").err


def test_settings_are_shown_with_their_source_and_without_secrets(terminal: Terminal) -> None:
    database = "postgresql+psycopg://bot:sesame@db/news"
    given = {"TELEGRAM_TOKEN": TOKEN, "DATABASE_URL": database, "ADMIN_IDS": "1 2"}
    for shown in (
        terminal.types("config", settings=given),
        terminal.types("config", "--json", settings=given),
    ):
        assert shown.code == 0
        assert TOKEN not in shown.out
        assert "sesame" not in shown.out
        assert "1, 2" in shown.out
        assert "environment" in shown.out
        assert "Asia/Tashkent" in shown.out


async def test_free_space_is_told_and_whether_it_is_low(page: Page) -> None:
    told = await page.metrics()
    assert (told["xabarnoma_disk_free_bytes"], told["xabarnoma_disk_low"]) == (2 << 30, 0)
    page.free = 1 << 29
    told = await page.metrics()
    assert (told["xabarnoma_disk_free_bytes"], told["xabarnoma_disk_low"]) == (1 << 29, 1)
