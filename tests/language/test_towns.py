"""A town is the same in every language, and each calls it by its own name."""

import pytest

from language.detect import Language
from language.gazetteer import lines
from language.towns import names_of, town_in


@pytest.mark.parametrize(
    ("language", "name"),
    [("uz-Latn", "Fargʻona"), ("uz-Cyrl", "Фарғона"), ("ru", "Фергана"), ("en", "Fergana")],
)
@pytest.mark.parametrize("written", ["Farg'ona", "Фарғона", "ФЕРГАНА", "Ferghana"])
def test_a_town_is_called_as_each_language_calls_it(written: str, language: Language, name: str) -> None:
    assert town_in(written, language) == name


def test_a_place_that_the_table_does_not_know_has_no_other_name() -> None:
    assert town_in("Boshkent", "ru") is None
    assert town_in("", "ru") is None
    assert names_of("Boshkent") == ()


def test_every_name_of_the_table_leads_to_its_town() -> None:
    for _, *columns in lines("towns.txt"):
        for name in (name for column in columns for name in column.split("/") if name.strip()):
            assert town_in(name, "uz-Latn") or town_in(name, "ru") or town_in(name, "en")
