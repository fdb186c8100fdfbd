"""One chat's updates keep their order; another chat does not wait for them."""

import asyncio

import structlog
from telegram import Chat, Message, Update, User

from bot.measures import Measures
from bot.turns import PerChat


def update(number: int, chat_id: int) -> Update:
    chat = Chat(chat_id, "private")
    person = User(chat_id, "Malika", is_bot=False)
    return Update(number, message=Message(number, None, chat, from_user=person))  # type: ignore[arg-type] # no date


async def test_a_slow_chat_holds_nobody_else_up_and_keeps_its_own_order() -> None:
    turns, done, gate = PerChat(Measures()), list[int](), asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append(1)

    async def quick(number: int) -> None:
        done.append(number)

    tasks = [
        asyncio.create_task(turns.process_update(update(1, 7), slow())),
        asyncio.create_task(turns.process_update(update(2, 7), quick(2))),
        asyncio.create_task(turns.process_update(update(3, 8), quick(3))),
    ]
    await asyncio.wait_for(tasks[2], 30)
    assert done == [3]
    gate.set()
    await asyncio.gather(*tasks)
    assert done == [3, 1, 2]


async def test_a_failing_handler_passes_the_turn_on() -> None:
    turns = PerChat(Measures())

    async def failing() -> None:
        raise ValueError("broken")

    async def fine() -> str:
        return "fine"

    first = asyncio.create_task(turns.process_update(update(1, 7), failing()))
    second = asyncio.create_task(turns.process_update(update(2, 7), fine()))
    results = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(results[0], ValueError)
    assert results[1] is None


async def test_every_line_that_is_logged_for_an_update_bears_its_number() -> None:
    async def handler(into: list[object]) -> None:
        into.append(structlog.contextvars.get_contextvars().get("update_id"))

    turns, told = PerChat(Measures()), list[object]()
    updates = [Update(number) for number in (7, 8)]
    await asyncio.gather(
        *(asyncio.create_task(turns.do_process_update(update, handler(told))) for update in updates)
    )
    assert told == [7, 8]
    assert structlog.contextvars.get_contextvars() == {}


async def test_how_long_a_person_waited_is_measured() -> None:
    async def handler() -> None: ...

    measures = Measures()
    await asyncio.create_task(PerChat(measures).do_process_update(Update(1), handler()))
    assert measures.updates["other"].number == 1
