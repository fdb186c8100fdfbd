"""The Bot API over HTTP: requests in every form that Telegram takes, answers in Telegram's form."""

import asyncio
import inspect
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from playground.faults import Fault, FaultKind, Faults
from playground.files import LARGEST_UPLOAD
from playground.methods import METHODS, Method
from playground.parameters import Parameters, Upload, decode
from playground.refusals import Json, Refusal, Unlawful, too_many_requests
from playground.world import World

Observer = Callable[[str, Json, Json], None]

_BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot. `code` is the HTTP status that was (or would have been) answered."""

    method: str
    parameters: Json
    code: int
    answer: Json


class BotApi:
    """Serves /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, world: World, faults: Faults, stopping: asyncio.Event) -> None:
        self._world = world
        self._faults = faults
        self._stopping = stopping
        self.observers: list[Observer] = []
        self.calls: deque[Call] = deque(maxlen=_REMEMBERED)
        self.complaints: list[str] = []  # Unlawful things, and what observers found

    async def serve(self, request: Request) -> Response:
        """Answer one request to a method."""
        try:
            self._check_token(request)
            found = METHODS.get(request.path_params["method"].lower())
            if found is None:
                raise Refusal(404, "Not Found: method not found")
            raw, files = await _read(request)
            return await self._strike(request, found, raw, files)
        except Refusal as refusal:
            return _response(refusal.code, refusal.body())
        except ClientDisconnect:
            return Response(status_code=499)

    async def download(self, request: Request) -> Response:
        """Answer one request for a file."""
        try:
            self._check_token(request)
        except Refusal as refusal:
            return _response(refusal.code, refusal.body())
        file = self._world.files.at(request.path_params["path"])
        if file is None:
            return _response(404, Refusal(404, "Not Found").body())
        return Response(file.content, media_type="application/octet-stream")

    def _check_token(self, request: Request) -> None:
        token = request.path_params["token"]
        if ":" not in token:
            raise Refusal(404, "Not Found")
        if token != self._world.bot.token:
            raise Refusal(401, "Unauthorized")
        if self._world.clock.timestamp() < self._world.bot.logged_out_until:
            raise Refusal(400, "Logged out")

    async def _strike(
        self, request: Request, found: Method, raw: Mapping[str, Any], files: Mapping[str, Upload]
    ) -> Response:
        """Do what was asked, and the fault that may stand in the way."""
        fault = self._faults.strike(found.name, str(raw.get("chat_id")))
        if fault is not None:
            match fault.kind:
                case FaultKind.DROP_BEFORE:
                    return await self._cut(request)
                case FaultKind.SLOW:
                    await (fault.until.wait() if fault.until else self._pause(fault.seconds))
                case FaultKind.BAD_GATEWAY:
                    return HTMLResponse(_BAD_GATEWAY, 502)
                case FaultKind.SERVER_ERROR:
                    raise Refusal(500, "Internal Server Error")
                case FaultKind.UNAUTHORIZED:
                    raise Refusal(401, "Unauthorized")
                case FaultKind.FLOOD:
                    raise too_many_requests(fault.seconds)
        code, answer = await self._answer(found, raw, files)
        if fault is not None and fault.kind is FaultKind.DUPLICATE_UPDATE and answer.get("result"):
            answer = answer | {"result": [*answer["result"], answer["result"][-1]]}
        if fault is not None and fault.kind in (FaultKind.DROP, FaultKind.HANG):
            return await self._withhold(request, fault)
        return _response(code, answer)

    async def _answer(
        self, found: Method, raw: Mapping[str, Any], files: Mapping[str, Upload]
    ) -> tuple[int, Json]:
        given: Parameters | None = None
        try:
            given = decode(found.name, found.signature, raw, files)
            result = found.call(self._world, given)
            if inspect.isawaitable(result):
                result = await result
            code, answer = 200, {"ok": True, "result": result}
        except Refusal as refusal:
            code, answer = refusal.code, refusal.body()
            self._world.ledger.refused[code, refusal.description] += 1
            if isinstance(refusal, Unlawful):
                self.complaints.append(f"{found.name}: {refusal.description}")
        parameters = given.shown() if given is not None else dict(raw)
        self.calls.append(Call(found.name, parameters, code, answer))
        self._observe(found.name, parameters, answer)
        self._world.changes.tell()
        return code, answer

    def _observe(self, name: str, parameters: Json, answer: Json) -> None:
        for observer in self.observers:
            try:
                observer(name, parameters, answer)
            except Exception as finding:
                self.complaints.append(f"{name}: {finding}")

    async def _withhold(self, request: Request, fault: Fault) -> Response:
        if fault.kind is FaultKind.HANG:
            await self._pause(fault.seconds or None)
        return await self._cut(request)

    async def _pause(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def _cut(self, request: Request) -> Response:
        """Break the connection in the middle of everything."""
        cast(asyncio.Transport, request.state.transport).abort()
        await asyncio.sleep(0)  # let the protocol hear of it, so that it writes nothing more
        return Response(status_code=499)  # goes nowhere


async def _read(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files, from the query and the body; raises Refusal."""
    raw: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if int(request.headers.get("content-length") or 0) > LARGEST_UPLOAD + (1 << 20):
        raise Refusal(413, "Request Entity Too Large")
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise Refusal(400, "Bad Request: can't parse JSON encoded request") from None
        if not isinstance(body, dict):
            raise Refusal(400, "Bad Request: can't parse JSON encoded request")
        return raw | body, files
    try:
        async with request.form(max_part_size=LARGEST_UPLOAD) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime_type = value.content_type or "application/octet-stream"
                    files[name] = Upload(value.filename or name, await value.read(), mime_type)
                else:
                    raw[name] = value
    except HTTPException as error:
        raise Refusal(400, f"Bad Request: can't parse the form: {error.detail}") from None
    return raw, files


def _response(code: int, answer: Json) -> Response:
    headers = {}
    if "retry_after" in answer.get("parameters", {}):
        headers["Retry-After"] = str(answer["parameters"]["retry_after"])
    return JSONResponse(answer, code, headers)
