"""The program as an operator starts it: as a process of its own, or its commands within this one."""

import asyncio
import contextlib
import io
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cli import main
from config.settings import Settings
from tests.logs import as_it_was

SETTINGS = {name.upper() for name in Settings.model_fields}
DEFAULTS: dict[str, str] = {}
"""Settings of every command that does not say otherwise; with `--database postgresql` where that is."""
STARTED: list[asyncio.subprocess.Process] = []
ROOT = Path(__file__).parents[2]
PAGE = re.compile(r"http://127\.0\.0\.1:\d+/")


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This one without its settings, with these."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "PYTHONPATH": str(ROOT), **DEFAULTS, **settings}


async def begin(
    folder: Path, *arguments: str, settings: Mapping[str, str] | None = None
) -> asyncio.subprocess.Process:
    """`xabarnoma` with these arguments, in that folder. It is killed at the end of the test if it still runs
    then, as where the test fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.cli", *arguments),
        cwd=folder,
        env=environment(settings or {}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    STARTED.append(process)
    return process


def end_all() -> None:
    """Leave no process behind."""
    while STARTED:
        process = STARTED.pop()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)


@dataclass
class Done:
    code: int
    out: str
    err: str


async def xabarnoma(
    folder: Path, *arguments: str, given: bytes = b"", settings: Mapping[str, str] | None = None
) -> Done:
    """Run a command to its end."""
    process = await begin(folder, *arguments, settings=settings)
    out, err = await process.communicate(given)
    return Done(process.returncode or 0, out.decode(), err.decode())


@dataclass
class Terminal:
    """Types commands in a folder, within this process: that is quicker, and as real."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def types(self, *arguments: str, given: bytes = b"", settings: Mapping[str, str] | None = None) -> Done:
        with as_it_was(), self.monkeypatch.context() as patch:
            for name in SETTINGS:
                patch.delenv(name, raising=False)
            for name, value in {**DEFAULTS, **(settings or {})}.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["xabarnoma", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
        told = self.capture.readouterr()
        return Done(code, told.out, told.err)


@dataclass
class Running:
    """A running bot. `log` is what it has said on standard error so far."""

    process: asyncio.subprocess.Process
    page: str
    log: list[str] = field(default_factory=list)

    async def stop(self, signum: signal.Signals = signal.SIGTERM) -> int:
        """End it; its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signum)
        return await self.process.wait()


@asynccontextmanager
async def running(folder: Path, settings: Mapping[str, str] | None = None) -> AsyncIterator[Running]:
    """The bot on its playground, once it has printed the page's address; stopped at the end."""
    process = await begin(folder, "run", settings=settings)
    assert process.stdout is not None
    assert process.stderr is not None
    log: list[str] = []
    reader = asyncio.create_task(_collect(process.stderr, log))
    async with asyncio.timeout(30):
        line = (await process.stdout.readline()).decode()
    found = PAGE.search(line)
    assert found, f"no address but {line!r} and {log}"
    bot = Running(process, found[0], log)
    try:
        yield bot
    finally:
        await bot.stop()
        await reader


async def _collect(stream: asyncio.StreamReader, into: list[str]) -> None:
    while line := await stream.readline():
        into.append(line.decode())
