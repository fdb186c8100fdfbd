"""A Bot API that answers at once and looks at nothing, in a process of its own: it is not measured."""

import asyncio
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

__all__ = ["TOKEN", "receiver"]

TOKEN = "7000000001:AAF-playground-token-of-nobody-0000"  # noqa: S105 opens nothing
ME = {"id": 7000000001, "is_bot": True, "first_name": "Xabarnoma", "username": "xabarnoma_bot"}
SENT = {
    "message_id": 1,
    "date": 1,
    "chat": {"id": 1, "type": "private", "first_name": "A"},
    "text": "x" * 2000,
}


def _answer(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
        len(body),
        body,
    )


ANSWER_OF_ME, ANSWER_OF_SENT = _answer(ME), _answer(SENT)


class _Answering(asyncio.Protocol):
    """Reads a request to its end, by Content-Length, and answers."""

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
            self._transport.write(ANSWER_OF_ME if b"/getme " in head else ANSWER_OF_SENT)


def _serve(ready: Connection) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(_Answering, "127.0.0.1", 0)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def receiver() -> Iterator[tuple[str, int]]:
    """Its address as TELEGRAM_API_URL takes it, and the number of its process."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    assert process.pid is not None
    try:
        yield f"http://127.0.0.1:{here.recv()}", process.pid
    finally:
        process.terminate()
        process.join()
