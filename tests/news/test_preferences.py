"""A change touches one setting and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from news.models import Choices, Quiet, Rhythm, Subscriber
from news.preferences import (
    Change,
    Choose,
    Pause,
    SetActive,
    SetDays,
    SetHour,
    SetLanguage,
    SetQuiet,
    SetZone,
    changed,
)

READER = Subscriber(5, active=True, next_due_at=datetime(2026, 5, 14, 13, 0, tzinfo=UTC), cursor=9)
NIGHT = Quiet(time(22), time(7))
MONDAY = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (SetLanguage("ru"), replace(READER, language="ru")),
        (SetHour(time(7, 30, 59)), replace(READER, hour=time(7, 30))),
        (SetZone("Europe/Berlin"), replace(READER, zone="Europe/Berlin")),
        (SetDays(frozenset({0})), replace(READER, rhythm=Rhythm(frozenset({0})))),
        (SetQuiet(NIGHT), replace(READER, rhythm=Rhythm(quiet=NIGHT))),
        (Pause(MONDAY), replace(READER, rhythm=Rhythm(paused_until=MONDAY))),
        (Choose(Choices(most=5)), replace(READER, choices=Choices(most=5))),
        (SetActive(False), replace(READER, active=False, next_due_at=None)),
        (SetActive(True), READER),
    ],
)
def test_a_change_touches_its_setting_alone(change: Change, after: Subscriber) -> None:
    assert changed(READER, change) == after
    assert changed(after, change) == after
