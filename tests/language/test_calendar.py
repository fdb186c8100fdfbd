"""Days and periods are said as each language writes them."""

from datetime import date

import pytest

from language.calendar import day_in_words, period_in_words
from language.dates import Period
from language.detect import Language

DAY = date(2024, 11, 27)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("uz-Latn", "2024-yil 27-noyabr"),
        ("uz-Cyrl", "2024 йил 27 ноябрь"),
        ("ru", "27 ноября 2024 г."),
        ("en", "27 November 2024"),
    ],
)
def test_a_day(language: Language, said: str) -> None:
    assert day_in_words(DAY, language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("uz-Latn", "27-noyabr"), ("uz-Cyrl", "27 ноябрь"), ("ru", "27 ноября"), ("en", "27 November")],
)
def test_this_years_day_needs_no_year(language: Language, said: str) -> None:
    assert day_in_words(DAY, language, date(2024, 1, 1)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2024, 11, 27), date(2024, 11, 27), "2024-yil 27-noyabr|27 ноября 2024 г.|27 November 2024"),
        (date(2024, 5, 1), date(2024, 5, 31), "2024-yil may|май 2024 г.|May 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-yil fevral|февраль 2024 г.|February 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024-yil|2024 г.|2024"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023–2024-yillar|2023–2024 гг.|2023–2024"),
        (date(2024, 11, 5), date(2024, 11, 7), "2024-yil 5–7-noyabr|5–7 ноября 2024 г.|5–7 November 2024"),
        (
            date(2024, 11, 25),
            date(2024, 12, 1),
            "2024-yil 25-noyabr – 1-dekabr|25 ноября – 1 декабря 2024 г.|25 November – 1 December 2024",
        ),
        (
            date(2024, 12, 29),
            date(2025, 1, 4),
            "2024-yil 29-dekabr – 2025-yil 4-yanvar|29 декабря 2024 г. – 4 января 2025 г.|"
            "29 December 2024 – 4 January 2025",
        ),
    ],
)
def test_a_period_says_nothing_twice(start: date, end: date, said: str) -> None:
    languages: tuple[Language, ...] = ("uz-Latn", "ru", "en")
    assert "|".join(period_in_words(Period(start, end), language) for language in languages) == said


def test_a_period_of_this_year_needs_no_year() -> None:
    week = Period(date(2024, 11, 25), date(2024, 12, 1))
    assert period_in_words(week, "uz-Cyrl", DAY) == "25 ноябрь – 1 декабрь"
