"""The page for pushed releases stays open for its clients, whoever else asks."""

import asyncio
import base64
import socket
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.admission import A_CLIENT, FORGED
from bot.house import House
from bot.house import opened as opened_house
from bot.http import HttpServer
from bot.problem import Problem
from bot.push_page import push_page
from config.settings import Settings
from playground import Clock
from tests.bot.pushing import KEY, NOW, RELEASE, Page, kind
from tests.sources.desk import Desk


async def test_a_client_that_sends_without_end_is_told_to_wait(push: Page) -> None:
    for _ in range(A_CLIENT):
        assert (await push.pushes({}))[0] == 422
    status, told = await push.pushes(RELEASE)
    assert (status, kind(told)) == (429, "too-many")
    push.clock.move(timedelta(minutes=1))
    assert (await push.pushes(RELEASE))[0] == 201


async def test_whoever_forges_signatures_is_not_read_for_a_minute(push: Page) -> None:
    """Neither is a forged one's neighbour in the same IPv6 network; a client elsewhere is."""
    for number in range(FORGED):
        forged = {"X-Forwarded-For": f"2001:db8::{number + 1}"}
        assert (await push.pushes(RELEASE, key=b"x" * 32, headers=forged))[0] == 401
    status, told = await push.pushes(RELEASE, headers={"X-Forwarded-For": "2001:db8::77"})
    assert (status, kind(told)) == (429, "too-many")
    assert push.retry_after == "60"
    assert (await push.pushes(RELEASE, headers={"X-Forwarded-For": "192.0.2.1"}))[0] == 201
    push.clock.move(timedelta(minutes=1))
    assert (await push.pushes(RELEASE, headers={"X-Forwarded-For": "2001:db8::77"}))[0] == 200


async def test_a_web_server_that_does_not_say_who_asks_is_not_kept_out(push: Page) -> None:
    for _ in range(FORGED + 1):
        assert (await push.pushes(RELEASE, key=b"x" * 32, headers={"X-Forwarded-For": "10.1.1.1"}))[0] == 401
    assert (await push.pushes(RELEASE, headers={"X-Forwarded-For": "10.1.1.1"}))[0] == 201


async def test_two_processes_share_a_port_where_they_are_told_to() -> None:
    """The second of the two takes its part; a third that does not share is refused."""

    def named(name: str) -> Starlette:
        return Starlette(routes=[Route("/", lambda _: PlainTextResponse(name))])

    one = HttpServer(named("one"), "127.0.0.1", 0, shared=True)
    port = await one.start()
    other = HttpServer(named("other"), "127.0.0.1", port, shared=True)
    await other.start()
    with pytest.raises(OSError, match="in use"):
        await HttpServer(named("third"), "127.0.0.1", port).start()
    seen = {await told_at(port) for _ in range(60)}
    await one.stop()
    rest = {await told_at(port) for _ in range(5)}
    await other.stop()
    assert (seen, rest) == ({"one", "other"}, {"other"})


async def told_at(port: int) -> str:
    """Over a connection of its own."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as answer:
        return await answer.text()


async def test_a_head_that_does_not_end_is_waited_for_no_longer_than_its_time(
    push: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a first one, nor one after an answer on the same connection; letters that trickle in change
    nothing. A connection that asks in time is served."""
    monkeypatch.setattr("bot.http.HEAD_SECONDS", 0.3)
    head = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", push.port)
    writer.write(head + b"\r\n")
    assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
    slow, slow_writer = await asyncio.open_connection("127.0.0.1", push.port)
    async with asyncio.timeout(10):
        async with asyncio.TaskGroup() as both:
            both.create_task(trickle(writer))
            both.create_task(trickle(slow_writer))
            both.create_task(ended(reader))
            both.create_task(ended(slow))
    assert (await push.pushes(RELEASE))[0] == 201


async def trickle(writer: asyncio.StreamWriter) -> None:
    """A letter of a header now and then, for as long as the other side takes it."""
    with suppress(ConnectionError):
        writer.write(b"GET /openapi.json HTTP/1.1\r\nX-Long: ")
        while not writer.is_closing():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.05)


async def ended(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(1 << 16):
            pass


async def test_the_page_stands_beside_the_bot_where_a_client_has_a_key(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = Settings(
            database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"),
            push_keys=SecretStr(f"site={base64.b64encode(KEY).decode()}"),
            push_port=port,
        )
        async with opened_house(settings, Clock(NOW)) as house:
            with pytest.raises(Problem, match="PUSH_PORT"):
                await described(house, settings)
            taken.close()
            assert await described(house, settings) == 200
            off = settings.model_copy(update={"push_keys": SecretStr("")})
            with pytest.raises(aiohttp.ClientConnectorError):
                await described(house, off)


async def described(house: House, settings: Settings) -> int:
    """The status with which the page describes itself."""
    url = f"http://127.0.0.1:{settings.push_port}/openapi.json"
    async with (
        push_page(house, settings, Desk()),
        aiohttp.ClientSession() as session,
        session.get(url) as answer,
    ):
        return answer.status
