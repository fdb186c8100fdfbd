"""A small HTTP server in the bot's own loop."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

__all__ = ["HttpServer"]

AT_ONCE = 64
"""Connections; beyond them it answers 503."""

GRACE_SECONDS = 3
"""For requests under way at the end: two pages close one after the other before the bot's own twenty seconds,
and systemd and compose wait for thirty in all."""
HEAD_SECONDS = 10.0
"""For a request's head to arrive, counted from the connection or from the answer before it."""


class _Protocol(H11Protocol):
    """uvicorn waits for a head as long as something of it comes now and then: 64 who send a letter a minute
    would keep everybody else out."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """A body may take its own time: whoever reads it sets a limit to that."""
        cycle: RequestResponseCycle | None = self.cycle
        if self.transport.is_closing() or (cycle is not None and not cycle.response_complete):
            self._unwatch()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _unwatch(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C is `bot.run`'s."""
        yield


class HttpServer:
    """Serves an application on `host` and `port` (0: any free one) from `start` to `stop`.

    `proxies`: addresses and networks whose `X-Forwarded-For` is believed. With `shared` several processes of
    one user may listen on the same port; the system deals connections out among them.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        *,
        proxies: Sequence[str] = ("127.0.0.1", "::1"),
        shared: bool = False,
    ) -> None:
        self._shared = shared
        config = uvicorn.Config(
            app,
            host,
            port,
            http=_Protocol,
            forwarded_allow_ips=list(proxies),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=AT_ONCE,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(config)
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """The port that was taken. Raises OSError where it is not to be had."""
        config = self._server.config
        family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
        # With its protocol named: only so does asyncio switch Nagle's algorithm off.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if self._shared:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            listening.bind((config.host, config.port))
        except OSError:
            listening.close()
            raise
        self._serving = asyncio.create_task(self._server.serve([listening]))
        while not (self._server.started or self._serving.done()):  # noqa: ASYNC110 # uvicorn has a flag alone
            await asyncio.sleep(0.005)
        port: int = listening.getsockname()[1]
        return port

    async def stop(self) -> None:
        """Requests under way are answered, within `GRACE_SECONDS`. Safe where it never started."""
        if self._serving is not None:
            self._server.should_exit = True
            with suppress(asyncio.CancelledError):
                await self._serving
            self._serving = None
