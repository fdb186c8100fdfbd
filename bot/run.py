"""`xabarnoma run`: the bot served until somebody stops it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from multiprocessing.process import BaseProcess

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot import first, memory, samples
from bot.app import Bot, build
from bot.clock import SystemClock
from bot.disk import DiskGuard
from bot.forgetting import forgetting
from bot.health_page import health_page
from bot.house import House, opened
from bot.problem import Problem
from bot.push_page import push_page
from bot.roles import ALL, Role, roles_of
from bot.telegram import TelegramSender
from bot.upkeep import kept_up
from config.settings import Settings
from playground import ADMIN, Playground

log = structlog.get_logger("bot.run")


async def serve(settings: Settings, preparing: BaseProcess | None = None) -> None:
    """Serve Telegram, or the playground where there is no token, until SIGINT or SIGTERM.

    `preparing` makes the playground's database meanwhile (`bot.first`). Raises `Problem` where it cannot
    begin or Telegram ends it, `StorageError` where the database fails.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    try:
        if settings.telegram_token is None:
            await _playground(settings, stop, preparing)
        else:
            await _telegram(settings, settings.telegram_token.get_secret_value(), stop)
    finally:
        for signum in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(signum)


async def _telegram(settings: Settings, token: str, stop: asyncio.Event) -> None:
    roles = roles_of(settings)
    async with opened(settings, SystemClock(), queued=roles != ALL) as house:
        await _forget_samples(house)
        bot = build(house, settings, token, settings.telegram_api_url, roles)
        async with _running(bot, settings), AsyncExitStack() as beside:
            await beside.enter_async_context(bot.watchdog.watching())
            await beside.enter_async_context(health_page(bot, house, settings))
            if Role.WEB in roles:
                await beside.enter_async_context(kept_up(house))
                await beside.enter_async_context(_pushed(house, settings, bot))
            if Role.SCHEDULER in roles:
                await beside.enter_async_context(forgetting(house, settings))
                await beside.enter_async_context(_guarded(house, settings, bot))
            part = "" if roles == ALL else f" as {', '.join(sorted(roles))}"
            sys.stdout.write(f"Xabarnoma serves @{bot.application.bot.username}{part}. Ctrl-C stops it.\n")
            sys.stdout.flush()
            await _until(stop, bot)


async def _playground(settings: Settings, stop: asyncio.Event, preparing: BaseProcess | None) -> None:
    roles_of(settings)
    playground = Playground()
    try:
        await playground.start(settings.playground_port)
    except OSError as error:
        raise Problem(
            f"Port {settings.playground_port} cannot be opened ({os.strerror(error.errno or 0).lower()}); "
            "set PLAYGROUND_PORT to another, or to 0 for any free one."
        ) from None
    try:
        own = settings.model_copy(update={"admin_ids": (*settings.admin_ids, ADMIN)})
        await first.done(preparing)
        async with opened(own, playground.clock) as house:
            await samples.bring(house, playground.clock.now().astimezone(own.zone).date())
            bot = build(house, own, playground.token, playground.base_url.removesuffix("/bot"))
            playground.clock.on_moved += [bot.scheduler.tick_now, bot.feeding.poll_now]
            async with AsyncExitStack() as beside:
                await beside.enter_async_context(_running(bot, own))
                await beside.enter_async_context(bot.watchdog.watching())
                await beside.enter_async_context(health_page(bot, house, own))
                await beside.enter_async_context(kept_up(house))
                await beside.enter_async_context(_pushed(house, own, bot))
                await beside.enter_async_context(forgetting(house, own))
                await beside.enter_async_context(_guarded(house, own, bot))
                sys.stdout.write(f"Xabarnoma's playground: {playground.page_url}\nCtrl-C stops it.\n")
                sys.stdout.flush()
                await _until(stop, bot)
    finally:
        await playground.stop()


@asynccontextmanager
async def _running(bot: Bot, settings: Settings) -> AsyncIterator[Bot]:
    """The bot polling and ticking. Telegram's refusal at the start becomes a `Problem`."""
    try:
        await bot.start()
    except InvalidToken:
        await bot.stop()
        raise Problem(
            "Telegram does not know this token; copy it anew from BotFather into TELEGRAM_TOKEN."
        ) from None
    except NetworkError:
        await bot.stop()
        raise Problem(
            f"{settings.telegram_api_url} cannot be reached; check the network, a proxy, or TELEGRAM_API_URL."
        ) from None
    except TelegramError as error:
        await bot.stop()
        raise Problem(f"Telegram answered: {error.message}.") from None
    except Problem:
        await bot.stop()
        raise
    memory.keep()
    try:
        yield bot
    finally:
        await bot.stop()


def _pushed(house: House, settings: Settings, bot: Bot) -> AbstractAsyncContextManager[None]:
    return push_page(house, settings, bot.application.bot_data.services.desk)


def _guarded(house: House, settings: Settings, bot: Bot) -> AbstractAsyncContextManager[None]:
    sender = TelegramSender(bot.application.bot)
    told = (house.subscribers, house.staff, house.notices, house.clock, settings.admin_ids)
    return DiskGuard(house.disk, sender, *told).watching()


async def _until(stop: asyncio.Event, bot: Bot) -> None:
    """Return when somebody asks to stop; raise `Problem` when Telegram has ended it, or when it no longer
    ticks or, as one of several, no longer sends."""
    ends = [stop, bot.lost, bot.watchdog.tickless]
    if bot.roles != ALL:  # where one process does everything, there are replies that still go out
        ends.append(bot.watchdog.beyond_help)
    waits = {asyncio.create_task(end.wait()) for end in ends}
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    if stop.is_set():
        return
    if bot.lost.is_set():
        raise Problem(
            "Telegram no longer knows this token: it was revoked, or the bot deleted. Put the new one from "
            "BotFather into TELEGRAM_TOKEN."
        )
    if bot.watchdog.tickless.is_set():
        raise Problem(
            "The tick hangs, again and again: nobody would get a digest. The bot ends, so that a new one "
            "begins (systemd and compose see to that). The log says where it hung."
        )
    raise Problem(
        "Digests waited for ten minutes and this worker sent none: it ends, so that a new one begins "
        "(systemd and compose see to that). The log says what came before."
    )


async def _forget_samples(house: House) -> None:
    """What the playground brought is not for real readers."""
    gone = await house.releases.forget(samples.PREFIX)
    if gone:
        log.info("the playground's sample releases are gone", releases=gone)
