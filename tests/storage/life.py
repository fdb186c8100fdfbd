"""One person's whole life with the bot: a row of theirs in every table that can hold one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, select, text

from news.choices import Choices
from news.models import (
    Button,
    Card,
    CardField,
    Draft,
    DraftState,
    Feed,
    Issue,
    Message,
    Piece,
    Role,
    Subscriber,
    Turn,
)
from storage.audit import Audit
from storage.database import Database
from storage.deliveries import Ledger
from storage.drafts import Drafts
from storage.errors import path_of
from storage.feeds import Feeds
from storage.inbox import ATTEMPTS, Inbox
from storage.questions import Questions
from storage.releases import Releases
from storage.staff import Staff
from storage.subscribers import Subscribers
from storage.tables import metadata
from storage.tellings import Stories
from tests.storage.samples import NOW, understood

HALIMA, OTHER, OWNER = 5_912_345_678, 77, 9001
"""The first has an id whose digits and bytes stand nowhere by chance."""
GROUP = -1002000000001
NAME = "Halima Zulfiqorova"
WORDS = ("zarafshon-so'zi", "halima-mavzusi", "halima-qoralamasi", "halima-bo'lagi", "chetda-qolgan")
"""What she asked, follows, drafted, sent, and what could not be answered."""
DAY = timedelta(days=1)


def draft(title: str, words: str) -> Draft:
    return Draft(title, f"{words}.\n\nIkkinchi xatboshi.", date(2026, 5, 14))


@dataclass
class Life:
    database: Database

    async def lived(self) -> "Life":
        """She reads, asks, belongs to the office; others do so beside her."""
        await self.reads()
        await self.works()
        for person, words in ((HALIMA, WORDS[0]), (OTHER, "boshqa-savol")):
            await Questions(self.database).keep(person, person, words, NOW, update_id=3)
        await self.joins()
        await self.waits()
        return self

    async def reads(self) -> None:
        subscribers, ledger = Subscribers(self.database), Ledger(self.database)
        follows = Choices(topics=(WORDS[1],))
        for chat, choices in ((HALIMA, follows), (OTHER, Choices())):
            await subscribers.save(Subscriber(chat, active=True, next_due_at=NOW, choices=choices))
        hosted = Subscriber(GROUP, active=True, next_due_at=NOW + DAY, title="Guruh", host_id=HALIMA)
        await subscribers.save(hosted)
        for number in range(2):
            messages = tuple(Message(f"Dayjest {number}, {part}-qism", BUTTONS) for part in range(2))
            made = Issue(f"p{number}", 0, 1, NOW, NOW + 2 * DAY, messages)
            issue = await ledger.add_issue(made)
            turns = [Turn(chat, None, NOW, NOW.date() + number * DAY, NOW + DAY) for chat in (HALIMA, OTHER)]
            await ledger.enqueue({issue: turns}, NOW)
        for delivery in await ledger.claim(NOW, 2, NOW + DAY):
            await ledger.sent(delivery, 100 + delivery.id, NOW, NOW)
        for delivery in await ledger.claim(NOW, 2, NOW + DAY):
            await ledger.later(delivery, NOW + DAY, "Telegram asked to wait")

    async def works(self) -> None:
        staff, drafts = Staff(self.database), Drafts(self.database)
        for person, name in ((HALIMA, NAME), (OTHER, "Boshqa")):
            word = await staff.invite(Role.OWNER, OWNER, NOW, NOW + DAY)
            await staff.join(word, person, name, NOW)
        word = await staff.invite(Role.AUTHOR, HALIMA, NOW, NOW + DAY)
        await staff.join(word, 78, "Yangi", NOW)
        await staff.assign(78, Role.EDITOR, HALIMA, NOW)
        for number, state in enumerate((None, DraftState.DISCARDED, DraftState.WAITING)):
            words = WORDS[2] if state is not DraftState.WAITING else "idora matni"
            sent = [Piece(40 + number, WORDS[3], NOW)]
            opened = await drafts.open(
                HALIMA, HALIMA, draft(f"{words} {number}", words), number, NOW, pieces=sent
            )
            await drafts.show_on(opened.id, Card(HALIMA, 50 + number))
            if state is not None:
                await drafts.move(opened, state, HALIMA, NOW)
        await self.publishes(drafts)
        feed = Feed(0, "https://feed.example", "Lenta", "draft", added_by=HALIMA)
        await Feeds(self.database).add(feed)
        await Audit(self.database).record(NOW, HALIMA, "export", "releases.jsonl")

    async def publishes(self, drafts: Drafts) -> None:
        """A draft of somebody else, corrected by her: it is published with her correction."""
        theirs = await drafts.open(OTHER, OTHER, draft("Boshqaniki", "umumiy matn"), 9, NOW)
        place = (CardField.PLACE, ("Buxoro",), ("Navoiy",), HALIMA, NOW)
        corrected = await drafts.correct(theirs, *place)
        assert corrected is not None
        read = replace(understood("umumiy matn"), title="Boshqaniki")
        assert await drafts.publish(corrected, read, HALIMA, NOW)

    async def joins(self) -> None:
        """She said that two releases tell one story."""
        releases = Releases(self.database)
        ids = [
            (await releases.add(understood(f"{words} bu.", title=words), NOW)).release.id
            for words in ("Paxta terimi", "Yangi metro")
        ]
        assert await Stories(self.database).link(ids[0], ids[1], HALIMA, NOW)

    async def waits(self) -> None:
        """An update of hers ended the process so often that it was set aside; another was answered."""
        inbox = Inbox(self.database, bot_id=1)
        await inbox.put(5, HALIMA, f'{{"text": "{WORDS[4]}", "first_name": "{NAME}"}}', NOW)
        await inbox.put(6, GROUP, f'{{"from": {{"id": {HALIMA}, "first_name": "{NAME}"}}}}', NOW)
        for attempt in range(ATTEMPTS):
            now = NOW + attempt * DAY
            assert await inbox.claim(now, 9, now + DAY / 2)
        await inbox.put(7, HALIMA, f'{{"text": "/start", "first_name": "{NAME}"}}', NOW)
        await inbox.answered(7)

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        async with self.database.reading() as connection:
            found = await connection.execute(select(table).order_by(*table.primary_key))
            return [dict(row) for row in found.mappings()]

    async def dump(self) -> bytes:
        """Everything that the database holds: SQLite's own files to the byte, PostgreSQL's rows as text,
        those of the queue too."""
        if self.database.is_sqlite:
            path = path_of(self.database.url)
            return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
        listed = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        async with self.database.reading() as connection:
            names = list(await connection.scalars(listed))
            assert {table.name for table in metadata.sorted_tables} <= set(names)
            texts = [
                await connection.scalar(text(f'SELECT string_agg(t::text, chr(10)) FROM "{name}" AS t'))  # noqa: S608 # names of the database's own
                for name in names
            ]
        return "\n".join(each or "" for each in texts).encode()

    async def traces(self) -> list[str]:
        """What the database still holds of her."""
        dump = await self.dump()
        return [name for name, value in self.sought().items() if value in dump]

    def sought(self) -> dict[str, bytes]:
        """All that tells of her, and how it looks in a dump."""
        sought = {each: each.encode() for each in (str(HALIMA), NAME, *WORDS)}
        if self.database.is_sqlite:
            # As a record holds it: https://www.sqlite.org/fileformat2.html#record_format
            sought["her id as a number"] = HALIMA.to_bytes(6)
        return sought


BUTTONS = ((Button("Toʻliq", data="o1:1"),),)
