"""The bot in several processes on this machine: PostgreSQL, playground, a load balancer, and each role."""

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select, text

from news.models import DeliveryState
from storage.batches import QueuedLedger
from storage.database import Database
from storage.ledger_tables import deliveries, is_sending
from tests.bot.killing import ROOT
from tests.databases import PostgresqlServer

SECRET = "a-secret-between-the-two-of-us"  # noqa: S105 of no one
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Gate:
    """A TCP load balancer that can be shut: each connection goes to the next of its targets that is there."""

    def __init__(self, *targets: int) -> None:
        self.targets = list(targets)
        self.shut = False
        self._turn = itertools.count()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def cut(self) -> None:
        """Break what is open and take nothing new, until `shut` is False again."""
        self.shut = True
        for writer in tuple(self._open):
            writer.transport.abort()

    async def stop(self) -> None:
        self.cut()
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = None if self.shut else await self._connected()
        if target is None:
            writer.transport.abort()
            return
        self._open |= {writer, target[1]}
        try:
            await asyncio.gather(_pipe(reader, target[1]), _pipe(target[0], writer))
        finally:
            self._open -= {writer, target[1]}

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self.targets:
            port = self.targets[next(self._turn) % len(self.targets)]
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    with contextlib.suppress(OSError):
        writer.close()


class Process:
    """One process of the bot, that can be killed, frozen, and started again."""

    def __init__(self, role: str, log: Path, settings: Mapping[str, str]) -> None:
        self.role = role
        self._log = log
        self._settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self._started_at = 0

    def start(self) -> None:
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
        self.send(signal.SIGKILL)
        self.end()

    def end(self) -> int:
        assert self.process is not None
        return self.process.wait(timeout=40)

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def said(self) -> str:
        """Since it was started last."""
        return self._log.read_bytes()[self._started_at :].decode(errors="replace")

    @property
    def seconds(self) -> float:
        """Processor time it has used since it was started."""
        assert self.process is not None
        return seconds_of(self.process.pid)


def seconds_of(pid: int) -> float:
    """User and system time of a process and of its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


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
        self.telegram = Gate(int(playground["base_url"].split(":")[2].split("/")[0]))
        self.front = Gate()
        self.processes: list[Process] = []
        self._common: dict[str, str] = {}

    async def start(self, *, web: int, workers: int, schedulers: int, **settings: str) -> None:
        telegram, front = await self.telegram.start(), await self.front.start()
        self._common = {
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
            self.processes.append(Process(role, log, self._common | {"WEBHOOK_PORT": str(port)}))
        for process in self.processes:
            process.start()
        await self.serving()

    async def serving(self, within: float = 120) -> None:
        """Until every process says that it serves."""
        async with asyncio.timeout(within):
            while not all("Xabarnoma serves" in process.said for process in self.processes):
                assert all(process.alive for process in self.processes), self.logs()
                await asyncio.sleep(0.1)

    def of(self, role: str) -> list[Process]:
        return [process for process in self.processes if process.role == role]

    def logs(self) -> str:
        return "\n".join(f"{it.role}: {it.said[-1500:]}" for it in self.processes if not it.alive)

    async def stop(self) -> list[int]:
        """Ask all to end; their exit codes."""
        for process in self.processes:
            if process.alive:
                process.send(signal.SIGTERM)
        codes = [await asyncio.to_thread(process.end) for process in self.processes]
        await self.telegram.stop()
        await self.front.stop()
        await self.http.aclose()
        await self.database.close()
        return codes

    def abandon(self) -> None:
        """Whatever happened: leave no process behind."""
        for process in self.processes:
            if process.alive:
                process.kill()

    async def control(self, act: str, **body: object) -> Any:
        answer = await self.http.post(act, json=body)
        answer.raise_for_status()
        return answer.json()

    async def arrivals(self) -> dict[int, list[str]]:
        body = (await self.http.get("ledger")).json()
        return {int(chat): [it["text"] for it in arrived] for chat, arrived in body["chats"].items()}

    async def on_their_way(self) -> set[tuple[int, int]]:
        """Claims, as (row, attempt), whose outcome is not recorded."""
        claims = select(deliveries.c.id, deliveries.c.attempts).where(is_sending)
        async with self.database.reading() as connection:
            return {(row.id, row.attempts) for row in await connection.execute(claims)}

    async def count(self, sql: str) -> int:
        async with self.database.reading() as connection:
            return int(await connection.scalar(text(sql)) or 0)

    async def sent(self) -> int:
        return (await self.ledger.counts())[DeliveryState.SENT]

    async def until_sent(self, number: int, within: float = 600) -> None:
        """Until so many deliveries are confirmed, or none is left to send."""
        async with asyncio.timeout(within):
            while True:
                counts = await self.ledger.counts()
                waiting = counts[DeliveryState.PENDING] + counts[DeliveryState.SENDING]
                if counts[DeliveryState.SENT] >= number or (counts[DeliveryState.SENT] and not waiting):
                    return
                await asyncio.sleep(0.2)

    async def quiet(self, readers: Iterable[int], within: float = 900) -> None:
        """Until every reader has had a turn and nothing is pending or on its way."""
        number = len(list(readers))
        turns = "SELECT count(DISTINCT (chat_id, thread_id)) FROM turns"
        waiting = "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')"
        async with asyncio.timeout(within):
            while await self.count(turns) < number or await self.count(waiting):  # noqa: ASYNC110 # others' work
                await asyncio.sleep(1)
