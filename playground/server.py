"""The playground: a world, the Bot API over it, and the chat page, on one loopback port."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.applications import Starlette
from starlette.routing import Route

from playground.api import BotApi, Call, Observer
from playground.chatpage import ChatPage
from playground.chats import Chat, ChatKind, Standing
from playground.clock import Clock, Hook
from playground.control import Control
from playground.faults import Faults
from playground.floods import Limits
from playground.guard import Guard
from playground.ledger import Ledger
from playground.listener import Listener
from playground.people import PERSONAS, Person
from playground.refusals import Json
from playground.updates import Update
from playground.world import World

Value = TypeVar("Value")
LOOPBACK = "127.0.0.1"
TOKEN = "7000000001:AAF-playground-token-of-nobody-0000"  # noqa: S105 opens nothing outside this process


class Playground:
    """A Telegram of one's own.

    Start it, point a bot at `base_url` and `base_file_url` with `token`, and move people and the clock.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        clock: Clock | None = None,
        limits: Limits | None = None,
        seed: int = 0,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(token, self.clock, limits or Limits())
        self.faults = Faults(seed)
        self._stopping = asyncio.Event()
        self._api = BotApi(self.world, self.faults, self._stopping)
        self._page = ChatPage(self)
        self._control = Control(self)
        self._listener: Listener | None = None
        self._port = 0
        self.clock.on_moved.append(self._clock_moved)
        for person_id in PERSONAS:
            self.person(person_id)

    # Where it is

    @property
    def token(self) -> str:
        return self.world.bot.token

    @property
    def page_url(self) -> str:
        """The chat page."""
        return f"http://{LOOPBACK}:{self._port}/"

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's `base_url`: the token and the method are appended to it."""
        return f"http://{LOOPBACK}:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://{LOOPBACK}:{self._port}/file/bot"

    @property
    def control_url(self) -> str:
        return f"http://{LOOPBACK}:{self._port}/control/"

    async def start(self, port: int = 0, host: str = LOOPBACK) -> None:
        """Listen; port 0 takes a free one. ValueError for a host that is not loopback, OSError for a port
        that is taken."""
        if host != LOOPBACK:
            raise ValueError(f"the playground listens on loopback alone, not on {host}")
        self._stopping.clear()
        self.world.polling.closed = False
        self._listener = Listener(self._app())
        self._port = await self._listener.open(host, port)

    async def stop(self) -> None:
        """Let go of every waiting client and close the port."""
        if self._listener is None:
            return
        self._stopping.set()
        self.world.webhook.stop()
        self.world.polling.closed = True
        self.world.changes.tell()
        self._page.close()
        await self._listener.close()
        self._listener = None

    def _app(self) -> Starlette:
        routes = [
            Route("/bot{token}/{method}", self._api.serve, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._api.download, methods=["GET"]),
            *self._control.routes(),
            *self._page.routes(),
        ]
        app = Starlette(routes=routes)
        app.add_middleware(Guard)
        return app

    # What tests hold in their hands

    @property
    def ledger(self) -> Ledger:
        return self.world.ledger

    @property
    def observers(self) -> list[Observer]:
        """Called with (method, parameters, answer) after each request; what they raise is a complaint."""
        return self._api.observers

    @property
    def complaints(self) -> list[str]:
        """What no bot should do: parameters, fields and types that Telegram does not know, and what
        observers found."""
        return self._api.complaints

    @property
    def on_clock_moved(self) -> list[Hook]:
        return self.clock.on_moved

    def calls(self, method: str = "") -> list[Call]:
        """The bot's last requests, oldest first; of one method where it is named."""
        return [call for call in self._api.calls if not method or call.method == method]

    def person(self, person_id: int, **user: str) -> Person:
        """Somebody, with a private chat with the bot that they have not started; made when first named."""
        if person_id not in self.world.users:
            names: Json = PERSONAS.get(person_id, {"first_name": f"Kishi {person_id}", "language_code": "uz"})
            self.world.users[person_id] = {"id": person_id, "is_bot": False, **names, **user}
            shown = {k: v for k, v in self.world.users[person_id].items() if k in _CHAT_NAMES}
            self.world.open_chat("private", shown, Standing.ABSENT, person_id)
        return Person(self.world, self.world.users[person_id])

    def chat(self, chat_id: int) -> Chat:
        """KeyError where there is none."""
        return self.world.chats[chat_id]

    def group(
        self,
        title: str,
        *members: Person,
        kind: ChatKind = "supergroup",
        username: str = "",
        topics: dict[int, str] | None = None,
        standing: Standing = Standing.MEMBER,
    ) -> Chat:
        """A group, supergroup, forum (with `topics`) or channel; the first member is its owner."""
        names: Json = {"title": title} | ({"username": username} if username else {})
        chat = self.world.open_chat(kind, names, Standing.ABSENT)
        chat.topics = dict(topics or {})
        chat.members = {person.id: "member" if n else "creator" for n, person in enumerate(members)}
        by = members[0].user if members else self.world.bot.user()
        if standing is not Standing.ABSENT:
            self.world.bot_becomes(chat, standing, by)
        return chat

    def upgrade(self, group: Chat) -> Chat:
        """Make a supergroup of a group; the old one then answers with the new identifier."""
        large = self.world.open_chat("supergroup", dict(group.names), group.standing)
        large.members, group.migrated_to = dict(group.members), large.id
        by = self.world.users[next(iter(group.members))]
        for chat, content in (
            (group, {"migrate_to_chat_id": large.id}),
            (large, {"migrate_from_chat_id": group.id}),
        ):
            self.world.updates.put("message", self.world.post(chat, content, sender=by).body)
        return large

    def close_pages(self) -> None:
        """Break the connections of all browsers; they come again by themselves."""
        self._page.close()

    def malform(self) -> Update:
        """Queue an update that no library can read; it blocks the queue until an offset passes it."""
        update = self.world.updates.put("message", {"message_id": "not a number"})
        if update is None:
            raise ValueError("the bot takes no messages, so it gets no malformed one")
        return update

    async def wait_for(self, condition: Callable[[], Value | None], within: float = 30.0) -> Value:
        """The first true value of `condition`, looked at again after every change in this world.

        TimeoutError after `within` seconds of real time.
        """
        return await self.world.changes.until(condition, within)

    def _clock_moved(self) -> None:
        self.world.publish("clock")


_CHAT_NAMES = ("first_name", "last_name", "username")
