"""An address somebody gave us -> what stands there, and nothing that it could do to us."""

import asyncio
import re
import socket
import zlib
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from sources.addresses import is_public
from sources.text import Unreadable

__all__ = ["BYTES", "REASONS", "Fetched", "Fetcher"]

BYTES = 5 * 1024 * 1024
"""The most that is read of an answer, packed or unpacked."""
SECONDS = 20.0
"""For everything together: names, redirects, the last byte."""
HOPS = 5
"""Redirects that are followed."""
PORTS = frozenset({80, 443, 8000, 8080, 8443})
REASONS = (
    "bad-link",  # no http(s) address, a name and password in it, a port of no web server
    "not-public",  # it leads into a network that is not the public one
    "unreachable",
    "no-page",  # the server says that there is none, or that we may not
    "gone",  # 410: there was one, and there will be none again
    "too-many-redirects",
    "endless",  # the time was over before the answer was
)
"""What `Unreadable` says of a link, besides `sources.text.REASONS`."""
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Xabarnoma)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    # What is not packed cannot be a bomb; a server that packs all the same is unpacked within bounds.
    "Accept-Encoding": "identity",
}
REDIRECTS = (301, 302, 303, 307, 308)


class _Private(OSError):
    """The socket was to be connected to an address that is not public."""


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str
    """Where it stood in the end."""
    body: bytes
    """Empty where `unchanged`."""
    kind: str
    """The media type that the server gave, in small letters; "" where none."""
    charset: str | None
    etag: str | None = None
    modified: str | None = None
    """The header Last-Modified as it came."""
    unchanged: bool = False
    """304: nothing new since the ETag or day that was asked with."""


class Fetcher:
    """Fetches over one pool of connections; close it at the end.

    `allowed` are addresses ("127.0.0.1") that count as public whatever they are, with every port: for
    tests, and for a site in one's own network.
    """

    def __init__(self, allowed: Collection[str] = (), seconds: float = SECONDS) -> None:
        self._allowed = frozenset(allowed)
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """GET, redirects followed. `conditions`: If-None-Match, If-Modified-Since. Raises `Unreadable`."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._follow(url, dict(conditions or {}))
        except TimeoutError:
            raise Unreadable("endless") from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
            raise Unreadable(_reason(error)) from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _follow(self, url: str, conditions: dict[str, str]) -> Fetched:
        here = self._checked(url)
        for _ in range(HOPS + 1):
            async with self._answer(here, conditions) as answer:
                if answer.status not in REDIRECTS:
                    return await _taken(here, answer)
                here = self._checked(str(here.join(URL(answer.headers.get("Location", "")))))
        raise Unreadable("too-many-redirects")

    def _checked(self, url: str) -> URL:
        """The address, if it is one of the web. Raises `Unreadable`."""
        try:
            parsed = URL(url.strip())
            port = parsed.port
        except ValueError:
            raise Unreadable("bad-link") from None
        if parsed.scheme not in ("http", "https") or not parsed.host or parsed.user or parsed.password:
            raise Unreadable("bad-link")
        if port not in PORTS and parsed.host not in self._allowed:
            raise Unreadable("bad-link")
        return parsed.with_fragment(None)

    @asynccontextmanager
    async def _answer(self, url: URL, conditions: dict[str, str]) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=8, limit_per_host=2, socket_factory=self._socket),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                headers=HEADERS,
                trust_env=False,  # a proxy would connect for us, to addresses that we never see
            )
        async with self._session.get(
            url, headers=conditions, allow_redirects=False, max_line_size=8190, max_field_size=8190
        ) as answer:
            yield answer

    def _socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for the address that is about to be connected to: the one place where it is certain."""
        family, kind, protocol, _, where = info
        if where[0] not in self._allowed and not is_public(where[0]):
            raise _Private(f"{where[0]} is not public")
        return socket.socket(family, kind, protocol)


async def _taken(url: URL, answer: aiohttp.ClientResponse) -> Fetched:
    if answer.status == 410:
        raise Unreadable("gone")
    unchanged = answer.status == 304
    if not unchanged and answer.status != 200:
        raise Unreadable("no-page")
    if (answer.content_length or 0) > BYTES:
        raise Unreadable("too-big")
    return Fetched(
        url=str(url),
        body=b"" if unchanged else await _body(answer),
        kind=(answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower(),
        charset=_charset(answer),
        etag=answer.headers.get("ETag"),
        modified=answer.headers.get("Last-Modified"),
        unchanged=unchanged,
    )


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    """The body, unpacked once at most. Raises `Unreadable`: "too-big", "broken"."""
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    unpack = _unpacker(packed)
    parts: list[bytes] = []
    size = 0
    async for chunk in answer.content.iter_chunked(64 * 1024):
        part = unpack.decompress(chunk, BYTES + 1 - size) if unpack else chunk
        size += len(part)
        if size > BYTES or (unpack and unpack.unconsumed_tail):
            raise Unreadable("too-big")
        parts.append(part)
    return b"".join(parts)


def _unpacker(encoding: str) -> Any:
    """For the one packing that servers use unasked; several upon each other are an attack."""
    if encoding in ("identity", ""):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    raise Unreadable("broken")


def _charset(answer: aiohttp.ClientResponse) -> str | None:
    found = re.search(r"charset\s*=\s*\"?([\w.:-]{2,40})", answer.headers.get("Content-Type", ""))
    return found[1] if found else None


def _reason(error: Exception) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, _Private):
            return "not-public"
        if isinstance(seen, aiohttp.InvalidURL):
            return "bad-link"
        if isinstance(seen, zlib.error):
            return "broken"
        seen = seen.__cause__ or seen.__context__
    return "bad-link" if isinstance(error, ValueError) else "unreachable"
