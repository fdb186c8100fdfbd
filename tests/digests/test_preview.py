"""What /preview shows is what the ledger sends at that moment, to the byte: text, buttons, parts, silence."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from digests.delivery import Courier
from digests.digest import render_digest
from digests.issues import Issues
from digests.pace import Pace
from news.choices import Choices, Density, OnEmpty, Script
from news.models import (
    LANGUAGES,
    Draft,
    Event,
    EventType,
    Language,
    Message,
    Rhythm,
    Status,
    Subscriber,
    Understood,
)
from news.ports import Outcome, Sent
from storage.database import Database
from storage.releases import Releases
from tests.digests.fakes import START, TODAY
from tests.digests.newsroom import DAY, HOUR, LIMITS, Newsroom
from tests.laws import examples
from tests.postgresql import PostgresqlServer

QUIET = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
WORDS = ("paxta", "suv", "Samarqand", "forum", "Воронков", "терроризм", "climate", "narxlar")
ZONES = ("Asia/Tashkent", "America/New_York", "Australia/Lord_Howe")

PHRASES = st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(sorted).map(tuple)
CHOICES = st.builds(
    Choices,
    density=st.sampled_from(Density),
    most=st.sampled_from((None, 3, 5)),
    on_empty=st.sampled_from(OnEmpty),
    kinds=st.frozensets(st.sampled_from(EventType), max_size=3),
    topics=PHRASES,
    excluded=PHRASES,
    places=st.sampled_from(((), (), ("Samarkand",), ("Toshkent",))),
    languages=st.frozensets(st.sampled_from(LANGUAGES), max_size=2),
    script=st.sampled_from(Script),
)
RHYTHMS = st.builds(Rhythm, weekdays=st.frozensets(st.integers(0, 6), min_size=1))


@st.composite
def drafts(draw: st.DrawFn) -> Understood:
    """A release of today or of the days before, often of an event of the days around."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    language: Language = draw(st.sampled_from(LANGUAGES))
    start = TODAY + timedelta(draw(st.integers(-3, 9)))
    event = Event(
        draw(st.sampled_from(EventType)),
        draw(st.sampled_from(Status)),
        start=draw(st.sampled_from((start, start, None))),
        place=draw(st.sampled_from((None, "Samarqand", "Ташкент"))),
    )
    title = f"{' '.join(words)} {draw(st.integers(0, 40))}" * draw(st.sampled_from((1, 1, 1, 30)))
    text = draw(st.sampled_from(("", "Batafsil: <b>qarang</b> & oʻqing.")))
    published = TODAY - timedelta(draw(st.integers(0, 9)))
    reference = draw(st.none() | st.integers(0, 30).map(str))
    return Understood(
        Draft(title, text, published, reference),
        language,
        title,
        text,
        draw(st.sampled_from((event, event, None))),
        None,
        tuple(filter(None, [title[:200], text])),
    )


@st.composite
def readers(draw: st.DrawFn, chat_id: int) -> Subscriber:
    last = draw(st.sampled_from((None, 1, 3, 8, 40)))
    served = draw(st.sampled_from((None, 1, 9)))
    return Subscriber(
        chat_id,
        draw(st.sampled_from((None, 5))),
        language=draw(st.sampled_from(LANGUAGES)),
        zone=draw(st.sampled_from(ZONES)),
        hour=HOUR,
        rhythm=draw(RHYTHMS),
        choices=draw(CHOICES),
        active=True,
        next_due_at=START,
        cursor=draw(st.integers(0, 12)),
        last_digest_at=None if last is None else START - last * DAY,
        served_on=None if served is None else TODAY - served * DAY,
    )


@dataclass
class Recorder:
    """The port Sender: everything arrives."""

    got: dict[tuple[int, int | None], list[Message]] = field(default_factory=dict)

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        self.got.setdefault((chat_id, thread_id), []).append(message)
        return Sent(1)


@dataclass(frozen=True)
class World:
    published: tuple[Understood, ...]
    later: tuple[Understood, ...]
    subscribers: tuple[Subscriber, ...]


WORLDS = st.builds(
    World,
    st.lists(drafts(), max_size=14).map(tuple),
    st.lists(drafts(), max_size=6).map(tuple),
    st.tuples(*map(readers, range(1, 6))),
)


async def keep_to_the_preview(database: Database, world: World) -> None:
    newsroom, releases, telegram = Newsroom(database), Releases(database), Recorder()
    clock = newsroom.clock
    issues = Issues(newsroom.ledger, releases, render_digest, clock)
    pace = Pace(LIMITS, clock.monotonic())
    newsroom.courier = Courier(newsroom.ledger, telegram, clock, pace, monotonic=clock.monotonic)
    for subscriber in world.subscribers:
        await newsroom.subscribers.save(subscriber)
    for published in (world.published, world.later):
        await releases.add_many(published, clock.now())
        due = [await newsroom.reader(each.chat_id, each.thread_id) for each in world.subscribers]
        promised = {(each.chat_id, each.thread_id): await issues.preview(each) for each in due}
        telegram.got = {}
        await issues.enqueue_due()
        await newsroom.deliver()
        assert {reader: tuple(got) for reader, got in telegram.got.items()} == {
            reader: messages for reader, messages in promised.items() if messages
        }
        clock.advance(2 * DAY)
        for each in due:
            reader = await newsroom.reader(each.chat_id, each.thread_id)
            await newsroom.subscribers.save(replace(reader, next_due_at=clock.now()))


def run(open_database: Callable[[], Awaitable[Database]], world: World) -> None:
    async def opened() -> None:
        database = await open_database()
        try:
            await keep_to_the_preview(database, world)
        finally:
            await database.close()

    asyncio.run(opened())


def test_a_preview_is_what_is_sent_to_the_byte_on_sqlite(tmp_path: Path, migrated_file: Path) -> None:
    async def open_database() -> Database:
        path = tmp_path / f"{uuid4()}.db"
        shutil.copyfile(migrated_file, path)
        return await Database(f"sqlite+aiosqlite:///{path}").open()

    @settings(QUIET, max_examples=examples(12))
    @given(WORLDS)
    def holds(world: World) -> None:
        run(open_database, world)

    holds()


def test_a_preview_is_what_is_sent_to_the_byte_on_postgresql(postgresql_server: PostgresqlServer) -> None:
    async def open_database() -> Database:
        return await Database(postgresql_server.url(postgresql_server.create_migrated())).open()

    @settings(QUIET, max_examples=examples(4))
    @given(WORLDS)
    def holds(world: World) -> None:
        run(open_database, world)

    holds()
