"""A digest to many chats while the bot is killed again and again: what was lost, what came twice?

The real bot (`xabarnoma run`) in a process of its own serves the playground in another, with faults on:
answers lost after and before the send, 502, floods, hangs. It is killed with SIGKILL at random moments. Then
the faults end, the bot finishes, and readers whose digest was left in doubt get their next one.

    python -m tests.bot.killing --chats 3000 --kills 200
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
from sqlalchemy import select

from news.models import DeliveryState, Draft, Subscriber, Understood
from storage.database import Database
from storage.deliveries import Ledger
from storage.ledger_tables import deliveries, is_sending
from storage.releases import Releases
from storage.subscribers import Subscribers

ROOT = Path(__file__).parents[2]
FIRST_CHAT = 10_001
RELEASES = 24
"""Enough for a digest of two messages."""
FAULTS: list[dict[str, Any]] = [
    {"kind": "drop", "probability": 0.005},
    {"kind": "drop_before", "probability": 0.005},
    {"kind": "bad_gateway", "probability": 0.005},
    {"kind": "flood", "probability": 0.003, "seconds": 2},
    {"kind": "hang", "probability": 0.002},
]


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted at the end."""

    parts: int
    """Messages that one digest should have."""
    kills: int
    on_their_way: int
    """Messages between claim and record when the bot was killed, over all kills."""
    swallowed: int
    """Answers that the faults swallowed after the message had arrived."""
    repeats: int
    """Messages that came once too often."""
    states: dict[str, int]
    """The ledger when the first digest was done."""
    unconfirmed: int
    """Readers for whom it was not confirmed whole: they were told by the next."""
    lost: int
    """(reader, release) that never arrived."""
    refused: dict[str, int]
    """Telegram's refusals, by text."""

    def __str__(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, indent=2)


class Stage:
    """Playground, database and bot, each for itself."""

    def __init__(
        self,
        folder: Path,
        playground: dict[str, str],
        url: str | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """`url`: of another database than a new file in the folder; `settings`: further ones of the bot."""
        self._url = url or f"sqlite+aiosqlite:///{folder / 'kill.db'}"
        self._settings = settings or {}
        self._log = folder / "bot.log"
        self._playground = playground
        self.http = httpx.AsyncClient(base_url=playground["control"], timeout=60)
        self.database = Database(self._url)
        self.ledger = Ledger(self.database)
        self.bot: subprocess.Popen[bytes] | None = None
        self._started_at = 0

    async def control(self, act: str, **body: object) -> Any:
        answer = await self.http.post(act, json=body)
        answer.raise_for_status()
        return answer.json()

    async def arrivals(self) -> dict[int, list[str]]:
        body = (await self.http.get("ledger")).json()
        return {int(chat): [it["text"] for it in arrived] for chat, arrived in body["chats"].items()}

    @property
    def environment(self) -> dict[str, str]:
        """Of the bot, and of a command beside it."""
        return {name: value for name, value in os.environ.items() if name.isupper()} | {
            "TELEGRAM_TOKEN": self._playground["token"],
            "TELEGRAM_API_URL": self._playground["base_url"].removesuffix("/bot"),
            "DATABASE_URL": self._url,
            **self._settings,
        }

    def start_bot(self) -> None:
        with self._log.open("ab") as log:
            self._started_at = log.tell()
            self.bot = subprocess.Popen(
                [sys.executable, "-c", "from bot.cli import main; main()", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def end_bot(self, signum: signal.Signals) -> int:
        """Its exit code."""
        assert self.bot is not None
        self.bot.send_signal(signum)
        return self.bot.wait(timeout=30)

    async def on_their_way(self) -> set[tuple[int, int]]:
        """Claims, as (row, attempt), whose outcome is not recorded."""
        claims = select(deliveries.c.id, deliveries.c.attempts).where(is_sending)
        async with self.database.reading() as connection:
            return {(row.id, row.attempts) for row in await connection.execute(claims)}

    async def sends(self) -> None:
        """Wait until the bot has sent something, or has nothing more to send just now."""
        before = await self.ledger.counts()
        async with asyncio.timeout(30):
            while await self.ledger.counts() == before:
                ready_at = await self.ledger.ready_at()
                if sum(before.values()) and (ready_at is None or ready_at > datetime.now(UTC)):
                    return
                await asyncio.sleep(0.05)

    async def serves(self) -> None:
        """Wait until the bot answers."""
        assert self.bot is not None
        while b"serves" not in self._log.read_bytes()[self._started_at :]:
            assert self.bot.poll() is None, self._log.read_text()[-2000:]
            await asyncio.sleep(0.05)

    async def quiet(self, bot_alive: Callable[[], bool], within: float = 900) -> None:
        """Wait until the bot serves, nobody is due and nothing is pending or on its way."""
        async with asyncio.timeout(within):
            await self.serves()
            while True:
                counts = await self.ledger.counts()
                waiting = counts[DeliveryState.PENDING] + counts[DeliveryState.SENDING]
                if not waiting and not await self.ledger.due(datetime.now(UTC), 1):
                    return
                assert bot_alive(), self._log.read_text()[-2000:]
                await asyncio.sleep(1)


@contextmanager
def playground() -> Iterator[dict[str, str]]:
    """Where it is, and the number of its process."""
    with subprocess.Popen([sys.executable, "-m", "playground"], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline()) | {"pid": str(process.pid)}
        finally:
            process.terminate()  # Ctrl-C is ignored by what a shell runs in the background


async def furnish(stage: Stage, chats: range, chance: Random, releases: int = RELEASES) -> list[str]:
    """Readers who are due, and news for them; the titles of the news."""
    await stage.control("people", ids=list(chats), started=True)
    await stage.database.open()
    now = datetime.now(UTC)
    shelf = Releases(stage.database)
    titles = [await publish(shelf, number, chance, now) for number in range(releases)]
    subscribers = Subscribers(stage.database)
    for chat_id in chats:
        await subscribers.save(
            Subscriber(
                chat_id,
                hour=time(18, 0),
                active=True,
                next_due_at=now - timedelta(minutes=1),
                last_digest_at=now - timedelta(hours=20),
            )
        )
    return titles


async def publish(releases: Releases, number: int, chance: Random, now: datetime) -> str:
    """A release that resembles no other, with a long title; its beginning, by which it is known again."""
    name = f"Xabar{number:03}"
    title = f"{name} {' '.join(words(chance, 24))}"[:230]
    text = " ".join(words(chance, 80))
    draft = Draft(title, text, now.date(), reference=name)
    await releases.add(Understood(draft, "uz-Latn", title, text, None, None, (text[:80],)), now)
    return name


async def kill_often(stage: Stage, kills: int, chance: Random) -> int:
    """How many messages were on their way at all those kills."""
    claims: set[tuple[int, int]] = set()
    for _ in range(kills):
        stage.start_bot()
        if chance.random() < 0.2:  # before or while it starts
            await asyncio.sleep(chance.uniform(0.0, 3.0))
        else:
            await stage.sends()
            await asyncio.sleep(chance.uniform(0.0, 2.0))
        stage.end_bot(signal.SIGKILL)
        claims |= await stage.on_their_way()
    return len(claims)


async def prove(chats: int, kills: int, seed: int, folder: Path) -> Report:
    chance = Random(seed)  # noqa: S311 repeatable, not secret
    everybody = range(FIRST_CHAT, FIRST_CHAT + chats)
    with playground() as where:
        stage = Stage(folder, where)
        try:
            titles = await furnish(stage, everybody, chance)
            faults = [fault | {"methods": ["sendMessage"], "times": None} for fault in FAULTS]
            await stage.control("faults", add=faults, seed=seed)
            on_their_way = await kill_often(stage, kills, chance)
            swallowed = await struck(stage)
            await stage.control("faults", clear=True)
            await finish(stage)
            states = {state.value: count for state, count in (await stage.ledger.counts()).items() if count}
            arrived = await stage.arrivals()
            repeats = sum(times - 1 for texts in arrived.values() for times in Counter(texts).values())
            unconfirmed = await again(stage, everybody, chance)
            await finish(stage)
            told = {chat: " ".join(texts) for chat, texts in (await stage.arrivals()).items()}
            lost = sum(title not in told.get(chat, "") for chat in everybody for title in titles)
            refused = (await stage.http.get("ledger")).json()["refused"]
            return Report(
                parts=sum(states.values()) // chats,
                kills=kills,
                on_their_way=on_their_way,
                swallowed=swallowed,
                repeats=repeats,
                states=states,
                unconfirmed=unconfirmed,
                lost=lost,
                refused={f"{it['code']} {it['description']}": it["times"] for it in refused},
            )
        finally:
            await stage.database.close()
            await stage.http.aclose()


async def struck(stage: Stage) -> int:
    """How often a fault swallowed the answer to a message that arrived."""
    waiting = (await stage.http.get("state")).json()["faults"]
    return sum(fault["struck"] for fault in waiting if fault["kind"] in ("drop", "hang"))


async def finish(stage: Stage) -> None:
    """Let the bot do the rest, leases included, and stop as it is asked to."""
    stage.start_bot()
    bot = stage.bot
    assert bot is not None
    await stage.quiet(lambda: bot.poll() is None)
    assert stage.end_bot(signal.SIGTERM) == 0, "the bot did not stop in good order"


async def again(stage: Stage, chats: range, chance: Random) -> int:
    """The next day, for those whose digest was not confirmed whole; how many they are."""
    now = datetime.now(UTC)
    newest = await Releases(stage.database).newest_id()
    await publish(Releases(stage.database), RELEASES, chance, now)
    subscribers = Subscribers(stage.database)
    waiting = 0
    for chat_id in chats:
        reader = await subscribers.get(chat_id)
        assert reader is not None
        if reader.cursor < newest:
            waiting += 1
            # Yesterday's turn: that of today is taken.
            await subscribers.save(replace(reader, next_due_at=now - timedelta(days=1)))
    return waiting


def words(chance: Random, count: int) -> list[str]:
    """Words of no language, so that no release resembles another."""
    return ["".join(chance.choices("abdefghijklmnopqrstuvxyz", k=7)) for _ in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--chats", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(prove(arguments.chats, arguments.kills, arguments.seed, Path(folder)))
    sys.stdout.write(f"{report}\n")
    sys.exit(bool(report.lost or report.repeats > report.on_their_way + report.swallowed))


if __name__ == "__main__":
    main()
