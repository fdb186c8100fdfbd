"""The push API beside a running bot, where a client has a key."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.house import House
from bot.http import HttpServer
from bot.problem import Problem
from bot.roles import ALL, roles_of
from config.settings import Settings
from news.ports import Desk

__all__ = ["push_page"]

log = structlog.get_logger(__name__)


@asynccontextmanager
async def push_page(house: House, settings: Settings, desk: Desk) -> AsyncIterator[None]:
    """Open while the block runs. Raises `Problem` where its port is not to be had."""
    keys = settings.push_clients()
    if not keys:
        yield
        return
    from bot.admission import Admission
    from bot.push import Pushing, application  # Starlette and pydantic's models: only where somebody pushes

    pushing = Pushing(
        keys=keys,
        mode=settings.push_mode,
        intake=house.intake,
        releases=house.releases,
        audit=house.audit,
        seen=house.pushes,
        desk=desk,
        drafts=house.drafts,
        clock=house.clock,
        admission=Admission(settings.push_proxies),
        disk=house.disk,
    )
    # Several web processes on one machine answer at one port; a second whole bot there is a mistake.
    shared = roles_of(settings) != ALL
    server = HttpServer(
        application(pushing),
        settings.push_host,
        settings.push_port,
        proxies=settings.push_proxies,
        shared=shared,
    )
    try:
        port = await server.start()
    except OSError as error:
        raise Problem(
            f"Port {settings.push_port} cannot be opened for POST /releases "
            f"({os.strerror(error.errno or 0).lower()}); set PUSH_PORT to another. Processes with --role web "
            "share one port; a whole bot and another program do not."
        ) from None
    log.info("releases may be pushed", address=f"{settings.push_host}:{port}", clients=sorted(keys))
    try:
        yield
    finally:
        await server.stop()
