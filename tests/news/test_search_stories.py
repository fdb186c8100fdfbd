"""Which releases tell one story."""

from datetime import date

import pytest

from language.alphabet import to_cyrillic
from news.models import Draft
from news.search.facts import facts
from news.search.stories import Compared, Likeness, likeness, telling_of
from news.understanding import understand

DAY = date(2025, 4, 8)
TEXT = (
    "8-aprel kuni Qarshi shahrida Dilshoda Norqulova va Xolid Beknazarov suv tejovchi texnologiyalar "
    "bo‘yicha uchrashuv o‘tkazdi. Tomonlar 64 ta fermer xo‘jaligida 320 gektar maydonda tomchilatib "
    "sug‘orishga kelishdi. Loyiha uchun 75 million so‘m ajratiladi, birinchi natijalar kuzda e’lon qilinadi."
)
RUSSIAN = (
    "8 апреля в городе Карши Дилшода Норкулова и Холид Бекназаров провели встречу о водосберегающих "
    "технологиях. Стороны договорились внедрить капельное орошение в 64 фермерских хозяйствах на 320 "
    "гектарах. На проект выделят 75 миллионов сумов, первые результаты объявят осенью."
)


def told(text: str, title: str = "Suv uchrashuvi", published: date = DAY) -> Compared:
    return Compared(telling_of(understand(Draft(title, text, published))))


def like(one: Compared, other: Compared) -> Likeness:
    found = likeness(one, other)
    assert found is not None
    assert likeness(other, one) is not None
    return found


def sure(one: Compared, other: Compared) -> bool:
    found = likeness(one, other)
    return found is not None and found.sure


def test_a_text_with_a_sentence_more_is_a_new_version() -> None:
    longer = told(TEXT + " Uchrashuv so‘ngida jurnalistlarning savollariga javob berildi.")
    found = like(told(TEXT), longer)
    assert (found.kind, found.sure) == ("version", True)


def test_the_same_text_under_another_title_is_the_same() -> None:
    assert like(told(TEXT), told(TEXT, "Suv uchrashuvi haqida")).kind == "same"


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("64", "91").replace("320", "115").replace("75", "41"),
        TEXT.replace("Dilshoda Norqulova", "Oygul Hamidova").replace("Xolid Beknazarov", "Ergash Tursunov"),
    ],
    ids=["numbers", "names"],
)
def test_a_form_filled_in_with_others_is_another_story(other: str) -> None:
    assert likeness(told(TEXT), told(other)) is None


def test_a_translation_is_the_same_story() -> None:
    found = like(told(TEXT), told(RUSSIAN, "Встреча о воде"))
    assert (found.kind, found.sure) == ("translation", True)
    assert "Norqulova" in found.shared_names
    assert found.shared_numbers == ("320", "64", "75")


def test_the_other_alphabet_is_the_same_text() -> None:
    assert like(told(TEXT), told(to_cyrillic(TEXT), "Сув учрашуви")).sure


def test_another_release_of_the_same_people_is_another_story() -> None:
    other = (
        "8 апреля Дилшода Норкулова и Холид Бекназаров открыли в Гузаре школу на 600 мест. Школа построена "
        "за 11 месяцев, в ней 24 класса и спортивный зал."
    )
    assert likeness(told(TEXT), told(other, "Открыта школа")) is None


CONFERENCE = (
    "8–9-aprel kunlari Urganch shahrida sho‘rlangan yerlar va suv xavfsizligiga bag‘ishlangan xalqaro "
    "konferensiya bo‘lib o‘tdi. Anjumanda O‘zbekiston, Qozog‘iston va Gollandiya olimlari hamda Jahon banki "
    "mutaxassislari qatnashdi. Kuzatuv tarmog‘ini kengaytirish bo‘yicha tavsiyalar qabul qilindi."
)
IN_ENGLISH = (
    "An international conference on saline land and water security took place in Urgench on 8–9 April 2025. "
    "Scientists from Uzbekistan, Kazakhstan and the Netherlands and specialists of the World Bank took part. "
    "Recommendations on a wider monitoring network were adopted."
)
ANOTHER = (
    "An international conference on school libraries and reading took place in Urgench on 8–9 April 2025. "
    "Teachers from Uzbekistan, Turkey and Finland and specialists of UNICEF took part. A list of books for "
    "young readers was adopted."
)


def test_where_nobody_is_named_a_clear_subject_is_offered_and_a_figure_decides() -> None:
    one, other = told(CONFERENCE, "Xalqaro konferensiya"), told(IN_ENGLISH, "International conference")
    found = like(one, other)
    assert (found.kind, found.sure) == ("translation", False)
    with_figure = [
        told(CONFERENCE + " 260 ta maqola e’lon qilindi.", "Xalqaro konferensiya"),
        told(IN_ENGLISH + " 260 papers were published.", "International conference"),
    ]
    assert like(*with_figure).sure
    assert set(one.sketch({})) & set(other.sketch({})), "storage must come upon the pair"


def test_where_nobody_is_named_another_subject_on_the_same_days_is_another_story() -> None:
    one, other = told(CONFERENCE, "Xalqaro konferensiya"), told(ANOTHER, "International conference")
    assert likeness(one, other) is None


def test_what_is_announced_and_what_was_held_are_two_stories() -> None:
    announced = RUSSIAN.replace("провели", "проведут").replace("договорились", "договорятся")
    assert not sure(told(TEXT), told(announced, "Встреча о воде", date(2025, 4, 6)))


def test_what_is_published_a_week_later_is_only_offered() -> None:
    later = like(told(TEXT), told(RUSSIAN, "Встреча о воде", date(2025, 4, 15)))
    assert (later.kind, later.sure) == ("translation", False)


def test_events_of_other_days_are_two_stories() -> None:
    assert likeness(told(TEXT), told(RUSSIAN.replace("8 апреля", "7 апреля"), "Встреча о воде")) is None


def test_figures_alone_tell_a_report_again() -> None:
    one = told("Eksport 10,4 milliard, import 15,5 milliard dollarga yetdi, o‘sish 4,6 foiz.", "Tashqi savdo")
    two = told(
        "Экспорт достиг 10,4 млрд, импорт — 15,5 млрд долларов, рост 4,6 процента.", "Внешняя торговля"
    )
    assert sure(one, two)


def test_two_tellings_share_a_part_of_their_sketches() -> None:
    """Else they are never compared; also where the names are known by now that were new before."""
    translated = told(RUSSIAN, "Встреча о воде")
    known = dict.fromkeys(translated.facts.names, 2)
    assert set(told(TEXT).sketch({})) & set(translated.sketch(known))


def test_names_are_capitals_that_no_sentence_begins_with_and_no_table_knows() -> None:
    found = facts("en", "Talks in Tashkent", "Experts met Ambassador Marta Ruiz on Monday. Ms Ruiz spoke.")
    assert list(found.names.values()) == ["Marta", "Ruiz"]
    when = facts("uz-Latn", "Savdo", "Kecha Anvar Qodirov bozorni ochdi. Avgust oyida yana ochiladi.")
    assert list(when.names.values()) == ["Anvar", "Qodirov"]


@pytest.mark.parametrize("text", ["", "1" * 5000, "٣٤٥٦٧", "A", "—" * 50, "Ў" * 3000])
def test_any_text_can_be_compared(text: str) -> None:
    assert likeness(told(text, "T"), told(TEXT)) is None
