"""The checker itself: what is not Telegram's is found."""

from typing import Any

import pytest
from pydantic import ValidationError

from playground.methods import METHODS
from tests.playground.conformance import NotConforming, check, parameters_of

CHAT = {"id": 1, "type": "private", "first_name": "a"}
MESSAGE: dict[str, Any] = {"message_id": 1, "date": 0, "chat": CHAT, "text": "a"}


def test_what_conforms_passes() -> None:
    check("sendMessage", {"chat_id": "1", "text": "a"}, {"ok": True, "result": MESSAGE})
    check("sendMessage", {}, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"})


@pytest.mark.parametrize(
    ("method", "parameters", "answer"),
    [
        ("sendPigeon", {}, {"ok": True, "result": True}),
        ("sendMessage", {"chat_id": 1, "text": "a", "colour": "red"}, {"ok": True, "result": MESSAGE}),
        ("sendMessage", {"chat_id": 1}, {"ok": True, "result": MESSAGE}),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a", "link_preview_options": {"colour": "red"}},
            {"ok": True, "result": MESSAGE},
        ),
        ("sendMessage", {"chat_id": 1, "text": "a"}, {"ok": True, "result": True}),
        ("sendMessage", {"chat_id": 1, "text": "a"}, {"ok": True, "result": MESSAGE | {"colour": "red"}}),
        (
            "sendMessage",
            {"chat_id": 1, "text": "a"},
            {"ok": True, "result": MESSAGE | {"chat": CHAT | {"colour": "red"}}},
        ),
        ("getUpdates", {}, {"ok": True, "result": [{"update_id": 1, "message": {"message_id": "x"}}]}),
        ("sendMessage", {}, {"ok": False, "error_code": 418, "description": "teapot"}),
        ("sendMessage", {}, {"ok": False, "error_code": 400}),
        (
            "sendMessage",
            {},
            {"ok": False, "error_code": 429, "description": "", "parameters": {"wait": 5}},
        ),
    ],
)
def test_what_does_not_conform_is_found(
    method: str, parameters: dict[str, Any], answer: dict[str, Any]
) -> None:
    with pytest.raises((NotConforming, ValidationError)):
        check(method, parameters, answer)


def test_every_parameter_that_the_playground_takes_is_one_of_telegrams() -> None:
    for method in METHODS.values():
        assert method.signature.keys() <= parameters_of(method.name), method.name
