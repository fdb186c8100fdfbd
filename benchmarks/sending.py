"""Messages a second to a server that answers at once: our sender beside python-telegram-bot's own, same run.

    python -m benchmarks.sending [NUMBER]

NUMBER (4,000) messages by each, 16 and 64 at once, over loopback HTTP to a server in another process that
does nothing but answer. Processor time is this process's.
"""

import asyncio
import json
import multiprocessing
import sys
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from time import perf_counter, process_time

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.request import AiohttpRequest
from bot.telegram import TelegramSender
from news.models import Button, Message
from news.ports import Sent

TOKEN = "7000000001:AAF-playground-token-of-nobody-0000"  # noqa: S105 opens nothing
HTML = "<b>Majlis</b>\n<blockquote expandable>Yig‘ilish bo‘lib o‘tdi.</blockquote>\n" * 20
MESSAGE = Message(HTML, ((Button("1", data="r:1"), Button("2", data="r:2")),))
RESULT = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "first_name": "A"}, "text": HTML}
BODY = json.dumps({"ok": True, "result": RESULT}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(BODY),
    BODY,
)


class Answering(asyncio.Protocol):
    """Reads a request to its end, by Content-Length or chunks, and answers."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head = self._waiting[:end].lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(self._waiting) < end + 4 + length:
                return
            self._waiting = self._waiting[end + 4 + length :]
            assert isinstance(self._transport, asyncio.Transport)
            self._transport.write(ANSWER)


def serve(ready: Connection) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


async def measure(
    name: str, number: int, in_flight: int, request: BaseRequest, port: int, ours: bool
) -> float:
    bot = Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=request)
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


async def compare(number: int, port: int) -> None:
    for in_flight in (16, 64):
        theirs = await measure(
            "Bot.send_message, its own request", number, in_flight, HTTPXRequest(), port, ours=False
        )
        ours = await measure("our sender", number, in_flight, AiohttpRequest(), port, ours=True)
        print(f"{'':40} {ours / theirs:.1f} times")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    asyncio.run(compare(number, here.recv()))
    server.terminate()


if __name__ == "__main__":
    main()
