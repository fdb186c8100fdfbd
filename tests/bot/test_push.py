"""A site hands releases in over HTTP: signed, once, and never by accident over another."""

import asyncio
import base64
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any

import aiohttp
import pytest
from openapi_spec_validator import validate
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.admission import A_CLIENT, FORGED, Admission
from bot.disk import Disk
from bot.house import House
from bot.house import opened as opened_house
from bot.http import HttpServer
from bot.openapi import document
from bot.problem import Problem
from bot.push import Pushing, application
from bot.push_page import push_page
from config.settings import Settings
from news.intake import Intake
from news.models import Draft
from news.understanding import understand
from playground import Clock
from sources.pushing import BYTES
from sources.signing import sign
from storage.audit import Audit
from storage.database import Database
from storage.pushes import Pushes
from storage.releases import Releases

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
RELEASE = {
    "reference": "2026/17",
    "title": "Yangi kutubxona ochildi",
    "text": "Nukusda yangi kutubxona ochildi. Unda oʻn ming kitob bor.",
    "published": "2026-03-02",
}


@dataclass
class Desk:
    offered: list[tuple[Draft, str, int]] = field(default_factory=list)

    async def offer(self, draft: Draft, source: str, mark: int) -> None:
        self.offered.append((draft, source, mark))


@dataclass
class Page:
    """The page on loopback, and a client that signs."""

    pushing: Pushing
    desk: Desk
    clock: Clock
    port: int
    session: aiohttp.ClientSession
    sent: int = 0
    retry_after: str | None = None
    """Of the last answer."""

    async def pushes(
        self, body: object, *, key: bytes = KEY, headers: dict[str, str] | None = None, name: str = "m"
    ) -> tuple[int, Any]:
        return await self.sends(*self.signed(body, key, headers or {}, name))

    def signed(
        self, body: object, key: bytes, headers: dict[str, str], name: str = "m"
    ) -> tuple[bytes, dict[str, str]]:
        self.sent += 1
        identity = f"{name}{self.sent}"
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        stamp = int(self.clock.now().timestamp())
        own = {
            "Content-Type": "application/json",
            "webhook-id": identity,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(key, identity, stamp, raw),
        }
        return raw, own | headers

    async def sends(self, raw: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        url = f"http://127.0.0.1:{self.port}/releases"
        async with self.session.post(url, data=BytesIO(raw), headers=headers) as answer:
            told = await answer.json(content_type=None)
            kind = "application/json" if answer.status < 300 else "application/problem+json"
            assert answer.content_type == kind
            self.retry_after = answer.headers.get("Retry-After")
            return answer.status, told


@pytest.fixture
async def lone(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Database]:
    copyfile(migrated_file, tmp_path / "push.db")
    database = await Database(f"sqlite+aiosqlite:///{tmp_path / 'push.db'}").open()
    yield database
    await database.close()


async def opened(database: Database, mode: Any) -> AsyncIterator[Page]:
    clock, releases, desk = Clock(NOW), Releases(database), Desk()
    pushing = Pushing(
        keys={"site": KEY},
        mode=mode,
        intake=Intake(releases, clock, understand),
        releases=releases,
        audit=Audit(database),
        seen=Pushes(database, timedelta(minutes=15)),
        desk=desk,
        clock=clock,
        admission=Admission(["10.0.0.0/8"]),
        disk=Disk(),
    )
    server = HttpServer(application(pushing), "127.0.0.1", 0)
    port = await server.start()
    async with aiohttp.ClientSession() as session:
        yield Page(pushing, desk, clock, port, session)
    await server.stop()


@pytest.fixture
async def page(lone: Database) -> AsyncIterator[Page]:
    async for page in opened(lone, "publish"):
        yield page


@pytest.fixture
async def drafting(lone: Database) -> AsyncIterator[Page]:
    async for page in opened(lone, "draft"):
        yield page


def kind(told: Any) -> str:
    return str(told["type"]).removeprefix("urn:xabarnoma:")


async def test_a_signed_release_is_published(page: Page) -> None:
    status, told = await page.pushes(RELEASE)
    assert (status, told) == (
        201,
        {"outcome": "published", "reference": "2026/17", "release": 1, "version": 1},
    )
    release = await page.pushing.releases.by_reference("2026/17")
    assert release is not None
    assert release.title == RELEASE["title"]


async def test_the_same_release_again_gets_the_same_answer(page: Page) -> None:
    _, first = await page.pushes(RELEASE)
    status, again = await page.pushes({**RELEASE, "new_version": True})
    assert (status, again) == (200, first)
    assert await page.pushing.releases.newest_id() == 1


async def test_another_text_under_the_same_reference_is_a_conflict_unless_it_is_meant(page: Page) -> None:
    await page.pushes(RELEASE)
    changed = {**RELEASE, "text": "Nukusda yangi kutubxona 5-mart kuni ochiladi."}
    status, told = await page.pushes(changed)
    assert (status, kind(told)) == (409, "conflict")
    assert await page.pushing.releases.newest_id() == 1
    status, told = await page.pushes({**changed, "new_version": True})
    assert (status, told["version"]) == (201, 2)


async def test_the_very_same_request_is_taken_once(page: Page) -> None:
    request = page.signed(RELEASE, KEY, {})
    assert (await page.sends(*request))[0] == 201
    status, told = await page.sends(*request)
    assert (status, kind(told)) == (409, "replayed")


@pytest.fixture
async def two(database: Database) -> AsyncIterator[tuple[Page, Page]]:
    """Two processes with one database, each over connections of its own."""
    other = Database(database.url.render_as_string(hide_password=False))
    async for one in opened(database, "publish"):
        async for another in opened(other, "publish"):
            yield one, another
    await other.close()


async def test_the_very_same_request_is_taken_by_one_process(two: tuple[Page, Page]) -> None:
    request = two[0].signed(RELEASE, KEY, {})
    answers = await asyncio.gather(*(page.sends(*request) for page in two))
    assert sorted(status for status, _ in answers) == [201, 409]
    assert await two[0].pushing.releases.newest_id() == 1


async def test_of_two_texts_for_one_reference_at_once_one_is_a_conflict(two: tuple[Page, Page]) -> None:
    texts = [{**RELEASE, "text": f"Nukusda {number}-kutubxona ochildi."} for number in range(2)]
    answers = await asyncio.gather(
        *(page.pushes(body, name=f"of {at}") for at, (page, body) in enumerate(zip(two, texts, strict=True)))
    )
    assert sorted((status, kind(told) if status == 409 else "") for status, told in answers) == [
        (201, ""),
        (409, "conflict"),
    ]
    assert await two[0].pushing.releases.newest_id() == 1


async def test_a_client_that_sends_without_end_is_told_to_wait(page: Page) -> None:
    for _ in range(A_CLIENT):
        assert (await page.pushes({}))[0] == 422
    status, told = await page.pushes(RELEASE)
    assert (status, kind(told)) == (429, "too-many")
    page.clock.move(timedelta(minutes=1))
    assert (await page.pushes(RELEASE))[0] == 201


async def test_whoever_forges_signatures_is_not_read_for_a_minute(page: Page) -> None:
    """Neither is a forged one's neighbour in the same IPv6 network; a client elsewhere is."""
    for number in range(FORGED):
        forged = {"X-Forwarded-For": f"2001:db8::{number + 1}"}
        assert (await page.pushes(RELEASE, key=b"x" * 32, headers=forged))[0] == 401
    status, told = await page.pushes(RELEASE, headers={"X-Forwarded-For": "2001:db8::77"})
    assert (status, kind(told)) == (429, "too-many")
    assert page.retry_after == "60"
    assert (await page.pushes(RELEASE, headers={"X-Forwarded-For": "192.0.2.1"}))[0] == 201
    page.clock.move(timedelta(minutes=1))
    assert (await page.pushes(RELEASE, headers={"X-Forwarded-For": "2001:db8::77"}))[0] == 200


async def test_a_web_server_that_does_not_say_who_asks_is_not_kept_out(page: Page) -> None:
    for _ in range(FORGED + 1):
        assert (await page.pushes(RELEASE, key=b"x" * 32, headers={"X-Forwarded-For": "10.1.1.1"}))[0] == 401
    assert (await page.pushes(RELEASE, headers={"X-Forwarded-For": "10.1.1.1"}))[0] == 201


async def test_a_replay_after_the_window_is_too_old(page: Page) -> None:
    request = page.signed(RELEASE, KEY, {})
    await page.sends(*request)
    page.clock.move(timedelta(minutes=20))
    await page.pushes({**RELEASE, "reference": "other"})  # what is older is forgotten now
    status, told = await page.sends(*request)
    assert (status, kind(told)) == (401, "stale")


async def test_a_forged_signature_is_refused_before_anything_is_read(page: Page) -> None:
    assert await page.pushes(b"no json", key=b"x" * 32) == (
        401,
        {
            "type": "urn:xabarnoma:bad-signature",
            "title": "no client's key made this signature",
            "status": 401,
        },
    )
    raw, headers = page.signed(RELEASE, KEY, {})
    assert (await page.sends(raw + b" ", headers))[0] == 401
    del headers["webhook-signature"]
    status, told = await page.sends(raw, headers)
    assert (status, kind(told)) == (401, "unsigned")
    assert await page.pushing.releases.newest_id() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "x" * 201}, "reference"),
        ({"reference": 7}, "reference"),
        ({"text": ""}, "text"),
        ({"text": "a" * 200_001}, "text"),
        ({"published": "2026-02-30"}, "published"),
        ({"published": 1772409600}, "published"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"new_version": "yes"}, "new_version"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_what_the_schema_does_not_know_is_refused_by_its_field(
    page: Page, change: dict[str, object], said: str
) -> None:
    status, told = await page.pushes({**RELEASE, **change})
    assert (status, kind(told)) == (422, "malformed")
    assert [error.partition(":")[0] for error in told["errors"]] == [said]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"text": "\\ud800"}'])
async def test_a_body_that_is_no_release_is_refused(page: Page, body: bytes) -> None:
    status, told = await page.pushes(body)
    assert (status, kind(told)) == (422, "malformed")


async def test_a_text_of_signs_alone_is_no_release(page: Page) -> None:
    status, told = await page.pushes({**RELEASE, "title": "", "text": "!!! ..."})
    assert (status, kind(told)) == (422, "empty")


async def test_a_body_beyond_the_cap_or_packed_is_refused(page: Page) -> None:
    status, told = await page.pushes(b" " * (BYTES + 1))
    assert (status, kind(told)) == (413, "too-big")
    status, told = await page.pushes(RELEASE, headers={"Content-Encoding": "gzip"})
    assert (status, kind(told)) == (415, "not-json")
    status, told = await page.pushes(RELEASE, headers={"Content-Type": "text/plain"})
    assert (status, kind(told)) == (415, "not-json")


async def test_other_pages_and_methods_are_problems_too(page: Page) -> None:
    for path, status in (("/", 404), ("/releases", 405), ("/../etc/passwd", 404)):
        async with page.session.get(f"http://127.0.0.1:{page.port}{path}") as answer:
            assert (answer.status, answer.content_type) == (status, "application/problem+json")


async def test_in_draft_mode_it_waits_for_an_editor(drafting: Page) -> None:
    first = await drafting.pushes(RELEASE)
    assert first == (202, {"outcome": "draft", "reference": "2026/17", "release": None, "version": None})
    assert await drafting.pushes(RELEASE) == first
    (draft, source, mark), again = drafting.desk.offered
    assert (draft.title, source) == (RELEASE["title"], "site")
    assert again[2] == mark
    assert await drafting.pushing.releases.newest_id() == 0


async def test_the_served_description_is_the_one_in_docs_and_valid(page: Page) -> None:
    async with page.session.get(f"http://127.0.0.1:{page.port}/openapi.json") as answer:
        served = await answer.json()
    kept = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text("utf-8"))
    assert served == kept == document()
    validate(served)


async def test_every_answer_is_one_that_the_description_knows(page: Page) -> None:
    described = document()["paths"]["/releases"]["post"]["responses"]
    bodies: list[object] = [RELEASE, RELEASE, {**RELEASE, "text": "Boshqa."}, {}, b""]
    answers = [await page.pushes(body) for body in bodies]
    answers.append(await page.pushes(RELEASE, key=os.urandom(32)))
    for status, told in answers:
        (kind_of,) = described[str(status)]["content"].values()
        name = kind_of["schema"]["$ref"].rpartition("/")[2]
        schema = document()["components"]["schemas"][name]
        assert set(schema.get("required", ())) <= set(told) <= set(schema["properties"])


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
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a first one, nor one after an answer on the same connection; letters that trickle in change
    nothing. A connection that asks in time is served."""
    monkeypatch.setattr("bot.http.HEAD_SECONDS", 0.3)
    head = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", page.port)
    writer.write(head + b"\r\n")
    assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
    slow, slow_writer = await asyncio.open_connection("127.0.0.1", page.port)
    async with asyncio.timeout(10):
        async with asyncio.TaskGroup() as both:
            both.create_task(trickle(writer))
            both.create_task(trickle(slow_writer))
            both.create_task(ended(reader))
            both.create_task(ended(slow))
    assert (await page.pushes(RELEASE))[0] == 201


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
