"""Which releases tell one story."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from news.models import Event, EventType, Language, Release, Status
from news.search.layout import lay_out
from news.search.stories import APART, Telling, same

DAY = date(2025, 4, 8)
TEXT = (
    "8-aprel kuni Qarshi shahrida Dilshoda Norqulova va Xolid Beknazarov suv tejovchi texnologiyalar "
    "bo‘yicha uchrashuv o‘tkazdi. Tomonlar 14 ta tumanda 320 gektar maydonda tomchilatib sug‘orishga "
    "kelishdi. Loyiha uchun 75 million so‘m ajratiladi, birinchi natijalar kuzda e’lon qilinadi."
)
RUSSIAN = (
    "8 апреля в Карши Дилшода Норкулова и Холид Бекназаров провели встречу о водосберегающих технологиях. "
    "Стороны договорились внедрить капельное орошение в 14 районах на 320 гектарах. На проект выделят "
    "75 миллионов сумов, первые результаты объявят осенью."
)
# Two of a hundred releases hold each name.
FREQUENCIES = {"": 100}


def telling(
    text: str, language: Language = "uz-Latn", day: date = DAY, title: str = "Suv uchrashuvi"
) -> Telling:
    event = Event(EventType.MEETING, Status.HELD, day, day)
    release = Release(
        1, "a", ("a",), 1, 1, True, language, title, text, day, None, event, (), datetime.now(UTC)
    )
    laid_out = lay_out(release)
    return Telling(language, EventType.MEETING, day, laid_out.title, laid_out.names, laid_out.body)


def test_a_text_with_a_sentence_more_is_the_same_story() -> None:
    longer = telling(TEXT + " Uchrashuv so‘ngida jurnalistlarning savollariga javob berildi.")
    assert same(telling(TEXT), longer, FREQUENCIES)


def test_the_same_words_with_other_numbers_are_another_story() -> None:
    other = telling(TEXT.replace("14", "9").replace("320", "115").replace("75", "41"))
    assert not same(telling(TEXT), other, FREQUENCIES)


def test_a_translation_is_the_same_story() -> None:
    assert same(telling(TEXT), telling(RUSSIAN, "ru", title="Встреча о воде"), FREQUENCIES)


def test_another_release_of_the_same_people_is_another_story() -> None:
    other = (
        "8 апреля Дилшода Норкулова и Холид Бекназаров открыли в Гузаре школу на 600 мест. Школа построена "
        "за 11 месяцев, в ней 24 класса и спортивный зал."
    )
    assert not same(telling(TEXT), telling(other, "ru", title="Открыта школа"), FREQUENCIES)


def test_tellings_stand_within_days_of_each_other() -> None:
    later = replace(telling(TEXT), event=None, day=DAY + timedelta(days=APART + 1))
    assert not same(telling(TEXT), later, FREQUENCIES)


def test_two_tellings_share_a_part_of_their_sketches() -> None:
    """Else they are never compared."""
    longer = telling(TEXT + " Uchrashuv so‘ngida jurnalistlarning savollariga javob berildi.")
    translated = telling(RUSSIAN, "ru", title="Встреча о воде")
    own = set(telling(TEXT).sketch(FREQUENCIES))
    assert len(own & set(longer.sketch(FREQUENCIES))) >= 4
    assert own & set(translated.sketch(FREQUENCIES))
