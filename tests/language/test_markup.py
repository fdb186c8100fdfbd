"""Outside text cannot spoil what stands around it, and cuts fall between characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.markup import clean, cut, escape, plain, units, visible_units
from playground.entities import parse_html
from playground.formatting import finished, utf16_length

HOSTILE = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from("<>&\"'\u202e\u2066\u200d\ufe0f\u0301👩🏽🇺🇿🏴אب\x00\r\n\ud83d "),
    ),
    max_size=200,
)
FAMILY = "👩\u200d👩\u200d👧"


@given(HOSTILE)
def test_escaped_text_is_read_back_as_the_cleaned_text(text: str) -> None:
    markup = escape(text)
    assert parse_html(markup).text == clean(text) == plain(markup)


@given(HOSTILE)
def test_cleaning_twice_changes_no_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(HOSTILE)
def test_our_measure_of_a_text_is_telegrams(text: str) -> None:
    assert visible_units(escape(text)) == utf16_length(parse_html(escape(text)).text)
    assert utf16_length(finished(parse_html(escape(text))).text) <= visible_units(escape(text))


@given(HOSTILE, st.integers(1, 60))
def test_a_cut_text_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    text = clean(text)
    short = cut(text, limit)
    assert units(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_overrides_are_gone_and_arabic_is_isolated() -> None:
    assert clean("a\u202eb\u2066c\u2069d") == "abcd"
    assert clean("سلام\nsalom") == "\u2068سلام\u2069\nsalom"


def test_control_characters_and_lone_surrogates_are_gone() -> None:
    assert clean("a\x00b\x1b\ud83dc\u200b\ufeff") == "a b \ufffdc"


@pytest.mark.parametrize("whole", [FAMILY, "🇺🇿", "👍🏽", "e\u0301", "❤️", "🏴\U000e0067\U000e0062\U000e007f"])
def test_what_is_read_as_one_is_never_cut_in_two(whole: str) -> None:
    text = "ab" + whole * 3 + "cd"
    kept = {text[: 2 + len(whole) * count] for count in range(4)} | {text}
    assert {cut(text, limit).removesuffix("…") for limit in range(4, units(text))} <= kept


def test_a_pile_of_marks_is_cut_all_the_same() -> None:
    assert units(cut("a" + "\u0301" * 5000, 100)) <= 100


def test_a_cut_falls_between_words_where_it_can() -> None:
    assert cut("Toshkentda xalqaro konferensiya", 22) == "Toshkentda xalqaro…"


def test_no_control_character_passes() -> None:
    every = "".join(map(chr, range(0x3000)))
    assert {unicodedata.category(c) for c in clean(every) if c != "\n"}.isdisjoint({"Cc", "Cs"})
