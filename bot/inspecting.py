"""`xabarnoma config` and `xabarnoma health`: what holds, and how the bot does."""

import json
from http.client import HTTPConnection, HTTPException

from pydantic import SecretStr

from bot.problem import Problem
from config.settings import Settings, told_by

__all__ = ["config", "health"]

SECONDS = 5.0
HIDDEN = "********"


def config(settings: Settings, as_json: bool) -> str:
    """Each setting with its value and where that comes from; of a secret only whether it is set."""
    sources = told_by()
    rows = {name.upper(): _shown(getattr(settings, name)) for name in Settings.model_fields}
    if as_json:
        return (
            json.dumps({name: {"value": value, "from": sources[name]} for name, value in rows.items()}) + "\n"
        )
    width = max(map(len, rows))
    lines = [f"{name:{width}}  {value}  ({sources[name]})\n" for name, value in rows.items()]
    return "".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        # A database in a file has no password, and its name helps.
        return secret if secret.startswith("sqlite") or not secret else HIDDEN
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def health(settings: Settings) -> str:
    """What the running bot says of itself; raises Problem where it is not alive, or cannot be asked."""
    if not settings.health_port:
        raise Problem("HEALTH_PORT is not set, so there is nothing to ask: set it for the bot, too.")
    where = f"{settings.health_host}:{settings.health_port}"
    connection = HTTPConnection(settings.health_host, settings.health_port, timeout=SECONDS)
    try:
        connection.request("GET", "/livez")
        answer = connection.getresponse()
        told = answer.read(10_000).decode("utf-8", "replace")
    except (OSError, HTTPException):
        raise Problem(f"Nobody answers at {where}: the bot does not run, or hangs.") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise Problem(f"The bot is not well: {told}")
    return f"The bot at {where} is alive.\n"
