"""A site on loopback that answers whatever a test tells it to, as raw as it likes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[asyncio.StreamWriter, "Request"], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """`pages`: path -> what it answers; `asked`: what came, in order."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    port: int = 0
    serving: set["asyncio.Task[None]"] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.current_task()
        if serving is not None:
            self.serving.add(serving)
            serving.add_done_callback(self.serving.discard)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        finally:
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.strip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
        request = Request(first.split(" ")[1], headers)
        self.asked.append(request)
        page = self.pages.get(request.path.partition("?")[0], answer(404, b"gone"))
        await page(writer, request)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    """An ordinary answer; `content_type` becomes Content-Type."""

    async def give(writer: asyncio.StreamWriter, _: Request) -> None:
        named = {"content_length": str(len(body)), **headers}
        lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value]
        writer.write(f"HTTP/1.1 {status} X\r\nConnection: close\r\n{''.join(lines)}\r\n".encode() + body)

    return give


class Held:
    """Another answer, kept back until a test lets it go."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked = asyncio.Event()
        self.go = asyncio.Event()

    async def __call__(self, writer: asyncio.StreamWriter, request: Request) -> None:
        self.asked.set()
        await self.go.wait()
        await self._answer(writer, request)


def page(body: str | bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    return answer(200, body.encode() if isinstance(body, str) else body, content_type=content_type, **headers)


def to(place: str, status: int = 302) -> Answer:
    return answer(status, location=place)


@asynccontextmanager
async def opened() -> AsyncIterator[Site]:
    site = Site()
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in tuple(site.serving):
            task.cancel()
        await asyncio.gather(*site.serving, return_exceptions=True)
        await server.wait_closed()
