"""A small HTTP server in the bot's own loop."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

__all__ = ["HttpServer"]

AT_ONCE = 64
"""Connections; beyond them it answers 503."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C is `bot.run`'s."""
        yield


class HttpServer:
    """Serves an application on `host` and `port` (0: any free one) from `start` to `stop`."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        config = uvicorn.Config(
            app,
            host,
            port,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=AT_ONCE,
            timeout_graceful_shutdown=5,
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
        """Requests under way are answered, within five seconds. Safe where it never started."""
        if self._serving is not None:
            self._server.should_exit = True
            with suppress(asyncio.CancelledError):
                await self._serving
            self._serving = None
