"""Parsing in processes that can be killed: the bot answers others meanwhile, and outlives every file."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from sources.text import Unreadable
from sources.worker import FRAME

__all__ = ["Sandbox"]

ANSWER = 32 * 1024 * 1024
"""Bytes of the longest answer that is believed."""
JOBS = 200
"""After so many a worker is replaced: parsers are not known for giving memory back."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Worker:
    process: Process
    jobs: int = 0

    async def ask(self, job: str, data: bytes, given: dict[str, Any]) -> dict[str, Any]:
        """Raises EOFError where the worker died, ValueError where it answers nonsense."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("a worker without pipes")
        self.jobs += 1
        head = json.dumps({"job": job, "given": given}).encode()
        try:
            stdin.writelines([FRAME.pack(len(head)), head, FRAME.pack(len(data)), data])
            await stdin.drain()
        except ConnectionError:
            raise EOFError from None
        size: int = FRAME.unpack(await stdout.readexactly(FRAME.size))[0]
        if size > ANSWER:
            raise ValueError("an answer too long")
        answer = json.loads(await stdout.readexactly(size))
        if not isinstance(answer, dict):
            raise ValueError("an answer of another kind")
        return answer

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        # Only the loop's own clean-up would close them, and it may be over by then.
        self.process._transport.close()  # type: ignore[attr-defined]  # asyncio gives no public way


class Sandbox:
    """Up to `workers` processes, started when there is something to parse, ended after `idle` seconds.

    `patience`: seconds of real time that a job may take. Close it at the end.
    """

    def __init__(self, workers: int = 2, patience: float = 20.0, idle: float = 60.0) -> None:
        self._turns = asyncio.Semaphore(workers)
        self._patience = patience
        self._idle = idle
        self._resting: list[_Worker] = []
        self._alarm: asyncio.TimerHandle | None = None
        self._endings: set[asyncio.Task[None]] = set()

    async def run(self, job: str, data: bytes, **given: Any) -> Any:
        """The outcome of a job of `sources.worker.JOBS`, as JSON gives it back.

        Raises `Unreadable`: what the job raises, "too-slow", or "too-hard" where it died of it.
        """
        async with self._turns:
            worker = self._resting.pop() if self._resting else _Worker(await _started())
            try:
                async with asyncio.timeout(self._patience):
                    answer = await worker.ask(job, data, given)
            except TimeoutError:
                await worker.kill()
                raise Unreadable("too-slow") from None
            except (EOFError, ValueError) as error:
                await worker.kill()
                log.warning(
                    "a parser died", job=job, code=worker.process.returncode, error=type(error).__name__
                )
                raise Unreadable("too-hard") from None
            except BaseException:
                await worker.kill()
                raise
            await self._rest(worker, spent="spent" in answer)
        return _outcome(job, answer)

    @property
    def resting(self) -> list[int]:
        """The process ids of those that wait for the next job."""
        return [worker.process.pid for worker in self._resting]

    async def close(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        resting, self._resting = self._resting, []
        for worker in resting:
            await worker.kill()
        await asyncio.gather(*self._endings)

    async def _rest(self, worker: _Worker, *, spent: bool) -> None:
        if spent or worker.jobs >= JOBS:
            await worker.kill()
            return
        self._resting.append(worker)
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(self._idle, self._end_resting)

    def _end_resting(self) -> None:
        resting, self._resting = self._resting, []
        for worker in resting:
            ending = asyncio.create_task(worker.kill())
            self._endings.add(ending)
            ending.add_done_callback(self._endings.discard)


def _outcome(job: str, answer: dict[str, Any]) -> Any:
    if "done" in answer:
        return answer["done"]
    if "because" in answer:
        log.info("a parser gave up", job=job, error=answer["because"])
    raise Unreadable(str(answer.get("unreadable", "broken")))


async def _started() -> Process:
    """A worker without our environment: the token and the database's password are not its business."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sources.worker",
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=Path(__file__).parents[1],
        env={"PYTHONUTF8": "1"},
        start_new_session=True,  # Ctrl-C is for us alone
    )
