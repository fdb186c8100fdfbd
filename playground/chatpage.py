"""The chat page: a messenger in the browser for the three personas, live by server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.chats import Chat, Standing
from playground.messages import Message
from playground.people import ADMIN, PERSONAS, Person
from playground.posting import Act, posted
from playground.refusals import Json, Refusal
from playground.rooms import described, open_room, room_of, welcome

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
        acts: dict[str, Act] = {
            "say": self._say,
            "forward": self._forward,
            "press": self._press,
            "location": self._location,
            "ask": self._ask,
            "choose": self._choose,
            "block": self._block,
            "room": self._room,
            "clock": self._clock,
        }
        return [
            Route("/", self._index),
            Route("/page/events", self._events),
            Route("/page/file/{file_id}", self._download),
            Route("/page/{asset}", self._asset),
            Route("/page/file", self._file, methods=["POST"]),
            *(Route(f"/page/{name}", posted(act), methods=["POST"]) for name, act in acts.items()),
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
            if listener.qsize() < _MOST_UNSENT:
                listener.put_nowait(event)
            else:
                self._listeners.discard(listener)
                listener.put_nowait(None)

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
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        yield f"retry: {_RECONNECT_MS}\n\n"
        listener: asyncio.Queue[Json | None] = asyncio.Queue()
        listener.put_nowait(self._hello())
        self._listeners.add(listener)
        try:
            while (event := await listener.get()) is not None:
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._listeners.discard(listener)

    def _hello(self) -> Json:
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
                described(chat)
                for chat in self._playground.world.chats.values()
                if chat.kind != "private" or chat.id in PERSONAS
            ],
            **self._present(),
        }

    def _present(self) -> Json:
        clock = self._playground.clock
        return {"now": int(clock.timestamp() * 1000), "frozen": clock.frozen}

    def _bot(self) -> Json:
        bot = self._playground.world.bot
        told = {person_id: self._description(names["language_code"]) for person_id, names in PERSONAS.items()}
        return {"name": bot.names[""], "username": bot.username, "descriptions": told}

    def _description(self, language: str) -> str:
        """What somebody of that language reads before they start the bot."""
        bot = self._playground.world.bot
        texts = (bot.descriptions, bot.short_descriptions)
        return next((said for text in texts for said in (text.get(language), text.get("")) if said), "")

    def _commands(self) -> dict[int, list[Json]]:
        bot = self._playground.world.bot
        return {
            person_id: bot.commands_for(person_id, names["language_code"])
            for person_id, names in PERSONAS.items()
        }

    # What people do

    async def _say(self, body: Json) -> object:
        person, text = self._person(body), str(body["text"])
        if "chat" not in body and "reply_to" not in body:
            return {"message_ids": [m.message_id for m in await person.pastes(text)]}
        chat, thread_id = room_of(self._playground, person, body), int(body.get("thread", 0)) or None
        replied = chat.message(int(body.get("reply_to", 0)))
        return _done(await person.says(text, chat, thread_id=thread_id, reply_to=replied))

    async def _forward(self, body: Json) -> object:
        person = self._person(body)
        if "text" in body:
            return _done(await person.forwards_text(str(body["text"])))
        return _done(await person.forwards(_message(person.chat, body)))

    async def _location(self, body: Json) -> object:
        return _done(await self._person(body).shares_location(*TASHKENT))

    async def _ask(self, body: Json) -> object:
        ask = await self._person(body).asks_inline(str(body["query"]), str(body["offset"]))
        return {"id": ask.id}

    async def _choose(self, body: Json) -> object:
        person = self._person(body)
        ask = self._playground.world.queries.asks.get(str(body["ask"]))
        if ask is None or ask.person_id != person.id:
            raise LookupError("the results are gone")
        return _done(await person.chooses(ask, str(body["result_id"])))

    async def _press(self, body: Json) -> object:
        person = self._person(body)
        message = _message(room_of(self._playground, person, body), body)
        button = message.buttons[int(body["row"])][int(body["column"])]
        return {"id": (await person.presses(message, button)).id}

    async def _block(self, body: Json) -> object:
        """In a private chat the bot is blocked, in another sent away; or let in again."""
        person = self._person(body)
        chat = room_of(self._playground, person, body)
        away = chat.standing in (Standing.KICKED, Standing.LEFT)
        self._playground.world.bot_becomes(chat, welcome(chat) if away else Standing.KICKED, person.user)
        return {}

    async def _room(self, body: Json) -> object:
        return {"id": open_room(self._playground, self._person(body), str(body["room"])).id}

    async def _clock(self, body: Json) -> object:
        clock = self._playground.clock
        if "to" in body:
            clock.move_to(next_time(clock.now(), time.fromisoformat(str(body["to"]))))
        else:
            clock.move(timedelta(minutes=int(body["minutes"])))
        return self._present()

    async def _file(self, request: Request) -> Response:
        """The body is the file; ?person=&name=&caption=, and &photo=1 for a picture to be shown, with &album=
        where several belong together."""
        query = request.query_params
        name, caption = query.get("name", "file"), query.get("caption", "")
        content = await request.body()
        try:
            person = self._person(query)
            if query.get("photo"):
                album = query.get("album") or None
                photo = await person.sends_photo(name, content, caption=caption, album=album)
                return JSONResponse(_done(photo))
            return JSONResponse(_done(await person.sends_file(name, content, caption=caption)))
        except (Refusal, ValueError, LookupError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)

    def _person(self, body: Mapping[str, Any]) -> Person:
        person_id = int(body["person"])
        if person_id not in PERSONAS:
            raise ValueError(f"{person_id} is none of the personas")
        return self._playground.person(person_id)


def _message(chat: Chat, body: Json) -> Message:
    message = chat.message(int(body["message_id"]))
    if message is None:
        raise LookupError("the message is gone")
    return message


def _done(message: Message) -> Json:
    return {"message_id": message.message_id}


def next_time(now: datetime, at: time) -> datetime:
    """The next instant after `now` at which clocks in ZONE show `at`."""
    local = now.astimezone(ZONE)
    target = datetime.combine(local.date(), at, ZONE)
    return target if target > local else datetime.combine(local.date() + timedelta(days=1), at, ZONE)
