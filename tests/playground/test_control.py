"""Control over HTTP, and who is kept from it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from playground import READER, FaultKind, Person, Playground
from playground.messages import Message
from tests.playground.conftest import Api


class Remote:
    """A test in another process."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.url, self.client = url, client

    async def post(self, act: str, **body: Any) -> Any:
        response = await self.client.post(f"{self.url}{act}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    async def get(self, view: str) -> Any:
        return (await self.client.get(f"{self.url}{view}")).json()


@pytest.fixture
async def remote(playground: Playground, api: Api) -> Remote:
    return Remote(playground.control_url, api.client)


async def test_people_act_from_afar(playground: Playground, api: Api, remote: Remote) -> None:
    await remote.post("people", ids=[5, 6], started=True)
    await remote.post("says", person=5, text="/start")
    keyboard = {"inline_keyboard": [[{"text": "Ha", "callback_data": "yes"}]]}
    sent = await api.result("sendMessage", chat_id=5, text="?", reply_markup=keyboard)
    pressed = await remote.post("presses", person=5, message_id=sent["message_id"], button="Ha")
    await remote.post("blocks", person=6)
    assert await api.refusal("sendMessage", chat_id=6, text="a") == "Forbidden: bot was blocked by the user"
    await remote.post("blocks", person=6, blocked=False)
    updates = await api.result("getUpdates")
    assert updates[1]["callback_query"]["id"] == pressed["id"]
    messages = [Message(**entry) for entry in map(as_message, await remote.get("messages/5"))]
    assert [(message.text, message.by_bot) for message in messages] == [("/start", False), ("?", True)]


async def test_groups_and_broken_updates_are_made_from_afar(
    playground: Playground, api: Api, remote: Remote
) -> None:
    group = await remote.post("groups", title="Forum", members=[READER], topics={"7": "Xabarlar"})
    await remote.post("says", person=READER, text="/help", chat_id=group["id"], thread_id=7)
    await api.result("sendMessage", chat_id=group["id"], text="a", message_thread_id=7)
    assert playground.chat(group["id"]).from_bot[0].thread_id == 7
    broken = await remote.post("malform")
    assert playground.world.updates.pending[-1].id == broken["update_id"]
    [call] = await remote.get("calls?method=sendMessage")
    assert (call["parameters"]["text"], call["code"]) == ("a", 200)


def as_message(entry: dict[str, Any]) -> dict[str, Any]:
    return {"body": entry["message"], "by_bot": entry["by_bot"]}


async def test_the_ledger_is_read_from_afar(api: Api, remote: Remote, reader: Person) -> None:
    for text in ("a", "a", "b"):
        await api.result("sendMessage", chat_id=READER, text=text)
    ledger = await remote.get(f"ledger?chat_id={READER}")
    assert (ledger["total"], ledger["repeats"]) == (3, 1)
    assert [arrival["text"] for arrival in ledger["chats"][str(READER)]] == ["a", "a", "b"]
    assert await remote.get("ledger") == ledger


async def test_faults_limits_and_the_clock_are_set_from_afar(
    playground: Playground, api: Api, remote: Remote, reader: Person
) -> None:
    fault = {"kind": "server_error", "methods": ["sendMessage"], "times": 1}
    assert await remote.post("faults", add=[fault], seed=3) == {"waiting": 1}
    assert playground.faults.waiting[0].kind is FaultKind.SERVER_ERROR
    assert await api.refusal("sendMessage", chat_id=READER, text="a") == "Internal Server Error"
    await remote.post("faults", clear=True)

    await remote.post("clock", freeze=True, to="2026-05-01T09:00:00+00:00", move_seconds=60)
    state = await remote.get("state")
    assert (state["now"], state["frozen"], state["pending_updates"]) == ("2026-05-01T09:01:00+00:00", True, 0)

    await remote.post("limits", burst=1)
    await api.result("sendMessage", chat_id=READER, text="a")
    await api.refusal("sendMessage", chat_id=READER, text="a")
    await remote.post("limits", unlimited=True)
    await api.result("sendMessage", chat_id=READER, text="a")


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("faults", {"add": [{"kind": "earthquake"}]}),
        ("faults", {"add": [{"kind": "drop", "colour": "red"}]}),
        ("clock", {"to": "yesterday"}),
        ("clock", {"to": "2026-05-01T09:00:00"}),
        ("presses", {"person": READER, "message_id": 9, "button": "a"}),
        ("says", {"person": READER}),
        ("limits", {"colour": "red"}),
    ],
)
async def test_what_makes_no_sense_is_refused(
    playground: Playground, api: Api, act: str, body: dict[str, Any]
) -> None:
    response = await api.client.post(f"{playground.control_url}{act}", json=body)
    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("path", ["", "page/events", "control/state", "control/ledger"])
async def test_a_foreign_host_name_is_not_served(playground: Playground, api: Api, path: str) -> None:
    """DNS rebinding: a page of evil.example whose name now leads here."""
    response = await api.client.get(f"{playground.page_url}{path}", headers={"Host": "evil.example"})
    assert response.status_code == 421


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["page/say", "control/says"])
async def test_pages_of_other_sites_cannot_act(
    playground: Playground, api: Api, reader: Person, path: str, headers: dict[str, str]
) -> None:
    body = {"person": READER, "text": "men emasman"}
    response = await api.client.post(f"{playground.page_url}{path}", json=body, headers=headers)
    assert response.status_code == 403
    assert reader.chat.messages[-1].text == "/start"


async def test_control_takes_json_alone(playground: Playground, api: Api) -> None:
    """A form, which any site may send without asking, is not taken."""
    response = await api.client.post(
        f"{playground.control_url}says", content=b'{"person": 1001, "text": "a"}'
    )
    assert response.status_code == 415


async def test_a_link_to_the_page_may_be_followed_from_anywhere(playground: Playground, api: Api) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await api.client.get(playground.page_url, headers=headers)).status_code == 200


@pytest.fixture
async def process() -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, str]]]:
    """`python -m playground`, and where it says it is."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    yield process, json.loads(await process.stdout.readline())
    if process.returncode is None:
        process.kill()
    await process.wait()


async def test_the_playground_runs_alone_and_ends_when_interrupted(
    process: tuple[asyncio.subprocess.Process, dict[str, str]],
) -> None:
    running, where = process
    async with httpx.AsyncClient() as client:
        me = await client.get(f"{where['base_url']}{where['token']}/getMe")
        assert me.json()["ok"] is True
        assert (await client.get(where["page"])).status_code == 200
        await Remote(where["control"], client).post("says", person=READER, text="/start")
    running.send_signal(2)
    assert await running.wait() == 130
