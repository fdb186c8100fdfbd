"""`xabarnoma ask`: questions typed at a terminal."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot import wire
from bot.clock import SystemClock
from bot.house import House, opened
from config.settings import Settings
from news.models import Answer


async def answer(settings: Settings, question: str, now: datetime | None, limit: int) -> Answer:
    """One answer. `now` without a zone is in the settings' zone; None is the present."""
    async with opened(settings, SystemClock()) as house:
        return await _ask(house, settings, question, now, limit)


async def answer_all(settings: Settings, records: Iterator[dict[str, Any] | str], limit: int) -> None:
    """A JSON answer a line, in order; a record that holds no question gets an error of its own."""
    async with opened(settings, SystemClock()) as house:
        for record in records:
            sys.stdout.write(wire.dumps(await _answered(house, settings, record, limit)) + "\n")
            sys.stdout.flush()


async def _answered(
    house: House, settings: Settings, record: dict[str, Any] | str, limit: int
) -> dict[str, Any]:
    if isinstance(record, str):
        return {"id": None, "error": record}
    text, now = record.get("text"), record.get("now")
    if not isinstance(text, str):
        return {"id": record.get("id"), "error": "'text' is no text"}
    try:
        moment = datetime.fromisoformat(now) if now else None
    except (TypeError, ValueError):
        return {"id": record.get("id"), "error": "'now' is no ISO time"}
    return wire.answer(record.get("id"), await _ask(house, settings, text, moment, limit))


async def _ask(house: House, settings: Settings, question: str, now: datetime | None, limit: int) -> Answer:
    now = now or house.clock.now()
    local = now.astimezone(settings.zone) if now.tzinfo else now
    return await house.search.ask(question, local.date(), limit=limit)


def as_text(answered: Answer) -> str:
    """The answer for a terminal."""
    question = answered.question
    read = [f"{question.period.start} – {question.period.end}"] if question.period else []
    read += [question.type.value] if question.type else []
    head = " · ".join([*read, f"{answered.total} found"])
    lines = [head]
    for number, hit in enumerate(answered.hits, 1):
        event = hit.release.event
        where = ", ".join(
            str(part)
            for part in ((event.type.value, event.start, event.place) if event else ())
            if part is not None
        )
        lines += [f"{number}. {hit.release.title}", f"   {hit.release.reference} · {hit.release.published}"]
        lines += [f"   {where}"] if where else []
        lines += [f"   {hit.release.summary[0]}"] if hit.release.summary else []
    lines += [f"Try: {suggestion.text}" for suggestion in answered.suggestions]
    return "\n".join(lines) + "\n"
