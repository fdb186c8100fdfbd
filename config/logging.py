"""The log: one line an event on standard error; secrets and what people wrote never (`config.redaction`)."""

import logging
import sys
from collections.abc import Iterable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from config.redaction import ROOMS, hide, redact, told, told_by_library

__all__ = ["set_up"]

Event = MutableMapping[str, Any]


class _Handler(logging.StreamHandler[TextIO]):
    def filter(self, record: logging.LogRecord) -> bool:
        """Libraries speak from WARNING on, whatever the level, even one that sets its own: at DEBUG they tell
        all that passes through them, and httpx at INFO the token."""
        return record.levelno >= logging.WARNING or _room(record.name) in ROOMS

    def handleError(self, record: logging.LogRecord) -> None:
        """Python would print the record with all its arguments."""
        self.stream.write(f"a line of {record.name} at {record.lineno} could not be logged\n")


def set_up(level: str, stream: TextIO | None = None, secrets: Iterable[str] = ()) -> None:
    """Send the standard library's and structlog's events to `stream` (standard error where None).

    Readable where that is a terminal, JSON elsewhere. `secrets` never appear, whoever logs them.
    """
    hide(secrets)
    stream = stream or sys.stderr
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    terminal = stream.isatty()
    render: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_fill_in, *shared],
        use_get_message=False,
        pass_foreign_args=True,
        processors=[
            structlog.processors.ExceptionRenderer(_tell),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _redact_event,
            render,
        ],
    )
    handler = _Handler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for room in ROOMS:
        logging.getLogger(room).setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught


def _room(name: str) -> str:
    return name.partition(".")[0]


def _fill_in(_logger: Any, _method: str, event: Event) -> Event:
    """A line of the standard library's way of logging: ours as it is meant, a library's with care."""
    line, args = event["event"], event.pop("positional_args", ())
    if _room(event["_record"].name) in ROOMS:
        event["event"] = line % args if args else line
    else:
        event["event"] = told_by_library(line, args)
    return event


def _redact_event(_logger: Any, _method: str, event: Event) -> Event:
    for key, value in event.items():
        event[key] = redact(value)
    return event


def _tell(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    return told(exc_info[1])


def _uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """What nobody caught ends the program; standard error is a log, too."""
    if isinstance(error, KeyboardInterrupt):
        return
    structlog.get_logger("bot").critical("the program failed", exc_info=error)
