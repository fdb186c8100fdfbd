"""Point 3: the webhook, with its secret header, its retries and its conflicts."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from playground import Person, Playground
from tests.playground.conftest import Api

SECRET = "s_3-T"  # noqa: S105 of no one
LOOPBACK_ALONE = "bad webhook: the playground posts to http://127.0.0.1 and nowhere else"


@dataclass
class Receiver:
    """A bot's side of the webhook: answers with the statuses it is told, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        self.updates.append(json.loads(await reader.readexactly(int(headers["Content-Length"]))))
        self.headers.append(headers)
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    receiver.url = f"http://127.0.0.1:{port}/hook?x=1"
    yield receiver
    server.close()
    await server.wait_closed()


async def test_updates_are_posted_with_the_secret_and_confirmed_by_a_2xx(
    playground: Playground, api: Api, reader: Person, receiver: Receiver
) -> None:
    await api.result("setWebhook", url=receiver.url, secret_token=SECRET)
    await reader.says("salom")
    await playground.wait_for(lambda: receiver.updates and not playground.world.updates.pending)
    assert [update["message"]["text"] for update in receiver.updates] == ["salom"]
    assert receiver.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == SECRET


async def test_without_a_secret_there_is_no_header(
    playground: Playground, api: Api, reader: Person, receiver: Receiver
) -> None:
    await api.result("setWebhook", url=receiver.url)
    await reader.says("salom")
    await playground.wait_for(lambda: receiver.headers)
    assert "X-Telegram-Bot-Api-Secret-Token" not in receiver.headers[0]


async def test_an_update_that_was_not_taken_is_posted_again(
    playground: Playground, api: Api, reader: Person, receiver: Receiver
) -> None:
    receiver.statuses += [500, 404]
    await api.result("setWebhook", url=receiver.url)
    await reader.says("salom")
    await playground.wait_for(lambda: not playground.world.updates.pending)
    assert len(receiver.updates) == 3
    assert len({update["update_id"] for update in receiver.updates}) == 1
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404"


async def test_an_unreachable_webhook_keeps_the_updates(
    playground: Playground, api: Api, reader: Person, receiver: Receiver
) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:1/")
    await reader.says("salom")
    await playground.wait_for(lambda: "last_error_message" in playground.world.webhook.info())
    info = await api.result("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await api.result("setWebhook", url=receiver.url)
    await playground.wait_for(lambda: not playground.world.updates.pending)


async def test_the_info_tells_the_settings(api: Api) -> None:
    assert await api.result("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
    }
    url = "http://127.0.0.1:1/hook"
    await api.result("setWebhook", url=url, max_connections=7, allowed_updates=["message"])
    assert await api.result("getWebhookInfo") == {
        "url": url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 7,
        "allowed_updates": ["message"],
    }


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "hook"}, "invalid webhook URL specified"),
        ({"url": "https://example.org/"}, LOOPBACK_ALONE),
        ({"url": "http://10.0.0.1/"}, LOOPBACK_ALONE),
        ({"url": "http://127.0.0.1/", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(api: Api, parameters: dict[str, str], description: str) -> None:
    assert await api.refusal("setWebhook", **parameters) == f"Bad Request: {description}"


async def test_an_empty_address_deletes_the_webhook(playground: Playground, api: Api) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:1/")
    await api.result("setWebhook", url="")
    assert playground.world.webhook.settings is None
