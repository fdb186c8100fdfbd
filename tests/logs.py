"""The log set up as the program does it, and put back after the test."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from config import redaction
from config.logging import set_up


@contextmanager
def as_it_was() -> Iterator[None]:
    """Whatever is set up within, the log is as before afterwards."""
    root = logging.getLogger()
    handlers, level, hook, hidden = root.handlers[:], root.level, sys.excepthook, set(redaction._hidden)
    rooms = {room: logging.getLogger(room).level for room in redaction.ROOMS}
    try:
        yield
    finally:
        root.handlers, sys.excepthook = handlers, hook
        root.setLevel(level)
        for room, before in rooms.items():
            logging.getLogger(room).setLevel(before)
        redaction._hidden.clear()
        redaction._hidden.update(hidden)
        structlog.reset_defaults()


class Screen(io.StringIO):
    """A log that somebody watches."""

    def isatty(self) -> bool:
        return True


@contextmanager
def logged(
    level: str = "DEBUG", *, watched: bool = False, secrets: tuple[str, ...] = ()
) -> Iterator[io.StringIO]:
    """What the program would write: JSON, or what a terminal shows."""
    with as_it_was():
        stream = Screen() if watched else io.StringIO()
        set_up(level, stream, secrets)
        yield stream
