"""Updates by webhook: what the page takes, and the whole bot behind it on the playground's webhook."""

import asyncio
import hmac
import json
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.clock import SystemClock
from bot.hearing import Hearing, Said
from bot.webhook import BYTES, Answering, receiving
from bot.whose import whose
from handlers.context import Xabarnoma
from news.ports import StorageError
from playground import READER, UNLIMITED, Playground
from playground.faults import Fault, FaultKind
from storage.inbox import Inbox, Waiting
from tests.bot.program import begin, xabarnoma
from tests.digests.fakes import until
from tests.playground.conformance import watch

TOKEN = "7000000001:" + "AAFbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
SECRET = "s3cret_that-nobody-guesses"  # noqa: S105 of no one
HEADER = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 1, "message": {"chat": {"id": 5}, "text": "salom"}}


@dataclass
class Box:
    """An inbox with memory."""

    kept: dict[int, tuple[int, str]] = field(default_factory=dict)
    broken: bool = False
    woken: int = 0

    async def put(self, update_id: int, chat_id: int, body: str, now: datetime) -> bool:
        if self.broken:
            raise StorageError("the database is away")
        return self.kept.setdefault(update_id, (chat_id, body)) == (chat_id, body)

    def wake(self) -> None:
        self.woken += 1


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
async def page(box: Box) -> AsyncIterator[httpx.AsyncClient]:
    app = receiving("/hook", SECRET, box, SystemClock(), box.wake)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        yield client


async def test_an_update_is_stored_before_telegram_hears_that_it_came(
    page: httpx.AsyncClient, box: Box
) -> None:
    answer = await page.post("/hook", json=UPDATE, headers=HEADER)
    assert (answer.status_code, box.woken) == (200, 1)
    assert box.kept[1][0] == 5
    assert json.loads(box.kept[1][1]) == UPDATE


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", "ŝ" * 20])
async def test_nobody_without_the_secret_posts_updates(
    page: httpx.AsyncClient, box: Box, secret: str | None
) -> None:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret.encode()}
    assert (await page.post("/hook", json=UPDATE, headers=headers)).status_code == 403  # type: ignore[arg-type] # bytes are as good
    assert box.kept == {}


async def test_the_secret_is_compared_in_constant_time(
    page: httpx.AsyncClient, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its length and its beginning are not to be learned from how long the refusal takes: the standard
    library's comparison for secrets is asked, and what it says is what counts."""
    compared: list[tuple[bytes, bytes]] = []

    def watched(given: bytes, right: bytes) -> bool:
        compared.append((given, right))
        return given[::-1] == right

    monkeypatch.setattr(hmac, "compare_digest", watched)
    tried = (SECRET, SECRET[::-1], "")
    for secret in tried:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        answer = await page.post("/hook", json=UPDATE, headers=headers)
        assert answer.status_code == (200 if secret == SECRET[::-1] else 403)
    assert compared == [(secret.encode(), SECRET.encode()) for secret in tried]


async def test_what_could_not_be_stored_is_asked_for_again(page: httpx.AsyncClient, box: Box) -> None:
    box.broken = True
    assert (await page.post("/hook", json=UPDATE, headers=HEADER)).status_code == 503


@pytest.mark.parametrize(
    ("body", "more", "status"),
    [
        (b"x" * (BYTES + 1), {}, 413),
        (b"not json", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"[1]", {}, 400),
        (b'{"update_id": "1"}', {}, 400),
        (b'{"update_id": true}', {}, 400),
        (b'{"update_id": 1e400}', {}, 400),
        (b'{"update_id": 99999999999999999999}', {}, 400),
        (b'\xff{"update_id": 1}', {}, 400),
        (b"{}", {"Content-Encoding": "gzip, gzip"}, 415),
    ],
)
async def test_what_is_no_update_is_refused_and_not_stored(
    page: httpx.AsyncClient, box: Box, body: bytes, more: dict[str, str], status: int
) -> None:
    answer = await page.post("/hook", content=body, headers={**HEADER, **more})
    assert (answer.status_code, box.kept) == (status, {})


json_values: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        (st.none() | st.booleans() | st.integers() | st.text(max_size=5))
        | st.lists(json_values, max_size=3)
        | st.dictionaries(st.sampled_from(["chat", "from", "message", "id", "x"]), json_values, max_size=3)
    )
)


@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query"]), json_values, max_size=3))
def test_whatever_an_update_holds_its_owner_is_a_number(update: dict[str, Any]) -> None:
    assert abs(whose(update)) < 2**63


def test_an_update_stands_in_the_order_of_its_chat() -> None:
    assert whose(UPDATE) == 5
    pressed = {"update_id": 2, "callback_query": {"from": {"id": 9}, "message": {"chat": {"id": -5}}}}
    assert whose(pressed) == -5
    assert whose({"update_id": 3, "inline_query": {"from": {"id": 9}, "query": "suv"}}) == 9
    assert whose({"update_id": 4}) == 0


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    playground = Playground(token=TOKEN, limits=UNLIMITED)
    watch(playground)
    await playground.start()
    yield playground
    await playground.stop()
    assert playground.complaints == []


def webhook(playground: Playground) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "TELEGRAM_TOKEN": playground.token,
        "TELEGRAM_API_URL": playground.base_url.removesuffix("/bot"),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
        "LOG_LEVEL": "DEBUG",
    }


async def served(folder: Path, settings: dict[str, str]) -> asyncio.subprocess.Process:
    process = await begin(folder, "run", settings=settings)
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert b"Xabarnoma serves @" in await process.stdout.readline()
    return process


@pytest.mark.slow
async def test_the_whole_bot_answers_by_webhook_and_loses_nothing_when_it_is_killed(
    tmp_path: Path, telegram: Playground
) -> None:
    """What was posted while it was down is posted again; what it had stored, it answers when it is back, at
    most what it was just answering a second time. The secret stands in no log."""
    settings = webhook(telegram)
    reader = telegram.person(READER)
    process = await served(tmp_path, settings)
    await reader.says("/start")
    await telegram.wait_for(lambda: _heard(telegram, "Assalomu alaykum"))
    process.send_signal(signal.SIGKILL)
    _, log = await process.communicate()
    await reader.says("/help")
    process = await served(tmp_path, settings)
    # Longer than a lease: the process may have died before it crossed the greeting out.
    await telegram.wait_for(lambda: _heard(telegram, "/settings – kunlar"), 60)
    process.send_signal(signal.SIGTERM)
    _, more = await process.communicate()
    assert process.returncode == 0
    assert SECRET.encode() not in log + more
    assert TOKEN.encode() not in log + more
    assert sum("Assalomu alaykum" in text for text in telegram.ledger.texts(READER)) <= 2


class Stuck:
    """An inbox that gives one update and then hangs, before an application that never answers it."""

    def __init__(self) -> None:
        self.given = 0
        self.answering = asyncio.Event()
        self.bot = None

    async def claim(self, *_: object) -> list[Waiting]:
        self.given += 1
        if self.given > 1:
            await asyncio.Event().wait()
        return [Waiting(1, '{"update_id": 1}')]

    async def renew(self, *_: object) -> None: ...

    async def process_update(self, _: object) -> None:
        self.answering.set()
        await asyncio.Event().wait()


async def test_asked_to_stop_it_waits_neither_for_a_look_nor_for_an_answer_that_hangs() -> None:
    """One deadline for both; what was not answered is left to others."""
    stuck = Stuck()
    answering = Answering(cast(Xabarnoma, stuck), cast(Inbox, stuck), SystemClock())
    answering.start()
    await stuck.answering.wait()
    await until(lambda: stuck.given > 1)
    looking, tasks = answering._loop, list(answering._tasks.values())
    await answering.stop(0.05)
    assert looking is not None
    assert all(task.cancelled() for task in (looking, *tasks))
    assert len(tasks) == 1


async def test_telegram_is_asked_where_it_posts_what_waits_and_what_failed(
    telegram: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/hook"
    async with Bot(telegram.token, base_url=telegram.base_url) as bot:
        hearing = Hearing(bot, url)
        await bot.set_webhook(url)
        await hearing.ask()
        assert hearing.said == Said(is_ours=True, pending=0, failed_at=None)
        await telegram.person(READER).says("/start")  # nobody listens there
        while hearing.said.failed_at is None:
            await hearing.ask()
        assert hearing.said.pending == 1
        assert caplog.records == []
        answered_at = hearing.answered_at
        telegram.faults.add(Fault(FaultKind.SERVER_ERROR, ("getWebhookInfo",), times=1))
        await hearing.ask()
        assert hearing.answered_at == answered_at
        await bot.delete_webhook()
        await hearing.ask()
        assert not hearing.said.is_ours
    assert [record.levelname for record in caplog.records if record.name == "bot.hearing"] == [
        "WARNING",
        "ERROR",
    ]


async def test_a_port_that_is_taken_is_told_with_its_mend(tmp_path: Path, telegram: Playground) -> None:
    settings = webhook(telegram)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(settings["WEBHOOK_PORT"])))
        taken.listen()
        done = await xabarnoma(tmp_path, "run", settings=settings)
    assert done.code == 1
    assert "set WEBHOOK_PORT to another" in done.err


def _heard(playground: Playground, words: str) -> bool:
    return any(words in text for text in playground.ledger.texts(READER))
