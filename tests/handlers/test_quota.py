"""How much one person may ask."""

from datetime import UTC, datetime, timedelta

from handlers.quota import Quota
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import Stage

NOW = datetime(2024, 11, 28, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_question_after_the_last_allowed_one_waits_until_the_first_is_a_minute_old() -> None:
    quota = Quota(most=2)
    assert quota.wait(1, NOW) == quota.wait(1, NOW + 10 * SECOND) == timedelta(0)
    assert quota.wait(1, NOW + 20 * SECOND) == 40 * SECOND
    assert quota.wait(1, NOW + 60 * SECOND) == timedelta(0)
    assert quota.wait(1, NOW + 61 * SECOND) == 9 * SECOND


def test_nobody_waits_for_the_questions_of_others() -> None:
    quota = Quota(most=1)
    assert quota.wait(1, NOW) == quota.wait(2, NOW) == timedelta(0)


def test_who_asked_long_ago_is_forgotten() -> None:
    quota = Quota()
    for person in range(1000):
        quota.wait(person, NOW)
    quota.wait(0, NOW + 61 * SECOND)
    assert len(quota._asked) == 1


async def test_the_twenty_first_question_of_a_minute_is_asked_to_wait(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    for _ in range(20):
        assert "1 ta topildi" in (await stage.tells(stage.reader, "suv")).text
    assert "60 soniyadan soʻng" in (await stage.tells(stage.reader, "suv")).text
    assert "Ничего" not in (await stage.tells(stage.russian, "suv")).text
    stage.playground.clock.move(timedelta(minutes=1))
    assert "1 ta topildi" in (await stage.tells(stage.reader, "suv")).text


async def test_a_change_of_a_question_is_a_question_too(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    for _ in range(20):
        shown = await stage.tells(stage.reader, "suv konferensiyasi")
    _, notice = await stage.presses(stage.reader, shown, "✕ suv")
    assert "soniyadan soʻng" in notice
