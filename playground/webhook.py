"""setWebhook: updates posted to an address until it says that it took them."""

import asyncio
import contextlib
import ipaddress
import json
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from playground.changes import Changes
from playground.clock import Clock
from playground.refusals import Json, bad_request
from playground.updates import Update, Updates

LONGEST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    url: str
    secret_token: str
    max_connections: int
    ip_address: str

    @classmethod
    def checked(cls, url: str, secret_token: str, max_connections: int, ip_address: str) -> Self:
        """Raises Refusal. Unlike Telegram's, this webhook speaks plain http, and to loopback alone."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise bad_request("invalid webhook URL specified")
        if parts.scheme == "https" or not _is_loopback(parts.hostname):
            raise bad_request("bad webhook: the playground posts to http://127.0.0.1 and nowhere else")
        if len(secret_token) > LONGEST_SECRET:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret_token):
            raise bad_request("secret token contains unallowed characters")
        return cls(url, secret_token, min(max(max_connections, 1), 100), ip_address)


class Webhook:
    """Posts pending updates, several at once, each until the answer is 2xx; then it is confirmed.

    An update that failed is tried again after `retry_seconds`, then twice as long each time up to
    `longest_retry_seconds`, in real time; those behind it of other chats do not wait for it.
    """

    retry_seconds = 0.05
    longest_retry_seconds = 5.0

    def __init__(self, updates: Updates, changes: Changes, clock: Clock) -> None:
        self._updates = updates
        self._changes = changes
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._error: tuple[int, str] | None = None  # when, what
        self.settings: Settings | None = None

    def point_at(self, settings: Settings | None) -> None:
        """Start posting there; None stops."""
        self.stop()
        self.settings, self._error = settings, None
        if settings is not None:
            self._task = asyncio.get_running_loop().create_task(self._run(settings))

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def info(self) -> Json:
        """WebhookInfo without the count of pending updates."""
        settings = self.settings
        info: Json = {"url": settings.url if settings else "", "has_custom_certificate": False}
        if settings is not None:
            info |= {"max_connections": settings.max_connections}
            info |= {"ip_address": settings.ip_address} if settings.ip_address else {}
        if self._error is not None:
            info |= {"last_error_date": self._error[0], "last_error_message": self._error[1]}
        return info

    async def _run(self, settings: Settings) -> None:
        slots = asyncio.Semaphore(settings.max_connections)
        taken: set[int] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                await self._changes.until(lambda: self._fresh(taken), within=None)
                for update in self._fresh(taken):
                    taken.add(update.id)
                    group.create_task(self._deliver(settings, update, slots))

    def _fresh(self, taken: set[int]) -> list[Update]:
        return [update for update in self._updates.pending if update.id not in taken]

    async def _deliver(self, settings: Settings, update: Update, slots: asyncio.Semaphore) -> None:
        pause = self.retry_seconds
        while update in self._updates.pending:
            async with slots:
                wrong = await self._post(settings, update)
            if not wrong:
                self._updates.confirm_one(update)
                return
            self._error = (int(self._clock.timestamp()), wrong)
            self._changes.tell()
            await asyncio.sleep(pause)
            pause = min(2 * pause, self.longest_retry_seconds)

    async def _post(self, settings: Settings, update: Update) -> str:
        """Post it once; "" where it was taken, else what went wrong."""
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                status = await _post_json(settings, json.dumps(update.body()).encode())
        except TimeoutError:
            return "Read timeout expired"
        except (OSError, ValueError, IndexError):
            return "Connection refused"
        return "" if 200 <= status < 300 else f"Wrong response from the webhook: {status}"


async def _post_json(settings: Settings, body: bytes) -> int:
    """One HTTP/1.1 request on a connection of its own; the status of the answer."""
    parts = urlsplit(settings.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
    head = [f"POST {target} HTTP/1.1", f"Host: {parts.netloc}", "Content-Type: application/json"]
    head += [f"Content-Length: {len(body)}", "Connection: close"]
    if settings.secret_token:
        head.append(f"X-Telegram-Bot-Api-Secret-Token: {settings.secret_token}")
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    try:
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
