"""The running bot: feeds are asked in their turn, and nothing that is read holds up anybody else."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.house import opened
from bot.problem import Problem
from bot.run import _until
from config.settings import Settings
from news.models import Feed
from playground import ADMIN, READER, UNLIMITED, Playground
from playground.chats import Standing
from tests.sources.site import answer, page
from tests.sources.site import opened as opened_site

RSS = (
    "<rss version='2.0'><channel><title>Sayt</title><item><title>Bogʻ ochildi</title><guid>g{0}</guid>"
    "<description>{0}-bogʻ Nukusda ochildi.</description></item></channel></rss>"
)


async def test_the_bot_asks_feeds_in_their_turn(tmp_path: Path) -> None:
    playground = Playground(limits=UNLIMITED)
    await playground.start()
    settings = Settings(
        database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"),
        admin_ids=(ADMIN,),
        fetch_allowed=("127.0.0.1",),
    )
    async with opened_site() as site, opened(settings, playground.clock) as house:
        site.pages["/rss"] = page(RSS.format(1), "application/rss+xml")
        now = playground.clock.now()
        for path in ("/rss", "/gone"):
            await house.feeds.add(Feed(0, site.url(path), "", "publish", ADMIN, next_at=now))
        bot = build(house, settings, playground.token, playground.base_url.removesuffix("/bot"))
        await bot.start()
        await bot.feeding.poll_now()
        assert await house.releases.newest_id() == 1

        site.pages |= {"/rss": page(RSS.format(2), "application/rss+xml"), "/gone": answer(500)}
        await bot.feeding.poll_now()
        assert await house.releases.newest_id() == 1
        playground.clock.move(timedelta(minutes=16))
        await bot.feeding.poll_now()
        assert await house.releases.newest_id() == 2
        assert [feed.error for feed in await house.feeds.all()] == [None, "no-page"]
        await bot.stop()
    await playground.stop()


async def test_admins_hear_of_errors_while_the_tick_hangs_and_the_process_ends_where_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.TELL_SECONDS", 0.05)
    playground = Playground(limits=UNLIMITED)
    await playground.start()
    playground.person(ADMIN).chat.standing = Standing.MEMBER
    settings = Settings(
        database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"), admin_ids=(ADMIN,)
    )
    async with opened(settings, playground.clock) as house:
        bot = build(house, settings, playground.token, playground.base_url.removesuffix("/bot"))

        async def hang() -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(bot.application.bot_data.services.desk, "tend", hang)
        await bot.start()
        await playground.wait_for(lambda: bot.scheduler.began_at is not None, 20)
        logging.getLogger("bot.watchdog").error("the tick had stopped")
        await playground.wait_for(lambda: playground.ledger.texts(ADMIN), 20)
        assert "the tick had stopped" in playground.ledger.texts(ADMIN)[0]
        assert bot.scheduler.last_tick_at is None
        bot.watchdog.tickless.set()
        with pytest.raises(Problem, match="The tick hangs"):
            await _until(asyncio.Event(), bot)
        bot.scheduler.stop(0)
        await bot.stop()
    await playground.stop()


async def test_readers_are_answered_while_a_document_is_read(tmp_path: Path) -> None:
    """It is parsed in another process, and each chat has its own turn."""
    playground = Playground(limits=UNLIMITED)
    await playground.start()
    settings = Settings(
        database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"), admin_ids=(ADMIN,)
    )
    async with opened(settings, playground.clock) as house:
        bot = build(house, settings, playground.token, playground.base_url.removesuffix("/bot"))
        await bot.start()
        editor, reader = playground.person(ADMIN), playground.person(READER)
        await reader.says("/start")
        await playground.wait_for(lambda: len(reader.chat.from_bot) == 1, 20)
        await editor.sends_file("a.html", b"<html>" + b"<p>" * 60_000)
        await reader.says("suv konferensiyasi")
        await playground.wait_for(lambda: len(reader.chat.from_bot) == 2, 20)
        assert list(editor.chat.from_bot) == []
        await playground.wait_for(lambda: len(editor.chat.from_bot) == 1, 60)
        await bot.stop()
    await playground.stop()
