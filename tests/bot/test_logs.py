"""The whole bot at work and in trouble, every logger as loud as it can be: what people said is in no line."""

import asyncio
import gc
import logging
import re
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import time
from io import StringIO
from typing import Any

import httpx
import pytest
import sqlalchemy
from pydantic import SecretStr

from bot.app import Bot, build
from bot.house import House, opened
from config.settings import Settings
from news.models import Draft, Issue, Message, Role, Subscriber, Turn
from playground import ADMIN, READER, UNLIMITED, Clock, Person, Playground
from storage.tables import metadata
from tests.bot.test_digests import DAY, NOON
from tests.logs import logged

TOKEN = "7000000001:" + "AAFbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
SECRET = "s3cret_that-nobody-guesses"  # noqa: S105 of no one
PHONES = ("+998 (90) 123-45-67", "+998901234567", "998901234567", "90 123-45-67", "(90) 123 45 67")
WORD = "Shaftolizor"
"""Stands in everything that anybody says."""
SAID = f"{WORD} haqida {' '.join(PHONES)}"
RELEASE = (
    f"{WORD} ochildi\n\n2026-yil 14-may kuni Nukusda {SAID} konferensiya boʻlib oʻtdi. Tel. {PHONES[0]}."
)
NEVER = (
    *(
        TOKEN,
        TOKEN.partition(":")[2],
        SECRET,
        "pgpassword",
        WORD,
        "Malikaxon",
        "Karimovaxon",
        "malika_yashirin",
    ),
    *("Sardorbek", "Aliyevxon", "123-45-67", "901234567", "123 45 67", "1234567"),
)
LIBRARIES = (
    *(
        "telegram",
        "telegram.ext",
        "httpx",
        "httpcore",
        "aiohttp",
        "asyncio",
        "sqlalchemy",
        "sqlalchemy.engine",
    ),
    *("sqlalchemy.engine.Engine", "sqlalchemy.pool", "aiosqlite", "psycopg", "psycopg.pool", "procrastinate"),
    *("apscheduler", "apscheduler.executors.default", "apscheduler.scheduler", "uvicorn", "uvicorn.error"),
    *("alembic", "trafilatura", "charset_normalizer", "feedparser", "multipart", "tzlocal", "concurrent"),
)


class Broken:
    """A part that fails with the person's own words in what it raises, as any library may."""

    async def ask(self, text: str, *_: object, **__: object) -> object:
        raise ValueError(f"cannot search for {text!r}")


@dataclass
class Service:
    playground: Playground
    house: House
    bot: Bot
    log: StringIO
    webhook: str | None

    @property
    def reader(self) -> Person:
        return self.playground.person(READER)

    @property
    def editor(self) -> Person:
        return self.playground.person(ADMIN)

    async def told(self, person: Person, act: Any) -> Any:
        """What the bot says to that."""
        before = max((message.message_id for message in person.chat.from_bot), default=0)
        await act
        return await self.playground.wait_for(
            lambda: next((m for m in reversed(person.chat.from_bot) if m.message_id > before), None), 30
        )

    async def card(self) -> Any:
        """The newest card with a draft's buttons."""
        return await self.playground.wait_for(
            lambda: next(
                (m for m in reversed(self.editor.chat.from_bot) if "boshlandi" in m.text and m.buttons), None
            ),
            30,
        )


@pytest.fixture(autouse=True)
def loud() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture(params=["polling-sqlite-json", "webhook-postgresql-terminal"])
async def service(request: pytest.FixtureRequest) -> AsyncIterator[Service]:
    by_webhook = request.param.startswith("webhook")
    url = request.getfixturevalue("postgresql_url" if by_webhook else "sqlite_url")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hook: dict[str, Any] = {
        "webhook_url": f"http://127.0.0.1:{port}/hook",
        "webhook_secret": SecretStr(SECRET),
    }
    settings = Settings.model_construct(
        telegram_token=SecretStr(TOKEN),
        database_url=SecretStr(url),
        admin_ids=(ADMIN,),
        send_per_second_in_chat=30.0,
        webhook_port=port,
        **(hook if by_webhook else {}),
    )
    clock = Clock()
    clock.move_to(NOON)
    playground = Playground(clock=clock, limits=UNLIMITED, token=TOKEN)
    named(playground)
    await playground.start()
    with logged("DEBUG", watched=by_webhook, secrets=(*settings.secrets, "pgpassword")) as log:
        async with opened(settings, clock) as house:
            bot = build(house, settings, TOKEN, playground.base_url.removesuffix("/bot"))
            await bot.start()
            yield Service(playground, house, bot, log, settings.webhook_url)
            await bot.stop()
    await playground.stop()


def named(playground: Playground) -> None:
    """People with names that no other word holds."""
    for number, first, last in ((READER, "Malikaxon", "Karimovaxon"), (ADMIN, "Sardorbek", "Aliyevxon")):
        playground.person(number).user.update(first_name=first, last_name=last, username="malika_yashirin")


async def test_nothing_that_people_say_or_are_called_stands_in_any_line(service: Service) -> None:
    await newsroom(service)
    await reading(service)
    await trouble(service)
    await database_trouble(service)
    await digest(service)
    if service.webhook is not None:
        await forged_updates(service, service.webhook)
    await unreadable_update(service)
    asyncio.get_running_loop().call_exception_handler({"message": "lost", "exception": ValueError(SAID)})
    lost = asyncio.create_task(failing())
    await asyncio.wait([lost])
    del lost
    gc.collect()
    log = re.sub(r"\x1b\[[0-9;]*m", "", service.log.getvalue())
    for line in log.splitlines():
        assert not [secret for secret in NEVER if secret.casefold() in line.casefold()], line
    for event in (
        "a handler failed",
        "ValueError",
        "StorageError",
        "published",
        "could not parse",
        "be read",
    ):
        assert event in log, f"{event} was meant to be logged"
    assert "test_logs.py" in log, "a traceback says where"
    await service.bot.alerts.tell()
    (alert,) = [message.text for message in service.editor.chat.from_bot if "could not parse" in message.text]
    assert not [secret for secret in NEVER if secret in alert], "nor in what admins are told of errors"


async def test_a_stolen_database_holds_no_secret(service: Service) -> None:
    """Neither the token nor the webhook's secret, nor an invitation that still works."""
    now = service.house.clock.now()
    word = await service.house.staff.invite(Role.OWNER, ADMIN, now, now + DAY)
    await service.told(service.reader, service.reader.says("/start"))
    async with service.house.database.reading() as connection:
        stands = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in await connection.execute(sqlalchemy.select(table))
        ]
    assert any("1001" in row or "invite" in row for row in stands)
    for secret in (TOKEN, TOKEN.partition(":")[2], SECRET, word):
        assert not any(secret in row for row in stands)


async def failing() -> None:
    raise ValueError(SAID)


async def newsroom(service: Service) -> None:
    """A draft in a text, a file, a broken file, a link that leads nowhere; a colleague; a publication."""
    await service.told(service.editor, service.editor.says("/start"))
    await service.told(service.editor, service.editor.sends_file(f"{WORD}.txt", RELEASE.encode()))
    await service.told(service.editor, service.editor.sends_file(f"{WORD}.pdf", f"%PDF {SAID}".encode()))
    await service.told(service.editor, service.editor.says(f"http://127.0.0.1:9/{WORD}?tel=+998901234567"))
    await service.editor.says(RELEASE.replace("ochildi", "boshlandi"))
    card = await service.card()
    press = await service.editor.presses(card, card.buttons[0][0])
    await service.playground.wait_for(lambda: press.answer is not None, 30)
    word = await service.house.staff.invite(
        Role.AUTHOR, ADMIN, service.house.clock.now(), service.house.clock.now() + DAY
    )
    await service.told(service.reader, service.reader.says(f"/start join_{word}"))
    now = service.house.clock.now()
    await service.house.staff.assign(READER, None, ADMIN, now)


async def reading(service: Service) -> None:
    await service.told(service.reader, service.reader.says("/start"))
    await service.told(service.reader, service.reader.says(SAID))
    await service.told(service.reader, service.reader.says("/" + WORD))
    await service.told(service.reader, service.reader.says(f"/start {WORD}"))
    shown = await service.told(service.reader, service.reader.says(WORD))
    press = await service.reader.presses(shown, next(b for row in shown.buttons for b in row if b.data))
    await service.playground.wait_for(lambda: press.answer is not None, 30)
    asked = await service.reader.asks_inline(SAID)
    await service.playground.wait_for(lambda: asked.answer is not None, 30)


async def trouble(service: Service) -> None:
    """A part of ours fails and quotes what the person said; so does what Telegram answers."""
    data = service.bot.application.bot_data
    whole = data.services
    object.__setattr__(whole, "search", Broken())
    await service.told(service.reader, service.reader.says(SAID))
    asked = await service.reader.asks_inline(SAID)
    await service.playground.wait_for(lambda: asked.answer is not None, 30)
    object.__setattr__(whole, "search", service.house.search)


async def database_trouble(service: Service) -> None:
    """The database refuses what holds the question."""
    async with service.house.database.writing() as connection:
        await connection.execute(sqlalchemy.text("ALTER TABLE questions RENAME TO elsewhere"))
    await service.told(service.reader, service.reader.says(SAID))
    async with service.house.database.writing() as connection:
        await connection.execute(sqlalchemy.text("ALTER TABLE elsewhere RENAME TO questions"))


async def digest(service: Service) -> None:
    """One that Telegram cannot parse, and topics that the composition stumbles over."""
    now = service.house.clock.now()
    await service.house.subscribers.save(Subscriber(READER, active=True, hour=time(18), next_due_at=now))
    await service.house.intake.publish(Draft(f"{WORD} {PHONES[1]}", SAID * 3, now.date(), reference="x"))
    broken = Issue(f"{WORD}", 0, 1, now, now + DAY, (Message(f"<b>{SAID} <{WORD}>"),))
    issue_id = await service.house.ledger.add_issue(broken)
    await service.house.ledger.enqueue({issue_id: [Turn(READER, None, now, now.date(), now + DAY)]}, now)
    before = len(service.reader.chat.from_bot)
    service.bot.dispatcher.wake()
    await service.playground.wait_for(lambda: len(service.reader.chat.from_bot) > before, 30)
    await service.bot.scheduler.tick_now()


async def forged_updates(service: Service, url: str) -> None:
    """At the webhook: without the secret, no update at all, and one that no library can read."""
    update = {"update_id": 2**40, "message": {"text": SAID, "from": {"first_name": "Malikaxon"}}}
    async with httpx.AsyncClient() as client:
        header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        assert (await client.post(url, json=update)).status_code == 403
        assert (await client.post(url, content=SAID.encode(), headers=header)).status_code == 400
        assert (await client.post(url, json=update, headers=header)).status_code == 200
    await service.told(service.reader, service.reader.says("/help"))


async def unreadable_update(service: Service) -> None:
    """What comes behind it is answered all the same."""
    broken = service.playground.malform()
    broken.payload["text"] = SAID
    await service.told(service.reader, service.reader.says("/help"))
