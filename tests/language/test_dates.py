"""Spoken dates become inclusive periods."""

from datetime import date

import pytest

from language.dates import find_period, find_periods, find_spoken, unspoken

TODAY = date(2024, 11, 28)  # a Thursday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12-iyun kuni", "2024-06-12", "2024-06-12"),
        ("4, 5 va 6-sentabr kunlari", "2024-09-04", "2024-09-06"),
        ("с 27 февраля по 3 марта", "2024-02-27", "2024-03-03"),
        ("o'tgan haftada", "2024-11-18", "2024-11-24"),
        ("since February", "2024-02-01", "2024-11-28"),
    ],
)
def test_a_question_names_its_period(text: str, start: str, end: str) -> None:
    period = find_period(text, TODAY)
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


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
