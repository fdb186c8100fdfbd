"""Updates by webhook: Telegram posts them, any number of processes receive them behind any load balancer.

An update is stored before Telegram hears that it came (`storage.inbox`) and answered afterwards, by whichever
process is free: a process that dies has lost nothing, an update that comes twice is answered once.
"""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update

from bot.hearing import EVERY, Hearing
from bot.http import HttpServer
from bot.problem import Problem
from bot.whose import whose
from config.settings import Settings
from digests.delivery import GRACE_SECONDS, finish
from handlers.context import Xabarnoma
from handlers.wiring import UPDATES
from news.ports import Clock, StorageError
from storage.inbox import Inbox, Waiting

__all__ = ["Webhook", "receiving"]

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 the name of it
BYTES = 1 << 20
"""More than any update has."""
BODY_SECONDS = 10.0
AT_ONCE = 32
"""Most updates answered at once by one process."""
LEASE = timedelta(seconds=30)
"""Renewed at every look; when it is over, whoever took the update is taken for dead."""
LOOK_SECONDS = 5.0
"""The longest time without a look at what others left, and without a sign of life."""
AGAIN_SECONDS = 1.0
TIDY = timedelta(hours=1)

log = structlog.get_logger(__name__)


class Storing(Protocol):
    async def put(self, update_id: int, chat_id: int, body: str, now: datetime) -> bool:
        """As `storage.inbox.Inbox.put`."""


class Webhook:
    """Receives and answers, from `start` until `stop`."""

    def __init__(self, application: Xabarnoma, inbox: Inbox, clock: Clock, settings: Settings) -> None:
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise ValueError("a webhook needs an address and a secret")
        self._application = application
        self._url = settings.webhook_url
        self._secret = settings.webhook_secret.get_secret_value()
        self._host, self._port = settings.webhook_host, settings.webhook_port
        path = urlsplit(self._url).path or "/"
        self._server = HttpServer(
            receiving(path, self._secret, inbox, clock, self.wake), self._host, self._port
        )
        self._answering = Answering(application, inbox, clock)
        self.hearing = Hearing(application.bot, self._url)

    @property
    def looked_at(self) -> float | None:
        """When the inbox was last looked at, by the monotonic clock; None before the first time."""
        return self._answering.looked_at

    def revive(self) -> None:
        """Begin anew to look at the inbox, whatever that hangs on."""
        self._answering.revive()

    def wake(self) -> None:
        """An update was stored."""
        self.hearing.stored()
        self._answering.changed.set()

    async def start(self) -> None:
        """Listen, then tell Telegram where. Raises Problem where the port is taken, TelegramError."""
        try:
            await self._server.start()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise Problem(
                f"Port {self._port} on {self._host} cannot be opened ({reason}); set WEBHOOK_PORT to another."
            ) from None
        self._answering.start()
        await self._application.bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=list(UPDATES), max_connections=100
        )
        if self._application.job_queue is not None:
            self._application.job_queue.run_repeating(self.hearing.ask, EVERY, first=0)

    async def stop(self) -> None:
        """Take no more; what is being answered may finish. Telegram keeps the address: other processes serve
        it, and this one after its restart. Within `GRACE_SECONDS`: systemd and compose wait for thirty."""
        deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
        await self._server.stop()
        await self._answering.stop(deadline - asyncio.get_running_loop().time())


def receiving(path: str, secret: str, inbox: Storing, clock: Clock, stored: Callable[[], None]) -> Starlette:
    """The page that Telegram posts to: 403 without the secret, 413 and 400 for what is no update, 503 where
    it could not be stored (Telegram tries again), else 200."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1", "replace"), secret.encode()):
            log.warning("a post without the webhook's secret was refused")
            return Response(status_code=403)
        body = await _body(request)
        if isinstance(body, Response):
            return body
        update = _read(body)
        if update is None:
            return Response(status_code=400)
        try:
            if await inbox.put(update["update_id"], whose(update), body.decode(), clock.now()):
                stored()
        except StorageError as error:
            log.error("an update could not be stored; Telegram will bring it again", reason=str(error))
            return Response(status_code=503)
        return Response(status_code=200)

    return Starlette(routes=[Route(path, receive, methods=["POST"])])


async def _body(request: Request) -> bytes | Response:
    if request.headers.get("content-encoding", "identity") != "identity":
        return Response(status_code=415)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BYTES:
                    return Response(status_code=413)
    except TimeoutError:
        return Response(status_code=408)
    except ClientDisconnect:
        return Response(status_code=400)
    return bytes(body)


def _read(body: bytes) -> dict[str, Any] | None:
    """The update, if it is one at all; whether a library can read it shows when it is answered."""
    try:
        update = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        return None
    return update


class Answering:
    """Takes what waits in the inbox, in this process or left by another, and lets the handlers answer it."""

    def __init__(self, application: Xabarnoma, inbox: Inbox, clock: Clock) -> None:
        self._application = application
        self._inbox = inbox
        self._clock = clock
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._renewed_at = clock.now()
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False
        self._tidied_at = clock.now()
        self.changed = asyncio.Event()
        self.looked_at: float | None = None
        """By the monotonic clock; None before the first time."""

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    def revive(self) -> None:
        """Begin to look anew, whatever the last look hangs on."""
        if self._loop is not None and not self._stopping:
            self._loop.cancel()
            self.start()

    async def stop(self, grace: float) -> None:
        """Begin nothing more; what is being answered may finish within `grace` seconds, the rest is left to
        others when its lease is over."""
        self._stopping = True
        self.changed.set()
        deadline = asyncio.get_running_loop().time() + grace
        if self._loop is not None:
            await finish([self._loop], grace)
        await finish(list(self._tasks.values()), deadline - asyncio.get_running_loop().time())

    async def _run(self) -> None:
        while not self._stopping:
            self.changed.clear()
            self.looked_at = time.monotonic()
            seconds = LOOK_SECONDS
            try:
                if await self._take():
                    seconds = 0.0
                await self._renew()
                await self._tidy()
            except StorageError as error:
                log.error("updates wait", reason=str(error))
                seconds = AGAIN_SECONDS
            except Exception:
                log.exception("updates wait: the program failed")
                seconds = AGAIN_SECONDS
            if seconds:
                await self._rest(seconds)

    async def _rest(self, seconds: float) -> None:
        waiting = asyncio.create_task(self.changed.wait())
        await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()

    async def _take(self) -> bool:
        """Begin to answer what can be claimed; whether anything could."""
        room = AT_ONCE - len(self._tasks)
        if room <= 0:
            return False
        now = self._clock.now()
        taken = await self._inbox.claim(now, room, now + LEASE)
        for waiting in taken:
            task = asyncio.create_task(self._answer(waiting))
            self._tasks[waiting.update_id] = task
            task.add_done_callback(partial(self._answered, waiting.update_id))
        return bool(taken)

    def _answered(self, update_id: int, task: asyncio.Task[None]) -> None:
        del self._tasks[update_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("an update was left to its lease", exc_info=error)
        self.changed.set()

    async def _answer(self, waiting: Waiting) -> None:
        try:
            update = Update.de_json(json.loads(waiting.body), self._application.bot)
            await self._application.process_update(update)
        except Exception:
            # What a handler raises is told to the person by the application; this is an update that the
            # library cannot read. It must not come back for ever.
            log.exception("an update cannot be read", update_id=waiting.update_id)
        await _insist(lambda: self._inbox.answered(waiting.update_id))

    async def _renew(self) -> None:
        now = self._clock.now()
        if self._tasks and now - self._renewed_at >= timedelta(seconds=LOOK_SECONDS):
            self._renewed_at = now
            await self._inbox.renew(tuple(self._tasks), now + LEASE)

    async def _tidy(self) -> None:
        now = self._clock.now()
        if now - self._tidied_at >= TIDY:
            self._tidied_at = now
            await self._inbox.forget(now)


async def _insist(record: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await record()
        except StorageError as error:
            log.error("an answered update waits to be crossed out", reason=str(error))
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            return
