"""A clock that tests and the chat page can move."""

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import Clock
from playground.changes import Changes
from playground.chatpage import ZONE, next_time

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_clock_that_nobody_touched_is_real_time() -> None:
    clock = Clock()
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.offset == timedelta()


def test_a_frozen_clock_stands_still_and_still_moves_when_told() -> None:
    clock = Clock(NOON)
    assert (clock.frozen, clock.now()) == (True, NOON)
    clock.move(timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)
    clock.move_to(NOON)
    assert clock.now() == NOON


def test_a_thawed_clock_goes_on_from_where_it_stood() -> None:
    clock = Clock(NOON)
    clock.thaw()
    assert not clock.frozen
    assert timedelta() <= clock.now() - NOON < timedelta(minutes=1)
    clock.freeze()
    assert clock.now() == clock.now()


async def test_hooks_hear_of_every_move_and_their_coroutines_run() -> None:
    clock = Clock(NOON)
    heard: list[str] = []
    done = asyncio.Event()

    async def slowly() -> None:
        heard.append("async")
        done.set()

    clock.on_moved += [lambda: heard.append("sync"), slowly]
    clock.move(timedelta(minutes=1))
    await done.wait()
    assert heard == ["sync", "async"]


@settings(deadline=None)
@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.times())  # noqa: DTZ001 made aware below
def test_the_next_time_of_day_is_within_a_day_and_shows_that_time(now: datetime, at: time) -> None:
    target = next_time(now.replace(tzinfo=UTC), at)
    assert timedelta() < target - now.replace(tzinfo=UTC) <= timedelta(days=1)
    assert target.astimezone(ZONE).time() == at


async def test_waiting_ends_when_the_condition_comes_true_or_time_is_up() -> None:
    changes, seen = Changes(), list[int]()
    waiting = asyncio.create_task(changes.until(lambda: len(seen) == 2 and seen, within=5))
    for number in (1, 2):
        await asyncio.sleep(0)
        seen.append(number)
        changes.tell()
    assert await waiting == [1, 2]
    with pytest.raises(TimeoutError):
        await changes.until(lambda: False, within=0.01)
