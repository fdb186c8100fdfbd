"""A digest on its whole way, by the bot as it is built for service: scheduler, ledger, courier, Telegram."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import Bot, build
from bot.house import House, opened
from config.settings import Settings
from digests.schedule import next_due
from news.models import DeliveryState, Draft, Issue, Message, Subscriber, Turn
from playground import ADMIN, READER, SECOND_READER, UNLIMITED, Clock, Person, Playground
from tests.playground.conformance import watch

NOON = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
"""In Tashkent."""
DAY = timedelta(days=1)
LATE = "Several days have passed"


@dataclass
class Service:
    playground: Playground
    house: House
    bot: Bot

    async def subscribe(self, chat_id: int) -> None:
        now = self.playground.clock.now()
        due_at = next_due("Asia/Tashkent", time(18), now)
        await self.house.subscribers.save(
            Subscriber(
                chat_id,
                language="en",
                active=True,
                next_due_at=due_at,
                cursor=await self.house.releases.newest_id(),
                last_digest_at=now,
            )
        )

    async def started(self, person_id: int) -> Person:
        """Somebody who began a chat with the bot."""
        person = self.playground.person(person_id)
        await person.says("/start")
        return person

    async def publish(self, *names: str) -> None:
        today = self.playground.clock.now().date()
        for name in names:
            text = f"{name} " * 30
            await self.house.intake.publish(Draft(f"{name} ochildi", text, today, reference=name))

    async def to_six(self) -> None:
        """On to the next 18:00 in Tashkent, and a tick."""
        now = self.playground.clock.now()
        self.playground.clock.move_to(next_due("Asia/Tashkent", time(18), now) + timedelta(seconds=1))
        await self.bot.scheduler.tick_now()

    async def sent(self, number: int) -> None:
        """Wait until the ledger has so many confirmed, and nothing open."""
        async with asyncio.timeout(30):
            while True:
                counts = await self.house.ledger.counts()
                still_open = counts[DeliveryState.PENDING] + counts[DeliveryState.SENDING]
                if counts[DeliveryState.SENT] >= number and not still_open:
                    assert counts[DeliveryState.SENT] == number
                    return
                await asyncio.sleep(0.01)


@pytest.fixture
async def service(house_url: str) -> AsyncIterator[Service]:
    clock = Clock()
    clock.move_to(NOON)
    playground = Playground(clock=clock, limits=UNLIMITED)
    watch(playground)
    await playground.start()
    # Not as the environment has them.
    settings = Settings.model_construct(
        database_url=SecretStr(house_url), admin_ids=(ADMIN,), send_per_second_in_chat=30.0
    )
    async with opened(settings, clock) as house:
        bot = build(house, settings, playground.token, playground.base_url.removesuffix("/bot"))
        await bot.application.initialize()
        bot.alerts.attach()
        bot.dispatcher.start()
        yield Service(playground, house, bot)
        await bot.stop()
    await playground.stop()
    assert playground.complaints == []


async def test_a_group_that_became_a_supergroup_gets_its_digest_once_and_goes_on_under_its_new_id(
    service: Service,
) -> None:
    """The bot hears of it by the refusal of the digest; the update has not come yet."""
    owner = await service.started(READER)
    group = service.playground.group("Guruh", owner, kind="group")
    await service.subscribe(group.id)
    large = service.playground.upgrade(group)
    await service.publish("Forum")
    await service.to_six()
    await service.sent(1)
    (message,) = large.from_bot
    assert "Forum ochildi" in message.text
    assert await service.house.subscribers.get(group.id) is None
    moved = await service.house.subscribers.get(large.id)
    assert moved is not None
    assert moved.cursor == await service.house.releases.newest_id()
    await service.publish("Ko‘rgazma")
    await service.to_six()
    await service.sent(2)
    assert len(large.from_bot) == 2


async def test_html_that_telegram_cannot_parse_arrives_as_plain_text_and_the_admins_hear_of_it_once(
    service: Service,
) -> None:
    readers = [await service.started(number) for number in (READER, SECOND_READER)]
    admin = await service.started(ADMIN)
    now = service.playground.clock.now()
    broken = Issue("broken", 0, 1, now, now + DAY, (Message("<b>Ko‘p &lt; <i>oz</b>"),))
    issue_id = await service.house.ledger.add_issue(broken)
    turns = []
    for reader in readers:
        await service.subscribe(reader.id)
        turns.append(Turn(reader.id, None, now, now.date(), now + DAY))
    await service.house.ledger.enqueue({issue_id: turns}, now)
    service.bot.dispatcher.wake()
    await service.sent(2)
    for reader in readers:
        assert reader.chat.from_bot[-1].text == "Ko‘p < oz"
    for _ in range(3):
        await service.bot.scheduler.tick_now()
        await service.bot.alerts.tell()
    (told,) = admin.chat.from_bot
    assert "2 × Telegram could not parse a digest" in told.text


async def test_a_reader_who_blocks_the_bot_in_mid_digest_is_stopped_and_the_others_get_theirs(
    service: Service,
) -> None:
    leaver, stayer = await service.started(READER), await service.started(SECOND_READER)
    for person in (leaver, stayer):
        await service.subscribe(person.id)
    now = service.playground.clock.now()
    issue_id = await service.house.ledger.add_issue(
        Issue("long", 0, 1, now, now + DAY, tuple(Message(f"qism {part}") for part in range(4)))
    )
    turns = [Turn(person.id, None, now, now.date(), now + DAY) for person in (leaver, stayer)]
    blocking: list[asyncio.Task[Any]] = []

    def second_part(method: str, asked: Any, answer: Any) -> None:
        if asked.get("text") == "qism 1" and asked.get("chat_id") == leaver.id:
            blocking.append(asyncio.create_task(leaver.blocks()))

    service.playground.observers.append(second_part)
    await service.house.ledger.enqueue({issue_id: turns}, now)
    service.bot.dispatcher.wake()
    await service.sent(6)
    await asyncio.gather(*blocking)
    assert [message.text for message in stayer.chat.from_bot] == [f"qism {part}" for part in range(4)]
    assert len(leaver.chat.from_bot) == 2
    stopped = await service.house.subscribers.get(leaver.id)
    assert stopped is not None
    assert not stopped.active


@pytest.mark.parametrize(("days", "late"), [(1, False), (3, True), (5, True)])
async def test_after_downtime_comes_one_digest_over_the_whole_gap_which_says_so_beyond_two_days(
    service: Service, days: int, late: bool
) -> None:
    """Not one for each day missed. The next one is as any other."""
    reader = await service.started(READER)
    await service.subscribe(READER)
    await service.publish("Kun0")
    await service.to_six()
    await service.sent(1)
    for day in range(1, days + 1):
        service.playground.clock.move(DAY)
        await service.publish(f"Kun{day}")
    for _ in range(3):
        await service.bot.scheduler.tick_now()
    await service.sent(2)
    told = reader.chat.from_bot[-1].text
    assert all(f"Kun{day} ochildi" in told for day in range(1, days + 1))
    assert (LATE in told) == late
    await service.publish("Ertasi")
    await service.to_six()
    await service.sent(3)
    assert "Ertasi ochildi" in reader.chat.from_bot[-1].text
    assert LATE not in reader.chat.from_bot[-1].text
