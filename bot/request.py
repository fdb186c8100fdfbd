"""HTTP for python-telegram-bot by aiohttp: its own request over httpx grows slower the more is on its way."""

import json
import ssl
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

__all__ = ["NEVER_LEFT", "AiohttpRequest"]

NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""Errors after which the server surely saw nothing: no connection was there to send by."""
JSON = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """One pool of connections, by HTTP_PROXY and the like where they are set.

    Timeouts in seconds; a call may give others, as in the base class, but for writing and for waiting for a
    free connection: whoever waits for one has sent nothing, and waits.
    """

    def __init__(
        self,
        certificates: ssl.SSLContext | None = None,
        *,
        connections: int = 64,
        read: float = 5.0,
        connect: float = 5.0,
    ) -> None:
        """Without `certificates` the system's authorities are trusted."""
        self._certificates = certificates
        self._connections = connections
        self._read = read
        self._connect = connect
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=self._certificates or True)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request was not initialized")
        body, kind = _body(request_data)
        timeout = aiohttp.ClientTimeout(
            sock_connect=_given(connect_timeout, self._connect),
            sock_read=_given(read_timeout, self._read),
        )
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                timeout=timeout,
                headers={"User-Agent": self.USER_AGENT} | kind,
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except (aiohttp.ClientError, OSError) as error:
            # Not the error's text: it may hold the address, and so the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error


def _given(seconds: Any, otherwise: float) -> float | None:
    if isinstance(seconds, DefaultValue):
        return otherwise
    return None if seconds is None else float(seconds)


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    """What is sent, and the header that says what it is."""
    if data is None:
        return None, {}
    files = data.multipart_data
    if not files:
        # A form would write each Cyrillic letter as %D0%B0: three times the bytes, twice the work.
        return json.dumps(data.json_parameters, ensure_ascii=False).encode(), JSON
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, content_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form, {}
