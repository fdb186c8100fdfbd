"""Point 7: 30 a second in all, 1 a second in a chat with short bursts, 20 a minute in a group."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from playground import READER, UNLIMITED, Clock, Limits, Person, Playground
from playground.floods import Floods
from playground.refusals import Refusal
from tests.playground.conftest import Api

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def refused(floods: Floods, chat_id: int, *, group: bool = False) -> int:
    """Seconds to wait; 0 where it was taken."""
    try:
        floods.take(chat_id, group=group)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return 0


def frozen(limits: Limits) -> tuple[Clock, Floods]:
    clock = Clock(NOON)
    return clock, Floods(clock.timestamp, limits)


def test_thirty_a_second_slide() -> None:
    clock, floods = frozen(Limits())
    assert [refused(floods, chat) for chat in range(31)] == [0] * 30 + [1]
    clock.move(timedelta(seconds=0.5))
    assert refused(floods, 40) == 1
    clock.move(timedelta(seconds=0.5))
    assert [refused(floods, 50 + chat) for chat in range(31)] == [0] * 30 + [1]


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    clock, floods = frozen(Limits(burst=3))
    assert [refused(floods, 1) for _ in range(4)] == [0, 0, 0, 1]
    clock.move(timedelta(seconds=1))
    assert [refused(floods, 1) for _ in range(2)] == [0, 1]
    assert refused(floods, 2) == 0
    clock.move(timedelta(minutes=1))
    assert [refused(floods, 1) for _ in range(4)] == [0, 0, 0, 1]


def test_a_group_takes_twenty_a_minute_and_a_private_chat_more() -> None:
    clock, floods = frozen(Limits(burst=100))
    assert [refused(floods, -1, group=True) for _ in range(21)] == [0] * 20 + [60]
    clock.move(timedelta(seconds=30))
    assert refused(floods, -1, group=True) == 30
    assert [refused(floods, 1) for _ in range(21)] == [0] * 21


def test_a_refused_message_counts_for_nothing() -> None:
    clock, floods = frozen(Limits(burst=1))
    assert [refused(floods, 1) for _ in range(10)] == [0] + [1] * 9
    clock.move(timedelta(seconds=1))
    assert refused(floods, 1) == 0


def test_a_clock_set_back_does_not_lock_anybody_out() -> None:
    clock, floods = frozen(Limits(burst=1, per_second=1))
    assert refused(floods, 1) == 0
    clock.move(timedelta(hours=-1))
    assert refused(floods, 1) <= 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 2)), max_size=120))
def test_no_second_ever_holds_more_than_the_limit(steps: list[tuple[int, float]]) -> None:
    clock, floods = frozen(Limits(per_second=5, burst=2))
    taken = []
    for chat, wait in steps:
        clock.move(timedelta(seconds=wait))
        if not refused(floods, chat):
            taken.append((clock.timestamp(), chat))
    for at, _ in taken:
        assert sum(at - 1 < other <= at for other, _ in taken) <= 5
    for chat in range(4):
        mine = [at for at, whose in taken if whose == chat]
        for at in mine:
            assert sum(at - 10 < other <= at for other in mine) <= 10 + 2


async def test_too_many_messages_are_refused_with_the_time_to_wait(
    playground: Playground, api: Api, reader: Person
) -> None:
    playground.clock.freeze()
    playground.world.floods.limits = Limits(burst=2)
    for _ in range(2):
        await api.result("sendMessage", chat_id=READER, text="a")
    assert await api.answer("sendMessage", chat_id=READER, text="a") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    playground.clock.move(timedelta(seconds=1))
    await api.result("sendMessage", chat_id=READER, text="a")


async def test_edits_and_answers_are_not_counted(playground: Playground, api: Api, reader: Person) -> None:
    playground.clock.freeze()
    playground.world.floods.limits = Limits(burst=1)
    sent = await api.result("sendMessage", chat_id=READER, text="0")
    for text in "12345":
        place = {"chat_id": READER, "message_id": sent["message_id"]}
        await api.result("editMessageText", **place, text=text)


async def test_a_paid_broadcast_goes_beyond_thirty_a_second(playground: Playground, api: Api) -> None:
    playground.clock.freeze()
    playground.world.floods.limits = Limits(per_second=1)
    for person_id in (1, 2, 3):
        await playground.person(person_id).says("/start")
    await api.result("sendMessage", chat_id=1, text="a")
    assert "retry after" in await api.refusal("sendMessage", chat_id=2, text="a")
    await api.result("sendMessage", chat_id=3, text="a", allow_paid_broadcast=True)


def test_limits_can_be_lifted() -> None:
    _, floods = frozen(UNLIMITED)
    assert {refused(floods, 1, group=True) for _ in range(1000)} == {0}


def test_an_album_counts_as_so_many_messages() -> None:
    _, floods = frozen(Limits(burst=8))
    floods.take(1, group=False, count=5)
    assert [refused(floods, 1) for _ in range(4)] == [0, 0, 0, 1]
