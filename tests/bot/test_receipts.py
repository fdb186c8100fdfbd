"""What was polled is answered once, by this process or by the next."""

import asyncio
import json
from datetime import timedelta

from bot.receipts import Receipts
from playground import ADMIN, PERSONAS, Clock
from playground.server import TOKEN
from storage.database import Database
from storage.inbox import Inbox
from tests.bot.pressroom import NOW, pressroom
from tests.handlers.releases import CONFERENCE

BOT = 7
FROM_EDITOR = {
    "message_id": 9_000,
    "date": int(NOW.timestamp()),
    "chat": {"id": ADMIN, "type": "private", "first_name": "Sardor"},
    "from": PERSONAS[ADMIN] | {"id": ADMIN, "is_bot": False},
    "text": CONFERENCE,
}


def answer(*numbers: int) -> bytes:
    """Telegram's to a poll."""
    message = {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "salom"}
    updates = [{"update_id": each, "message": message} for each in numbers]
    return json.dumps({"ok": True, "result": updates}).encode()


async def test_what_a_process_took_and_did_not_answer_is_left_to_the_next(database: Database) -> None:
    died = Receipts(Inbox(database, BOT), Clock(NOW))
    await died.store(answer(1, 2, 3))
    assert died.begin(1)
    await died.answered(1)
    assert died.begin(2)
    new = Receipts(Inbox(database, BOT), Clock(NOW))
    left = await new.left()
    assert [waiting.update_id for waiting in left] == [2, 3]
    assert all(new.begin(waiting.update_id) for waiting in left)
    await new.store(answer(1, 2, 3, 4))  # Telegram had not heard that they came
    assert [number for number in (1, 2, 3, 4) if new.begin(number)] == [4]


async def test_what_the_library_could_not_take_at_first_is_answered_when_it_comes_again(
    database: Database,
) -> None:
    receipts = Receipts(Inbox(database, BOT), Clock(NOW))
    for _ in range(2):
        await receipts.store(answer(1, 2))
    assert receipts.begin(1)
    assert not receipts.begin(1)


async def test_no_answer_of_telegrams_is_nothing_to_keep(database: Database) -> None:
    receipts = Receipts(Inbox(database, BOT), Clock(NOW))
    for nonsense in (b"", b"<html>", b"[]", b'{"result": 3}', b'{"ok": true, "result": [{}]}'):
        await receipts.store(nonsense)
    assert await receipts.left() == []


async def test_answered_updates_are_forgotten_in_time(database: Database) -> None:
    clock, box = Clock(NOW), Inbox(database, BOT)
    receipts = Receipts(box, clock)
    await receipts.store(answer(1))
    await receipts.answered(1)
    clock.move(timedelta(days=3))
    await receipts.store(answer())
    assert await box.put(1, 5, "{}", clock.now())


async def test_a_text_that_telegram_forgot_and_nobody_answered_is_answered_after_the_next_start(
    house_url: str,
) -> None:
    database, bot = Database(house_url), int(TOKEN.partition(":")[0])
    await Inbox(database, bot).put(9, ADMIN, json.dumps({"update_id": 9, "message": FROM_EDITOR}), NOW)
    await database.close()
    async with pressroom(house_url) as room, asyncio.timeout(30):
        while not (pending := await room.house.drafts.undecided()):  # noqa: ASYNC110 it has no event
            await asyncio.sleep(0.01)
    assert pending[0].draft.title == CONFERENCE.partition("\n")[0]
