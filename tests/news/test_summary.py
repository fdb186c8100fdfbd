"""At most three lines, of the release's own sentences."""

from hypothesis import given
from hypothesis import strategies as st

from news.summary import LONGEST, shortened, stands_in, summarise

LEAD = "Bugun Toshkentda seminar bo‘lib o‘tdi."
WHO = "Unda olimlar qatnashdi."
RESULT = "Yakunda reja qabul qilindi."


def test_lines_stand_in_the_order_of_the_text_whatever_is_wanted_first() -> None:
    text = [LEAD, WHO, RESULT]
    assert summarise(text, [0, 2, 1], " ".join(text)) == (LEAD, WHO, RESULT)


def test_a_fourth_line_finds_no_room() -> None:
    text = [LEAD, WHO, RESULT, "Mehmonlar shaharni ko‘rdi."]
    assert len(summarise(text, [0, 1, 2, 3], " ".join(text))) == 3


def test_a_sentence_that_does_not_fit_gives_way_to_one_that_does() -> None:
    long = "So‘z " * 90 + "aytildi."
    assert summarise([LEAD, long, WHO], [0, 1, 2], f"{LEAD} {long} {WHO}") == (LEAD, WHO)


def test_a_first_sentence_longer_than_the_room_is_cut_with_an_ellipsis() -> None:
    long = "Tadbirda " + "vazirlik va idoralar " * 40 + "qatnashdi."
    (line,) = summarise([long], [0], long)
    assert line.endswith("…")
    assert len(line) <= LONGEST


def test_the_same_sentence_stands_once() -> None:
    assert summarise([LEAD, LEAD], [0, 1], LEAD) == (LEAD,)


def test_a_line_whose_words_the_text_lacks_is_replaced_by_the_lead() -> None:
    assert summarise([LEAD, "Boshqa 2030-yil voqeasi."], [1], LEAD) == (LEAD,)


def test_nothing_is_said_where_even_the_lead_does_not_stand_in_the_text() -> None:
    assert summarise(["Boshqa voqea."], [0], LEAD) == ()


def test_a_number_that_the_text_lacks_is_found_out() -> None:
    assert stands_in("25 mehmon keldi", "Kecha 25 mehmon keldi.")
    assert not stands_in("26 mehmon keldi", "Kecha 25 mehmon keldi.")
    assert not stands_in("Karimov keldi", "Kecha 25 mehmon keldi.")


def test_an_uzbek_clause_is_cut_only_behind_its_verb() -> None:
    line = "Tomonlar hamkorlikni muhokama qildi, so‘ng esdalik sovg‘alari topshirildi va suratga tushildi."
    assert shortened(line, 70) == "Tomonlar hamkorlikni muhokama qildi, so‘ng esdalik sovg‘alari…"


@given(st.lists(st.text(max_size=200), max_size=6), st.randoms())
def test_no_summary_is_longer_than_it_may_be(sentences: list[str], random: object) -> None:
    lines = summarise(sentences, range(len(sentences)), " ".join(sentences))
    assert len(lines) <= 3
    assert sum(map(len, lines)) <= LONGEST
