"""Our own limits: never more than Telegram takes, and slower together when it says so."""

from bisect import bisect_left
from heapq import heappop, heappush

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.pace import FREE, LOOK, PAID, SPARE, Limits, Pace

WAITS = st.floats(0, 3, allow_nan=False)


class Line:
    """Messages on the way to a server that counts each when it arrives. The way takes a hundredth of a second
    in each direction; beyond that, each waits as long as the test says, there and back."""

    WAY = 0.01

    def __init__(self, pace: Pace, delays: list[tuple[float, float]]) -> None:
        self.pace = pace
        self.now = 10.0
        self.arrived: list[float] = []
        self._delays = delays
        self._answers: list[tuple[float, float]] = []

    def send(self, chat_id: int) -> None:
        there, back = self._delays[len(self.arrived) % len(self._delays)]
        self.pace.spend(chat_id, self.now)
        self.arrived.append(self.now + self.WAY + there)
        heappush(self._answers, (self.arrived[-1] + self.WAY + back, self.now))

    def pass_to(self, instant: float) -> None:
        """Let time pass, and answers come in it."""
        while self._answers and self._answers[0][0] <= instant:
            answered, sent = heappop(self._answers)
            self.now = answered
            self.pace.settle(answered - sent, answered)
        self.now = instant

    @property
    def on_their_way(self) -> int:
        return len(self._answers)

    def busiest_second(self) -> int:
        times = sorted(self.arrived)
        return max(bisect_left(times, start + 1.0) - number for number, start in enumerate(times))


DELAYS = st.sampled_from((0.0, 0.0, 0.0, 0.03, 0.2, 0.9, 1.0, 1.5))


@given(
    delays=st.lists(st.tuples(DELAYS, DELAYS), min_size=1, max_size=40),
    idle=st.lists(st.sampled_from((0.0, 0.0, 0.01, 0.3, 1.0)), min_size=1, max_size=20),
    window=st.sampled_from((1, 4, 16, 64)),
)
def test_the_server_never_counts_thirty_in_a_second_wherever_messages_are_held_up(
    delays: list[tuple[float, float]], idle: list[float], window: int
) -> None:
    """However unevenly the sender is awake, whatever it has saved up, and however they bunch on the way."""
    line = Line(Pace(Limits(), 0.0), [(0.0, 0.0), *delays])
    for turn in range(150):
        line.pass_to(line.now + idle[turn % len(idle)] + max(line.pace.wait(line.now), 0.001))
        for number in range(min(line.pace.room(line.now), window - line.on_their_way)):
            line.send(turn * 100 + number + 1)
    assert line.busiest_second() < FREE


def test_answers_that_take_a_quarter_of_a_second_cost_no_speed() -> None:
    """As over a long way: what counts is how much later than others a message may have arrived."""
    line = Line(Pace(Limits(), 0.0), [(0.1, 0.13)])
    while line.now < 110.0:
        line.pass_to(line.now + max(line.pace.wait(line.now), 0.001))
        for _ in range(line.pace.room(line.now)):
            line.send(len(line.arrived) + 1)
    assert len(line.arrived) >= 0.97 * 25 * 100


def test_where_everything_is_on_its_way_it_looks_again_soon() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(40):
        pace.spend(chat, 1.0)
    assert pace.wait(100.0) == LOOK
    assert pace.room(100.0) == 0


def test_what_piled_up_before_a_slow_server_counts_from_when_it_was_let_through() -> None:
    pace, start = Pace(Limits(), 0.0), 11.64
    for chat in range(16):
        pace.spend(chat, 10.0 + chat * 0.04)
    for chat in range(16):
        pace.settle(1.64 - chat * 0.04, start)
    now, arrived = start, 16
    while (now := now + max(pace.wait(now), 0.001)) < start + 0.9:
        for _ in range(pace.room(now)):
            pace.spend(1000 + arrived, now)
            pace.settle(0.0, now)
            arrived += 1
    assert arrived == FREE - SPARE


def test_what_was_saved_up_is_cut_to_what_still_fits_into_the_second() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(26):
        pace.spend(chat, 1.0)
    assert pace.room(100.0) == 2


def test_a_bot_that_pays_may_send_a_thousand_a_second() -> None:
    pace, sent = Pace(Limits(overall=900.0, second=PAID), 0.0), 0
    for millisecond in range(1, 3001):
        now = millisecond / 1000
        for _ in range(pace.room(now)):
            sent += 1
            pace.spend(sent, now)
            pace.settle(0.01, now)
    assert sent == pytest.approx(2700, abs=10)


def test_a_sender_that_is_always_awake_uses_the_whole_rate() -> None:
    pace, now, sent = Pace(Limits(), 0.0), 0.0, 0
    while now < 100.0:
        now += pace.wait(now) + 1e-6
        room = pace.room(now)
        for _ in range(room):
            sent += 1
            pace.spend(sent, now)
            pace.settle(0.02, now)
    assert sent == pytest.approx(2500, abs=6)


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
        pace.settle(0.0, now)
        times.append(now)
    for start in times:
        assert sum(start <= time < start + 59.999 for time in times) <= 18


def test_replies_never_wait_but_digests_wait_for_them() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(25):
        pace.spend(chat, 1.0)
    assert pace.wait(1.0) == pytest.approx(0.84, abs=0.05)


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
        pace.settle(0.0, now)
        pace.failed(now)
    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    pace.answered()
    now += 120
    assert pace.room(now) == 5


def test_two_lost_answers_are_no_outage() -> None:
    pace = Pace(Limits(), 0.0)
    pace.failed(10.0)
    pace.failed(10.0)
    assert pace.wait(10.0) == 0.0


def test_chats_that_were_silent_for_a_minute_are_forgotten() -> None:
    pace = Pace(Limits(), 0.0)
    for chat in range(100):
        pace.spend(chat, float(chat))
        pace.settle(0.0, float(chat))
    assert len(pace._chats) == 60
