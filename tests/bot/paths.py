"""Every way in which a reader may see a release, walked one after the other: what each of them brought."""

import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import asking, keeping, previewing, wire
from language.alphabet import to_cyrillic
from news.models import LANGUAGES, Period
from playground import Message
from tests.bot.pressroom import NOW, Pressroom

COUNTED = re.compile(r"(\d+) ta topildi")
COMMANDS = ("/today", "/week", "/month", "/history", "/date", "/digest")
READING = ("a1", "w1", "n2", "h1", "m1", "t1", "c1", "o1", "r2", "e1")
"""How the data of the buttons begins that show releases, or questions about them."""
OF_QUESTIONS = 12
"""Old buttons that are pressed again, the newest, beside all those that lead to releases."""
EVERYTHING = "konferensiya"
"""All releases of these tests are of this kind."""


class Paths:
    """What a reader has seen so far stays on their screen: its buttons are pressed again, each time."""

    def __init__(self, room: Pressroom) -> None:
        self._room = room
        self._buttons: dict[str, Message] = {}

    async def walk(self, misspelt: Iterable[str], *, outside: bool = False) -> dict[str, str]:
        """Path -> everything that left for anybody but the editor on it. `misspelt` are words to ask for
        beside; `outside`: also by the commands that an operator types."""
        seen = {
            "question": await self._noted(self._ask_for_everything),
            "another spelling": await self._noted(lambda: self._ask_each(misspelt)),
            "commands": await self._noted(lambda: self._say_each(COMMANDS)),
            "old buttons": await self._noted(self._press_again),
            "every number": await self._noted(self._open_each),
            "inline": await self._room.inline(self._room.reader, EVERYTHING),
            "export": await self._export(),
        }
        return seen | (await self._typed(misspelt) if outside else {})

    async def counted(self) -> tuple[int, int]:
        """How many releases an answer says there are, and how many the calendar."""
        answer = await self._asked(EVERYTHING)
        found = COUNTED.search(answer.text)
        days = await self._room.house.search.days(Period(NOW.date(), NOW.date() + timedelta(60)))
        return int(found[1]) if found else 0, sum(days.values())

    async def _noted(self, walk: Callable[[], Awaitable[None]]) -> str:
        mark = len(self._room.sent)
        await walk()
        return self._room.since(mark)

    async def _asked(self, question: str) -> Message:
        return await self._room.told(self._room.reader, self._room.reader.says(question))

    async def _ask_for_everything(self) -> None:
        """Page after page."""
        answer = await self._asked(EVERYTHING)
        page = 0
        while following := [data for data in _data_of(answer, "a1") if data.endswith(f":{page + 1}")]:
            page += 1
            await self._room.presses(self._room.reader, answer, following[0])
            shown = self._room.reader.chat.message(answer.message_id)
            assert shown is not None
            answer = shown

    async def _ask_each(self, words: Iterable[str]) -> None:
        for word in words:
            await self._asked(word)
            await self._asked(f"{word} konferensiyasi")
            await self._asked(to_cyrillic(word))
            await self._room.inline(self._room.reader, word)

    async def _say_each(self, words: Iterable[str]) -> None:
        for word in words:
            await self._asked(word)

    async def _press_again(self) -> None:
        self._remember()
        release = [data for data in self._buttons if data[:2] in ("o1", "r2", "e1")]
        other = [data for data in self._buttons if data not in release][-OF_QUESTIONS:]
        for data in [*release, *other]:
            await self._room.presses(self._room.reader, self._buttons[data], data)
        self._remember()

    def _remember(self) -> None:
        for message in self._room.reader.chat.from_bot:
            for data in _data_of(message, *READING):
                self._buttons.setdefault(data, message)

    async def _open_each(self) -> None:
        """By the numbers of releases, as somebody would who writes callback data by hand."""
        anchor = self._room.reader.chat.from_bot[-1]
        newest = await self._room.house.releases.newest_id()
        for number in range(1, newest + 2):
            for data in (f"o1:{number}", f"r2:{number}:0:0:0:0", f"r2:{number}:0:0:0:1"):
                await self._room.presses(self._room.reader, anchor, data)

    async def _export(self) -> str:
        exports = self._room.house.exports
        files = [await exports.whole("releases", ending, 1 << 24) for ending in ("jsonl", "csv")]
        return "\n".join((file or b"").decode() for file in files)

    async def _typed(self, misspelt: Iterable[str]) -> dict[str, str]:
        """`xabarnoma ask`, `digest` and `export`."""
        settings, now = self._room.settings, self._room.now
        answers = [await asking.answer(settings, word, now, 50) for word in (EVERYTHING, "bugun", *misspelt)]
        told = [asking.as_text(each) + wire.dumps(wire.answer(None, each)) for each in answers]
        today = now.astimezone(settings.zone).date()
        digests = [await previewing.digest(settings, today, language) for language in LANGUAGES]
        shown = [previewing.as_text(messages) for _, messages in digests]
        with TemporaryDirectory() as folder:
            file = Path(folder) / "releases.jsonl"
            await keeping.export(settings, "releases", file)
            exported = file.read_text("utf-8")
        return {
            "xabarnoma ask": "".join(told),
            "xabarnoma digest": "".join(shown),
            "xabarnoma export": exported,
        }


def _data_of(message: Message, *tags: str) -> list[str]:
    """What the message's buttons of these kinds carry."""
    data = [button.data for row in message.buttons for button in row if button.data]
    return [each for each in data if each[:2] in tags]
