"""A network that tests can slow down and cut."""

import asyncio
import contextlib
import itertools
from functools import partial

__all__ = ["Gate"]


class Gate:
    """A TCP load balancer: each connection goes to the next of its targets (ports) that is there."""

    def __init__(self, *targets: int, seconds: float = 0.0) -> None:
        """What passes takes so many `seconds` each way; cut meanwhile, it never comes out."""
        self.targets = list(targets)
        self.seconds = seconds
        self.port = 0
        self._turn = itertools.count()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> int:
        """Its port: the same after a cut."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self.port

    def cut(self) -> None:
        """Break what is open, and let nobody in until it is opened again."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = await self._connected()
        if target is None:
            writer.transport.abort()
            return
        self._open |= {writer, target[1]}
        try:
            await asyncio.gather(self._pipe(reader, target[1]), self._pipe(target[0], writer))
        finally:
            self._open -= {writer, target[1]}

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self.targets:
            port = self.targets[next(self._turn) % len(self.targets)]
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        later = partial(asyncio.get_running_loop().call_later, self.seconds)
        with contextlib.suppress(OSError):
            while chunk := await reader.read(65536):
                later(writer.write, chunk)
                await writer.drain()
        later(writer.close)
        with contextlib.suppress(OSError):
            await writer.wait_closed()
