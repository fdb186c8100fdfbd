"""Numbers that no keyboard, link or list of ours holds, and that a changed client sends all the same: each is
answered, and nothing fails behind it."""

from collections.abc import MutableMapping, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
import structlog

from digests import presses
from digests.presses import Press
from handlers.place import Place
from handlers.screen import in_private
from tests.handlers.stage import Stage
from tests.handlers.test_access import SECRETS, TWO_MINUTES, built, made, newsroom

__all__ = ["newsroom"]

HIGHEST = 2**63 - 1
EXTREMES = (0, 10**5, HIGHEST)
"""Numbers that no keyboard of ours holds, and that a client can send all the same."""


def errors_in(logs: Sequence[MutableMapping[str, Any]]) -> list[tuple[object, object]]:
    return [(each["event"], each.get("exc_info")) for each in logs if each["log_level"] == "error"]


@pytest.mark.parametrize("who", ["reader", "owner"])
@pytest.mark.parametrize("kind", presses._FORMS.values(), ids=lambda kind: kind.__name__)
async def test_no_number_in_a_press_makes_a_handler_fail(
    newsroom: Stage, kind: type[Press], who: str
) -> None:
    person = newsroom.editor if who == "owner" else newsroom.reader
    message = await newsroom.tells(person, "/help")
    pending = await newsroom.services.drafts.get(1)
    assert pending is not None
    with structlog.testing.capture_logs() as logs:
        for press in made(kind, pending):
            for number in EXTREMES:
                numbers = {field.name: number for field in fields(kind) if field.type in (int, "int")}
                numbers |= {"chat": -number} if "chat" in numbers else {}
                newsroom.playground.clock.move(TWO_MINUTES)
                forged = presses.data(replace(press, **numbers))  # type: ignore[arg-type]  # of its own fields
                if len(forged) <= 64:
                    await newsroom.forges(person, message, forged)
    assert errors_in(logs) == []


@pytest.mark.parametrize("offset", ["9" * 60, str(HIGHEST), "-1", "٣", "x", "1e9", str(2**31)])
async def test_no_offset_of_an_inline_question_makes_a_handler_fail(newsroom: Stage, offset: str) -> None:
    """It is the client that sends it."""
    with structlog.testing.capture_logs() as logs:
        asked = await newsroom.reader.asks_inline("suv", offset)
        await newsroom.playground.wait_for(lambda: asked.answer is not None)
    assert errors_in(logs) == []


async def test_no_payload_of_a_link_to_the_bot_makes_a_handler_fail(newsroom: Stage) -> None:
    """Every form of press and every other payload that there is, with numbers that nothing has."""
    places = (Place(-1), Place(-(10**15), 2**31), Place(-(10**17), 10**17))
    payloads = [
        "join_",
        "join_" + "x" * 58,
        *(f"at{place.chat_id}_{place.thread_id or 0}" for place in places),
    ]
    for kind in presses._FORMS.values():
        for number in (1, HIGHEST):
            given: dict[str, object] = {f.name: number for f in fields(kind) if f.type in (int, "int")}
            words = dict.fromkeys((f.name for f in fields(kind) if f.name not in given), "menu")
            payloads += [in_private(built(kind, {**given, **words}), place).payload for place in places]
    with structlog.testing.capture_logs() as logs:
        for payload in payloads:
            newsroom.playground.clock.move(TWO_MINUTES)
            await newsroom.tells(newsroom.reader, f"/start {payload}")
    assert errors_in(logs) == []
    shown = "".join(message.text for message in newsroom.reader.chat.from_bot)
    assert not any(secret in shown for secret in SECRETS)
