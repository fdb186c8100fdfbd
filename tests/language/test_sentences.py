"""A text is cut where its sentences end, and nowhere else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.sentences import split

ROWS = json.loads(
    (Path(__file__).parents[2] / "evaluation/language/sentences.json").read_text(encoding="utf-8")
)["rows"]


@pytest.mark.parametrize("sentences", ROWS, ids=lambda row: str(row[0][:40]))
def test_sentences_end_at_their_marks_alone(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@given(st.text(alphabet="ab CД.!?…«»\"“”()1\n'-–,") | st.text())
def test_sentences_joined_give_the_text_back(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_sentences_stuck_together_are_divided_and_addresses_are_not() -> None:
    assert split("Javob berildi.Keyin savollar bo'ldi.") == ["Javob berildi.", "Keyin savollar bo'ldi."]
    assert len(split("Manba www.namuna.uz va Kun.uz sayti.")) == 1


def test_a_paragraph_broken_in_mid_sentence_is_joined() -> None:
    text = "Majlis qarori muhim ekanligi\n\nqayd etildi.\n\nKeyin so'z\nboshqalarga berildi."
    assert split(text) == ["Majlis qarori muhim ekanligi qayd etildi.", "Keyin so'z boshqalarga berildi."]


def test_a_heading_stands_alone() -> None:
    assert split("Vazirlar uchrashdi\n\nBuxoroda forum ochildi.") == [
        "Vazirlar uchrashdi",
        "Buxoroda forum ochildi.",
    ]


def test_lines_that_a_page_wrapped_are_one_sentence() -> None:
    text = (
        "Sarlavha\n\nAnjumanda mintaqa davlatlari vakillari, olimlar hamda xalqaro tashkilotlarning\n"
        "Toshkentdagi vakolatxonalari rahbarlari so'zga chiqdi."
    )
    assert len(split(text)) == 2


def test_a_dateline_is_one_unit() -> None:
    assert split("BUXORO, 3-mart. /“Namuna” AA/. Shaharda bayram bo'ldi.") == [
        "BUXORO, 3-mart. /“Namuna” AA/.",
        "Shaharda bayram bo'ldi.",
    ]
