"""The log tells what happened, and never a secret, nor what a person wrote."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from telegram.error import BadRequest

from config.redaction import redact
from news.ports import StorageError
from tests.logs import logged

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
PRIVATE = "Zulfiya xola kasal"


@pytest.fixture(params=[False, True], ids=["json", "terminal"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    with logged(watched=request.param) as stream:
        yield stream


def test_a_line_is_json_where_nobody_watches() -> None:
    with logged() as log:
        structlog.get_logger("bot").info("release published", release=7)
    line = json.loads(log.getvalue())
    assert line["event"] == "release published"
    assert line["release"] == 7
    assert line["logger"] == "bot"


def test_no_token_passes_whoever_logs_it(log: io.StringIO) -> None:
    """structlog, the standard library, arguments, nested values, keys and tracebacks alike."""
    structlog.get_logger("bot").warning(
        "asked", url=f"https://api.example.org/bot{TOKEN}/getMe", more={"t": [TOKEN], TOKEN: 1}
    )
    logging.getLogger("sources.x").error("GET %s", f"/bot{TOKEN}/getUpdates")
    logging.getLogger("somebody").error(f"POST {TOKEN}")
    try:
        raise StorageError(TOKEN)
    except StorageError:
        logging.getLogger("somebody").exception("it broke")
    assert log.getvalue().count("[token]") == 6
    assert TOKEN not in log.getvalue()


def test_a_secret_that_was_named_passes_in_no_form() -> None:
    with logged(secrets=("correct-horse-battery", "abc")) as log:
        structlog.get_logger("bot").info("posted", header="xcorrect-horse-batteryx", alphabet="abc")
    assert "correct-horse" not in log.getvalue()
    assert '"abc"' in log.getvalue(), "too short a word to be taken out of every line"


@pytest.mark.parametrize(
    "number",
    [
        *("+998901234567", "+998 90 123 45 67", "+998 (90) 123-45-67", "+998-90-123-45-67", "998901234567"),
        *("998 90 123 45 67", "(90) 123 45 67", "90 123-45-67", "90-123-45-67", "+7 (916) 123-45-67"),
        *("+ 998 90\u00a0123\u201045\u201067", "+49 30 901820"),
    ],
)
def test_no_phone_number_passes(log: io.StringIO, number: str) -> None:
    structlog.get_logger("bot").info("said", text=f"tel.{number}, ertaga")
    structlog.get_logger("bot").info(f"tel. {number}!")
    assert log.getvalue().count("[phone]") == 2
    assert number not in log.getvalue()


@pytest.mark.parametrize("sign", ["1", "+", "?", "998 ", "123456:", "?a=", "://a:", "90 123 "])
def test_no_line_takes_long_to_be_cleaned(sign: str) -> None:
    """Each of 400 kB takes hundredths of a second; what grew with the square took minutes, and would end at
    this test's time limit."""
    redact(sign * (400_000 // len(sign)))


def test_numbers_of_chats_times_and_days_stay_readable() -> None:
    with logged() as log:
        structlog.get_logger("bot").info(
            "2024-11-28 09:00:00+00:00", chat=-1001234567890, person=7000000001, day="2024-11-28", at="10.5"
        )
        logging.getLogger("digests").info(
            "chat %d is gone at %s", -1009981234567, "2024-11-28T09:00:00+00:00"
        )
    assert "[phone]" not in log.getvalue()


@pytest.mark.parametrize(
    "error",
    [
        ValueError(PRIVATE),
        KeyError(PRIVATE),
        UnicodeDecodeError("utf-8", PRIVATE.encode(), 0, 1, PRIVATE),
        type("Strange", (Exception,), {"__str__": lambda _: PRIVATE})(),
        ExceptionGroup(PRIVATE, [ValueError(PRIVATE), TypeError(PRIVATE)]),
        BadRequest(f'Can\'t parse entities: unsupported start tag "{PRIVATE}" at byte offset 5'),
        FileNotFoundError(2, "No such file or directory", PRIVATE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_traceback_says_where_and_what_kind_but_not_the_words(log: io.StringIO, error: Exception) -> None:
    """Whatever raises may quote what a person wrote; the place in the code says enough."""
    error.add_note(PRIVATE)
    try:
        try:
            int(PRIVATE)
        except ValueError:
            raise RuntimeError(PRIVATE) from error
    except RuntimeError as caught:
        structlog.get_logger("bot").error("a handler failed", exc_info=caught)
    told = log.getvalue()
    assert type(error).__name__ in told
    assert "RuntimeError" in told
    assert "raise RuntimeError(PRIVATE) from error" in told
    assert PRIVATE not in told


def test_our_own_errors_and_those_of_the_system_keep_their_words(log: io.StringIO) -> None:
    for error in (
        StorageError("the disk is full"),
        OSError(28, "No space left on device"),
        BadRequest("Chat not found"),
    ):
        structlog.get_logger("bot").error("a tick failed", exc_info=error)
    for words in ("the disk is full", "No space left on device", "Chat not found"):
        assert words in log.getvalue()


def test_of_what_a_library_says_only_its_own_words_stand(log: io.StringIO) -> None:
    """python-telegram-bot logs the whole of an update that it cannot parse, asyncio the exception's words."""
    logging.getLogger("telegram.Bot").critical("Error while parsing updates! Received data was %r", [PRIVATE])
    logging.getLogger("asyncio").error(
        f"Task was destroyed\nfuture: <Task exception=ValueError('{PRIVATE}')>"
    )
    logging.getLogger("library").warning("%(count)d of %(what)s", {"count": 3, "what": PRIVATE})
    logging.getLogger("library").warning("told %s", "extra", extra={"request": PRIVATE})
    told = log.getvalue()
    assert "Error while parsing updates! Received data was" in told
    assert "3 of …" in told
    assert PRIVATE not in told


def test_libraries_that_chatter_are_silent_even_at_debug(log: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST ...")
    loud = logging.getLogger("some.library")
    loud.setLevel(logging.DEBUG)
    loud.debug("all that passes through me")
    loud.setLevel(logging.NOTSET)
    assert log.getvalue() == ""


def test_a_line_that_cannot_be_made_gives_nothing_away(capsys: pytest.CaptureFixture[str]) -> None:
    with logged() as log:
        logging.getLogger("bot").error("%d messages", PRIVATE)
    assert "could not be logged" in log.getvalue()
    assert PRIVATE not in log.getvalue() + "".join(capsys.readouterr())


def test_nothing_can_write_over_the_terminal(log: io.StringIO) -> None:
    structlog.get_logger("bot").warning("a feed", title="\x1b[2J\u202enorma\r\x07x", path="a\nb")
    told = log.getvalue()
    assert [sign for sign in ("\x1b[2J", "\u202e", "\r", "\x07") if sign in told] == []
    assert len(told.splitlines()) == 1


def test_what_nobody_caught_is_told_without_its_words(log: io.StringIO) -> None:
    error = ValueError(PRIVATE)
    sys.excepthook(ValueError, error, None)
    assert "the program failed" in log.getvalue()
    assert PRIVATE not in log.getvalue()
