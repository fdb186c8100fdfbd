"""The chat page: a messenger in the browser for the three personas, live by server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.chats import Standing
from playground.people import ADMIN, PERSONAS, Person
from playground.refusals import Json, Refusal

if TYPE_CHECKING:
    from playground.server import Playground

ZONE = ZoneInfo("Asia/Tashkent")  # of the clock on the page
TASHKENT = (41.311, 69.28)  # where a person on the page is
_FOLDER = Path(__file__).parent / "page"
_ASSETS = {path.name: path for path in sorted(_FOLDER.iterdir()) if path.suffix in (".css", ".js", ".svg")}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_RECONNECT_MS = 300
_MOST_UNSENT = 10_000  # events that a browser may lag behind


class ChatPage:
    """Serves the page, its events and what people do on it."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        playground.world.watchers.append(self._spread)

    def routes(self) -> Sequence[Route]:
        acts = {
            "say": self._say,
            "forward": self._forward,
            "press": self._press,
            "file": self._file,
            "location": self._location,
            "ask": self._ask,
            "choose": self._choose,
            "block": self._block,
            "clock": self._clock,
        }
        return [
            Route("/", self._index),
            Route("/page/events", self._events),
            Route("/page/file/{file_id}", self._download),
            Route("/page/{asset}", self._asset),
            *(Route(f"/page/{name}", act, methods=["POST"]) for name, act in acts.items()),
        ]

    def close(self) -> None:
        """Let the browsers go."""
        for listener in self._listeners:
            listener.put_nowait(None)

    def _spread(self, event: Json) -> None:
        if not self._listeners:
            return
        event = self._enriched(event)
        for listener in tuple(self._listeners):
            if listener.qsize() > _MOST_UNSENT:
                self._listeners.discard(listener)
            else:
                listener.put_nowait(event)

    def _enriched(self, event: Json) -> Json:
        match event["kind"]:
            case "clock":
                return event | self._present()
            case "profile":
                return event | {"bot": self._bot(), "commands": self._commands()}
            case _:
                return event

    # What a browser is told

    async def _index(self, request: Request) -> Response:
        return FileResponse(_FOLDER / "index.html", headers=_HEADERS)

    async def _asset(self, request: Request) -> Response:
        path = _ASSETS.get(request.path_params["asset"])
        return FileResponse(path, headers=_HEADERS) if path else Response(status_code=404)

    async def _download(self, request: Request) -> Response:
        file = self._playground.world.files.find(request.path_params["file_id"])
        if file is None:
            return Response(status_code=404)
        headers = dict(_HEADERS)
        if not file.width:
            headers["Content-Disposition"] = "attachment"
        kind = ("image/png" if file.content[:1] == b"\x89" else "image/jpeg") if file.width else ""
        return Response(file.content, media_type=kind or "application/octet-stream", headers=headers)

    async def _events(self, request: Request) -> Response:
        listener: asyncio.Queue[Json | None] = asyncio.Queue()
        listener.put_nowait(self._hello())
        self._listeners.add(listener)
        return StreamingResponse(
            self._stream(listener), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self, listener: asyncio.Queue[Json | None]) -> AsyncIterator[str]:
        yield f"retry: {_RECONNECT_MS}\n\n"
        try:
            while (event := await listener.get()) is not None:
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._listeners.discard(listener)

    def _hello(self) -> Json:
        chats = {person_id: self._playground.chat(person_id) for person_id in PERSONAS}
        return {
            "kind": "hello",
            "bot": self._bot(),
            "commands": self._commands(),
            "personas": [
                {
                    "id": person_id,
                    "user": self._playground.person(person_id).user,
                    "admin": person_id == ADMIN,
                }
                for person_id in PERSONAS
            ],
            "chats": [
                {
                    "id": chat.id,
                    "standing": chat.standing.value,
                    "keyboard": chat.reply_keyboard,
                    "messages": [{"message": m.body, "by_bot": m.by_bot} for m in chat.messages],
                }
                for chat in chats.values()
            ],
            **self._present(),
        }

    def _present(self) -> Json:
        clock = self._playground.clock
        return {"now": int(clock.timestamp() * 1000), "frozen": clock.frozen}

    def _bot(self) -> Json:
        bot = self._playground.world.bot
        texts = {"description": bot.descriptions.get("", ""), "about": bot.short_descriptions.get("", "")}
        return {"name": bot.names[""], "username": bot.username, **texts}

    def _commands(self) -> dict[int, list[Json]]:
        bot = self._playground.world.bot
        return {
            person_id: bot.commands_for(person_id, names["language_code"])
            for person_id, names in PERSONAS.items()
        }

    # What people do

    async def _say(self, request: Request) -> Response:
        body = await request.json()
        return await self._acted(self._person(body).says(str(body["text"])))

    async def _forward(self, request: Request) -> Response:
        body = await request.json()
        person = self._person(body)
        if "text" in body:
            return await self._acted(person.forwards_text(str(body["text"])))
        message = person.chat.message(int(body["message_id"]))
        return await self._acted(person.forwards(message)) if message else _wrong("the message is gone")

    async def _location(self, request: Request) -> Response:
        body = await request.json()
        latitude, longitude = TASHKENT
        return await self._acted(self._person(body).shares_location(latitude, longitude))

    async def _ask(self, request: Request) -> Response:
        body = await request.json()
        return await self._acted(self._person(body).asks_inline(str(body["query"]), str(body["offset"])))

    async def _choose(self, request: Request) -> Response:
        body = await request.json()
        person = self._person(body)
        ask = self._playground.world.queries.asks.get(str(body["ask"]))
        if ask is None or ask.person_id != person.id:
            return _wrong("the results are gone")
        return await self._acted(person.chooses(ask, str(body["result_id"])))

    async def _press(self, request: Request) -> Response:
        body = await request.json()
        person = self._person(body)
        message = person.chat.message(int(body["message_id"]))
        if message is None:
            return _wrong("the message is gone")
        try:
            button = message.buttons[int(body["row"])][int(body["column"])]
        except IndexError:
            return _wrong("the button is gone")
        return await self._acted(person.presses(message, button))

    async def _file(self, request: Request) -> Response:
        query = request.query_params
        person = self._person(query)
        name, content = query.get("name", "file"), await request.body()
        if query.get("photo"):
            return await self._acted(person.sends_photo(name, content, caption=query.get("caption", "")))
        return await self._acted(person.sends_file(name, content, caption=query.get("caption", "")))

    async def _block(self, request: Request) -> Response:
        body = await request.json()
        person = self._person(body)
        blocked = person.chat.standing is Standing.KICKED
        return await self._acted(person.unblocks() if blocked else person.blocks())

    async def _clock(self, request: Request) -> Response:
        body = await request.json()
        clock = self._playground.clock
        if "to" in body:
            clock.move_to(next_time(clock.now(), time.fromisoformat(str(body["to"]))))
        else:
            clock.move(timedelta(minutes=int(body["minutes"])))
        return JSONResponse(self._present())

    def _person(self, body: Any) -> Person:
        person_id = int(body["person"])
        if person_id not in PERSONAS:
            raise ValueError(f"{person_id} is none of the personas")
        return self._playground.person(person_id)

    async def _acted(self, act: Any) -> Response:
        try:
            done = await act
        except (Refusal, ValueError, LookupError) as refusal:
            return _wrong(str(refusal))
        return JSONResponse({"id": getattr(done, "id", None)})


def next_time(now: datetime, at: time) -> datetime:
    """The next instant after `now` at which clocks in ZONE show `at`."""
    local = now.astimezone(ZONE)
    target = datetime.combine(local.date(), at, ZONE)
    return target if target > local else datetime.combine(local.date() + timedelta(days=1), at, ZONE)


def _wrong(reason: str) -> Response:
    return JSONResponse({"error": reason}, 409)
