"""Every request of the bot and every answer of the playground, held against aiogram's generated models.

aiogram's types and methods are generated from Telegram's documentation: a description of the Bot API that
this project did not write. Switch it on with `watch(playground)`; what does not conform then stands in
`playground.complaints`.
"""

from collections.abc import Iterator
from typing import Any

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import ResponseParameters
from pydantic import BaseModel, TypeAdapter

from playground import Playground

_MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__: model
    for model in vars(aiogram.methods).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
_RESULTS: dict[str, TypeAdapter[Any]] = {}
_CODES = {400, 401, 403, 404, 409, 413, 429, 500}


class NotConforming(AssertionError):
    """Something that Telegram's documentation does not know."""


def watch(playground: Playground) -> None:
    """Check everything from now on; findings go to `playground.complaints`."""
    playground.observers.append(check)


def check(method: str, parameters: dict[str, Any], answer: dict[str, Any]) -> None:
    """Raises NotConforming, or pydantic's ValidationError, for an unlawful request or answer."""
    if answer["ok"]:
        _check_request(method, parameters)
        _check_result(method, answer)
    else:
        _check_refusal(answer)


def parameters_of(method: str) -> set[str]:
    """Every parameter that the Bot API's documentation gives to a method."""
    return set(_MODELS[method].model_fields)


def _check_request(method: str, parameters: dict[str, Any]) -> None:
    model = _MODELS.get(method)
    if model is None:
        raise NotConforming(f"the Bot API has no method {method}")
    _refuse_extras(model.model_validate(parameters), method)


def _check_result(method: str, answer: dict[str, Any]) -> None:
    if answer.keys() != {"ok", "result"}:
        raise NotConforming(f"{method}: an answer of {sorted(answer)}")
    if method not in _RESULTS:
        _RESULTS[method] = TypeAdapter(_MODELS[method].__returning__)
    _refuse_extras(_RESULTS[method].validate_python(answer["result"]), method)


def _check_refusal(answer: dict[str, Any]) -> None:
    if answer.keys() - {"parameters"} != {"ok", "error_code", "description"}:
        raise NotConforming(f"a refusal of {sorted(answer)}")
    if answer["error_code"] not in _CODES or not isinstance(answer["description"], str):
        raise NotConforming(f"a refusal with {answer}")
    if "parameters" in answer:
        _refuse_extras(ResponseParameters.model_validate(answer["parameters"]), "refusal")


def _refuse_extras(value: Any, place: str) -> None:
    for path, extras in _extras(value, place):
        raise NotConforming(f"{path} has fields that the Bot API does not know: {', '.join(sorted(extras))}")


def _extras(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, BaseModel):
        if value.model_extra:
            yield path, value.model_extra
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _extras(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _extras(item, f"{path}[{index}]")
