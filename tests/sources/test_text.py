"""Bytes become text, whatever office saved them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cyrillic import encoding_of, sample
from sources.text import Unreadable, decode, draft

UZBEK = "Toshkentda oʻtgan yigʻilishda suv masalalari koʻrib chiqildi."
CYRILLIC = "Тошкентда бўлиб ўтган йиғилишда сув масалалари кўриб чиқилди."
RUSSIAN = "В Ташкенте прошла встреча экспертов по вопросам водных ресурсов."


@pytest.mark.parametrize("text", [UZBEK, CYRILLIC, RUSSIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), "Тошкентда сув масалалари кўриб чиқилди."])
def test_an_old_cyrillic_file_is_read(text: str, encoding: str) -> None:
    held = text.encode(encoding, "ignore")
    assert decode(held) == held.decode(encoding)


@pytest.mark.parametrize("text", ["Нукус", "ЧИРЧИК ШАҲРИДА", "Пресс-релиз", "МЧС: УЧЕНИЯ"])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_a_few_words_tell_their_encoding(text: str, encoding: str) -> None:
    assert encoding_of(sample(text.encode(encoding, "ignore"))) == encoding


@pytest.mark.parametrize("text", ["Café à la crème", "Zürich, Genève", "naïve"])
def test_letters_of_another_alphabet_are_not_taken_for_cyrillic(text: str) -> None:
    assert encoding_of(sample(text.encode("latin-1"))) is None


@given(st.binary(), st.binary())
def test_no_bytes_break_the_search_for_an_encoding(one: bytes, other: bytes) -> None:
    assert encoding_of(sample(one) + other) in {"cp1251", "koi8-r", "cp866", None}


def test_an_apostrophe_of_windows_is_no_cyrillic_letter() -> None:
    text = "Yangi bog‘ ochildi, o‘quvchilar keldi."
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x06" * 9,
        bytes(range(256)) * 20,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" * 30,
        b"\x00" * 100,
    ],
)
def test_a_binary_file_named_txt_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        decode(data)
    assert error.value.reason == "binary"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as error:
        decode(data)
    assert error.value.reason == "empty"


def test_a_cut_utf16_file_is_refused_not_garbled() -> None:
    with pytest.raises(Unreadable):
        decode(b"\xff\xfe" + "Янги".encode("utf-16-le")[:-1])


def test_marks_that_turn_the_writing_direction_are_dropped() -> None:
    assert decode("xabar\u202etxt.exe\u202c".encode()) == "xabartxt.exe"


@given(st.text(min_size=1).filter(lambda text: any(character.isalnum() for character in text)))
def test_what_was_saved_as_utf8_is_read_or_refused_but_never_changed(text: str) -> None:
    """Only control characters and the white space at both ends may go."""
    try:
        read = decode(text.encode())
    except Unreadable:
        return
    assert "".join(c for c in text if c.isalnum()) == "".join(c for c in read if c.isalnum())


@given(st.binary())
def test_no_bytes_break_it(data: bytes) -> None:
    """Either a text or a reason, whatever came."""
    with suppress(Unreadable):
        assert decode(data)


def test_the_first_line_is_the_title() -> None:
    found = draft(
        "\n\nSuv boʻyicha yigʻilish\n\n\nYigʻilish kecha oʻtdi.\nU uzoq davom etdi.", date(2026, 3, 2)
    )
    assert found.title == "Suv boʻyicha yigʻilish"
    assert found.text == "Yigʻilish kecha oʻtdi.\nU uzoq davom etdi."


def test_a_single_paragraph_has_no_title() -> None:
    found = draft("Yigʻilish kecha oʻtdi.", date(2026, 3, 2))
    assert (found.title, found.text) == ("", "Yigʻilish kecha oʻtdi.")
