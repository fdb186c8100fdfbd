"""`POST /releases`: the institute's site hands releases in. Off unless a key is set; see docs/push.md."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil
from typing import Any, Literal, Protocol

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.admission import Admission
from news.intake import Intake, Refused
from news.models import Draft, Duplicate, Release, Understood
from news.ports import Audit, Clock, Desk, Disk, Drafts, Releases, StorageError
from sources.marks import mark
from sources.pushing import BYTES, Malformed, Published, parse
from sources.signing import Forged, Signed, verify

__all__ = ["Pushing", "application"]

SECONDS = 15.0
"""For a body to arrive."""
TITLES = {
    "unsigned": "webhook-id, webhook-timestamp and webhook-signature are needed",
    "bad-signature": "no client's key made this signature",
    "stale": "webhook-timestamp is more than five minutes from our clock",
    "replayed": "this very request was taken before; sign a repetition anew",
    "conflict": "another text stands or waits under this reference; say new_version to replace it",
    "withdrawn": "the office withdrew this release; only an editor can publish it again",
    "not-json": "Content-Type must be application/json",
    "malformed": "the body is no release",
    "empty": "there is no text in it",
    "too-long": "the text is too long",
    "too-big": "the body is larger than 1 MB",
    "too-many": "too much was sent; Retry-After says how many seconds to wait",
    "slow": "the body did not arrive in time",
    "storage": "the database cannot be reached; try again later",
    "no-such-page": "there is no such page",
    "bad-method": "this page takes another method",
}

log = structlog.get_logger(__name__)


class Seen(Protocol):
    async def remember(self, mark: bytes, now: datetime) -> bool:
        """True for the first time that this request comes."""


@dataclass(frozen=True, slots=True)
class Pushing:
    """What the page works with. `mode`: whether a release is published at once or laid before the editors."""

    keys: Mapping[str, bytes]
    mode: Literal["publish", "draft"]
    intake: Intake
    releases: Releases
    audit: Audit
    seen: Seen
    desk: Desk
    drafts: Drafts
    clock: Clock
    admission: Admission
    disk: Disk


class _Refusal(Exception):
    def __init__(
        self, status: int, kind: str, errors: list[str] | None = None, wait: timedelta | None = None
    ) -> None:
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.errors = errors
        self.wait = wait


def application(pushing: Pushing) -> Starlette:
    """The pages: `POST /releases`, and `GET /openapi.json` that describes it."""

    async def releases(request: Request) -> Response:
        signed, body = await _received(request, pushing)
        draft, replaces = _parsed(request, body, pushing.clock.now().date())
        if not await pushing.seen.remember(signed.mark, pushing.clock.now()):
            raise _Refusal(409, "replayed")
        answer = await _taken(pushing, signed.client, draft, replaces=replaces)
        log.info("a release was pushed", client=signed.client, status=answer.status_code)
        return answer

    routes = [
        Route("/releases", _guarded(releases), methods=["POST"]),
        Route("/openapi.json", _description, methods=["GET"]),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _on_http})


async def _received(request: Request, pushing: Pushing) -> tuple[Signed, bytes]:
    """The body, signed by a client."""
    address = request.client.host if request.client else ""
    _refuse_while(pushing.admission.wait_of_address(address, pushing.clock.now()))
    if request.headers.get("content-encoding", "identity") != "identity":
        raise _Refusal(415, "not-json")
    body = await _body(request)
    now = pushing.clock.now()
    try:
        signed = verify(pushing.keys, request.headers, body, now)
    except Forged as forged:
        pushing.admission.forged(address, now)
        log.warning("a push was refused", reason=forged.reason)
        raise _Refusal(401, forged.reason) from None
    _refuse_while(pushing.admission.wait_of_client(signed.client, now))
    if pushing.disk.is_low():
        raise _Refusal(503, "storage")
    return signed, body


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BYTES:
                    raise _Refusal(413, "too-big")
    except TimeoutError:
        raise _Refusal(408, "slow") from None
    return bytes(body)


def _refuse_while(wait: timedelta) -> None:
    if wait:
        raise _Refusal(429, "too-many", wait=wait)


def _parsed(request: Request, body: bytes, today: date) -> tuple[Draft, bool]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _Refusal(415, "not-json")
    try:
        return parse(body, today)
    except Malformed as malformed:
        raise _Refusal(422, "malformed", malformed.errors) from None


async def _taken(pushing: Pushing, client: str, draft: Draft, *, replaces: bool) -> Response:
    """Publish it or lay it before the editors. The same release again gets the same answer."""
    reference = draft.reference or ""
    try:
        understood = await asyncio.to_thread(pushing.intake.understand, draft)
    except Refused as refusal:
        raise _Refusal(422, refusal.reason) from None
    if pushing.mode == "draft":
        return await _offered(pushing, client, draft, understood, replaces=replaces)
    now = pushing.clock.now()
    add = pushing.releases.add if replaces else pushing.releases.add_new
    result = await add(understood, now)
    if result is None:
        raise _Refusal(409, "conflict")
    if not result.release.current and await pushing.releases.newest_version(result.release.id) is None:
        raise _Refusal(409, "withdrawn")
    if isinstance(result, Duplicate):
        return _published(reference, result.release, 200)
    subject = f"release {result.release.id}"
    await pushing.audit.record(now, None, "publish", subject, after=f"push: {client}")
    return _published(reference, result.release, 201)


async def _offered(
    pushing: Pushing, client: str, draft: Draft, understood: Understood, *, replaces: bool
) -> Response:
    reference = draft.reference or ""
    standing = await pushing.releases.by_reference(reference)
    if standing is not None:
        if _same_text(standing, understood):
            return _published(reference, standing, 200)
        if not replaces:
            raise _Refusal(409, "conflict")
    waiting = await pushing.drafts.under_reference(client, reference)
    if waiting is not None and not replaces and not _same_text(waiting.draft, draft):
        raise _Refusal(409, "conflict")
    own = mark(client, reference, draft.title, draft.text)
    await pushing.desk.offer(draft, client, own)
    return JSONResponse(Published(outcome="draft", reference=reference).model_dump(), 202)


def _same_text(one: Draft | Release, other: Draft | Understood) -> bool:
    return (one.title, one.text) == (other.title, other.text)


def _published(reference: str, release: Release, status: int) -> Response:
    published = Published(
        outcome="published", reference=reference, release=release.id, version=release.version
    )
    return JSONResponse(published.model_dump(), status)


def _guarded(page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The page, every refusal of it as a problem."""

    async def answered(request: Request) -> Response:
        try:
            return await page(request)
        except _Refusal as refusal:
            return _problem(refusal.status, refusal.kind, refusal.errors, refusal.wait)
        except StorageError as error:
            log.error("a push could not be stored", error=str(error))
            return _problem(503, "storage")
        except ClientDisconnect:
            return Response(status_code=499)

    return answered


async def _on_http(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _problem(status, "bad-method" if status == 405 else "no-such-page")


def _problem(
    status: int, kind: str, errors: list[str] | None = None, wait: timedelta | None = None
) -> Response:
    body: dict[str, Any] = {"type": f"urn:xabarnoma:{kind}", "title": TITLES[kind], "status": status}
    if errors:
        body["errors"] = errors
    headers = {} if wait is None else {"Retry-After": str(ceil(wait.total_seconds()))}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


async def _description(_: Request) -> Response:
    return Response(_openapi(), media_type="application/json")


@cache
def _openapi() -> str:
    from bot.openapi import document

    return json.dumps(document(), ensure_ascii=False)
