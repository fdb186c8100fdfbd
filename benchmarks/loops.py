"""How long something keeps the event loop from everybody else."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

PERIOD = 0.002
"""Seconds between looks; the machine's own timers are late by a fraction of a millisecond."""


@dataclass(slots=True)
class Watch:
    """What was measured, in seconds."""

    seconds: float = 0.0
    cpu: float = 0.0
    longest_block: float = 0.0
    longest_work: float = 0.0
    """The processor time in the longest block: what is left where other programs use the machine too."""


@asynccontextmanager
async def watching() -> AsyncIterator[Watch]:
    """Measure wall clock, this process's processor time, and the longest block of the loop, meanwhile."""
    watch = Watch()

    async def beat() -> None:
        while True:
            before, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(PERIOD)
            watch.longest_block = max(watch.longest_block, time.perf_counter() - before - PERIOD)
            watch.longest_work = max(watch.longest_work, time.thread_time() - worked)

    beating = asyncio.create_task(beat())
    start, cpu = time.perf_counter(), time.process_time()
    try:
        yield watch
    finally:
        watch.seconds, watch.cpu = time.perf_counter() - start, time.process_time() - cpu
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
