"""Point 9: faults on request; and point 11: the ledger that shows what they did."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from playground import READER, Fault, FaultKind, Person, Playground
from tests.playground.conftest import Api


async def test_a_dropped_answer_hides_a_message_that_arrived(
    playground: Playground, bot: Bot, reader: Person
) -> None:
    playground.faults.add(Fault(FaultKind.DROP, ["sendMessage"]))
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(READER, "bir")
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError | httpx.ReadError)
    assert playground.ledger.texts(READER) == ["bir"]
    await bot.send_message(READER, "bir")
    assert playground.ledger.repeated(READER) == {"bir": 1}


async def test_a_connection_that_breaks_first_leaves_nothing(
    playground: Playground, bot: Bot, reader: Person
) -> None:
    playground.faults.add(Fault(FaultKind.DROP_BEFORE))
    with pytest.raises(NetworkError):
        await bot.send_message(READER, "bir")
    assert playground.ledger.texts(READER) == []


async def test_a_hanging_answer_times_out_though_the_message_arrived(
    playground: Playground, bot: Bot, reader: Person
) -> None:
    playground.faults.add(Fault(FaultKind.HANG))
    with pytest.raises(TimedOut):
        await bot.send_message(READER, "bir", read_timeout=0.05)
    assert playground.ledger.texts(READER) == ["bir"]


async def test_a_slow_answer_comes_all_the_same(playground: Playground, bot: Bot, reader: Person) -> None:
    playground.faults.add(Fault(FaultKind.SLOW, seconds=0.05))
    assert (await bot.send_message(READER, "bir")).text == "bir"


async def test_a_bad_gateway_answers_with_a_page_and_no_json(
    playground: Playground, api: Api, bot: Bot, reader: Person
) -> None:
    playground.faults.add(Fault(FaultKind.BAD_GATEWAY, times=2))
    response = await api.client.post(f"{api.url}/sendMessage", json={"chat_id": READER, "text": "a"})
    assert (response.status_code, response.headers["content-type"]) == (502, "text/html; charset=utf-8")
    with pytest.raises(NetworkError):
        await bot.send_message(READER, "bir")
    assert playground.ledger.total == 0


async def test_errors_of_the_server_are_answered_and_do_nothing(
    playground: Playground, api: Api, bot: Bot, reader: Person
) -> None:
    playground.faults.add(Fault(FaultKind.SERVER_ERROR))
    refusal = await api.refusal("sendMessage", chat_id=READER, text="a")
    assert refusal == "Internal Server Error"
    playground.faults.add(Fault(FaultKind.UNAUTHORIZED))
    with pytest.raises(InvalidToken):
        await bot.send_message(READER, "bir")
    playground.faults.add(Fault(FaultKind.FLOOD, seconds=7))
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.send_message(READER, "bir")
    assert playground.ledger.total == 0


async def test_polling_fails_only_where_it_is_named(playground: Playground, api: Api) -> None:
    playground.faults.add(Fault(FaultKind.SERVER_ERROR))
    assert await api.result("getUpdates") == []
    playground.faults.add(Fault(FaultKind.UNAUTHORIZED, ["getupdates"]))
    assert await api.refusal("getUpdates") == "Unauthorized"
    assert await api.result("getUpdates") == []


async def test_a_fault_strikes_so_many_times_after_so_many_others(
    playground: Playground, api: Api, reader: Person
) -> None:
    fault = playground.faults.add(Fault(FaultKind.SERVER_ERROR, times=2, skip=1))
    answers = [await api.answer("sendMessage", chat_id=READER, text="a") for _ in range(4)]
    assert [answer["ok"] for answer in answers] == [True, False, False, True]
    assert fault.struck == 2
    assert playground.faults.waiting == []


async def test_a_fault_can_be_meant_for_one_chat(playground: Playground, api: Api, reader: Person) -> None:
    other = playground.person(77)
    await other.says("/start")
    playground.faults.add(Fault(FaultKind.SERVER_ERROR, chat_id=77, times=None))
    await api.result("sendMessage", chat_id=READER, text="a")
    assert await api.refusal("sendMessage", chat_id=77, text="a") == "Internal Server Error"
    playground.faults.clear()
    await api.result("sendMessage", chat_id=77, text="a")


def test_the_same_seed_strikes_the_same_requests() -> None:
    def struck(seed: int) -> list[bool]:
        playground = Playground(seed=seed)
        playground.faults.add(Fault(FaultKind.DROP, times=None, probability=0.3))
        return [playground.faults.strike("sendMessage", "1") is not None for _ in range(200)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 30 < sum(struck(1)) < 90


async def test_stopping_ends_what_hangs(reader: Person) -> None:
    playground = Playground()
    await playground.start()
    playground.faults.add(Fault(FaultKind.HANG, ["getMe"]))
    async with httpx.AsyncClient() as client:
        asked = asyncio.create_task(client.get(f"{playground.base_url}{playground.token}/getMe", timeout=30))
        await playground.wait_for(lambda: playground.calls("getMe"))
        await playground.stop()
        with pytest.raises(httpx.TransportError):
            await asked


async def test_the_ledger_counts_per_chat_what_came_and_what_came_twice(
    playground: Playground, api: Api, reader: Person
) -> None:
    await playground.person(77).says("/start")
    for chat_id, text in ((READER, "a"), (READER, "b"), (77, "a"), (READER, "a"), (READER, "a")):
        await api.result("sendMessage", chat_id=chat_id, text=text)
    await api.refusal("sendMessage", chat_id=5, text="a")
    ledger = playground.ledger
    assert ledger.chats == [READER, 77]
    assert ledger.texts(READER) == ["a", "b", "a", "a"]
    assert (ledger.repeated(READER), ledger.repeated(77), ledger.repeats()) == ({"a": 2}, {}, 2)
    assert ledger.refused[400, "Bad Request: chat not found"] == 1


async def test_a_deleted_message_still_stands_in_the_ledger(
    playground: Playground, api: Api, reader: Person
) -> None:
    sent = await api.result("sendMessage", chat_id=READER, text="a")
    await api.result("deleteMessage", chat_id=READER, message_id=sent["message_id"])
    [arrival] = playground.ledger.arrivals(READER)
    assert (arrival.message_id, arrival.method, arrival.text) == (sent["message_id"], "sendMessage", "a")
