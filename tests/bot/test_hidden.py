"""An embargo holds on every path, and so does a withdrawal: one law over whatever an editor and a site may
do, by the whole bot, on both databases."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from language.alphabet import to_latin
from news.models import Draft
from tests.bot.office import EDITED, Office, found
from tests.bot.paths import Paths
from tests.bot.pressroom import Outgoing, Pressroom, pressroom
from tests.bot.releases import text_of
from tests.laws import examples
from tests.postgresql import PostgresqlServer

ACTS = (
    *("publish", "embargo", "embargo", "withdraw", "withdraw", "urgent", "correct", "fix"),
    *("submit", "paste", "discard", "push", "unpush", "push", "again", "tell", "lift", "digest"),
)
STEPS = st.lists(st.tuples(st.sampled_from(EDITED), st.sampled_from(ACTS)), min_size=2, max_size=10)
LOOKED_AFTER = {"withdraw", "lift"}
"""Acts after which a reader walks all paths; and at the end."""
PLACES = 3
"""Chats whose digest holds everything; that of the fourth three releases."""
FILLERS = 7
"""Releases that are out from the beginning: an answer has two pages, a digest more than its reader wants."""

Fresh = Callable[[], AbstractContextManager[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """The address of a database of its own for each example, of each kind in turn."""

    @contextmanager
    def sqlite() -> Iterator[str]:
        path = tmp_path / "hidden.db"
        for left in tmp_path.glob("hidden.db*"):
            left.unlink()
        copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite+aiosqlite:///{path}"

    @contextmanager
    def postgresql() -> Iterator[str]:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        name = server.lend()
        yield server.url(name)
        server.take_back(name)

    request.getfixturevalue("migrated_file" if request.param == "sqlite" else "postgresql_server")
    return sqlite if request.param == "sqlite" else postgresql


class Watch:
    """What left the bot, held against what readers may see."""

    def __init__(self, room: Pressroom) -> None:
        self.room = room
        self.office, self._paths = Office(room), Paths(room)
        self._received: set[tuple[int | None, str]] = set()
        """(chat, word): what it was told by any message."""

    async def step(self, name: str, act: str) -> None:
        """Nothing that is hidden leaves, before or after; who received what is withdrawn hears its title."""
        hidden, mark = self.office.hidden, len(self.room.sent)
        await self.office.step(name, act)
        for out in self.room.sent[mark:]:
            told = set(found(hidden & self.office.hidden, _seen(out)))
            told -= {word for word in self.office.headlines if (out.chat, word) in self._received}
            assert not told, (act, told, out)
        self._remember(mark)
        if act in LOOKED_AFTER:
            await self.look()

    async def look(self, *, outside: bool = False) -> dict[str, str]:
        """Walk all paths: nothing that is hidden is on any, what is out is on each that shows everything."""
        out, mark = self.office.out, len(self.room.sent)
        seen = await self._paths.walk(self.office.misspelt, outside=outside)
        self.office.ticked()
        seen = {path: to_latin(text).casefold() for path, text in seen.items()}
        hidden = self.office.hidden
        shown = {path: found(hidden, text) for path, text in seen.items()}
        assert not any(shown.values()), shown
        out &= self.office.out
        for path in (
            "question",
            "inline",
            "export",
            *(("xabarnoma ask", "xabarnoma export") if outside else ()),
        ):
            assert set(found(out, seen[path])) == out, path
        counted = await self._paths.counted()
        self.office.ticked()
        assert counted == (FILLERS + len(self.office.out),) * 2, (counted, self.office.out)
        self._remember(mark)
        return seen

    def _remember(self, mark: int) -> None:
        known = [*self.office.out, *self.office.headlines]
        for out in self.room.sent[mark:]:
            self._received |= {(out.chat, word) for word in found(known, _seen(out))}


def _seen(out: Outgoing) -> str:
    return to_latin(out.body).casefold()


async def furnish(room: Pressroom) -> None:
    for number in range(FILLERS):
        text = text_of("boshqa", number)
        await room.house.intake.publish(
            Draft(text.title, text.body, room.now.date(), reference=f"f-{number}")
        )


async def live(url: str, steps: list[tuple[str, str]]) -> None:
    async with pressroom(url) as room:
        await furnish(room)
        watch = Watch(room)
        for name, act in steps:
            await watch.step(name, act)
        await watch.look(outside=True)


@pytest.mark.slow
async def test_an_embargo_is_lifted_on_every_path_within_a_minute_of_its_time(fresh: Fresh) -> None:
    with fresh() as url:
        async with pressroom(url) as room:
            await furnish(room)
            watch = Watch(room)
            await watch.step("anor", "embargo")
            told = watch.office.stories["anor"].newest
            assert told.at is not None
            await room.move(told.at - room.now - timedelta(minutes=10))
            await watch.look(outside=True)
            assert told.state == "scheduled"
            await watch.office.step("anor", "lift")
            assert room.now - told.at < timedelta(seconds=60)
            seen = await watch.look(outside=True)
            assert [path for path, text in seen.items() if told.words[0] not in text] == []
            mark = len(room.sent)
            await watch.step("anor", "digest")
            reached = {out.chat for out in room.sent[mark:] if told.words[0] in _seen(out)}
            assert len(reached) == PLACES


async def test_what_was_urgent_and_is_withdrawn_before_it_left_reaches_nobody(fresh: Fresh) -> None:
    with fresh() as url:
        async with pressroom(url) as room:
            watch = Watch(room)
            await watch.step("anor", "urgent")
            await watch.office.step("anor", "withdraw")
            mark = len(room.sent)
            await room.move(timedelta(seconds=11))
            assert room.sent[mark:] == []


@pytest.mark.slow
@given(steps=STEPS)
@settings(max_examples=examples(2), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_path_shows_what_is_not_out(fresh: Fresh, steps: list[tuple[str, str]]) -> None:
    with fresh() as url:
        asyncio.run(live(url, steps))
