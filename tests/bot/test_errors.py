"""When a handler fails, the log has it first, and the person hears a sentence in their language."""

import logging
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog

from news.models import Answer, Asked, Subscriber
from news.ports import StorageError
from playground import Fault, FaultKind
from tests.handlers.conftest import stage
from tests.handlers.stage import Stage

__all__ = ["stage"]

SENTENCE = "Kechirasiz, buni bajara olmadim."


class Broken:
    """A part that always fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def keep(self, *_: object) -> Asked:
        raise self._error

    async def get(self, *_: object) -> Subscriber | None:
        raise self._error

    async def ask(self, *_: object, **__: object) -> Answer:
        raise self._error


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[MutableMapping[str, Any]]]:
    with structlog.testing.capture_logs() as logs:
        yield logs


async def test_the_person_hears_a_sentence_and_the_log_has_the_rest(
    stage: Stage, logs: list[MutableMapping[str, Any]]
) -> None:
    stage.now_with(search=Broken(ZeroDivisionError("secret detail")))
    reply = await stage.tells(stage.reader, "konferensiya")
    assert reply.text.startswith(SENTENCE)
    assert "secret" not in reply.text
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["a handler failed"]
    assert isinstance(logs[0]["exc_info"], ZeroDivisionError)


async def test_what_was_asked_is_kept_though_the_answer_failed(stage: Stage) -> None:
    stage.now_with(search=Broken(ZeroDivisionError()))
    await stage.tells(stage.reader, "konferensiya")
    asked = await stage.services.questions.get(1, stage.reader.id)
    assert asked is not None
    assert asked.text == "konferensiya"


async def test_a_failing_database_is_named_in_the_language_of_the_persons_telegram(stage: Stage) -> None:
    stage.now_with(subscribers=Broken(StorageError("locked")))
    reply = await stage.tells(stage.russian, "конференция")
    assert reply.text.startswith("Простите, сейчас не могу открыть архив")


async def test_a_press_that_fails_is_answered_too(stage: Stage) -> None:
    menu = await stage.tells(stage.reader, "/settings")
    stage.now_with(subscribers=Broken(ZeroDivisionError()))
    press = await stage.reader.presses(menu, "Til")
    assert (await stage.notice(press)).startswith(SENTENCE)
    assert (press.answer or {})["show_alert"]


async def test_a_question_in_another_chat_that_fails_is_answered_too(stage: Stage) -> None:
    stage.now_with(search=Broken(ZeroDivisionError()))
    ask = await stage.reader.asks_inline("konferensiya")
    await stage.playground.wait_for(lambda: ask.answer is not None)
    assert ask.answer is not None
    assert ask.answer["button"]["text"] == "Birozdan soʻng yana urinib koʻring"
    assert ask.answer["cache_time"] == 0


async def test_a_reply_that_telegram_refuses_is_followed_by_the_sentence(stage: Stage) -> None:
    stage.playground.faults.add(Fault(FaultKind.SERVER_ERROR, ["sendMessage"]))
    reply = await stage.tells(stage.reader, "/help")
    assert reply.text.startswith(SENTENCE)


async def test_the_handler_stays_calm_when_even_the_sentence_cannot_be_sent(stage: Stage) -> None:
    stage.playground.faults.add(Fault(FaultKind.SERVER_ERROR, ["sendMessage"], times=2))
    await stage.reader.says("/help")
    assert (await stage.tells(stage.reader, "/help")).text.startswith("Nimalar qila olaman")


async def test_trouble_with_polling_concerns_nobody_in_a_chat(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    stage.playground.faults.add(Fault(FaultKind.BAD_GATEWAY, ["getUpdates"]))
    assert (await stage.tells(stage.reader, "/help")).text.startswith("Nimalar qila olaman")
    assert len(stage.reader.chat.from_bot) == 1
