"""Messages a second to a server that answers at once: our sender beside python-telegram-bot's own, same run.

    python -m benchmarks.sending [NUMBER]

NUMBER (4,000) messages by each, 16 and 64 at once, over loopback HTTP to a server in another process that
does nothing but answer. Processor time is this process's.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter, process_time

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.receiver import TOKEN, receiver
from bot.request import AiohttpRequest
from bot.telegram import TelegramSender
from news.models import Button, Message
from news.ports import Sent

HTML = "<b>Majlis</b>\n<blockquote expandable>Yig‘ilish bo‘lib o‘tdi.</blockquote>\n" * 20
MESSAGE = Message(HTML, ((Button("1", data="r:1"), Button("2", data="r:2")),))


async def measure(
    name: str, number: int, in_flight: int, request: BaseRequest, address: str, ours: bool
) -> float:
    bot = Bot(TOKEN, f"{address}/bot", request=request)
    await request.initialize()
    sender = TelegramSender(bot)

    async def by_library(chat_id: int) -> None:
        await bot.send_message(chat_id, HTML, parse_mode="HTML")

    async def by_us(chat_id: int) -> None:
        assert isinstance(await sender.send(chat_id, None, MESSAGE), Sent)

    send: Callable[[int], Awaitable[None]] = by_us if ours else by_library
    chats = iter(range(1, number + 1))

    async def worker() -> None:
        for chat_id in chats:
            await send(chat_id)

    await send(1)
    start, cpu = perf_counter(), process_time()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    seconds, cpu = perf_counter() - start, process_time() - cpu
    await request.shutdown()
    print(f"{name:40} {in_flight:3} at once {number / seconds:7,.0f}/s {cpu / number * 1e3:6.2f} ms each")
    return number / seconds


async def compare(number: int, address: str) -> None:
    for in_flight in (16, 64):
        theirs = await measure(
            "Bot.send_message, its own request", number, in_flight, HTTPXRequest(), address, ours=False
        )
        ours = await measure("our sender", number, in_flight, AiohttpRequest(), address, ours=True)
        print(f"{'':40} {ours / theirs:.1f} times")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    with receiver() as (address, _):
        asyncio.run(compare(number, address))


if __name__ == "__main__":
    main()
