"""Replies are counted against the pace of digests, never wait for it, and find a Telegram out of reach."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.measures import Measures
from bot.replies import WITHIN, Replies
from bot.request import AiohttpRequest
from bot.telegram import TelegramSender
from digests.pace import Limits, Pace
from news.models import Message, Replaces
from news.ports import Sent
from playground.faults import Fault, FaultKind
from playground.server import Playground
from tests.bot.gate import Gate

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
def measures() -> Measures:
    return Measures()


@pytest.fixture
async def bot(playground: Playground, pace: Pace, measures: Measures) -> AsyncIterator[ExtBot[None]]:
    limiter = Replies(pace, lambda: 100.0, measures=measures)
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


async def test_a_picture_is_a_message_like_others(bot: ExtBot[None], pace: Pace) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 40)).save(drawn, "PNG")
    await bot.send_photo(READER, drawn.getvalue(), "Rasm")
    assert pace.wait_for(READER, 100.0) == 1.0


async def test_a_refusal_for_a_flood_is_counted_and_told(
    bot: ExtBot[None], measures: Measures, playground: Playground
) -> None:
    playground.faults.add(Fault(FaultKind.FLOOD, seconds=7))
    with pytest.raises(RetryAfter):
        await bot.send_message(READER, "Javob")
    assert measures.floods == 1


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


class Line:
    """The bot's line to Telegram, in the hand of a test."""

    def __init__(self, playground: Playground, pace: Pace, gate: Gate) -> None:
        self.gate = gate
        self.rests: list[float] = []
        self.mended_after = 0
        """Rests; never where it is 0."""
        limiter = Replies(pace, lambda: sum(self.rests), self.rest)
        address = f"http://127.0.0.1:{gate.port}/bot"
        self.bot = ExtBot(playground.token, address, request=AiohttpRequest(), rate_limiter=limiter)

    async def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        if len(self.rests) == self.mended_after:
            await self.gate.open()


@pytest.fixture
async def line(playground: Playground, pace: Pace) -> AsyncIterator[Line]:
    gate = Gate(int(playground.base_url.split(":")[2].split("/")[0]))
    await gate.open()
    line = Line(playground, pace, gate)
    async with line.bot:
        yield line
    gate.cut()


async def test_a_reply_waits_for_a_telegram_that_is_out_of_reach_and_arrives_once(
    line: Line, playground: Playground
) -> None:
    line.gate.cut()
    line.mended_after = 3
    await line.bot.send_message(READER, "Javob")
    assert line.rests == [0.5, 1.0, 2.0]
    assert playground.ledger.texts(READER) == ["Javob"]


async def test_who_waits_for_a_telegram_out_of_reach_waits_no_longer_than_the_bound(line: Line) -> None:
    line.gate.cut()
    with pytest.raises(NetworkError):
        await line.bot.send_message(READER, "Javob")
    assert sum(line.rests) <= WITHIN


async def test_a_reply_that_may_have_arrived_is_not_sent_again(line: Line, playground: Playground) -> None:
    playground.faults.add(Fault(FaultKind.DROP, ["sendMessage"]))
    with pytest.raises(NetworkError):
        await line.bot.send_message(READER, "Javob")
    assert playground.ledger.texts(READER) == ["Javob"]
    assert line.rests == []


async def test_what_answers_nobody_fails_at_once(line: Line) -> None:
    """An operator who starts the bot without a network hears of it now."""
    line.gate.cut()
    with pytest.raises(NetworkError):
        await line.bot.get_me()
    assert line.rests == []
