"""The bot in several processes on this machine: PostgreSQL, playground, a load balancer, and each role."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import ColumnElement, func, or_, select, text

from news.models import DeliveryState
from news.ports import StorageError
from storage.batches import QueuedLedger
from storage.database import Database
from storage.ledger_tables import deliveries, is_pending, is_sending
from tests.bot.gate import Gate
from tests.bot.killing import ROOT
from tests.bot.usage import children_of, megabytes_of, peak_of, seconds_of
from tests.postgresql import PostgresqlServer

SECRET = "a-secret-between-the-two-of-us"  # noqa: S105 of no one
PATH_SECONDS = 0.05
"""From here to Telegram, and back again. What is on the way when the network is cut is lost."""
PATIENCE = 300.0
"""Seconds without any progress: longer than every lease, rest and retry of ours, on a busy machine too."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Process:
    """One process of the bot, that can be killed, frozen, and started again."""

    def __init__(self, role: str, log: Path, settings: Mapping[str, str]) -> None:
        self.role = role
        self._log = log
        self._settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self.starts = 0
        self._started_at = 0
        self._spent = self._peak = 0.0

    def start(self) -> None:
        self.starts += 1
        kept = {name: value for name, value in os.environ.items() if name.isupper()}
        with self._log.open("ab") as log:
            self._started_at = log.tell()
            self.process = subprocess.Popen(  # noqa: S603 # our own words
                [sys.executable, "-c", "from bot.cli import main; main()", "run", "--role", self.role],
                cwd=ROOT,
                env=kept | dict(self._settings),
                stdout=log,
                stderr=log,
            )

    def send(self, signum: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(signum)

    def kill(self) -> None:
        self._count()
        self.send(signal.SIGKILL)
        self.end()

    def end(self) -> int:
        """Its exit code, once it has ended; it has been told to."""
        assert self.process is not None
        return self.process.wait(timeout=60)

    def ask_to_end(self) -> None:
        self._count()
        self.send(signal.SIGTERM)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def said(self) -> str:
        """Since it was started last."""
        return self._log.read_bytes()[self._started_at :].decode(errors="replace")

    @property
    def seconds(self) -> float:
        """Processor time of all its lives."""
        return self._spent + self._now()[0]

    @property
    def peak(self) -> float:
        """The most megabytes that it held at once."""
        return max(self._peak, self._now()[1])

    def _now(self) -> tuple[float, float]:
        if self.process is None or not self.alive:
            return 0.0, 0.0
        return seconds_of(self.process.pid), peak_of(self.process.pid)

    def _count(self) -> None:
        """It is about to end, and with it what /proc tells of it."""
        self._spent, self._peak = self.seconds, self.peak


class Cluster:
    """Everything, started by `start`: two gates (to Telegram, to the webhook) stand in the middle."""

    def __init__(self, folder: Path, server: PostgresqlServer, playground: Mapping[str, str]) -> None:
        self.folder = folder
        self.server = server
        self.playground = playground
        self.url = server.url(server.create_empty())
        self.database = Database(self.url)
        self.ledger = QueuedLedger(self.database)
        self.http = httpx.AsyncClient(base_url=playground["control"], timeout=120)
        port = int(playground["base_url"].split(":")[2].split("/")[0])
        self.telegram = Gate(port, seconds=PATH_SECONDS)
        self.front = Gate()
        self.processes: list[Process] = []
        self._spent_by_postgresql = 0.0

    async def start(self, *, web: int, workers: int, schedulers: int, **settings: str) -> None:
        telegram, front = await self.telegram.open(), await self.front.open()
        common = {
            "TELEGRAM_TOKEN": self.playground["token"],
            "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram}",
            "DATABASE_URL": self.url,
            "WEBHOOK_URL": f"http://127.0.0.1:{front}/hook",
            "WEBHOOK_SECRET": SECRET,
            "WORKERS": str(workers),
            **settings,
        }
        roles = ["web"] * web + ["worker"] * workers + ["scheduler"] * schedulers
        for number, role in enumerate(roles):
            port = free_port()
            if role == "web":
                self.front.targets.append(port)
            log = self.folder / f"{role}-{number}.log"
            self.processes.append(Process(role, log, common | {"WEBHOOK_PORT": str(port)}))
        for process in self.processes:
            process.start()
        await self.serving()

    async def serving(self) -> None:
        """Until every process says that it serves."""
        async with asyncio.timeout(PATIENCE):
            while not all("Xabarnoma serves" in process.said for process in self.processes):
                assert all(process.alive for process in self.processes), self.last_words()
                await asyncio.sleep(0.1)

    def of(self, role: str) -> list[Process]:
        return [process for process in self.processes if process.role == role]

    async def stuck(self, rows: Sequence[int]) -> str:
        """All that tells why nobody sends these: rows, jobs, what the server is at, what was logged."""
        asked = (
            "SELECT * FROM deliveries WHERE id = ANY(:rows)",
            "SELECT id, status, scheduled_at, attempts, args, worker_id FROM procrastinate_jobs"
            " WHERE (args->>'batch')::bigint IN (SELECT batch FROM deliveries WHERE id = ANY(:rows))",
            "SELECT pid, state, wait_event, xact_start, left(query, 150) FROM pg_stat_activity"
            " WHERE state <> 'idle' AND cardinality(:rows) > 0",
        )
        found = []
        async with self.database.reading() as connection:
            for sql in asked:
                found += [str(row) for row in await connection.execute(text(sql), {"rows": list(rows)})]
        return "\n".join([*found, *(f"{it.role}: {it.said[-3000:]}" for it in self.processes)])

    def last_words(self) -> str:
        """Of those that have ended."""
        return "\n".join(f"{it.role}: {it.said[-3000:]}" for it in self.processes if not it.alive)

    async def stop(self) -> list[int]:
        """Ask all to end; their exit codes."""
        for process in self.processes:
            if process.alive:
                process.ask_to_end()
        codes = [await asyncio.to_thread(process.end) for process in self.processes]
        await self.close()
        return codes

    async def close(self) -> None:
        """Whatever happened: leave no process behind."""
        for process in self.processes:
            if process.alive:
                process.kill()
        self.telegram.cut()
        self.front.cut()
        await self.http.aclose()
        await self.database.close()

    async def control(self, act: str, **body: object) -> Any:
        answer = await self.http.post(act, json=body)
        answer.raise_for_status()
        return answer.json()

    async def heard(self) -> Any:
        """The playground's ledger: what came where and when, what it refused."""
        return (await self.http.get("ledger")).json()

    async def claims(self) -> set[tuple[int, int]]:
        """As (row, attempt): messages whose fate is not known. They were claimed and not recorded, or given
        up and wait to be sent again. Waits for the database where that is what was struck."""
        return await self._found(or_(is_sending, is_pending & (deliveries.c.lost > 0)))

    async def held(self) -> set[tuple[int, int]]:
        """Those of them that somebody holds, dead or alive."""
        return await self._found(is_sending)

    async def _found(self, condition: ColumnElement[bool]) -> set[tuple[int, int]]:
        asked = select(deliveries.c.id, deliveries.c.attempts).where(condition)
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    async with self.database.reading() as connection:
                        return {(row.id, row.attempts) for row in await connection.execute(asked)}
                except StorageError:
                    await asyncio.sleep(0.1)

    async def resent(self) -> int:
        """Messages that were sent again without knowing whether they had arrived."""
        async with self.database.reading() as connection:
            return int(await connection.scalar(select(func.sum(deliveries.c.lost))) or 0)

    async def count(self, sql: str) -> int:
        async with self.database.reading() as connection:
            return int(await connection.scalar(text(sql)) or 0)

    async def sent(self) -> int:
        return (await self.ledger.counts())[DeliveryState.SENT]

    async def until_sent(self, number: int) -> None:
        """Until so many deliveries are confirmed, or none is left to send. Only standing still takes too
        long."""
        most, moved_at = -1, time.monotonic()
        while True:
            counts = await self.ledger.counts()
            sent, waiting = counts[DeliveryState.SENT], counts[DeliveryState.PENDING]
            if sent >= number or (sent and not waiting + counts[DeliveryState.SENDING]):
                return
            if sent > most:
                most, moved_at = sent, time.monotonic()
            assert time.monotonic() - moved_at < PATIENCE, f"{counts} and nothing moves; {self.last_words()}"
            await asyncio.sleep(0.3)

    async def quiet(self, readers: int) -> None:
        """Until every reader has had a turn and nothing is pending or on its way."""
        turns = "SELECT count(DISTINCT (chat_id, thread_id)) FROM turns"
        while await self.count(turns) < readers:
            await self.until_sent(await self.sent() + 1)
        await self.until_sent(sys.maxsize)

    def used(self) -> dict[str, tuple[float, float]]:
        """Seconds of processor and peak megabytes, of each process and of what stands around them."""
        names = {process: f"{process.role} {number}" for number, process in enumerate(self.processes, 1)}
        used = {name: (process.seconds, process.peak) for process, name in names.items()}
        used["PostgreSQL"] = (
            self._spent_by_postgresql + self._of_postgresql(seconds_of),
            (self._of_postgresql(megabytes_of)),
        )
        playground = int(self.playground["pid"])
        used["the playground"] = seconds_of(playground), peak_of(playground)
        used["this program and its network"] = seconds_of(os.getpid()), peak_of(os.getpid())
        return used

    def restart_postgresql(self) -> None:
        """As after a crash."""
        self._spent_by_postgresql += self._of_postgresql(seconds_of)
        self.server.restart()

    def _of_postgresql(self, measure: Callable[[int], float]) -> float:
        return sum(map(measure, [self.server.pid, *children_of(self.server.pid)]))
