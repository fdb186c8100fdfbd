"""What is sent is read once for each wording, and never as it was before a change."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from digests.wordings import Wordings
from news.models import Delivery, Message
from news.ports import Ledger, StorageError

NOW = datetime(2026, 5, 14, tzinfo=UTC)


@dataclass
class Shelf:
    """As much of a ledger as is read here."""

    reads: list[int] = field(default_factory=list)
    broken: bool = False
    text: str = "bir"

    async def messages(self, issue_id: int) -> tuple[Message, ...]:
        self.reads.append(issue_id)
        await asyncio.sleep(0)
        if self.broken:
            raise StorageError("the database is away")
        return (Message(self.text), Message("ikki"))


def delivery(issue: int, part: int = 0, wording: int = 0) -> Delivery:
    values: dict[str, Any] = {"id": 1, "chat_id": 5, "thread_id": None, "attempt": 1, "lost": 0}
    return Delivery(issue=issue, part=part, wording=wording, lease_until=NOW, expires_at=NOW, **values)


async def read(wordings: Wordings, shelf: Shelf, wanted: Delivery) -> str:
    return (await wordings.message(cast("Ledger", shelf), wanted)).html


async def test_many_who_want_an_issue_at_once_read_it_once() -> None:
    wordings, shelf = Wordings(), Shelf()
    told = await asyncio.gather(*(read(wordings, shelf, delivery(1, part)) for part in (0, 1, 0, 1)))
    assert told == ["bir", "ikki", "bir", "ikki"]
    assert shelf.reads == [1]


async def test_another_wording_is_read_anew() -> None:
    wordings, shelf = Wordings(), Shelf()
    assert await read(wordings, shelf, delivery(1, wording=7)) == "bir"
    shelf.text = "oʻzgardi"
    assert await read(wordings, shelf, delivery(1, wording=7)) == "bir"
    assert await read(wordings, shelf, delivery(1, wording=8)) == "oʻzgardi"


async def test_what_this_process_changed_is_read_anew() -> None:
    wordings, shelf = Wordings(), Shelf()
    await read(wordings, shelf, delivery(1))
    shelf.text = "oʻzgardi"
    wordings.forget(1)
    assert await read(wordings, shelf, delivery(1)) == "oʻzgardi"


async def test_what_could_not_be_read_is_tried_again_by_the_next_who_asks() -> None:
    wordings, shelf = Wordings(), Shelf(broken=True)
    with pytest.raises(StorageError):
        await read(wordings, shelf, delivery(1))
    shelf.broken = False
    assert await read(wordings, shelf, delivery(1)) == "bir"


async def test_many_issues_do_not_fill_the_memory() -> None:
    wordings, shelf = Wordings(), Shelf()
    for issue in range(200):
        await read(wordings, shelf, delivery(issue))
    assert len(wordings._read) <= 64
