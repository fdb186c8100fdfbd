"""What a draft is said to be to the releases that stand already."""

from datetime import UTC, date, datetime

from news.models import Draft, Relation
from news.relations import relations
from news.understanding import understand
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.news.test_search_stories import DAY, RUSSIAN, TEXT

NOW = datetime(2025, 4, 8, 12, tzinfo=UTC)


async def related(database: Database, title: str, text: str, published: date = DAY) -> list[Relation]:
    understood = understand(Draft(title, text, published))
    return list(await relations(understood, Index(database), Releases(database)))


async def publish(database: Database, reference: str, title: str, text: str) -> None:
    await Releases(database).add(understand(Draft(title, text, DAY, reference)), NOW)


async def test_a_draft_that_repeats_a_release_is_said_to_do_so_with_its_reasons(database: Database) -> None:
    await publish(database, "a", "Suv uchrashuvi", TEXT)
    (found,) = await related(database, "Suv haqida", TEXT + " Jurnalistlarning savollariga javob berildi.")
    assert (found.kind, found.release.reference, found.sure) == ("version", "a", True)
    reasons = {reason.kind: reason.value for reason in found.reasons}
    assert reasons["day"] == "2025-04-08"
    assert int(reasons["text"]) >= 90


async def test_a_translation_is_found_with_the_names_and_numbers_that_tell_it(database: Database) -> None:
    await publish(database, "a", "Suv uchrashuvi", TEXT)
    (found,) = await related(database, "Встреча о воде", RUSSIAN)
    assert (found.kind, found.sure) == ("translation", True)
    assert [reason.kind for reason in found.reasons] == ["day", "names", "numbers", "subject"]


async def test_each_story_is_named_once_and_nothing_is_stored(database: Database) -> None:
    await publish(database, "a", "Suv uchrashuvi", TEXT)
    await publish(database, "b", "Встреча о воде", RUSSIAN)
    assert len(await related(database, "Suv haqida", TEXT)) == 1
    assert len(await related(database, "Suv haqida", TEXT)) == 1


async def test_what_is_like_nothing_has_no_relations(database: Database) -> None:
    await publish(database, "a", "Suv uchrashuvi", TEXT)
    assert await related(database, "Ko‘rgazma", "Buxoroda zardo‘zlar ko‘rgazmasi ochildi.") == []
