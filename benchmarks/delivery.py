"""A digest to many chats at the default pace, by the real bot, while somebody asks it questions.

    python -m benchmarks.delivery [NUMBER]

NUMBER (1,500) readers who are due at once get one message each. The bot (`xabarnoma run`) is one process,
the playground with Telegram's own limits another. Said are: the rate while there was something to send, the
bot's processor time and memory, refusals for floods, and how long a reader waited for an answer.
"""

import asyncio
import os
import sys
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from news.models import DeliveryState
from tests.bot.killing import FIRST_CHAT, Stage, furnish, playground

ASKER = 1001
QUESTION_EVERY = 2.0
TICKS = os.sysconf("SC_CLK_TCK")


class Usage:
    """What a process has used, out of /proc."""

    def __init__(self, pid: int) -> None:
        self._folder = Path("/proc") / str(pid)

    @property
    def cpu(self) -> float:
        """Seconds of processor time."""
        fields = (self._folder / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """Most memory held at once."""
        status = (self._folder / "status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


async def ask(stage: Stage, times: list[float]) -> None:
    """Ask again and again; how long each answer took, in milliseconds."""
    while True:
        start = perf_counter()
        await answer(stage)
        times.append((perf_counter() - start) * 1000)
        await asyncio.sleep(QUESTION_EVERY)


async def answer(stage: Stage) -> None:
    """Ask, and wait for the answer."""
    asked = (await stage.control("says", person=ASKER, text="Xabar001"))["message_id"]
    while True:
        messages: list[dict[str, Any]] = (await stage.http.get(f"messages/{ASKER}")).json()
        if any(it["by_bot"] and it["message"]["message_id"] > asked for it in messages):
            return
        await asyncio.sleep(0.005)


async def measure(number: int, folder: Path) -> None:
    with playground() as where:
        stage = Stage(folder, where)
        await furnish(stage, range(FIRST_CHAT, FIRST_CHAT + number), Random(1), releases=3)  # noqa: S311 no secret
        stage.start_bot()
        assert stage.bot is not None
        usage = Usage(stage.bot.pid)
        await stage.sends()
        await answer(stage)  # the bot begins to poll a moment after it begins to send
        begun, cpu, before = perf_counter(), usage.cpu, (await stage.ledger.counts())[DeliveryState.SENT]
        times: list[float] = []
        asking = asyncio.create_task(ask(stage, times))
        while (await stage.ledger.counts())[DeliveryState.SENT] < number:  # noqa: ASYNC110 # another process
            await asyncio.sleep(1)
        seconds, cpu, memory = perf_counter() - begun, usage.cpu - cpu, usage.megabytes
        asking.cancel()
        refused = (await stage.http.get("ledger", params={"chat_id": ASKER})).json()["refused"]
        floods = sum(it["times"] for it in refused if it["code"] == 429)
        show(number - before, seconds, cpu, memory, floods, times)
        stage.bot.terminate()
        stage.bot.wait()
        await stage.database.close()
        await stage.http.aclose()


def show(sent: int, seconds: float, cpu: float, memory: float, floods: int, times: list[float]) -> None:
    rate = (sent + len(times)) / seconds
    print(f"{sent:,} digests and {len(times)} replies in {seconds:.0f} s")
    print(f"{rate:.2f} messages/s: {rate / 25:.1%} of the pace; 429s: {floods}")
    print(f"{cpu / seconds:.1%} of a core, {cpu / sent * 1000:.1f} ms a digest; at most {memory:.0f} MB")
    print(f"a question: p50 {quantiles(times, n=20)[9]:.0f} ms, p95 {quantiles(times, n=20)[18]:.0f} ms")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_500
    with TemporaryDirectory() as folder:
        asyncio.run(measure(number, Path(folder)))


if __name__ == "__main__":
    main()
