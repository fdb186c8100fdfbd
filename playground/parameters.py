"""The parameters of a request, decoded by their declared kinds. What is not declared is a failure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from playground.refusals import Json, Unlawful, bad_request


class Kind(Enum):
    TEXT = auto()
    INTEGER = auto()
    NUMBER = auto()
    FLAG = auto()
    JSON = auto()
    CHAT = auto()
    FILE = auto()


Signature = Mapping[str, Kind]

_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no", ""}
_NOUNS = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
    "commands": "commands",
    "scope": "BotCommandScope",
    "menu_button": "menu button",
    "button": "inline query results button",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """Decoded values by name; JSON parameters are already objects. Files stand apart, by field name."""

    values: Json
    files: Mapping[str, Upload]

    def has(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def integer(self, name: str, default: int = 0) -> int:
        return int(self.values.get(name, default))

    def flag(self, name: str) -> bool:
        return bool(self.values.get(name, False))

    def upload(self, name: str) -> Upload | str | None:
        """A file that came along (also by attach://), else the identifier or address given, else None."""
        return self.attached(self.values.get(name)) if name in self.values else self.files.get(name)

    def shown(self) -> Json:
        """What was asked, without the bytes: each file parameter is an `attach://`."""
        attached = set(_strings(self.values))
        alone = [name for name in self.files if f"attach://{name}" not in attached]
        return {name: f"attach://{name}" for name in alone} | self.values

    def attached(self, value: Any) -> Upload | str | None:
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return value if isinstance(value, str) and value else None


def decode(
    method: str, signature: Signature, raw: Mapping[str, Any], files: Mapping[str, Upload]
) -> Parameters:
    """Decode what came; raises Refusal for an unknown name or a value of another kind.

    The Bot API itself ignores unknown parameters: here they are failures, because in a bot they are
    always a mistake.
    """
    values = {}
    for name, value in raw.items():
        if name not in signature:
            raise Unlawful(f'parameter "{name}" of {method} is unknown to the playground')
        if value is not None:
            values[name] = _decoded(name, signature[name], value)
    if any("\ud800" <= character <= "\udfff" for text in _strings(values) for character in text):
        raise bad_request("strings must be encoded in UTF-8")
    attached = {v for v in _strings(values) if v.startswith("attach://")}
    for name in files:
        if signature.get(name) is not Kind.FILE and f"attach://{name}" not in attached:
            raise Unlawful(f'file "{name}" of {method} is unknown to the playground')
    return Parameters(values, files)


def _strings(value: Any) -> Iterator[str]:
    """Every string within, names of fields as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _decoded(name: str, kind: Kind, value: Any) -> Any:
    match kind:
        case Kind.TEXT | Kind.FILE if isinstance(value, str):
            return value
        case Kind.INTEGER:
            return _integer(name, value)
        case Kind.NUMBER if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        case Kind.NUMBER if isinstance(value, str):
            return _number(name, value)
        case Kind.FLAG if isinstance(value, bool):
            return value
        case Kind.FLAG if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        case Kind.JSON:
            return _json(name, value)
        case Kind.CHAT:
            return _chat(name, value)
    raise Unlawful(f'parameter "{name}" must be of type {kind.name.lower()}')


def _integer(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return int(str(value), 10)
    except ValueError:
        raise Unlawful(f'parameter "{name}" must be of type integer') from None


def _number(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise Unlawful(f'parameter "{name}" must be of type number') from None


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {_NOUNS.get(name, name)} JSON object") from None


def _chat(name: str, value: Any) -> int | str:
    if value == "":
        raise bad_request(f"{name} is empty")
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _integer(name, value)
    except Exception:
        raise bad_request("chat not found") from None
