"""The Bot API's methods by name, each with the parameters it takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playground.parameters import Kind, Parameters, Signature
from playground.world import World

Call = Callable[[World, Parameters], Any | Awaitable[Any]]

METHODS: dict[str, "Method"] = {}  # by name in lower case, as Telegram takes any case


@dataclass(frozen=True, slots=True)
class Method:
    """`call` gives the result, or raises Refusal."""

    name: str
    signature: Signature
    call: Call


def method(name: str, /, **signature: Kind) -> Callable[[Call], Call]:
    """Register a function as the method `name` with these parameters."""

    def register(call: Call) -> Call:
        METHODS[name.lower()] = Method(name, signature, call)
        return call

    return register
