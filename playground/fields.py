"""Fields of JSON objects within parameters, checked by type."""

from typing import Any

from playground.refusals import Json, Unlawful, bad_request


def text_field(body: Json, name: str, default: str = "") -> str:
    """Raises Refusal for a value that is no string."""
    value: Any = body.get(name, default)
    if not isinstance(value, str):
        raise bad_request(f'field "{name}" must be of type String')
    return value


def refuse_unknown(body: Json, known: set[str], place: str) -> None:
    """Raises Unlawful where the object has other fields than these."""
    if unknown := body.keys() - known:
        raise Unlawful(f"unknown fields in {place}: {', '.join(sorted(unknown))}")
