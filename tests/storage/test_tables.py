"""Our own column types, on both databases."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, make_url

from news.ports import StorageError
from storage.database import Database
from storage.questions import Questions
from storage.releases import Releases
from storage.tables import Instant, storable
from tests.storage.samples import NOW, understood

DIALECTS = [make_url(kind).get_dialect()() for kind in ("sqlite://", "postgresql+psycopg://")]
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.timezones())  # noqa: DTZ001 # the zone is drawn apart
ANY_TEXT = st.text(st.characters(codec=None))


@given(moment=moments, dialect=st.sampled_from(DIALECTS))
def test_a_moment_comes_back_as_the_same_moment_in_utc(moment: datetime, dialect: Dialect) -> None:
    stored = Instant().process_bind_param(moment, dialect)
    back = Instant().process_result_value(stored, dialect)
    assert back is not None
    assert back.tzinfo is UTC
    assert back == moment.astimezone(UTC)


@given(early=moments, late=moments)
def test_sqlite_sorts_moments_of_all_zones_rightly(early: datetime, late: datetime) -> None:
    """It compares the texts that stand there."""
    texts = [str(Instant().process_bind_param(moment, DIALECTS[0])) for moment in (early, late)]
    assert (texts[0] <= texts[1]) == (early <= late) or early == late


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StorageError):
        await Questions(database).keep(1, 1, "savol", NOW.replace(tzinfo=None), update_id=1)


@given(text=ANY_TEXT)
def test_what_is_storable_is_utf8_without_nul_and_stays_as_it_is(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert storable(stored) == stored


@given(text=st.text())
def test_a_proper_text_is_not_changed(text: str) -> None:
    assert storable(text) == text.replace("\0", "\ufffd")


async def test_text_that_no_database_can_hold_is_kept_with_marks(database: Database) -> None:
    room = Releases(database)
    result = await room.add(understood("Bu\0 matn \ud83d buzuq.", "ref\0"), NOW)
    assert result.release.text == "Bu\ufffd matn \ufffd buzuq."
    assert await room.by_reference("ref\0") == await room.by_reference("ref\ufffd") == result.release
    again = await room.add(understood("Boshqa.", "ref\0"), NOW)
    assert again.release.version == 2


async def test_a_reference_of_any_length_leads_to_its_release(database: Database) -> None:
    room = Releases(database)
    reference = "uzun-" * 20_000
    result = await room.add(understood("Matn.", reference), NOW)
    assert await room.by_reference(reference) == result.release
