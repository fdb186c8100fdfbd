"""A started playground whose every request and answer is held against aiogram's models."""

import ssl
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from playground import READER, Person, Playground
from tests.playground.conformance import watch

# Loading the certificates of the world takes 50 ms for each client, and loopback has no use for them.
LOOPBACK_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def loopback_request() -> HTTPXRequest:
    """What a bot sends by, as python-telegram-bot makes it; an answer may be held back while a test does
    other things on a slow machine."""
    return HTTPXRequest(read_timeout=30, httpx_kwargs={"verify": LOOPBACK_TLS})


class Api:
    """The Bot API by hand: what is sent is what the test says, and the answer is what came."""

    def __init__(self, playground: Playground, client: httpx.AsyncClient) -> None:
        self.playground = playground
        self.client = client
        self.url = f"{playground.base_url}{playground.token}"

    async def answer(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The whole answer, the HTTP status being that of its error_code."""
        response = await self.client.post(f"{self.url}/{method}", json=parameters)
        answer: dict[str, Any] = response.json()
        assert response.status_code == answer.get("error_code", 200)
        assert answer["ok"] == response.is_success
        return answer

    async def result(self, method: str, **parameters: Any) -> Any:
        answer = await self.answer(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a refusal, which was provoked on purpose: no complaint of it remains."""
        answer = await self.answer(method, **parameters)
        assert not answer["ok"], answer
        self.playground.complaints.clear()
        return str(answer["description"])


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """Whoever provokes a complaint on purpose clears `complaints` afterwards."""
    playground = Playground()
    watch(playground)
    await playground.start()
    yield playground
    await playground.stop()
    assert playground.complaints == []


@pytest.fixture
async def api(playground: Playground) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(timeout=30, verify=LOOPBACK_TLS) as client:
        yield Api(playground, client)


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    """python-telegram-bot's own."""
    bot = Bot(
        playground.token,
        base_url=playground.base_url,
        base_file_url=playground.base_file_url,
        request=loopback_request(),
        get_updates_request=loopback_request(),
    )
    async with bot:
        yield bot


@pytest.fixture
async def reader(playground: Playground) -> Person:
    """Has pressed Start, and the bot has heard of it."""
    person = playground.person(READER)
    await person.says("/start")
    playground.world.updates.drop()
    return person
