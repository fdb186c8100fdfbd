"""Cities, regions and countries in whatever form a text has them."""

import pytest

from language.gazetteer import lines, spots
from language.tokens import Tongue, tokenise


@pytest.mark.parametrize(
    ("text", "tongue", "kind", "country"),
    [
        ("Toshkentda bo‘ldi", "uz", "city", "UZ"),
        ("Тошкентга келди", "uz", "city", "UZ"),
        ("Bishkekdagi uchrashuv", "uz", "city", "KG"),
        ("Qozogʻistonning elchisi", "uz", "country", "KZ"),
        ("Qashqadaryo viloyatidagi maktab", "uz", "region", "UZ"),
        ("в Ташкенте", "ru", "city", "UZ"),
        ("в Алматы", "ru", "city", "KZ"),
        ("под Чолпон-Атой", "ru", "city", "KG"),
        ("в Ферганской долине", "ru", "region", "UZ"),
        ("Саудовской Аравии", "ru", "country", "SA"),
        ("in New York", "en", "city", "US"),
        ("Turkmenistan's capital", "en", "country", "TM"),
    ],
)
def test_a_place_is_known_in_every_case_and_alphabet(
    text: str, tongue: Tongue, kind: str, country: str
) -> None:
    found = spots(tokenise(text, tongue))
    assert [(spot.kind, spot.country) for spot in found] == [(kind, country)]


@pytest.mark.parametrize("text", ["toshkent shahri", "kitobda yozilgan", "sana belgilandi"])
def test_a_word_in_small_letters_is_no_place(text: str) -> None:
    assert spots(tokenise(text, "uz")) == []


@pytest.mark.parametrize("name", ["towns.txt", "countries.txt", "regions.txt"])
def test_every_row_of_places_names_a_country_and_three_languages(name: str) -> None:
    for row in lines(name):
        assert len(row) == 4, row
        assert len(row[0]) == 2, row
        assert row[0].isupper(), row


def test_every_row_of_bodies_has_three_languages() -> None:
    assert all(len(row) == 3 for row in lines("bodies.txt"))
