"""Messages a second with 1, 2 and 4 workers, on PostgreSQL, to a receiver that answers at once.

    python -m benchmarks.workers [NUMBER]

NUMBER (10,000) readers get a digest of one message: real rows in the ledger, real jobs, the workers as
operators start them (`xabarnoma run --role worker`), all on this machine. Measured is what lies between a
tenth and nine tenths of the messages. Where the cores end before the workers do, the processor time of a
message says what more cores would bring.
"""

import asyncio
import os
import sys
import time

from benchmarks.hall import Hall, furnished


async def measure(hall: Hall, number: int, workers: int) -> float:
    """Messages a second; says everything else."""
    await hall.furnish(number)
    await hall.start(workers)
    begun = time.perf_counter()
    await hall.enqueue()
    first = await hall.until_sent(number // 10)
    start, before = time.perf_counter(), hall.spent()
    last = await hall.until_sent(number * 9 // 10)
    seconds, spent = time.perf_counter() - start, hall.spent() - before
    messages = last - first
    rate = messages / seconds
    each = [value / messages * 1e6 for value in (spent.workers, spent.postgresql, spent.receiver)]
    print(
        f"{workers} workers: {rate:6.0f} messages/s; processor of a message: workers {each[0]:,.0f} us, "
        f"PostgreSQL {each[1]:,.0f} us, receiver {each[2]:,.0f} us; cores in use "
        f"{sum(each) * rate / 1e6:.1f}; a tenth after {start - begun:.0f} s",
        flush=True,
    )
    return rate


async def compare(number: int) -> None:
    for workers in (1, 2, 4):
        async with furnished() as hall:
            await measure(hall, number, workers)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    asyncio.run(compare(number))


if __name__ == "__main__":
    main()
