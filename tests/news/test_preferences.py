"""A change touches one setting and nothing else; hours are read as people type them."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Subscriber
from news.preferences import Change, SetActive, SetHour, SetLanguage, SetZone, changed, parse_hour

READER = Subscriber(5, active=True, next_due_at=datetime(2026, 5, 14, 13, 0, tzinfo=UTC), cursor=9)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (SetLanguage("ru"), replace(READER, language="ru")),
        (SetHour(time(7, 30, 59)), replace(READER, hour=time(7, 30))),
        (SetZone("Europe/Berlin"), replace(READER, zone="Europe/Berlin")),
        (SetActive(False), replace(READER, active=False, next_due_at=None)),
        (SetActive(True), READER),
    ],
)
def test_a_change_touches_its_setting_alone(change: Change, after: Subscriber) -> None:
    assert changed(READER, change) == after
    assert changed(after, change) == after


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("7:30", time(7, 30)),
        ("07.30", time(7, 30)),
        ("7-30", time(7, 30)),
        ("7 30", time(7, 30)),
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("1930", time(19, 30)),
        ("19", time(19)),
        (" 7 ", time(7)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("soat 19 da", time(19)),
        ("соат 19:00 да", time(19)),
        ("В 19 часов", time(19)),
        ("at 7:30", time(7, 30)),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, hour: time) -> None:
    assert parse_hour(text) == hour


@pytest.mark.parametrize(
    "text", ["25:00", "24", "7:60", "ertalab", "", "-7", "7:3", "12345", "7:30:15", "٧", "7:30 x"]
)
def test_what_is_no_hour_gives_none(text: str) -> None:
    assert parse_hour(text) is None


@given(st.text(max_size=30))
def test_any_text_is_read_without_harm(text: str) -> None:
    parse_hour(text)


@given(st.times())
def test_every_minute_of_the_day_can_be_typed(hour: time) -> None:
    assert parse_hour(f"{hour:%H:%M}") == hour.replace(second=0, microsecond=0)
