"""The process in which what came from outside is parsed: it may be killed at any moment and nothing is lost.

Started by `sources.sandbox` as `python -m sources.worker`. A job comes in as two frames (a JSON object, then
bytes), its outcome goes out as one JSON frame: never as a pickle, since whoever took this process over
through a parser's fault must gain nothing in the other one.
"""

import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from sources import documents, feeds, pages
from sources.text import Unreadable

__all__ = ["MEMORY", "SECONDS", "main"]

MEMORY = 768 * 1024 * 1024
"""Bytes of address space: some 60 MB of it are Python and the parsers."""
SECONDS = 20
"""Of processor time a job; the parent's clock ends it sooner where it merely waits."""
FRAME = struct.Struct(">I")
FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
)
"""Events of Python's audit: no parser has any business with them."""


def main() -> None:
    """Serve jobs from standard input until it closes."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    confine()
    while (head := _frame(requests)) is not None and (data := _frame(requests)) is not None:
        outcome = _do(json.loads(head), data)
        answer = json.dumps(outcome).encode()
        answers.write(FRAME.pack(len(answer)) + answer)
        answers.flush()
        if "spent" in outcome:
            return


def confine() -> None:
    """Less memory, no files, no programs, no network; behind everybody else for the processor."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(f"a parser asked for {event}")


def _frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end."""
    size = stream.read(FRAME.size)
    if len(size) < FRAME.size:
        return None
    return stream.read(FRAME.unpack(size)[0])


def _do(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """{"done": ...} or {"unreadable": reason}; "spent" where this process should not go on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
    try:
        return {"done": JOBS[head["job"]](data, **head["given"])}
    except Unreadable as error:
        return {"unreadable": error.reason}
    except MemoryError:
        return {"unreadable": "too-hard", "spent": True}
    except Exception as error:
        # What a parser raises on hostile bytes is beyond listing: to the person the file is damaged.
        return {"unreadable": "broken", "because": type(error).__name__, "spent": True}


def _document(data: bytes, name: str) -> tuple[str, str]:
    draft = documents.read(name, data, date.min)
    return draft.title, draft.text


JOBS: dict[str, Callable[..., object]] = {
    "document": _document,
    "page": pages.read,
    "feed": feeds.parse,
}

if __name__ == "__main__":
    main()
