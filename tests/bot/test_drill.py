"""The drill: the machine is lost in the middle of a digest, and all that is left is a backup.

The real bot in a process of its own sends to a playground in another. It is backed up while it writes, by the
words of deploy/README.md, and killed some messages later. The backup is put back at a fresh place and a bot
is started there: it says that it is paused and sends nothing. `xabarnoma resume` lets it go.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Protocol

import pytest

from news.models import DeliveryState
from playground import ADMIN
from storage.pause import Pause
from tests.bot.killing import FIRST_CHAT, Stage, again, finish, furnish, playground
from tests.postgresql import PostgresqlServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CHATS = range(FIRST_CHAT, FIRST_CHAT + 120)
SETTINGS = {"ADMIN_IDS": str(ADMIN), "SEND_PER_SECOND": "10"}


class Place(Protocol):
    """Where a bot's database stands, and how it is saved and put back there."""

    url: str

    def back_up(self, stage: Stage, copy: Path) -> None: ...

    def put_back(self, stage: Stage, copy: Path) -> str:
        """What `xabarnoma restore` said."""


def command(stage: Stage, *arguments: str) -> str:
    """What a command of ours says, typed beside the bot of that stage."""
    words = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
    return run(words, stage.environment)


def run(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 # our own words
        words, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


class SqlitePlace:
    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.url = f"sqlite+aiosqlite:///{folder / 'xabarnoma.db'}"

    def back_up(self, stage: Stage, copy: Path) -> None:
        assert "whole copy" in command(stage, "backup", str(copy))

    def put_back(self, stage: Stage, copy: Path) -> str:
        return command(stage, "restore", str(copy))


class PostgresqlPlace:
    def __init__(self, server: PostgresqlServer, name: str) -> None:
        self.url = server.url(name)
        self._bin = server.programs
        self._target = ["--host", server.socket, "--username", "postgres", "--dbname", name]

    def back_up(self, stage: Stage, copy: Path) -> None:
        words = [str(self._bin / "pg_dump"), "--format=custom", "--file", str(copy), *self._target]
        run(words, dict(os.environ))

    def put_back(self, stage: Stage, copy: Path) -> str:
        words = [str(self._bin / "pg_restore"), "--clean", "--if-exists", "--exit-on-error", *self._target]
        run([*words, str(copy)], dict(os.environ))
        return command(stage, "restore")


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """Where the bot stood, and a fresh place."""
    if request.param == "sqlite":
        yield SqlitePlace(tmp_path / "lost"), SqlitePlace(tmp_path / "fresh")
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    names = [server.create_empty() for _ in range(2)]
    yield PostgresqlPlace(server, names[0]), PostgresqlPlace(server, names[1])
    for name in names:
        server.drop(name)


async def told(stage: Stage) -> dict[int, list[str]]:
    """What each reader got so far."""
    return {chat: texts for chat, texts in (await stage.arrivals()).items() if chat in CHATS}


async def grown(stage: Stage, number: int) -> None:
    """Wait until so many messages more have arrived."""
    before = now = sum(map(len, (await told(stage)).values()))
    async with asyncio.timeout(120):
        while now < before + number:
            await asyncio.sleep(0.1)
            now = sum(map(len, (await told(stage)).values()))


@contextmanager
def serving(stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    """The bot, killed at the end if nobody did it before."""
    stage.start_bot()
    assert stage.bot is not None
    try:
        yield stage.bot
    finally:
        if stage.bot.poll() is None:
            stage.end_bot(signal.SIGKILL)


async def lose(stage: Stage, place: Place, copy: Path) -> None:
    """A bot in the middle of a digest, backed up, and killed when it has sent some more."""
    with serving(stage):
        await grown(stage, 20)
        await asyncio.to_thread(place.back_up, stage, copy)
        await grown(stage, 15)
    counts = await stage.ledger.counts()
    assert counts[DeliveryState.PENDING] > len(CHATS) / 2, "the digest was over before the kill"


async def told_owner(stage: Stage, words: str) -> None:
    """Wait until the owner has read that."""
    texts: list[str] = []
    async with asyncio.timeout(60):
        while not any(words in text for text in texts):
            await asyncio.sleep(0.2)
            texts = (await stage.arrivals()).get(ADMIN, [])


async def test_a_restored_bot_says_that_it_waits_and_sends_nothing_twice(
    places: tuple[Place, Place], tmp_path: Path
) -> None:
    chance, (lost_place, fresh_place) = Random(3), places  # noqa: S311 # repeatable, not secret
    copy = tmp_path / "backup"
    with playground() as where:
        lost = Stage(tmp_path, where, lost_place.url, SETTINGS)
        fresh = Stage(tmp_path, where, fresh_place.url, SETTINGS)
        await lost.control("people", ids=[ADMIN], started=True)
        titles = await furnish(lost, CHATS, chance)
        await lose(lost, lost_place, copy)
        await lost.database.close()
        said = await asyncio.to_thread(fresh_place.put_back, fresh, copy)
        assert "starts paused" in said
        await fresh.database.open()
        assert await Pause(fresh.database).is_on()
        await stays_silent(fresh)
        assert "sends again" in await asyncio.to_thread(command, fresh, "resume")
        await finish(fresh)
        twice = [
            (chat, text[:40])
            for chat, texts in (await told(fresh)).items()
            for text, times in Counter(texts).items()
            if times > 1
        ]
        assert twice == []
        assert await again(fresh, CHATS, chance) > 0
        await finish(fresh)
        got = {chat: " ".join(texts) for chat, texts in (await told(fresh)).items()}
        missed = [(chat, title) for chat in CHATS for title in titles if title not in got.get(chat, "")]
        assert missed == []
        for stage in (lost, fresh):
            await stage.database.close()
            await stage.http.aclose()


async def stays_silent(stage: Stage) -> None:
    """Started, its first tick done, questions answered: and not one message to a reader."""
    before = await told(stage)
    with serving(stage):
        await told_owner(stage, "zaxira nusxadan tiklandi")
        await stage.control("says", person=ADMIN, text="/help")
        await told_owner(stage, "Nimalar qila olaman")
        assert await told(stage) == before
        assert stage.end_bot(signal.SIGTERM) == 0
