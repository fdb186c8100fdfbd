"""Who may get digests: settings are replaced, what the ledger moves is left alone."""

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest

from news.choices import Script
from news.models import Choices, EventType, Quiet, Rhythm, Subscriber
from storage.database import Database
from storage.subscribers import Subscribers
from tests.storage.samples import NOW

READER = Subscriber(
    chat_id=42,
    language="ru",
    zone="Asia/Samarkand",
    hour=time(7, 45),
    active=True,
    next_due_at=NOW,
    cursor=9,
)


@pytest.fixture
def subscribers(database: Database) -> Subscribers:
    return Subscribers(database)


async def test_a_subscriber_comes_back_as_saved(subscribers: Subscribers) -> None:
    await subscribers.save(READER)
    assert await subscribers.get(42) == READER
    assert await subscribers.get(43) is None


async def test_all_that_was_chosen_comes_back(subscribers: Subscribers) -> None:
    chosen = replace(
        READER,
        rhythm=Rhythm(frozenset({0, 6}), Quiet(time(22), time(7, 30)), date(2026, 5, 20)),
        choices=Choices(
            most=5,
            kinds=frozenset({EventType.FORUM}),
            topics=("suv", "ўзбек тили"),
            script=Script.CYRILLIC,
        ),
        title="Suv xoʻjaligi xodimlari",
        host_id=7,
    )
    await subscribers.save(READER)
    await subscribers.save(chosen)
    assert await subscribers.get(42) == chosen
    await subscribers.save(READER)
    assert await subscribers.get(42) == READER


async def test_a_person_finds_the_chats_they_brought_the_bot_to(subscribers: Subscribers) -> None:
    mine = [replace(READER, chat_id=chat_id, title="Kanal", host_id=7) for chat_id in (-1002, -1001)]
    for each in (*mine, replace(READER, chat_id=-1003, host_id=8), READER):
        await subscribers.save(each)
    assert await subscribers.hosted_by(7) == mine
    assert await subscribers.hosted_by(9) == []


async def test_topics_of_a_forum_are_subscribers_of_their_own(subscribers: Subscribers) -> None:
    topic = replace(READER, thread_id=7, language="en")
    await subscribers.save(READER)
    await subscribers.save(topic)
    assert await subscribers.get(42) == READER
    assert await subscribers.get(42, 7) == topic


async def test_saving_again_replaces_settings_but_not_what_the_ledger_moves(subscribers: Subscribers) -> None:
    await subscribers.save(READER)
    changed = replace(READER, hour=time(20, 0), zone="Europe/Berlin", active=False, next_due_at=None)
    await subscribers.save(replace(changed, cursor=100, last_digest_at=NOW, served_on=NOW.date()))
    assert await subscribers.get(42) == changed


async def test_many_who_save_a_new_subscriber_at_once_save_one(subscribers: Subscribers) -> None:
    await asyncio.gather(*(subscribers.save(replace(READER, hour=time(hour))) for hour in range(10)))
    saved = await subscribers.get(42)
    assert saved is not None
    assert replace(saved, hour=READER.hour) == READER


async def test_stopping_keeps_the_settings_of_every_topic(subscribers: Subscribers) -> None:
    topic = replace(READER, thread_id=7)
    other = replace(READER, chat_id=43)
    for each in (READER, topic, other):
        await subscribers.save(each)
    await subscribers.stop(42)
    assert await subscribers.get(42) == replace(READER, active=False, next_due_at=None)
    assert await subscribers.get(42, 7) == replace(topic, active=False, next_due_at=None)
    assert await subscribers.get(43) == other


async def test_a_group_goes_on_under_its_new_id(subscribers: Subscribers) -> None:
    await subscribers.save(READER)
    await subscribers.save(replace(READER, thread_id=7))
    for _ in range(2):  # Telegram tells it twice, once in either chat
        await subscribers.migrate(42, -1001)
    assert await subscribers.get(42) is None
    assert await subscribers.get(-1001) == replace(READER, chat_id=-1001)
    assert await subscribers.get(-1001, 7) == replace(READER, chat_id=-1001, thread_id=7)


async def test_who_subscribed_under_the_new_id_already_stays(subscribers: Subscribers) -> None:
    newer = replace(READER, chat_id=-1001, hour=time(12, 0), cursor=20)
    await subscribers.save(READER)
    await subscribers.save(newer)
    await subscribers.migrate(42, -1001)
    assert await subscribers.get(-1001) == newer
    assert await subscribers.get(42) is None
