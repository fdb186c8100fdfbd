"""Our own limits: never more than Telegram takes, and slower together when it says so."""

from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.pace import Limits, Pace

WAITS = st.floats(0, 3, allow_nan=False)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(WAITS, max_size=100), st.floats(1, 1000))
def test_no_second_ever_holds_more_than_the_rate_and_an_eighth(idle: list[float], rate: float) -> None:
    """However unevenly the sender is awake, and whatever it has saved up."""
    pace, now = Pace(Limits(overall=rate), 0.0), 0.0
    times: list[float] = []
    for seconds in idle:
        now += max(seconds, pace.wait(now))
        for _ in range(pace.room(now)):
            pace.spend(len(times) + 1, now)
            times.append(now)
    for number, start in enumerate(times):
        assert bisect_left(times, start + 1.0) - number <= rate * 1.12 + 1.001


def test_a_sender_that_is_always_awake_uses_the_whole_rate() -> None:
    pace, now, sent = Pace(Limits(), 0.0), 0.0, 0
    while now < 100.0:
        now += pace.wait(now) + 1e-6
        room = pace.room(now)
        for _ in range(room):
            sent += 1
            pace.spend(sent, now)
    assert sent == pytest.approx(2500, abs=5)


def test_a_chat_gets_one_message_a_second() -> None:
    pace = Pace(Limits(), 0.0)
    pace.spend(1, 10.0)
    assert pace.wait_for(1, 10.25) == 0.75
    assert pace.wait_for(1, 11.0) == 0.0
    assert pace.wait_for(2, 10.0) == 0.0


@settings(deadline=None)  # the machine may be busy
@given(st.lists(WAITS, min_size=30, max_size=100))
def test_no_minute_in_a_group_holds_more_than_its_limit(idle: list[float]) -> None:
    pace, now, times = Pace(Limits(), 0.0), 0.0, []
    for seconds in idle:
        now += seconds + pace.wait_for(-1, now + seconds)
        pace.spend(-1, now)
        times.append(now)
    for start in times:
        assert sum(start <= time < start + 59.999 for time in times) <= 18


def test_replies_never_wait_but_digests_wait_for_them() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(25):
        pace.spend(chat, 1.0)
    assert pace.wait(1.0) == pytest.approx(0.9, abs=0.05)


def test_what_piled_up_before_a_slow_server_does_not_arrive_as_a_flood() -> None:
    """Sixteen messages that waited a second arrive at once: with those that follow they are no thirty."""
    pace, now = Pace(Limits(), 0.0), 10.0
    for chat in range(16):
        pace.spend(chat, now + chat * 0.04)
    now += 1.64
    arrived = [now] * 16
    for _ in range(16):
        pace.took(1.0, now)
    while (now := now + pace.wait(now)) < arrived[0] + 1.0:
        pace.spend(len(arrived), now)
        arrived.append(now)
    assert len(arrived) <= 30


def test_a_flood_in_one_chat_is_its_own() -> None:
    pace = Pace(Limits(), 0.0)
    assert pace.flooded(1, 30.0, 5.0) is None
    assert pace.flooded(1, 20.0, 5.5) is None
    assert pace.flooded(2, 10.0, 7.0) is None
    assert pace.rate == 25.0


def test_floods_in_several_chats_within_a_second_halve_the_rate_and_it_recovers_slowly() -> None:
    pace = Pace(Limits(), 0.0)
    assert pace.flooded(1, 3.0, 5.0) is None
    assert pace.flooded(2, 9.0, 5.5) == 9.0
    assert pace.rate == 12.5
    pace.wait(65.5)
    assert pace.rate == pytest.approx(15.0)
    pace.wait(1000.0)
    assert pace.rate == 25.0


def test_all_that_was_on_its_way_in_a_flood_halves_the_rate_once() -> None:
    pace = Pace(Limits(), 0.0)
    waits = [pace.flooded(chat, 5.0, 10.0 + chat / 100) for chat in range(16)]
    assert waits[1] == 5.0
    assert pace.rate == pytest.approx(12.5, abs=0.1)
    assert pace.flooded(17, 9.0, 10.5) == 9.0
    assert pace.rate == pytest.approx(12.5, abs=0.1)


def test_flood_upon_flood_still_leaves_a_sixteenth_of_the_rate() -> None:
    pace = Pace(Limits(), 0.0)
    for minute in range(10):
        pace.flooded(1, 3.0, minute * 10.0)
        pace.flooded(2, 3.0, minute * 10.0)
    assert pace.rate >= 25.0 / 16


def test_when_nothing_answers_everything_rests_longer_each_time_and_then_one_tries() -> None:
    pace, now = Pace(Limits(), 0.0), 10.0
    rests = []
    for _ in range(3):
        pace.failed(now)
    for _ in range(8):
        rests.append(pace.wait(now))
        now += rests[-1]
        assert pace.room(now) == 1
        pace.spend(1, now)
        pace.failed(now)
    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    pace.answered()
    now += 120
    assert pace.room(now) == 3


def test_two_lost_answers_are_no_outage() -> None:
    pace = Pace(Limits(), 0.0)
    pace.failed(10.0)
    pace.failed(10.0)
    assert pace.wait(10.0) == 0.0


def test_chats_that_were_silent_for_a_minute_are_forgotten() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(100):
        pace.spend(chat, float(chat))
    assert len(pace._chats) == 60
