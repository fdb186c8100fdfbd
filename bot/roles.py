"""What a process does: everything, or one part of it beside others that do the rest."""

from enum import StrEnum
from typing import TYPE_CHECKING

from bot.problem import Problem
from config.settings import Settings
from digests.pace import FREE, PAID, SPARE, Limits

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ALL", "Role", "limits_of", "roles_of"]


class Role(StrEnum):
    """A part of the bot that may be a process of its own."""

    WEB = "web"
    """Takes updates and answers them: by webhook where WEBHOOK_URL is set, else by polling (one process)."""
    WORKER = "worker"
    """Sends digests, batch by batch, at its share of the pace."""
    SCHEDULER = "scheduler"
    """Ticks: who is due gets a digest, feeds are asked. Any number may; the database lets one win."""


ALL = frozenset(Role)


def roles_of(settings: Settings) -> frozenset[Role]:
    """What this process is to do. Raises Problem where that cannot be on this database."""
    roles = frozenset(Role(name) for name in settings.roles)
    if roles != ALL and not settings.database_url.get_secret_value().startswith("postgresql"):
        raise Problem(
            f"{_and(roles)} alone needs PostgreSQL, where several processes share the work: set DATABASE_URL "
            "to one (xabarnoma migrate-database takes everything there), or let one process do all."
        )
    if roles != ALL and settings.telegram_token is None:
        raise Problem("The playground runs in one process: set TELEGRAM_TOKEN, or leave ROLES out.")
    return roles


def limits_of(settings: Settings, roles: frozenset[Role]) -> Limits:
    """The pace of this process. Several workers do not ask one another: each has its fixed share, and what
    Telegram's floods hold back is held for all in the database."""
    paid = settings.allow_paid_broadcast
    overall = settings.send_per_second_paid if paid else settings.send_per_second
    shares = 1 if roles == ALL else settings.workers
    return Limits(
        overall / shares,
        settings.send_per_second_in_chat,
        settings.send_per_minute_in_group,
        ((PAID if paid else FREE) - SPARE) / shares,
    )


def _and(roles: "Collection[Role]") -> str:
    return " and ".join(sorted(role.value for role in roles)).capitalize()
