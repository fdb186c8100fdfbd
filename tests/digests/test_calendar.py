"""A month's days as buttons."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.calendar import YEARS, month_of, render_calendar
from digests.presses import PickDay, PickMonth, ShowMonth, parse
from language.phrases import Phrases
from news.models import LANGUAGES, Language, Message, Period
from news.search import parse as read

NOVEMBER = month_of(date(2024, 11, 28))
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def test_a_month_is_shown_in_weeks_with_counts_and_today() -> None:
    counts = {date(2024, 11, 27): 13, date(2024, 11, 28): 2}
    message = render_calendar(NOVEMBER, counts, date(2024, 11, 28), Phrases("uz-Latn"))
    assert labels(message) == [
        ["‹", "2024-yil noyabr", "›"],
        ["Du", "Se", "Cho", "Pa", "Ju", "Sha", "Yak"],
        ["·", "·", "·", "·", "1", "2", "3"],
        ["4", "5", "6", "7", "8", "9", "10"],
        ["11", "12", "13", "14", "15", "16", "17"],
        ["18", "19", "20", "21", "22", "23", "24"],
        ["25", "26", "27¹³", "•28²", "29", "30", "·"],
    ]
    pressed = [parse(button.data or "") for button in message.buttons[0]]
    assert pressed == [ShowMonth(2024, 10), PickMonth(2024, 11), ShowMonth(2024, 12)]
    assert parse(message.buttons[-1][2].data or "") == PickDay(2024, 11, 27)


def test_the_calendar_ends_where_its_years_do() -> None:
    phrases = Phrases("en")
    first = render_calendar(month_of(date(YEARS[0], 1, 1)), {}, date(2024, 1, 1), phrases)
    last = render_calendar(month_of(date(YEARS[-1], 12, 1)), {}, date(2024, 1, 1), phrases)
    assert labels(first)[0] == ["January 1990", "›"]
    assert labels(last)[0] == ["‹", "December 2099"]


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS)
def test_every_day_has_its_button_in_weeks_of_seven(language: Language, day: date) -> None:
    message = render_calendar(month_of(day), {day: 1}, day, Phrases(language))
    assert {len(row) for row in message.buttons[1:]} == {7}
    parsed = [parse(button.data or "") for row in message.buttons for button in row]
    days = [press.day for press in parsed if isinstance(press, PickDay)]
    assert days == list(range(1, month_of(day).end.day + 1))
    assert sum(len(row) for row in message.buttons) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, today=DAYS)
def test_a_picked_day_or_month_is_asked_in_words_that_are_understood(
    language: Language, day: date, today: date
) -> None:
    phrases = Phrases(language)
    for period in (Period(day, day), month_of(day)):
        question = read(phrases.period(period), today)
        assert question.period == period
        assert not question.words
