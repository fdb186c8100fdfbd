"""What is shown of what people asked, and what is not."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.alphabet import canonical
from news.models import Popular, Wording
from news.popular import PEOPLE, is_personal, popular

TODAY = date(2026, 5, 14)


def wordings(*asked: tuple[int, str], in_vain: bool = False) -> list[Wording]:
    return [Wording(person, text, 1, in_vain) for person, text in asked]


def everybody(text: str, *, in_vain: bool = False) -> list[Wording]:
    return wordings(*((person, text) for person in range(1, PEOPLE + 1)), in_vain=in_vain)


async def shown(asked: list[Wording]) -> set[str]:
    found = await popular(asked, TODAY)
    return {term.text for terms in (found.questions, found.words, found.unanswered) for term in terms}


async def test_what_three_people_asked_is_shown() -> None:
    found = await popular(everybody("suv konferensiyasi"), TODAY)
    assert [(term.text, term.people) for term in found.questions] == [("suv konferensiyasi", 3)]
    assert [term.text for term in found.words] == ["suv"]
    assert found.unanswered == []


async def test_what_fewer_asked_is_not_however_often() -> None:
    often = [Wording(1, "qoʻshnim Karim haqida", 100, True), Wording(2, "suv", 50, False)]
    assert await popular(often, TODAY) == Popular([], [], [], looked_at=150)


async def test_one_person_in_three_spellings_is_one_person() -> None:
    assert await shown(wordings((1, "suv"), (1, "Suv!"), (1, "СУВ"), (2, "suv"))) == set()


async def test_spellings_of_one_question_are_one() -> None:
    asked = wordings((1, "oʻzbekiston"), (2, "O'zbekiston?"), (3, "ўзбекистон"), (4, "oʻzbekiston"))
    found = await popular(asked, TODAY)
    assert [(term.text, term.people) for term in found.questions] == [("oʻzbekiston", 4)]


async def test_forms_of_a_word_are_one_word() -> None:
    asked = wordings((1, "terrorizm"), (2, "terrorizmga qarshi"), (3, "may oyida terrorizmdan"))
    assert [term.people for term in (await popular(asked, TODAY)).words if "terrorizm" in term.text] == [3]


async def test_what_found_nothing_is_shown_apart() -> None:
    found = await popular([*everybody("kosmik kema", in_vain=True), *everybody("suv")], TODAY)
    assert [term.text for term in found.unanswered] == ["kosmik kema"]
    assert "suv" not in {term.text for term in found.unanswered}


async def test_of_different_questions_in_vain_the_word_they_share_is_shown() -> None:
    asked = wordings((1, "metro qachon ochiladi"), (2, "metro bekatlari"), (3, "yangi metro"), in_vain=True)
    assert "metro" in {term.text for term in (await popular(asked, TODAY)).unanswered}


@pytest.mark.parametrize(
    "text",
    [
        "+998 90 123-45-67",
        "telefon 901234567",
        "(90) 123 45 67 kimniki",
        "AB1234567 pasport",
        "8600 1234 5678 9012",
        "karim@example.org",
        "@karimjon",
        "https://example.org/karim",
        "t.me/karimjon",
        "www.example.org",
        "12.05.2026 telefon 12345",
    ],
)
async def test_numbers_and_addresses_are_never_shown(text: str) -> None:
    assert is_personal(text)
    assert await shown(everybody(text, in_vain=True)) == set()


@pytest.mark.parametrize(
    "text", ["2026-05-12 konferensiya", "12.05.2026", "2025 2026", "5-may", "1000 kun", "COP29", "14/05/26"]
)
def test_dates_and_small_numbers_are_nobodys(text: str) -> None:
    assert not is_personal(text)


async def test_the_most_asked_come_first_and_only_some() -> None:
    asked = [
        Wording(person, f"mavzu {chr(ord('a') + number)}", 1, False)
        for number in range(9)
        for person in range(PEOPLE + number)
    ]
    questions = (await popular(asked, TODAY)).questions
    assert [term.text for term in questions] == [f"mavzu {letter}" for letter in "ihgfe"]


@given(
    st.lists(
        st.builds(
            Wording,
            st.integers(1, 5),
            st.text("abcуЎʻ 129@?-.", max_size=12) | st.sampled_from(["suv", "Suv?", "сув", "forum may"]),
            st.integers(1, 3),
            st.booleans(),
        ),
        max_size=40,
    )
)
async def test_nothing_is_shown_that_fewer_than_three_people_asked(asked: list[Wording]) -> None:
    found = await popular(asked, TODAY)
    people: defaultdict[str, set[int]] = defaultdict(set)
    for wording in asked:
        people[canonical(" ".join(wording.text.split()).rstrip("?!. "))].add(wording.person_id)
    for term in found.questions:
        assert len(people[canonical(term.text)]) >= PEOPLE
    for term in [*found.questions, *found.words, *found.unanswered]:
        assert term.people >= PEOPLE
        assert not is_personal(term.text)
        assert any(canonical(term.text) in text for text in people)
