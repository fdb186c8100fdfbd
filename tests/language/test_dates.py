"""Spoken dates become inclusive periods."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from language.dates import find_period, find_periods, find_spoken, unspoken

TABLE = json.loads((Path(__file__).parents[2] / "evaluation/language/dates.json").read_text(encoding="utf-8"))
TODAY = date(2024, 11, 28)  # a Thursday
DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2090, 12, 31))
# One a line would be a page: what dates are made of, in any order.
PIECES = st.sampled_from(
    re.split(
        r"\s+",
        "5 12 31 2024 may noyabr fevral мая ноября January o'tgan shu kelasi hafta oy yil kun chorak yarmi"
        " dan gacha с по from to - – . , va и and oldin назад ago oxirgi последние last dushanba среда Monday"
        " kecha вчера 13.05.2024 II boshidan beri ichida davomida yozda may",
    )
)


@pytest.mark.parametrize("row", TABLE["rows"], ids=lambda row: str(row["text"]))
def test_a_question_names_its_period(row: dict[str, Any]) -> None:
    period = find_period(row["text"], TODAY)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (row["start"], row["end"])


@pytest.mark.parametrize("text", TABLE["negatives"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_period(text, TODAY) is None


@given(st.lists(PIECES, max_size=9).map(" ".join), DAYS)
def test_a_period_starts_before_it_ends(text: str, today: date) -> None:
    for found in (find_spoken(text, today), *find_periods(text, today)):
        if found is not None:
            assert found.period.start <= found.period.end
            assert 0 <= found.start < found.end <= len(text)


@given(st.text(), DAYS)
def test_any_text_can_be_read(text: str, today: date) -> None:
    find_periods(text, today)


@given(DAYS, DAYS)
def test_a_day_in_figures_is_that_day(day: date, today: date) -> None:
    for text in (f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}"):
        period = find_period(text, today)
        assert period is not None
        assert (period.start, period.end) == (day, day)


@given(st.integers(1, 28), st.integers(1, 12), DAYS)
def test_a_day_without_a_year_is_the_latest_past_one(day: int, month: int, today: date) -> None:
    name = Locale.parse("uz").months["format"]["wide"][month]
    period = find_period(f"{day}-{name}", today)
    assert period is not None
    assert (period.start.day, period.start.month) == (day, month)
    assert 0 <= (today - period.start).days < 366


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
@pytest.mark.parametrize("context", ["format", "stand-alone"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_name_that_cldr_has_for_a_month_is_known(language: str, context: str, width: str) -> None:
    for month, name in Locale.parse(language).months[context][width].items():
        period = find_period(f"5 {name} 2023", TODAY)
        assert period is not None, name
        assert period.start == date(2023, month, 5)


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_every_name_that_cldr_has_for_a_weekday_is_known(language: str) -> None:
    for number, name in Locale.parse(language).days["format"]["wide"].items():
        period = find_period(name, TODAY)
        assert period is not None, name
        assert period.start.weekday() == number


def test_the_words_of_a_period_can_be_taken_out_of_a_question() -> None:
    question = "may oyidagi konferensiyalar 2023 Toshkent"
    found = find_spoken(question, TODAY)
    assert found is not None
    assert found.period.start == date(2023, 5, 1)
    assert unspoken(question, found) == "konferensiyalar Toshkent"


def test_a_release_is_read_against_its_day_of_publication() -> None:
    text = "Kecha Toshkentda uchrashuv bo'ldi, 5–6-dekabr kunlari forum o'tadi."
    found = find_periods(text, TODAY)
    assert [(f.period.start, f.period.end, text[f.start : f.end]) for f in found] == [
        (date(2024, 11, 27), date(2024, 11, 27), "Kecha"),
        (date(2024, 12, 5), date(2024, 12, 6), "5–6-dekabr kunlari"),
    ]


def test_nowadays_and_vague_years_are_no_dates_of_a_release() -> None:
    text = "Bugungi kunda, so'nggi yillarda va keyingi yillarda savdo o'sdi. Narx 12.05 ga yetdi."
    assert find_periods(text, TODAY) == []


@pytest.mark.parametrize("piece", ["5 dan ", "5, ", "2024-yil ", "5-may, ", "1-chorak - ", "с 2024 ", "1."])
def test_a_text_of_nothing_but_numbers_is_read_all_the_same(piece: str) -> None:
    """No timing is asserted: with patterns that try everything this would outlast the suite's limit."""
    find_periods(piece * 2000, TODAY)
