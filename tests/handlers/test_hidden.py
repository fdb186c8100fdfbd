"""No path shows what is under embargo, waits for a second person, was discarded or was withdrawn."""

import asyncio
import tempfile
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import SystemClock
from digests.digest import render_digest
from digests.issues import Issues
from news.intake import Intake
from news.models import Draft, DraftState, Subscriber
from news.search import Search
from news.understanding import understand
from storage.database import Database
from storage.deliveries import Ledger
from storage.drafts import Drafts
from storage.exports import Exports
from storage.index import Index
from storage.releases import Releases
from tests.laws import examples

NAMES = ("anor", "behi", "olma", "uzum", "xurmo", "gilos")
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["open", "submit", "schedule", "publish", "withdraw"])),
    min_size=1,
    max_size=14,
)


def draft_of(name: str, day: date) -> Draft:
    text = f"Bugun Toshkentda {name} boʻyicha konferensiya boʻlib oʻtdi. Unda {name} haqida gapirildi."
    return Draft(f"{name.capitalize()} konferensiyasi oʻtkazildi", text, day, reference=f"r-{name}")


class House:
    """The newsroom's storage, and every way in which a reader may see a release."""

    def __init__(self, database: Database) -> None:
        self.clock = SystemClock()
        self.drafts, self.releases = Drafts(database), Releases(database)
        self.intake = Intake(self.releases, self.clock, understand)
        self._search = Search(Index(database), self.releases)
        self._issues = Issues(Ledger(database), self.releases, render_digest, self.clock)
        self._exports = Exports(database)

    async def step(self, name: str, act: str, visible: set[str], number: int) -> None:
        now = self.clock.now()
        draft = draft_of(name, now.date())
        if act == "withdraw":
            release = await self.releases.by_reference(f"r-{name}")
            if release is not None:
                await self.releases.withdraw(release.id, 1, "", now)
            visible.discard(name)
            return
        pending = await self.drafts.open(1, 1, draft, number, now)
        if act == "submit":
            await self.drafts.move(pending, DraftState.WAITING, 1, now)
        elif act == "schedule":
            timed = await self.drafts.time(pending, now + timedelta(hours=1), 1, now)
            assert timed is not None
            await self.drafts.move(timed, DraftState.SCHEDULED, 1, now)
            assert await self.drafts.due(now) == []
        elif act == "publish":
            await self.drafts.publish(pending, understand(draft), 1, now)
            visible.add(name)

    async def shown(self) -> str:
        """Everything that any reader can see, in one text."""
        today = self.clock.now().date()
        newest = await self.releases.newest_id()
        seen: list[object] = [await self._exports.whole("releases", "jsonl", 1 << 24)]
        for question in (*NAMES, "konferensiya", "bugun", "Toshkent"):
            answer = await self._search.ask(question, today, limit=50)
            seen += [(hit.release.title, hit.release.text) for hit in answer.hits]
        seen += [message.html for message in await self._issues.preview(Subscriber(5))]
        seen += [await self.releases.get(number) for number in range(1, newest + 1)]
        seen += [await self.releases.newest_version(number) for number in range(1, newest + 1)]
        seen += [await self.releases.by_reference(f"r-{name}") for name in NAMES]
        seen += await self.releases.published_between(today, today)
        seen += await self.releases.added_between(0, newest, today - timedelta(days=9))
        seen += await self.releases.load(range(1, newest + 1))
        return str(seen).lower()


@given(steps=STEPS)
@settings(max_examples=examples(12))
def test_no_path_shows_what_is_not_out(migrated_file: Path, steps: list[tuple[str, str]]) -> None:
    asyncio.run(walk(migrated_file, steps))


async def walk(migrated_file: Path, steps: list[tuple[str, str]]) -> None:
    """Take the steps in a database of their own, and compare what can be seen with what should be."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/hidden.db"
        copyfile(migrated_file, path)
        database = await Database(f"sqlite+aiosqlite:///{path}").open()
        house, visible = House(database), set[str]()
        for number, (name, act) in enumerate(steps):
            await house.step(name, act, visible, number)
        text = await house.shown()
        await database.close()
    assert {name for name in NAMES if f"{name} konferensiyasi oʻtkazildi" in text} == visible
