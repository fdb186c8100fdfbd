"""The days of a digest and its quiet hours."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.rhythm import EVERY_DAY, WORKDAYS, Quiet, Rhythm

MONDAY, SUNDAY = date(2026, 5, 11), date(2026, 5, 17)


@pytest.mark.parametrize(
    ("quiet", "hour", "effective"),
    [
        (Quiet(time(22), time(7)), time(21, 59), time(21, 59)),
        (Quiet(time(22), time(7)), time(22), time(7)),
        (Quiet(time(22), time(7)), time(3), time(7)),
        (Quiet(time(22), time(7)), time(7), time(7)),
        (Quiet(time(13), time(14)), time(13, 30), time(14)),
        (Quiet(time(13), time(14)), time(14), time(14)),
        (Quiet(time(22), time(0)), time(23), time(0)),
    ],
)
def test_an_hour_in_the_quiet_time_shifts_to_its_end(quiet: Quiet, hour: time, effective: time) -> None:
    assert Rhythm(quiet=quiet).effective(hour) == effective


@given(st.times(), st.times(), st.times())
def test_no_digest_comes_in_the_quiet_time(start: time, end: time, hour: time) -> None:
    if start != end:
        quiet = Quiet(start, end)
        assert not quiet.holds(Rhythm(quiet=quiet).effective(hour))
        assert quiet.holds(hour) != Quiet(end, start).holds(hour)


def test_days_of_the_week_and_a_pause_say_on_which_days_it_may_come() -> None:
    assert Rhythm().allows(SUNDAY)
    assert not Rhythm(WORKDAYS).allows(SUNDAY)
    assert Rhythm(WORKDAYS).allows(MONDAY)
    paused = Rhythm(paused_until=MONDAY)
    assert paused.allows(MONDAY)
    assert not paused.allows(date(2026, 5, 10))


def test_one_day_of_the_week_is_weekly() -> None:
    assert Rhythm(frozenset({4})).weekly
    assert not Rhythm(EVERY_DAY).weekly


def test_what_is_no_rhythm_is_refused() -> None:
    for days in (frozenset[int](), frozenset({7}), frozenset({-1})):
        with pytest.raises(ValueError, match="days of a week"):
            Rhythm(days)
    with pytest.raises(ValueError, match="never end"):
        Quiet(time(7), time(7))
