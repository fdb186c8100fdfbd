"""Understanding many drafts at once, on all processors."""

import os
import signal
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process
from threading import Thread

from news.intake import Refused, attempt
from news.models import Draft, Understood
from news.understanding import understand

__all__ = ["Readers", "failed", "read"]

Read = list[Understood | Refused]


def read(drafts: Sequence[Draft]) -> Read:
    """Each draft understood, or why it cannot become a release."""
    return [_attempt(draft) for draft in drafts]


def _attempt(draft: Draft) -> Understood | Refused:
    """One that the program fails on must not end an import of a hundred thousand."""
    try:
        return attempt(draft, understand)
    except Exception as error:
        return Refused(failed(error))


def failed(error: BaseException | None) -> str:
    """The reason of what the program itself failed on, beside those of `news.intake`."""
    return f"the program failed on it ({type(error).__name__})"


class Readers:
    """Processes that read; one fewer than there are processors, at least one: the other one stores."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or max(1, (os.cpu_count() or 2) - 1)
        self._pool = ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"), initializer=_begin)

    def read(self, drafts: Sequence[Draft]) -> "Future[Read]":
        return self._pool.submit(read, drafts)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Ctrl-C is the parent's; where the parent was killed, nobody waits for us any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
