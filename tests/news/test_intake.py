"""A draft is read and stored, or refused with the reason; many keep their order."""

from datetime import UTC, date, datetime

import pytest

from news.intake import EMPTY, LONGEST, TOO_LONG, Intake, Refused
from news.models import Added, Draft, Duplicate, NewVersion
from news.understanding import understand
from playground import Clock
from storage.database import Database
from storage.releases import Releases

DAY = date(2025, 4, 4)
TITLE = "Nukusda forum ochildi"
TEXT = "Bugun Nukus shahrida xalqaro forum ochildi. Unda olimlar qatnashmoqda."


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(Releases(database), Clock(datetime(2025, 4, 4, 9, tzinfo=UTC)), understand)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft("", "", DAY), EMPTY),
        (Draft("…", " — !\n\u200b", DAY), EMPTY),
        (Draft(TITLE, "a" * LONGEST, DAY), TOO_LONG),
    ],
)
async def test_what_is_no_release_is_refused_with_the_reason(
    intake: Intake, draft: Draft, reason: str
) -> None:
    with pytest.raises(Refused) as refusal:
        await intake.publish(draft)
    assert refusal.value.reason == reason


async def test_a_release_is_stored_as_it_was_understood(intake: Intake) -> None:
    result = await intake.publish(Draft(TITLE, TEXT, DAY, "A-1"))
    assert isinstance(result, Added)
    assert result.release.event is not None
    assert (result.release.event.type, result.release.event.place) == ("forum", "Nukus")
    assert result.release.added_at == datetime(2025, 4, 4, 9, tzinfo=UTC)


async def test_many_keep_their_order_and_a_bad_one_stops_none(intake: Intake) -> None:
    """A later one of the same batch may be a duplicate or a version of an earlier one."""
    results = await intake.publish_many(
        [
            Draft(TITLE, TEXT, DAY, "A-1"),
            Draft("", "", DAY, "A-2"),
            Draft(TITLE, TEXT, DAY, "A-3"),
            Draft(TITLE, TEXT + " Ertaga yakunlanadi.", DAY, "A-1"),
        ]
    )
    assert [type(result) for result in results] == [Added, Refused, Duplicate, NewVersion]


async def test_an_empty_batch_is_no_work(intake: Intake) -> None:
    assert await intake.publish_many([]) == []
