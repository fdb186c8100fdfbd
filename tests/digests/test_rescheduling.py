"""A change of settings makes no second digest on a day that was served, and takes none away."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.schedule import local_date, next_due, quiet_until, rescheduled
from news.models import Quiet, Rhythm, Subscriber
from news.rhythm import WORKDAYS

Changes = Mapping[int, Subscriber]

ZONES = (
    "Asia/Tashkent",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Kolkata",
)
THURSDAY = date(2026, 5, 14)
NOON = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
READER = Subscriber(1, hour=time(18), active=True, next_due_at=NOON + timedelta(hours=6))


def local(due: datetime | None) -> str:
    assert due is not None
    return due.astimezone(ZoneInfo("Asia/Tashkent")).strftime("%a %H:%M")


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (replace(READER, hour=time(20)), "Thu 20:00"),
        (replace(READER, hour=time(9)), "Thu 18:00"),
        (replace(READER, hour=time(9), served_on=THURSDAY), "Fri 09:00"),
        (replace(READER, hour=time(20), served_on=THURSDAY), "Fri 20:00"),
        (replace(READER, rhythm=Rhythm(frozenset({0}))), "Mon 18:00"),
        (replace(READER, rhythm=Rhythm(quiet=Quiet(time(17), time(21)))), "Thu 21:00"),
        (replace(READER, hour=time(9), rhythm=Rhythm(quiet=Quiet(time(17), time(21)))), "Thu 21:00"),
        (replace(READER, hour=time(9), rhythm=Rhythm(quiet=Quiet(time(17), time(8)))), "Fri 09:00"),
        (replace(READER, rhythm=Rhythm(paused_until=THURSDAY + timedelta(days=3))), "Sun 18:00"),
    ],
)
def test_today_s_digest_still_comes_once(after: Subscriber, due: str) -> None:
    assert local(rescheduled(READER, after, NOON)) == due


def test_who_was_not_subscribed_is_owed_nothing() -> None:
    before = replace(READER, active=False, next_due_at=None)
    assert local(rescheduled(before, replace(READER, hour=time(9)), NOON)) == "Fri 09:00"
    assert rescheduled(READER, before, NOON) is None


def test_a_digest_that_is_overdue_is_not_lost_by_a_change() -> None:
    overdue = replace(READER, next_due_at=NOON - timedelta(minutes=1), hour=time(11, 59))
    assert rescheduled(overdue, replace(overdue, hour=time(11)), NOON) == overdue.next_due_at


@dataclass
class Life:
    """A reader for whom a bot ticks on every full hour. `days` were served; `stood` are the weekdays that
    were chosen at some time of a local day."""

    reader: Subscriber
    now: datetime
    days: list[date] = field(default_factory=list)
    stood: dict[date, list[frozenset[int]]] = field(default_factory=lambda: defaultdict(list))

    def pass_hours(self, changes: Mapping[int, Subscriber]) -> None:
        """Four hundred hours, with what is changed in some of them."""
        for number in range(400):
            self._note()
            if number in changes:
                after = replace(changes[number], served_on=self.reader.served_on)
                self.reader = replace(after, next_due_at=rescheduled(self.reader, after, self.now))
                self._note()
            self._tick()
            self.now += timedelta(hours=1)

    def _note(self) -> None:
        self.stood[local_date(self.reader.zone, self.now)].append(self.reader.rhythm.weekdays)

    def _tick(self) -> None:
        reader, due = self.reader, self.reader.next_due_at
        if due is None or due > self.now or quiet_until(reader.zone, reader.rhythm, self.now):
            return
        day = local_date(reader.zone, due)
        self.days.append(day)
        following = next_due(reader.zone, reader.hour, self.now, reader.rhythm)
        self.reader = replace(reader, served_on=day, next_due_at=following)


def begun(zone: str) -> Life:
    now = datetime(2026, 3, 20, tzinfo=UTC)
    hour = time(18)
    return Life(Subscriber(1, zone=zone, hour=hour, active=True, next_due_at=next_due(zone, hour, now)), now)


WEEKDAYS = st.sampled_from([frozenset(range(7)), WORKDAYS, frozenset({2}), frozenset({0, 3, 5})])
QUIET = st.sampled_from([None, Quiet(time(22), time(7)), Quiet(time(12), time(13))])
HOURS = st.integers(0, 23).map(time)


def changes(zones: st.SearchStrategy[str], rhythms: st.SearchStrategy[Rhythm]) -> st.SearchStrategy[Changes]:
    subscribers = st.builds(
        Subscriber, st.just(1), zone=zones, hour=HOURS, rhythm=rhythms, active=st.just(True)
    )
    return st.dictionaries(st.integers(0, 399), subscribers, max_size=8)


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(ZONES), changes(st.sampled_from(ZONES), st.builds(Rhythm, WEEKDAYS, QUIET)))
def test_however_settings_change_no_day_is_served_twice(zone: str, made: Changes) -> None:
    life = begun(zone)
    life.pass_hours(made)
    assert len(life.days) == len(set(life.days))


@settings(deadline=None)  # the machine may be busy
@given(st.data(), st.sampled_from(ZONES))
def test_however_hours_and_weekdays_change_no_chosen_day_is_left_out(data: st.DataObject, zone: str) -> None:
    """A day that stood among the chosen weekdays from its beginning to its end has its digest."""
    life = begun(zone)
    life.pass_hours(data.draw(changes(st.just(zone), st.builds(Rhythm, WEEKDAYS))))
    whole_days = sorted(life.stood)[1:-1]
    chosen = {day for day in whole_days if all(day.weekday() in days for days in life.stood[day])}
    assert chosen <= set(life.days)
