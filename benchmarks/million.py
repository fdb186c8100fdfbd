"""A digest to a million subscribers on the paid pace: how long, on what, and what holds it up.

    python -m benchmarks.million [NUMBER ...]

For each NUMBER (10,000 and 100,000; a million takes a quarter of an hour) that many subscribers are due in
PostgreSQL. The scheduler's own code gives all of them their digest: real rows in the ledger, real jobs. A
worker (Procrastinate, the ledger, our sender over HTTP) then sends the first MESSAGES of them to a receiver
that answers at once. Where the processor time of a message is the same for each NUMBER, the rest takes as
long as the first: it is not sent.

The worker runs in this process. A timer looks every millisecond of its processor time at what it is doing.
"""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from telegram import Bot

from benchmarks.hall import PAID, Hall, furnished
from benchmarks.receiver import TOKEN
from bot.clock import SystemClock
from bot.dispatching.batches import Batches
from bot.dispatching.worker import Worker
from bot.request import AiohttpRequest
from bot.telegram import TelegramSender
from digests.pace import SPARE, Limits, Pace
from storage.batches import BatchLedger

MESSAGES = 9_000
PARTS = {
    "claim": ((BatchLedger, "claim"),),
    "send": ((TelegramSender, "send"),),
    "record": ((BatchLedger, "sent"),),
    "read the issue": ((BatchLedger, "messages"),),
    "look for more": ((BatchLedger, "ready_at"), (BatchLedger, "abandoned"), (BatchLedger, "expire")),
}
REST = "queue, pace and tasks"
EVERY = 0.001
"""Seconds of processor time between two looks."""

doing: ContextVar[str] = ContextVar("doing", default=REST)


@contextmanager
def watched() -> Iterator[Counter[str]]:
    """How often each part was seen at work."""
    seen: Counter[str] = Counter()
    before = [(owner, name, getattr(owner, name)) for places in PARTS.values() for owner, name in places]
    for part, places in PARTS.items():
        for owner, name in places:
            setattr(owner, name, _named(part, getattr(owner, name)))
    handler = signal.signal(signal.SIGPROF, lambda *_: seen.update([doing.get()]))
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        for owner, name, method in before:
            setattr(owner, name, method)


def _named(part: str, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    @wraps(method)
    async def call(*given: Any, **named: Any) -> Any:
        mark = doing.set(part)
        try:
            return await method(*given, **named)
        finally:
            doing.reset(mark)

    return call


async def measure(hall: Hall, number: int) -> None:
    await hall.furnish(number)
    start, cpu, spent = time.perf_counter(), time.process_time(), hall.spent()
    await hall.enqueue()
    ours, theirs = time.process_time() - cpu, (hall.spent() - spent).postgresql
    megabytes = (await hall.bytes()) / 1e6
    print(
        f"{number:,} due: given their digest in {time.perf_counter() - start:.0f} s, of a reader "
        f"{ours / number * 1e6:,.0f} us here and {theirs / number * 1e6:,.0f} us in PostgreSQL; "
        f"the database holds {megabytes:,.0f} MB",
        flush=True,
    )
    request = AiohttpRequest()
    await request.initialize()
    sender = TelegramSender(Bot(TOKEN, f"{hall.telegram}/bot", request=request), paid=True)
    pace = Pace(Limits(overall=PAID, second=PAID - SPARE), time.monotonic())
    worker = Worker(hall.database, Batches(hall.ledger.batch, sender, SystemClock(), pace))
    worker.start()
    most = min(MESSAGES, number * 9 // 10)
    first = await hall.until_sent(most // 10)
    with watched() as seen:
        start, cpu, spent = time.perf_counter(), time.process_time(), hall.spent()
        messages = await hall.until_sent(most) - first
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        theirs = (hall.spent() - spent).postgresql
    await worker.stop(5.0)
    await request.shutdown()
    show(messages, seconds, cpu, theirs, seen)


def show(messages: int, seconds: float, cpu: float, theirs: float, seen: Counter[str]) -> None:
    ours, theirs = cpu / messages * 1e6, theirs / messages * 1e6
    print(
        f"  one worker: {messages / seconds:.0f} messages/s; of a message {ours:,.0f} us of processor here:"
    )
    parts = (f"{part} {times / seen.total() * ours:,.0f}" for part, times in seen.most_common())
    print(f"    {', '.join(parts)}; {theirs:,.0f} us in PostgreSQL")
    of_workers, of_postgresql = ours * PAID / 1e6, theirs * PAID / 1e6
    print(
        f"  {PAID}/s, a million in {1e6 / PAID / 60:.1f} min, is {of_workers:.1f} cores for workers and "
        f"{of_postgresql:.1f} for PostgreSQL; {os.cpu_count()} cores take a million in at least "
        f"{(ours + theirs) / 60 / (os.cpu_count() or 1):.0f} min",
        flush=True,
    )


async def compare(numbers: list[int]) -> None:
    for number in numbers:
        async with furnished() as hall:
            await measure(hall, number)


def main() -> None:
    numbers = [int(number) for number in sys.argv[1:]] or [10_000, 100_000]
    print(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    asyncio.run(compare(numbers))


if __name__ == "__main__":
    main()
