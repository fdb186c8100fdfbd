"""The bot as a process: what it says of itself, that it stops, and that a restart repeats nothing."""

import asyncio
import json
import re
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import update

from playground import READER, UNLIMITED, Playground
from playground.faults import Fault, FaultKind
from storage.database import Database
from storage.tables import subscribers
from tests.bot.program import begin, running, xabarnoma
from tests.playground.conformance import watch

TOKEN = "7000000001:" + "AAFbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
TOKENS = re.compile(r"\d{6,}:[\w-]{30,}")


def settings(playground: Playground) -> dict[str, str]:
    """As if the playground were Telegram: a token, an address, an editor nobody plays."""
    address = playground.base_url.removesuffix("/bot")
    return {
        "TELEGRAM_TOKEN": playground.token,
        "TELEGRAM_API_URL": address,
        "ADMIN_IDS": "5",
        "LOG_LEVEL": "DEBUG",
    }


@pytest.fixture
async def telegram() -> Any:
    playground = Playground(token=TOKEN, limits=UNLIMITED)
    watch(playground)
    await playground.start()
    yield playground
    await playground.stop()
    assert playground.complaints == []


async def served(folder: Path, playground: Playground) -> asyncio.subprocess.Process:
    """The bot, once it polls."""
    process = await begin(folder, "run", settings=settings(playground))
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert b"Xabarnoma serves @" in await process.stdout.readline()
    return process


@pytest.mark.slow
async def test_a_restart_sends_no_digest_twice_and_no_token_stands_in_any_log(
    tmp_path: Path, telegram: Playground, database_of_the_program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest was due while the bot was down; it comes after the start, and once, whatever restarts."""
    release = {"id": "1", "title": "Forum ochildi", "text": "Bugun Nukusda forum ochildi."}
    published = telegram.clock.now().date().isoformat()
    (tmp_path / "in.jsonl").write_text(json.dumps({**release, "published": published}), "utf-8")
    reader = telegram.person(READER)
    first = await served(tmp_path, telegram)
    await reader.says("/start")
    greeting = await telegram.wait_for(lambda: _said(telegram, "Assalomu alaykum"))
    await reader.presses(greeting, "Obuna boʻlish")
    await telegram.wait_for(lambda: _said(telegram, "Obuna boʻldingiz"))
    first.send_signal(signal.SIGTERM)
    _, log = await first.communicate()
    assert first.returncode == 0

    await xabarnoma(tmp_path, "import", "in.jsonl")
    monkeypatch.chdir(tmp_path)
    await _make_due(database_of_the_program)
    logs = [log]
    for _ in range(2):
        process = await served(tmp_path, telegram)
        await telegram.wait_for(lambda: _said(telegram, "Forum ochildi"))
        await reader.says("/help")
        await telegram.wait_for(_counter(telegram, "/settings – kunlar"))
        process.send_signal(signal.SIGKILL)
        logs.append((await process.communicate())[1])
    assert sum("Forum ochildi" in text for text in telegram.ledger.texts(READER)) == 1
    assert logs[0], "DEBUG says something"
    assert not TOKENS.search(b"".join(logs).decode())


def _said(playground: Playground, words: str) -> Any:
    """The last message in the reader's chat that holds these words."""
    found = [message for message in playground.chat(READER).messages if words in message.text]
    return found[-1] if found else None


def _counter(playground: Playground, words: str) -> Callable[[], bool]:
    """True once these words have come once more than now."""
    before = sum(words in text for text in playground.ledger.texts(READER))
    return lambda: sum(words in text for text in playground.ledger.texts(READER)) > before


async def _make_due(url: str) -> None:
    """Let the reader's hour have come while the bot was down."""
    database = await Database(url).open()
    async with database.writing() as connection:
        changed = await connection.execute(
            update(subscribers).values(next_due_at=datetime.now(UTC) - timedelta(minutes=1))
        )
    await database.close()
    assert changed.rowcount == 1


async def test_a_revoked_token_ends_the_bot_with_a_sentence(tmp_path: Path, telegram: Playground) -> None:
    """python-telegram-bot alone would end polling in silence."""
    process = await served(tmp_path, telegram)
    telegram.faults.add(Fault(FaultKind.UNAUTHORIZED, ("getUpdates",), times=None))
    await telegram.person(READER).says("/start")
    async with asyncio.timeout(40):
        _, log = await process.communicate()
    assert process.returncode == 1
    assert "no longer knows this token" in log.decode()


async def test_the_playground_prints_its_page_and_stops_when_asked(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:

        def page() -> str:
            request = Request(bot.page)  # noqa: S310 an address that the bot printed, on loopback
            with urlopen(request, timeout=10) as answer:  # noqa: S310 the same
                return str(answer.read().decode())

        assert "Xabarnoma" in await asyncio.to_thread(page)
        assert await bot.stop(signal.SIGINT) == 0
    assert not any("Traceback" in line for line in bot.log)


async def test_a_port_that_is_taken_is_told_with_its_mend(settled: Path, telegram: Playground) -> None:
    port = telegram.page_url.rpartition(":")[2].strip("/")
    done = await xabarnoma(settled, "run", settings={"PLAYGROUND_PORT": port})
    assert done.code == 1
    assert "set PLAYGROUND_PORT to another" in done.err


@pytest.mark.slow
async def test_samples_leave_with_the_playground(tmp_path: Path, telegram: Playground) -> None:
    """What was brought for trying is not for real readers."""
    async with running(tmp_path):
        pass
    before = await xabarnoma(tmp_path, "ask", "Samarqand", "--json")
    assert json.loads(before.out)["results"]
    process = await served(tmp_path, telegram)
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    after = await xabarnoma(tmp_path, "ask", "Samarqand", "--json")
    assert json.loads(after.out)["results"] == []


@pytest.mark.slow
async def test_a_playground_that_was_started_again_takes_nothing_new_for_old(tmp_path: Path) -> None:
    """Its updates are numbered on; the database remembers those of the run before."""
    for question, found in (("Samarqand", "Samarqandda suv"), ("Nukus", "Nukusda Orol")):
        async with running(tmp_path) as bot:
            await asyncio.to_thread(_post, bot.page, {"person": READER, "text": "/start"})
            await asyncio.to_thread(_post, bot.page, {"person": READER, "text": question})
            async with asyncio.timeout(20):
                while found not in await asyncio.to_thread(_get, bot.page):  # noqa: ASYNC110 another process tells nothing
                    await asyncio.sleep(0.05)


def _post(page: str, body: dict[str, object]) -> None:
    given = {"Content-Type": "application/json"}
    with urlopen(Request(f"{page}control/says", json.dumps(body).encode(), given), timeout=10):  # noqa: S310 loopback
        pass


def _get(page: str) -> str:
    with urlopen(f"{page}control/messages/{READER}", timeout=10) as answer:  # noqa: S310 loopback
        return json.dumps(json.loads(answer.read()), ensure_ascii=False)
