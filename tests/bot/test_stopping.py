"""Asked to stop in the middle of a digest, the bot lets what is on its way arrive, and begins nothing."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from digests.delivery import WINDOW
from news.models import DeliveryState, Draft, Subscriber, Understood
from playground import UNLIMITED, Playground
from playground.chats import Standing
from playground.faults import Fault, FaultKind
from storage.database import Database
from storage.deliveries import Ledger
from storage.releases import Releases
from storage.subscribers import Subscribers
from tests.bot.program import begin
from tests.playground.conformance import watch

READERS = range(10_001, 10_201)
SLOW = 1.5
"""Seconds that Telegram takes for each message: some are on their way at any moment."""


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    playground = Playground(limits=UNLIMITED)
    watch(playground)
    await playground.start()
    for person in READERS:
        playground.person(person).chat.standing = Standing.MEMBER  # they began long ago
    playground.faults.add(Fault(FaultKind.SLOW, ("sendMessage",), times=None, seconds=SLOW))
    yield playground
    await playground.stop()
    assert playground.complaints == []


async def furnish(database: Database) -> None:
    now = datetime.now(UTC)
    draft = Draft("Forum ochildi", "Bugun Nukusda forum ochildi.", now.date(), reference="1")
    read = Understood(draft, "uz-Latn", draft.title, draft.text, None, None, (draft.text,))
    await Releases(database).add(read, now)
    for chat_id in READERS:
        due = Subscriber(
            chat_id,
            hour=time(18),
            active=True,
            next_due_at=now - timedelta(minutes=1),
            last_digest_at=now - timedelta(hours=20),
        )
        await Subscribers(database).save(due)


@pytest.mark.slow
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
async def test_what_is_on_its_way_arrives_nothing_else_begins_and_a_restart_sends_the_rest_once(
    tmp_path: Path, telegram: Playground, signum: signal.Signals
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'xabarnoma.db'}"
    database = await Database(url).open()
    await furnish(database)
    settings = {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
        "DATABASE_URL": url,
        "SEND_PER_SECOND": "30",
    }
    process = await begin(tmp_path, "run", settings=settings)
    await telegram.wait_for(lambda: telegram.ledger.texts(READERS[5]), within=30)
    answered = len(telegram.calls("sendMessage"))
    process.send_signal(signum)
    async with asyncio.timeout(20):
        await process.communicate()
    assert process.returncode == 0
    arrived = sum(len(telegram.ledger.texts(chat_id)) for chat_id in READERS)
    assert answered < arrived <= answered + WINDOW + 2, "two may have left at that very moment"
    counts = await Ledger(database).counts()
    assert (counts[DeliveryState.SENT], counts[DeliveryState.SENDING]) == (arrived, 0)
    assert arrived < len(READERS)

    telegram.faults.clear()
    process = await begin(tmp_path, "run", settings=settings)
    await telegram.wait_for(lambda: all(telegram.ledger.texts(chat_id) for chat_id in READERS), within=60)
    process.send_signal(signum)
    await process.communicate()
    assert all(len(telegram.ledger.texts(chat_id)) == 1 for chat_id in READERS)
    await database.close()
