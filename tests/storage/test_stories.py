"""How releases of one story are found among those that are stored."""

from datetime import date

from sqlalchemy import func, select

from news.models import Added, Draft, Understood
from news.understanding import understand
from storage import stories
from storage.database import Database
from storage.releases import Releases
from tests.news.test_search_stories import DAY, RUSSIAN, TEXT
from tests.storage.samples import NOW


def read(reference: str, text: str, title: str = "Suv uchrashuvi", published: date = DAY) -> Understood:
    return understand(Draft(title, text, published, reference))


async def stories_of(database: Database, *several: Understood) -> list[int]:
    added = await Releases(database).add_many(several, NOW)
    assert all(isinstance(each, Added) for each in added)
    return [each.release.story for each in added]


async def test_a_translation_joins_the_story_that_stands(database: Database) -> None:
    (first,) = await stories_of(database, read("a", TEXT))
    assert await stories_of(database, read("b", RUSSIAN, "Встреча о воде")) == [first]


async def test_tellings_that_come_in_together_are_one_story(database: Database) -> None:
    first, second = await stories_of(database, read("a", TEXT), read("b", RUSSIAN, "Встреча о воде"))
    assert first == second


async def test_a_hash_that_too_many_share_is_not_kept(database: Database) -> None:
    """However many texts are alike on a day, each is compared with a few."""
    places = [
        f"{first}{second}ov" for first in ("Qal", "Bek", "Tur", "Nor", "Zok") for second in "abdefgiklmnop"
    ]
    text = (
        "Bugun {}da suv bo‘yicha navbatdagi yig‘ilish o‘tkazildi va {} qaror qabul qilindi, jumladan, "
        "nasoslarni ta’mirlash hamda kanallarni tozalash rejasi tasdiqlandi."
    )
    several = [
        read(f"r{number}", text.format(place, number), f"{place}dagi yig‘ilish")
        for number, place in enumerate(places, 100)
    ]
    await stories_of(database, *several)
    held = select(func.count()).select_from(stories.sketches).group_by(stories.sketches.c.hash)
    async with database.reading() as connection:
        assert max(await connection.scalars(held)) <= stories.FULL
