"""What people type into a setting is read as they mean it, or not at all."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.choices import PHRASE_LENGTH, Choices
from news.models import Quiet
from news.typed import parse_hour, parse_most, parse_pause, parse_phrases, parse_quiet


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("7:30", time(7, 30)),
        ("07.30", time(7, 30)),
        ("7-30", time(7, 30)),
        ("7 30", time(7, 30)),
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("1930", time(19, 30)),
        ("19", time(19)),
        (" 7 ", time(7)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("soat 19 da", time(19)),
        ("соат 19:00 да", time(19)),
        ("В 19 часов", time(19)),
        ("at 7:30", time(7, 30)),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, hour: time) -> None:
    assert parse_hour(text) == hour


@pytest.mark.parametrize(
    "text", ["25:00", "24", "7:60", "ertalab", "", "-7", "7:3", "12345", "7:30:15", "٧", "7:30 x"]
)
def test_what_is_no_hour_gives_none(text: str) -> None:
    assert parse_hour(text) is None


@given(st.times())
def test_every_minute_of_the_day_can_be_typed(hour: time) -> None:
    assert parse_hour(f"{hour:%H:%M}") == hour.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("22:00-7:00", Quiet(time(22), time(7))),
        ("22–7", Quiet(time(22), time(7))),
        ("22:30 - 07.15", Quiet(time(22, 30), time(7, 15))),
        ("с 22 до 7", Quiet(time(22), time(7))),
        ("from 22 to 7", Quiet(time(22), time(7))),
        ("22 dan 7 gacha", Quiet(time(22), time(7))),
        ("22:00 дан 07:00 гача", Quiet(time(22), time(7))),
    ],
)
def test_quiet_hours_are_read_as_people_type_them(text: str, quiet: Quiet) -> None:
    assert parse_quiet(text) == quiet


@pytest.mark.parametrize("text", ["", "22", "7-7", "25-7", "kechasi", "22-", "-7", "22-7-8-9"])
def test_what_are_no_quiet_hours_give_none(text: str) -> None:
    assert parse_quiet(text) is None


@pytest.mark.parametrize(
    ("text", "days"), [("3", 3), ("3 kun", 3), ("10 дней", 10), ("90", 90), ("1 day", 1)]
)
def test_a_pause_is_read_in_days(text: str, days: int) -> None:
    assert parse_pause(text) == days


@pytest.mark.parametrize("text", ["0", "91", "-3", "bir kun", "", "3.5", "٣", "1e1"])
def test_what_is_no_number_of_days_gives_none(text: str) -> None:
    assert parse_pause(text) is None


def test_the_most_items_have_bounds() -> None:
    assert [parse_most(text) for text in ("2", "3", "50", "51", "10 ta")] == [None, 3, 50, None, 10]


def test_words_and_names_are_divided_by_commas_and_lines() -> None:
    assert parse_phrases(" suv,  «Jahon   banki»\nСув; Иқлим.") == ["suv", "Jahon banki", "Иқлим"]


@pytest.mark.parametrize("text", ["", " , ;\n", "!!!", "👍"])
def test_what_holds_no_word_is_no_topic(text: str) -> None:
    assert parse_phrases(text) == "empty"


@pytest.mark.parametrize("text", ["suv " * 500, "s" * (PHRASE_LENGTH + 1), "a, " + "b " * 7])
def test_a_sentence_is_no_topic(text: str) -> None:
    assert parse_phrases(text) == "long"


@given(st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    for parse in (parse_hour, parse_quiet, parse_pause, parse_most):
        parse(text)
    phrases = parse_phrases(text)
    if not isinstance(phrases, str):
        chosen = Choices().with_phrases("topics", phrases)
        assert Choices.from_json(chosen.as_json()) == chosen
