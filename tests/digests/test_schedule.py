"""A reader gets exactly one digest on each local day, whatever the clocks of the place do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.schedule import (
    UnknownZoneError,
    due_on,
    is_late,
    local_date,
    next_due,
    period,
    quiet_until,
)
from news.models import Period
from news.rhythm import DAILY, WORKDAYS, Quiet, Rhythm

ZONES = (
    "Asia/Tashkent",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kolkata",
    "America/Nuuk",
)
HOURS = (
    time(0, 0),
    time(0, 30),
    time(2, 15),
    time(2, 30),
    time(8, 0),
    time(18, 0),
    time(23, 30),
    time(23, 59),
)


def instants(first_year: int, last_year: int) -> st.SearchStrategy[datetime]:
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    minutes = int((datetime(last_year, 1, 1, tzinfo=UTC) - start).total_seconds() // 60)
    return st.integers(0, minutes).map(lambda minute: start + timedelta(minutes=minute))


def ticks(zone: str, hour: time, start: datetime, end: datetime, rhythm: Rhythm = DAILY) -> list[datetime]:
    """The instants at which a bot that never sleeps sends a digest."""
    found = []
    due = next_due(zone, hour, start, rhythm)
    while due < end:
        found.append(due)
        due = next_due(zone, hour, due, rhythm)
    return found


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", HOURS)
def test_a_year_has_one_digest_on_each_local_day(zone: str, hour: time) -> None:
    place = ZoneInfo(zone)
    start = datetime(2026, 1, 1, tzinfo=place).astimezone(UTC) - timedelta(minutes=1)
    end = datetime(2027, 1, 1, tzinfo=place).astimezone(UTC)
    days = [due.astimezone(place).date() for due in ticks(zone, hour, start, end)]
    assert days == [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


NIGHT = Quiet(time(22), time(7))
RHYTHMS = (
    Rhythm(WORKDAYS),
    Rhythm(frozenset({6})),
    Rhythm(quiet=NIGHT),
    Rhythm(quiet=Quiet(time(23, 45), time(0, 30))),
    Rhythm(quiet=Quiet(time(3), time(4, 15))),
    Rhythm(frozenset({0, 5}), Quiet(time(20), time(2, 30)), date(2026, 2, 10)),
)


@pytest.mark.parametrize("zone", ZONES[:-1])
@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_a_year_has_one_digest_on_each_chosen_local_day_and_none_in_quiet_hours(
    zone: str, rhythm: Rhythm
) -> None:
    """Nuuk is left out: on the night that skips its last hour the day wins over the quiet hours."""
    place = ZoneInfo(zone)
    start = datetime(2026, 1, 1, tzinfo=place).astimezone(UTC) - timedelta(minutes=1)
    end = datetime(2027, 1, 1, tzinfo=place).astimezone(UTC)
    every_day = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    for hour in HOURS:
        shown = [due.astimezone(place) for due in ticks(zone, hour, start, end, rhythm)]
        assert [each.date() for each in shown] == [day for day in every_day if rhythm.allows(day)]
        assert not any(rhythm.quiet and rhythm.quiet.holds(each.time()) for each in shown)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-05-14T16:59", None),
        ("2026-05-14T17:00", "2026-05-15T02:00"),
        ("2026-05-15T01:59", "2026-05-15T02:00"),
        ("2026-05-15T02:00", None),
    ],
)
def test_quiet_time_ends_at_its_end(now: str, expected: str | None) -> None:
    until = quiet_until("Asia/Tashkent", Rhythm(quiet=NIGHT), instant(now))
    assert until == (None if expected is None else instant(expected))
    assert quiet_until("Asia/Tashkent", DAILY, instant(now)) is None


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "expected"),
    [
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29T01:30"),
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T00:30"),
        ("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01T05:30"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-03T15:45"),
        ("America/Santiago", time(0, 30), date(2026, 9, 6), "2026-09-06T04:30"),
        ("Africa/Cairo", time(0, 0), date(2026, 4, 24), "2026-04-23T22:00"),
        ("America/Nuuk", time(23, 30), date(2026, 3, 28), "2026-03-29T00:59"),
        ("Asia/Tashkent", time(18, 0), date(2026, 5, 13), "2026-05-13T13:00"),
    ],
)
def test_a_skipped_hour_shifts_forward_and_a_doubled_one_counts_once(
    zone: str, hour: time, day: date, expected: str
) -> None:
    assert due_on(zone, hour, day) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_that_the_zone_never_had_has_no_digest() -> None:
    assert due_on("Pacific/Apia", time(8, 0), date(2011, 12, 30)) is None
    before = due_on("Pacific/Apia", time(8, 0), date(2011, 12, 29))
    assert before is not None
    assert local_date("Pacific/Apia", next_due("Pacific/Apia", time(8, 0), before)) == date(2011, 12, 31)


@settings(deadline=None)  # the machine may be busy
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    hour=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    after=instants(1990, 2060),
)
def test_the_next_digest_is_later_and_on_the_next_local_day_that_has_none(
    zone: str, hour: time, after: datetime
) -> None:
    """Whichever instant one starts from: due dates rise by one existing day at a time, from today on."""
    place = ZoneInfo(zone)
    first = next_due(zone, hour, after)
    second = next_due(zone, hour, first)
    assert after < first < second
    day = first.astimezone(place).date()
    later = day + timedelta(days=1)
    while due_on(zone, hour, later) is None:
        later += timedelta(days=1)
    assert second.astimezone(place).date() == later
    assert day >= after.astimezone(place).date()


@settings(deadline=None)  # the machine may be busy
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    hour=st.times(),
    start=instants(2000, 2040),
    steps=st.lists(st.integers(1, 5000), max_size=30),
)
def test_no_local_day_is_served_twice_however_unevenly_the_ticks_come(
    zone: str, hour: time, start: datetime, steps: list[int]
) -> None:
    due, now, days = next_due(zone, hour, start), start, []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        if due <= now:
            days.append(local_date(zone, due))
            due = next_due(zone, hour, now)
    assert len(days) == len(set(days))


@pytest.mark.parametrize(
    "name", ["", "Tashkent", "Asia", "../../etc/passwd", "/etc/localtime", "UTC+5", "x\0y"]
)
def test_a_zone_that_does_not_exist_is_named_in_the_error(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        next_due(name, time(18, 0), datetime(2026, 1, 1, tzinfo=UTC))


def test_a_first_digest_covers_a_day_and_a_later_one_all_since_the_last() -> None:
    now = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
    assert period("Asia/Tashkent", None, now) == Period(date(2026, 5, 13), date(2026, 5, 14))
    since = datetime(2026, 5, 10, 20, 0, tzinfo=UTC)
    assert period("Asia/Tashkent", since, now) == Period(date(2026, 5, 11), date(2026, 5, 14))


def test_a_clock_set_back_does_not_turn_the_period_round() -> None:
    now = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
    found = period("Asia/Tashkent", now + timedelta(days=2), now)
    assert found == Period(date(2026, 5, 14), date(2026, 5, 14))


def test_more_than_48_hours_is_late() -> None:
    now = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
    assert not is_late(None, now, "Asia/Tashkent", time(18), DAILY)
    assert not is_late(now - timedelta(hours=48), now, "Asia/Tashkent", time(18), DAILY)
    assert is_late(now - timedelta(hours=48, seconds=1), now, "Asia/Tashkent", time(18), DAILY)


@pytest.mark.parametrize(
    ("rhythm", "days", "late"),
    [
        (Rhythm(frozenset({3})), 7, False),
        (Rhythm(frozenset({3})), 8, False),
        (Rhythm(frozenset({3})), 10, True),
        (Rhythm(frozenset({3})), 14, True),
        (Rhythm(frozenset({0, 3})), 4, False),
        (Rhythm(frozenset({0, 3})), 7, True),
        (Rhythm(paused_until=date(2026, 5, 14)), 5, True),
    ],
)
def test_the_days_that_a_reader_left_out_do_not_make_a_digest_late(
    rhythm: Rhythm, days: int, late: bool
) -> None:
    """What was missed does, and so does a pause: the digest then says that it covers several days."""
    sent = datetime(2026, 5, 7, 13, 0, 1, tzinfo=UTC)  # a Thursday
    assert is_late(sent, sent + timedelta(days=days, seconds=1), "Asia/Tashkent", time(18), rhythm) is late
