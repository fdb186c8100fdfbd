"""The whole bot on a playground whose clock stands still: an editor works in the chat, a site pushes, and
whatever leaves for anybody but the editor is kept, to the byte."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from bot.admission import Admission
from bot.app import Bot, build
from bot.house import House, opened
from bot.push import Pushing
from bot.push import application as push_pages
from config.settings import Settings
from digests.schedule import next_due
from handlers.quota import Quota
from news.choices import Choices
from news.models import DeliveryState, Subscriber
from playground import ADMIN, READER, SECOND_READER, UNLIMITED, Clock, Message, Person, Playground
from playground.keyboards import Button
from playground.parameters import Upload
from sources.signing import sign
from tests.playground.conformance import watch

NOW = datetime(2026, 5, 14, 5, 0, tzinfo=UTC)
"""Ten o'clock in Tashkent."""
CYRILLIC_READER = 1011
KEY = b"s" * 32
PATIENCE = 20.0
"""Real seconds to wait for what the bot does; it takes milliseconds."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request of the bot that was not for the editor alone: all of its body, files included."""

    method: str
    chat: int | None
    body: str


@dataclass
class Pressroom:
    playground: Playground
    house: House
    bot: Bot
    site: AsyncClient
    settings: Settings
    sent: list[Outgoing] = field(default_factory=list)
    _pushed: int = 0

    @property
    def editor(self) -> Person:
        return self.playground.person(ADMIN)

    @property
    def reader(self) -> Person:
        return self.playground.person(READER)

    @property
    def now(self) -> datetime:
        return self.playground.clock.now()

    def note(self, method: str, asked: dict[str, Any], _: dict[str, Any]) -> None:
        """Keep a request, unless it is for the editor's own eyes."""
        queries = self.playground.world.queries
        press = queries.presses.get(str(asked.get("callback_query_id")))
        to = press.person_id if press else asked.get("chat_id")
        if to != ADMIN and method != "getUpdates":
            self.sent.append(Outgoing(method, to, json.dumps(asked, ensure_ascii=False, default=_content)))

    def since(self, mark: int) -> str:
        return "\n".join(out.body for out in self.sent[mark:])

    async def told(self, person: Person, act: Awaitable[object]) -> Message:
        """The last thing the bot says to the person because of what they do."""
        before = max((message.message_id for message in person.chat.from_bot), default=0)
        await act
        await self.playground.wait_for(
            lambda: any(message.message_id > before for message in person.chat.from_bot), PATIENCE
        )
        return person.chat.from_bot[-1]

    async def presses(self, person: Person, message: Message, data: str) -> str:
        """The notice after a press with that data, be there such a button or not."""
        forged = Button("forged", 0, 0, {"text": "forged", "callback_data": data})
        press = await person.presses(message, forged)
        await self.playground.wait_for(lambda: press.answer is not None, PATIENCE)
        return str((press.answer or {}).get("text", ""))

    async def inline(self, person: Person, words: str) -> str:
        """All that is offered for these words in any chat, page after page."""
        offered, offset = [], ""
        while True:
            asked = await person.asks_inline(words, offset)
            await self.playground.wait_for(lambda asked=asked: asked.answer is not None, PATIENCE)  # type: ignore[misc]  # mypy takes the bound name for an argument of wait_for's
            offered.append(json.dumps(asked.answer, ensure_ascii=False))
            offset = str((asked.answer or {}).get("next_offset", ""))
            if not offset:
                return "\n".join(offered)

    async def push(self, reference: str, title: str, text: str, *, withdrawn: bool = False) -> str:
        """What the site hears that pushes this, as the present text of its reference; `withdrawn`: the office
        has withdrawn that."""
        self._pushed += 1
        own, stamp = f"m{self._pushed}", int(self.now.timestamp())
        day = self.now.date().isoformat()
        body = json.dumps(
            {"reference": reference, "title": title, "text": text, "published": day, "new_version": True}
        ).encode()
        headers = {
            "content-type": "application/json",
            "webhook-id": own,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(KEY, own, stamp, body),
        }
        answer = await self.site.post("/releases", content=body, headers=headers)
        assert answer.status_code in ((409,) if withdrawn else (200, 201)), answer.text
        return answer.text

    async def move(self, by: timedelta) -> None:
        """The clock jumps, and the tick of that moment is held."""
        self.playground.clock.move(by)
        await self.bot.scheduler.tick_now()
        await self.quiet()

    async def to_the_hour(self) -> None:
        """On to the next 18:00 in Tashkent: the subscribers' digests go out."""
        due = next_due("Asia/Tashkent", time(18), self.now)
        await self.move(due - self.now + timedelta(seconds=1))

    async def quiet(self) -> None:
        """Wait until nothing is on its way that could arrive by now."""
        ledger = self.house.ledger
        async with asyncio.timeout(PATIENCE):
            while True:
                counts = await ledger.counts()
                ready = await ledger.ready_at()
                if not counts[DeliveryState.SENDING] and (ready is None or ready > self.now):
                    return
                await asyncio.sleep(0.005)

    async def subscribe(self, chat_id: int, language: Any, choices: Choices) -> None:
        await self.house.subscribers.save(
            Subscriber(
                chat_id,
                language=language,
                active=True,
                choices=choices,
                next_due_at=next_due("Asia/Tashkent", time(18), self.now),
                last_digest_at=self.now,
                title=None if chat_id > 0 else "Joy",
            )
        )


def _content(value: object) -> str:
    assert isinstance(value, Upload)
    return value.content.decode("utf-8", "replace")


@asynccontextmanager
async def pressroom(url: str) -> AsyncIterator[Pressroom]:
    """Furnished, with readers in three alphabets, a group and a channel that get digests."""
    playground = Playground(clock=Clock(NOW), limits=UNLIMITED)
    watch(playground)
    await playground.start()
    settings = Settings.model_construct(
        database_url=SecretStr(url), admin_ids=(ADMIN,), send_per_second_in_chat=30.0, send_per_second=30.0
    )
    async with AsyncExitStack() as beside:
        house = await beside.enter_async_context(opened(settings, playground.clock))
        bot = build(house, settings, playground.token, playground.base_url.removesuffix("/bot"))
        services, limits = bot.application.bot_data.services, bot.application.bot_data.limits
        # One reader does here what many do, in one moment.
        limits.acts = limits.questions = limits.typing = Quota(most=100_000)
        pushing = Pushing(
            keys={"site": KEY},
            mode="publish",
            intake=house.intake,
            releases=house.releases,
            audit=house.audit,
            seen=house.pushes,
            desk=services.desk,
            drafts=house.drafts,
            clock=house.clock,
            admission=Admission([]),
            disk=house.disk,
        )
        site = AsyncClient(transport=ASGITransport(push_pages(pushing)), base_url="http://site")
        await beside.enter_async_context(site)
        room = Pressroom(playground, house, bot, site, settings)
        playground.observers.append(room.note)
        await bot.application.initialize()
        await bot.application.start()
        bot.dispatcher.start()
        await bot.updates.start()
        try:
            await _furnish(room)
            yield room
        finally:
            await bot.stop()
            await playground.stop()
    assert playground.complaints == []


async def _furnish(room: Pressroom) -> None:
    everything = Choices()
    places: list[tuple[int, Any, Choices]] = [
        (READER, "uz-Latn", Choices(most=3)),
        (SECOND_READER, "ru", everything),
        (CYRILLIC_READER, "uz-Cyrl", everything),
        (room.playground.group("Guruh", room.reader).id, "uz-Latn", everything),
    ]
    for chat_id, language, choices in places:
        if chat_id > 0:
            await room.told(room.playground.person(chat_id), room.playground.person(chat_id).says("/start"))
        await room.subscribe(chat_id, language, choices)
    await room.told(room.editor, room.editor.says("/start"))
