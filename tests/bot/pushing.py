"""The push page on loopback, and a client of it."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp

from bot.admission import Admission
from bot.disk import Disk
from bot.http import HttpServer
from bot.push import Pushing, application
from news.intake import Intake
from news.understanding import understand
from playground import Clock
from sources.signing import sign
from storage.audit import Audit
from storage.database import Database
from storage.drafts import Drafts
from storage.pushes import Pushes
from storage.releases import Releases
from tests.sources.desk import Desk

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
RELEASE = {
    "reference": "2026/17",
    "title": "Yangi kutubxona ochildi",
    "text": "Nukusda yangi kutubxona ochildi. Unda oʻn ming kitob bor.",
    "published": "2026-03-02",
}


@dataclass
class Free:
    """What is free on the disk."""

    bytes: int = 1 << 30


@dataclass
class Page:
    """The page on loopback, and a client that signs."""

    pushing: Pushing
    desk: Desk
    clock: Clock
    port: int
    session: aiohttp.ClientSession
    free: Free
    sent: int = 0
    retry_after: str | None = None
    """Of the last answer."""

    async def pushes(
        self, body: object, *, key: bytes = KEY, headers: dict[str, str] | None = None, name: str = "m"
    ) -> tuple[int, Any]:
        return await self.sends(*self.signed(body, key, headers or {}, name))

    def signed(
        self, body: object, key: bytes, headers: dict[str, str], name: str = "m"
    ) -> tuple[bytes, dict[str, str]]:
        self.sent += 1
        identity = f"{name}{self.sent}"
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        stamp = int(self.clock.now().timestamp())
        own = {
            "Content-Type": "application/json",
            "webhook-id": identity,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(key, identity, stamp, raw),
        }
        return raw, own | headers

    async def sends(self, raw: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        url = f"http://127.0.0.1:{self.port}/releases"
        async with self.session.post(url, data=BytesIO(raw), headers=headers) as answer:
            told = await answer.json(content_type=None)
            kind = "application/json" if answer.status < 300 else "application/problem+json"
            assert answer.content_type == kind
            self.retry_after = answer.headers.get("Retry-After")
            return answer.status, told


async def opened(database: Database, mode: Any) -> AsyncIterator[Page]:
    clock, releases, desk, free = Clock(NOW), Releases(database), Desk(), Free()
    pushing = Pushing(
        keys={"site": KEY},
        mode=mode,
        intake=Intake(releases, clock, understand),
        releases=releases,
        audit=Audit(database),
        seen=Pushes(database, timedelta(minutes=15)),
        desk=desk,
        drafts=Drafts(database),
        clock=clock,
        admission=Admission(["10.0.0.0/8"]),
        disk=Disk(Path(), 1, lambda _: free.bytes),
    )
    server = HttpServer(application(pushing), "127.0.0.1", 0)
    port = await server.start()
    async with aiohttp.ClientSession() as session:
        yield Page(pushing, desk, clock, port, session, free)
    await server.stop()


def kind(told: Any) -> str:
    return str(told["type"]).removeprefix("urn:xabarnoma:")
