"""What goes wrong on request: so many times, or with a probability from a seed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class FaultKind(StrEnum):
    DROP = "drop"  # done, then the connection breaks without an answer
    DROP_BEFORE = "drop_before"  # the connection breaks, and nothing was done
    HANG = "hang"  # done, then no answer for `seconds` (0: until the client gives up)
    SLOW = "slow"  # done after `seconds`
    BAD_GATEWAY = "bad_gateway"  # 502 with an HTML page, nothing done
    SERVER_ERROR = "server_error"  # 500, nothing done
    UNAUTHORIZED = "unauthorized"  # 401 in mid-run, nothing done
    FLOOD = "flood"  # 429 with retry_after = `seconds`, nothing done
    DUPLICATE_UPDATE = "duplicate_update"  # getUpdates: the last update stands in the answer twice


@dataclass(slots=True)
class Fault:
    """`methods`: names in any case; none means every method but getUpdates.

    `times` None means without end; `probability` is asked for each request that matches; `skip` lets so
    many pass first.
    """

    kind: FaultKind
    methods: Sequence[str] = ()
    times: int | None = 1
    probability: float = 1.0
    seconds: float = 0.0
    skip: int = 0
    chat_id: int | None = None
    until: asyncio.Event | None = None
    """SLOW: done when it is set, not after `seconds`."""
    struck: int = field(default=0, init=False)

    def matches(self, method: str, chat_id: str) -> bool:
        if self.kind is FaultKind.DUPLICATE_UPDATE:
            named = method == "getUpdates"
        elif self.methods:
            named = method.lower() in {name.lower() for name in self.methods}
        else:
            named = method != "getUpdates"
        return named and (self.chat_id is None or str(self.chat_id) == chat_id) and self.times != 0


class Faults:
    """The first fault that matches a request strikes it."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)  # noqa: S311 repeatable, not secret
        self.waiting: list[Fault] = []

    def seed(self, seed: int) -> None:
        self._random.seed(seed)

    def add(self, fault: Fault) -> Fault:
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def strike(self, method: str, chat_id: str) -> Fault | None:
        """The fault for this request, counted, or None."""
        for fault in self.waiting:
            if not fault.matches(method, chat_id) or self._random.random() >= fault.probability:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.struck += 1
            if fault.times is not None:
                fault.times -= 1
                if not fault.times:
                    self.waiting.remove(fault)
            return fault
        return None
