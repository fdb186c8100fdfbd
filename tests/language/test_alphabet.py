"""Every spelling of a text has one key; both alphabets can be shown."""

from hypothesis import given
from hypothesis import strategies as st

from language.alphabet import canonical, to_cyrillic, to_latin


@given(st.text())
def test_canonicalising_twice_is_canonicalising_once(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_every_apostrophe_case_and_alphabet_gives_one_key() -> None:
    spellings = ["Oʻzbekiston", "O‘ZBEKISTON", "o`zbekiston", "o´zbekiston", "Ўзбекистон", "Ўзбекистoн"]
    assert {canonical(s) for s in spellings} == {"o'zbekiston"}


def test_loans_are_written_as_the_dictionaries_have_them() -> None:
    assert to_cyrillic("Konferensiyada rayon modellari") == "Конференцияда район моделлари"
    assert (
        to_latin("Сентябрда съезд, дирижёр ва БМТнинг цирки") == "Sentabrda syezd, dirijor va BMTning sirki"
    )


def test_addresses_markup_and_roman_numerals_keep_their_letters() -> None:
    kept = "https://example.uz/a @kanal /start <b> &amp; { $count } XX WhatsApp"
    assert to_cyrillic(kept) == kept


@given(st.text(st.one_of(st.characters(), st.sampled_from("ÕÖĞŎḠŌǴŞÇoʻ'ʼShAğ.")), max_size=12))
def test_any_text_can_be_shown_in_both_alphabets(text: str) -> None:
    to_latin(text)
    to_cyrillic(text)


def test_capitals_of_other_latin_alphabets_are_written() -> None:
    assert [to_cyrillic(word) for word in ("Õ", "Ğalaba", "toĞ", "BMTning")] == [
        "Ў",
        "Ғалаба",
        "тоғ",
        "БМТнинг",
    ]
