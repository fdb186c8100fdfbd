"""How the Bot API says no."""

import math
from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An answer with ok = false: an HTTP status, a description and, for some, parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The answer as it goes over the wire."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


class Unlawful(Refusal):
    """What Telegram lets pass in silence and no bot should do: here it is refused, and complained of."""

    def __init__(self, reason: str) -> None:
        super().__init__(400, f"Bad Request: {reason}")


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(seconds: float) -> Refusal:
    """`seconds` to wait; Telegram says whole ones and never zero."""
    whole = max(1, math.ceil(seconds))
    return Refusal(429, f"Too Many Requests: retry after {whole}", retry_after=whole)
