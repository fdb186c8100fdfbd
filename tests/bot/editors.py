"""An editor in front of a bot that may die at any moment: pastes, corrects, publishes, withdraws, and waits,
as a person does, until the screen shows what the press was for."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import httpx

PATIENCE = 60.0
"""Seconds in which what was pressed must show, deaths of the bot included."""
TYPED = 8.0
"""Seconds to wait for the answer to a typed time: a bot that died since knows nothing of what it asked."""
LOOK = 0.15
HERE = ZoneInfo("Asia/Tashkent")


@dataclass
class Done:
    """What the editor was shown, by the names of the releases."""

    said: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    corrected: set[str] = field(default_factory=set)
    discarded: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    scheduled: dict[str, datetime] = field(default_factory=dict)
    urgent: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    given_up: list[str] = field(default_factory=list)
    """What did not show in time."""


class GivenUp(Exception):
    pass


class Editor:
    def __init__(self, http: httpx.AsyncClient, person: int, chance: Random) -> None:
        self._http = http
        self._person = person
        self._chance = chance
        self.done = Done()

    async def work(self, goes_on: Callable[[], bool]) -> None:
        """Release after release; the last one is brought to its end."""
        while goes_on():
            try:
                await self._release(f"Xabar{self._person}n{len(self.done.said):03}")
            except GivenUp as reason:
                self.done.given_up.append(str(reason))

    async def _release(self, name: str) -> None:
        title = f"{name} {self._words(4)} konferensiyasi oʻtkazildi"
        self.done.said.add(name)
        await self._post("says", text=f"{title}\n\nBugun Toshkentda {self._words(30)}. {self._words(20)}.")
        card = await self._shows(name, "k1:publish:")
        self.done.shown.add(name)
        if self._chance.random() < 0.4:
            await self._correct(name, card)
        decision = self._chance.random()
        if decision < 0.2:
            await self._press(name, "k1:discard:")
            await self._shows(name, says="Bekor qilindi. Bu matn")
            self.done.discarded.add(name)
        elif decision < 0.4:
            await self._schedule(name)
        else:
            await self._press(name, "k1:publish:")
            card = await self._shows(name, "l1:withdraw:")
            self.done.published.add(name)
            await self._go_on(name, card)

    async def _correct(self, name: str, card: Any) -> None:
        for pressed, labelled, shows in (
            ("k1:fix:", "", "k1:field:"),
            ("k1:field:", "Turi", "k1:set:"),
            ("k1:set:", "Forum", "k1:publish:"),
        ):
            await self._press(name, pressed, labelled)
            await self._shows(name, shows)
        self.done.corrected.add(name)

    async def _schedule(self, name: str) -> None:
        """For the minute after the next."""
        for _ in range(10):
            await self._press(name, "k1:times:")
            await self._shows(name, "k1:card:")
            at = (datetime.now(HERE) + timedelta(minutes=2)).replace(second=0, microsecond=0)
            await self._post("says", text=f"{at:%H:%M}")
            with suppress(GivenUp):
                await self._shows(name, "k1:publish:", f"{at:%H:%M}", within=TYPED)
                await self._press(name, "k1:publish:")
                await self._shows(name, says="vaqti belgilandi", or_says="Eʼlon qilindi")
                self.done.scheduled[name] = at
                return
            await self._press(name, "k1:card:")
            await self._shows(name, "k1:times:")
        raise GivenUp(f"{name}: no time could be set")

    async def _go_on(self, name: str, card: Any) -> None:
        """What becomes of a release that is out."""
        number = next(data for data in data_of(card) if data.startswith("l1:withdraw:")).split(":")[2]
        if self._chance.random() < 0.5:
            token = f"{self._chance.getrandbits(48):012x}"
            await self._send(card, f"l1:send:{number}:all-{token}", "ketadi")
            self.done.urgent.add(name)
            await asyncio.sleep(self._chance.uniform(0, 14))  # it leaves after ten seconds
        if self._chance.random() < 0.6:
            await self._send(card, f"l1:gone:{number}:-", "Qaytarib olindi")
            self.done.withdrawn.add(name)

    async def _send(self, card: Any, data: str, says: str) -> None:
        """Press what the card has no longer room for; the report takes its place."""
        await self._post("presses", message_id=card["message_id"], data=data)
        await self._until(
            lambda shown: shown["message_id"] == card["message_id"] and says in shown.get("text", ""), data
        )

    async def _press(self, name: str, begins: str, labelled: str = "") -> None:
        card = await self._shows(name, begins)
        data = next(
            button["callback_data"]
            for row in card["reply_markup"]["inline_keyboard"]
            for button in row
            if button["callback_data"].startswith(begins) and labelled in button["text"]
        )
        await self._post("presses", message_id=card["message_id"], data=data)

    async def _shows(
        self, name: str, begins: str = "", says: str = "", or_says: str = "", within: float = PATIENCE
    ) -> Any:
        """The newest message about the release that has such a button and says that."""

        def is_so(shown: Any) -> bool:
            text = shown.get("text", "")
            said = says in text or bool(or_says and or_says in text)
            about = name in text or begins in ("k1:set:", "k1:card:")  # menus do not name it
            return about and said and any(data.startswith(begins) for data in [*data_of(shown), ""])

        return await self._until(is_so, f"{name}: {begins} {says}", within)

    async def _until(self, is_so: Callable[[Any], bool], what: str, within: float = PATIENCE) -> Any:
        for _ in range(int(within / LOOK)):
            answer = await self._http.get(f"messages/{self._person}")
            shown = [each["message"] for each in answer.json()[-30:] if each["by_bot"]]
            for message in reversed(shown):
                if is_so(message):
                    return message
            await asyncio.sleep(LOOK)
        raise GivenUp(what)

    async def _post(self, act: str, **body: object) -> None:
        answer = await self._http.post(act, json={"person": self._person, **body})
        answer.raise_for_status()

    def _words(self, count: int) -> str:
        return " ".join("".join(self._chance.choices("abdefghijklmnopqrstuvxyz", k=7)) for _ in range(count))


def data_of(message: Any) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button.get("callback_data", "") for row in rows for button in row]
