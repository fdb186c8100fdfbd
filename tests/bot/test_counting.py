"""Replies are counted against the pace of digests, and never wait."""

from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.counting import CountReplies
from bot.request import AiohttpRequest
from bot.telegram import TelegramSender
from digests.pace import Limits, Pace
from news.models import Message, Replaces
from news.ports import Sent
from playground.server import Playground

READER = 1001


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    await playground.person(READER).says("/start")
    yield playground
    await playground.stop()


@pytest.fixture
def pace() -> Pace:
    return Pace(Limits(), 0.0)


@pytest.fixture
async def bot(playground: Playground, pace: Pace) -> AsyncIterator[ExtBot[None]]:
    limiter = CountReplies(pace, lambda: 100.0)
    bot = ExtBot(playground.token, playground.base_url, request=AiohttpRequest(), rate_limiter=limiter)
    async with bot:
        yield bot


async def test_digests_wait_for_replies_that_went_before(bot: ExtBot[None], pace: Pace) -> None:
    for _ in range(8):
        await bot.send_message(READER, "Javob")
    assert pace.wait(100.0) > 0.1
    assert pace.wait_for(READER, 100.0) == 1.0


async def test_a_reply_that_is_refused_is_not_counted_as_on_its_way_for_ever(
    bot: ExtBot[None], pace: Pace
) -> None:
    for _ in range(40):
        with pytest.raises(BadRequest):
            await bot.send_message(READER, "")
    assert pace.wait(200.0) == 0.0


async def test_what_shows_no_message_costs_nothing(bot: ExtBot[None], pace: Pace) -> None:
    await bot.get_chat(READER)
    assert pace.wait_for(READER, 100.0) == 0.0


async def test_a_digest_and_its_correction_are_not_counted_twice(bot: ExtBot[None], pace: Pace) -> None:
    """The courier has counted them."""
    sent = await TelegramSender(bot).send(READER, None, Message("Dayjest"))
    assert isinstance(sent, Sent)
    corrected = Message("Tuzatildi", replaces=Replaces(1, 0, "Tuzatish", sent.message_id))
    assert await TelegramSender(bot).send(READER, None, corrected) == sent
    assert pace.wait_for(READER, 100.0) == 0.0
