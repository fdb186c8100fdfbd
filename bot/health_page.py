"""The pages for orchestrators and Prometheus beside a running bot, where HEALTH_PORT is set."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.app import Bot
from bot.house import House
from bot.problem import Problem
from config.settings import Settings

__all__ = ["health_page"]

log = structlog.get_logger(__name__)


@asynccontextmanager
async def health_page(bot: Bot, house: House, settings: Settings) -> AsyncIterator[None]:
    """Open while the block runs. Raises `Problem` where its port is not to be had."""
    if not settings.health_port:
        yield
        return
    from bot.health import application  # prometheus-client and Starlette: only where somebody asks
    from bot.http import HttpServer

    app = application(bot.vitals, bot.measures, house.ledger, house.feeds, house.disk)
    server = HttpServer(app, settings.health_host, settings.health_port)
    try:
        port = await server.start()
    except OSError as error:
        raise Problem(
            f"Port {settings.health_port} cannot be opened for /livez and /metrics "
            f"({os.strerror(error.errno or 0).lower()}); set HEALTH_PORT to another."
        ) from None
    log.info("the bot tells how it does", address=f"{settings.health_host}:{port}")
    try:
        yield
    finally:
        await server.stop()
