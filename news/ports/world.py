"""The present, a database that fails, and the disk that it stands on."""

from datetime import datetime
from typing import Protocol

__all__ = ["Clock", "Disk", "StorageError"]


class StorageError(Exception):
    """The database did not do what it was asked; its message is a sentence that an operator can act on."""


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""


class Disk(Protocol):
    """The disk that the database stands on."""

    def is_low(self) -> bool:
        """Whether so little space is left that nothing is to be taken in that can wait."""
