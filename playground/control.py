"""Control over HTTP, for tests whose bot lives (and is killed) in another process."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.chats import Standing
from playground.faults import Fault, FaultKind
from playground.floods import UNLIMITED, Limits
from playground.keyboards import Button
from playground.posting import Act, posted
from playground.refusals import Json

if TYPE_CHECKING:
    from playground.server import Playground


class Control:
    """POST /control/<act> with a JSON object does it; GET /control/<view> shows it. Wrong input is 400."""

    def __init__(self, playground: "Playground") -> None:
        self._playground = playground

    def routes(self) -> Sequence[Route]:
        acts: dict[str, Act] = {
            "groups": self._groups,
            "malform": self._malform,
            "faults": self._faults,
            "clock": self._clock,
            "limits": self._limits,
            "says": self._says,
            "presses": self._presses,
            "blocks": self._blocks,
            "people": self._people,
        }
        return [
            Route("/control/ledger", self._ledger),
            Route("/control/messages/{chat_id:int}", self._messages),
            Route("/control/state", self._state),
            Route("/control/calls", self._calls),
            *(Route(f"/control/{name}", posted(act), methods=["POST"]) for name, act in acts.items()),
        ]

    async def _ledger(self, request: Request) -> Response:
        chat = request.query_params.get("chat_id")
        return JSONResponse(self._playground.ledger.body(int(chat) if chat else None))

    async def _messages(self, request: Request) -> Response:
        chat = self._playground.world.chats.get(int(request.path_params["chat_id"]))
        if chat is None:
            return JSONResponse({"error": "no such chat"}, 404)
        return JSONResponse([{"message": m.body, "by_bot": m.by_bot} for m in chat.messages])

    async def _state(self, request: Request) -> Response:
        playground = self._playground
        return JSONResponse(
            {
                "now": playground.clock.now().isoformat(),
                "frozen": playground.clock.frozen,
                "pending_updates": len(playground.world.updates.pending),
                "confirmed_to": playground.world.updates.confirmed_to,
                "polling": playground.world.polling.waiting,
                "complaints": playground.complaints,
                "faults": [
                    {"kind": f.kind, "times": f.times, "struck": f.struck} for f in playground.faults.waiting
                ],
            }
        )

    async def _calls(self, request: Request) -> Response:
        """The bot's last requests, without their answers: ?method=sendMessage for those alone."""
        calls = self._playground.calls(request.query_params.get("method", ""))
        return JSONResponse([{"method": c.method, "parameters": c.parameters, "code": c.code} for c in calls])

    async def _faults(self, body: Json) -> object:
        """{"add": [the fields of a Fault, ...], "clear": true, "seed": number}"""
        faults = self._playground.faults
        added = [Fault(**(fault | {"kind": FaultKind(fault["kind"])})) for fault in body.get("add", [])]
        if body.get("clear"):
            faults.clear()
        if "seed" in body:
            faults.seed(int(body["seed"]))
        for fault in added:
            faults.add(fault)
        return {"waiting": len(faults.waiting)}

    async def _clock(self, body: Json) -> object:
        """{"move_seconds"} or {"to": ISO}; {"freeze": true|false} before either."""
        clock = self._playground.clock
        if "freeze" in body:
            clock.freeze() if body["freeze"] else clock.thaw()
        if "to" in body:
            clock.move_to(datetime.fromisoformat(body["to"]))
        if "move_seconds" in body:
            clock.move(timedelta(seconds=float(body["move_seconds"])))
        return {"now": clock.now().isoformat()}

    async def _limits(self, body: Json) -> object:
        """{"unlimited": true}, or the fields of Limits."""
        self._playground.world.floods.limits = UNLIMITED if body.get("unlimited") else Limits(**body)
        return {}

    async def _people(self, body: Json) -> object:
        """{"ids": [..], "started": true}: that many private chats at once."""
        for person_id in body["ids"]:
            person = self._playground.person(int(person_id))
            if body.get("started"):
                person.chat.standing = Standing.MEMBER
        return {}

    async def _groups(self, body: Json) -> object:
        """{"title", "members": [person, ...], "kind", "topics": {thread: name}, "standing"} -> its id"""
        members = [self._playground.person(int(member)) for member in body.get("members", [])]
        topics = {int(thread): str(name) for thread, name in body.get("topics", {}).items()}
        group = self._playground.group(
            str(body["title"]),
            *members,
            kind=body.get("kind", "supergroup"),
            topics=topics,
            standing=Standing(body.get("standing", "member")),
        )
        return {"id": group.id}

    async def _malform(self, body: Json) -> object:
        """{}: an update that no library can read."""
        return {"update_id": self._playground.malform().id}

    async def _says(self, body: Json) -> object:
        """{"person", "text", "chat_id", "thread_id"}: the last two for a group."""
        person = self._playground.person(int(body["person"]))
        chat = self._playground.chat(int(body.get("chat_id", person.id)))
        message = await person.says(str(body["text"]), chat, thread_id=body.get("thread_id"))
        return {"message_id": message.message_id}

    async def _presses(self, body: Json) -> object:
        """{"person", "message_id", "button": label}, or "data": that of a button that was there."""
        person = self._playground.person(int(body["person"]))
        message = person.chat.message(int(body["message_id"]))
        if message is None:
            raise LookupError("no such message")
        button: Button | str = str(body.get("button", ""))
        if "data" in body:
            button = Button("", 0, 0, {"text": "", "callback_data": str(body["data"])})
        return {"id": (await person.presses(message, button)).id}

    async def _blocks(self, body: Json) -> object:
        """{"person", "blocked": true|false}"""
        person = self._playground.person(int(body["person"]))
        await (person.blocks() if body.get("blocked", True) else person.unblocks())
        return {}
