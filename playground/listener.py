"""HTTP on one socket, in the running loop, which lets go at once when it is told to."""

import asyncio

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

_IDLE_SECONDS = 75  # as Telegram's front does; uvicorn's 5 would cut the connections of a quiet bot
_FAREWELL_SECONDS = 2.0  # for requests under way when the listener closes


class Listener:
    """uvicorn's HTTP protocol without its server, whose signals and tenths of a second nobody needs here."""

    def __init__(self, app: ASGIApp) -> None:
        self._config = uvicorn.Config(
            app,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_keep_alive=_IDLE_SECONDS,
        )
        self._state = ServerState()
        self._server: asyncio.Server | None = None

    async def open(self, host: str, port: int) -> int:
        """The port that was taken; OSError where that is not to be had."""
        self._config.load()
        # By host and port, not by a socket made before: only so does asyncio switch Nagle's algorithm off,
        # which costs 40 ms an answer.
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, host, port, backlog=2048)
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def close(self) -> None:
        """Close the port; answers under way are finished, within two seconds."""
        if self._server is None:
            return
        self._server.close()
        for connection in tuple(self._state.connections):
            connection.shutdown()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=_FAREWELL_SECONDS)
        for task in tuple(self._state.tasks):
            task.cancel()
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        await self._server.wait_closed()
        self._server = None

    def _connection(self) -> asyncio.Protocol:
        return _Connection(self._config, self._state, {})


class _Connection(H11Protocol):
    """Lets a request break its own connection (`request.state.transport`), for the faults."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
