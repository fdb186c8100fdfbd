"""The figures as text, and what a picture of them shows."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.figures import LONGEST, picture, render_figures
from language.detect import LANGUAGES, Language
from language.markup import visible_units
from language.phrases import Phrases
from news.models import DayFigures, Period, Popular, Term
from playground.entities import parse_html

TODAY = date(2026, 11, 22)
MONTH = Period(TODAY - timedelta(days=29), TODAY)
NOTHING = Popular()

numbers = st.integers(0, 10**9)
terms = st.lists(st.builds(Term, st.text(max_size=400), numbers), max_size=8)
days = st.builds(
    DayFigures,
    st.dates(MONTH.start, MONTH.end),
    st.none() | numbers,
    **dict.fromkeys(("delivered", "failed", "unknown", "waiting"), numbers),
)


def said(told: list[DayFigures], popular: Popular = NOTHING, language: Language = "en") -> str:
    return render_figures(told, popular, MONTH, TODAY, Phrases(language)).html


@given(
    st.lists(days, max_size=30, unique_by=lambda each: each.day),
    st.builds(Popular, terms, terms, terms),
    st.sampled_from(LANGUAGES),
)
def test_the_text_fits_below_a_picture_and_is_html(
    told: list[DayFigures], popular: Popular, language: Language
) -> None:
    html = said(told, popular, language)
    assert visible_units(html) <= LONGEST
    parse_html(html)


def test_figures_are_summed_and_growth_is_said() -> None:
    told = [
        DayFigures(TODAY - timedelta(days=2), None, delivered=1000, failed=1),
        DayFigures(TODAY - timedelta(days=1), 1200, delivered=234, unknown=2, asked=4, unanswered=1),
        DayFigures(TODAY, 1190, waiting=7, asked=5),
    ]
    html = said(told)
    assert "Subscribers: <b>1,190</b> (−10)" in html
    assert "<b>1,234</b> delivered, 1 failed, 2 unknown" in html
    assert "In the queue: 7" in html
    assert "Questions: <b>9</b>, of them without an answer 1" in html


def test_what_was_asked_is_escaped_and_cut() -> None:
    html = said([], Popular(questions=[Term("<b>suv</b> " + "x" * 100, 3)], words=[Term("suv", 4)]))
    assert "&lt;b&gt;suv&lt;/b&gt; xxx" in html
    assert "x" * 50 not in html
    assert "<b>Words:</b> suv 4" in html


def test_of_how_many_questions_the_lists_are_is_said_where_not_of_all() -> None:
    told = [DayFigures(TODAY, 1, asked=12_000)]
    assert "of the newest 10,000 questions" in said(told, Popular(looked_at=10_000))
    assert "newest" not in said(told, Popular(looked_at=12_000))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_speaks_one_alphabet(language: Language) -> None:
    told = [DayFigures(TODAY, 1_500_000, delivered=12_000, asked=40)]
    drawn = picture(told, MONTH, TODAY, Phrases(language))
    words = [drawn.title, drawn.empty, *(name for _, name in drawn.days)]
    for panel in drawn.panels:
        words += [panel.title, *(each.label for each in panel.series), *(mark for _, mark in panel.marks)]
    alien = "[a-zA-Z]" if language in ("uz-Cyrl", "ru") else "[а-яА-ЯўқғҳЎҚҒҲ]"
    assert not re.search(alien, " ".join(words))


@given(numbers, st.sampled_from(LANGUAGES))
def test_marks_are_few_distinct_and_reach_the_highest(highest: int, language: Language) -> None:
    told = [DayFigures(TODAY, highest)]
    marks = picture(told, MONTH, TODAY, Phrases(language)).panels[0].marks
    assert 2 <= len(marks) <= 5
    assert marks[0][0] == 0
    assert marks[-1][0] >= highest
    assert len({label for _, label in marks}) == len(marks)


def test_every_day_has_its_place() -> None:
    told = [DayFigures(TODAY - timedelta(days=3), 5, delivered=9)]
    subscribers, messages, _ = picture(told, MONTH, TODAY, Phrases("en")).panels
    assert [place for place, each in enumerate(subscribers.series[0].values) if each is not None] == [26]
    assert [place for place, each in enumerate(messages.series[0].values) if each] == [26]
