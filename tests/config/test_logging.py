"""The log tells what happened, and never a secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from config.logging import set_up

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_line_is_json_where_nobody_watches(log: io.StringIO) -> None:
    structlog.get_logger("bot").info("release published", release=7)
    line = json.loads(log.getvalue())
    assert line["event"] == "release published"
    assert line["release"] == 7
    assert line["logger"] == "bot"


def test_no_token_passes_whoever_logs_it(log: io.StringIO) -> None:
    """structlog, the standard library, arguments, nested values and tracebacks alike."""
    structlog.get_logger("bot").warning(
        "asked", url=f"https://api.example.org/bot{TOKEN}/getMe", more={"t": [TOKEN]}
    )
    logging.getLogger("somebody").info("GET %s", f"/bot{TOKEN}/getUpdates", extra={"request": TOKEN})
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logging.getLogger("somebody").exception("it broke")
    assert log.getvalue().count("[token]") >= 5
    assert TOKEN not in log.getvalue()


def test_libraries_that_chatter_are_silent(log: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST ...")
    logging.getLogger("telegram.ext").debug("repr of a bot")
    assert log.getvalue() == ""
