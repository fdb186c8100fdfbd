"""The present, and a database that fails."""

from datetime import datetime
from typing import Protocol

__all__ = ["Clock", "StorageError"]


class StorageError(Exception):
    """The database did not do what it was asked; its message is a sentence that an operator can act on."""


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
