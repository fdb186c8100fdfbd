"""What holds for every text whatever, good or bad."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evaluation
from evaluation.corpus import releases
from news.models import Draft, Understood
from news.summary import LINES, LONGEST, stands_in
from news.understanding import understand
from tests.laws import examples

DAY = date(2025, 5, 5)
CORPUS = releases(Path(evaluation.__file__).parent)
PIECES = [
    "Bugun Toshkentda “Yangi davr” mavzusida konferensiya bo‘lib o‘tdi.",
    "Eldor Aripov",
    "«",
    "»",
    "SMTI",
    "\n\n",
    "Сегодня в Ташкенте состоялась встреча.",
    "с участием",
    "Институт",
    "A seminar was held in Osh on 3 May.",
    "12.05.",
    "Ўзбекистон",
    "бўлиб ўтди",
    "tomonidan tashkil etildi",
    "organised by the",
    "|",
    "“",
    "(",
    ")",
    "Mavzuga oid",
    "-",
]
ANY = st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


def holds(understood: Understood) -> None:
    """The laws of a reading: short lines of the text's own words, and evidence for what is said."""
    draft = understood.draft
    source = f"{draft.title}\n{draft.text}"
    assert len(understood.summary) <= LINES
    assert sum(map(len, understood.summary)) <= LONGEST
    assert all(stands_in(line, source) for line in understood.summary)
    event = understood.event
    if event is None:
        return
    assert (event.start is None) == (event.end is None)
    assert event.start is None or event.end is None or event.start <= event.end
    proved = {evidence.field for evidence in event.evidence}
    for field in ("start", "place", "organisers", "participants", "topic", "outcome"):
        assert not getattr(event, field) or field in proved
    flat = " ".join(f"{understood.title} {understood.text}".split())
    assert all(" ".join(evidence.sentence.split()) in flat for evidence in event.evidence)


@given(ANY, ANY)
@settings(max_examples=examples(100))
def test_any_text_at_all_is_read_within_the_laws(title: str, text: str) -> None:
    holds(understand(Draft(title, text, DAY)))


@given(ANY)
@settings(max_examples=examples(50))
def test_the_same_draft_is_always_read_alike(text: str) -> None:
    draft = Draft("", text, DAY)
    assert understand(draft) == understand(draft)


def test_every_release_of_the_corpus_is_read_within_the_laws() -> None:
    for record in CORPUS:
        holds(understand(record.draft))


def test_every_number_of_a_summary_stands_in_its_release() -> None:
    for record in CORPUS:
        understood = understand(record.draft)
        said = set(re.findall(r"\d+", " ".join(understood.summary)))
        assert said <= set(re.findall(r"\d+", f"{record.draft.title} {record.draft.text}"))


LONG = {
    "no punctuation": "Toshkentda konferensiya Eldor Aripov SMTI vazirlik " * 4000,
    "one letter": "a" * 200_000,
    "opened quotations": "« “ " * 50_000,
    "brackets": "(" * 200_000,
    "short lines": "qator\n" * 33_000,
    "names": "Eldor Aripov, " * 14_000,
    "bodies": "Xalqaro tadqiqotlar instituti va " * 6_000,
    "genitives": "в Ташкенте Института Министерства " * 6_000,
    "dates": "12.05.2024 " * 18_000,
}


@pytest.mark.parametrize("name", LONG)
def test_two_hundred_thousand_characters_are_read_within_the_laws(name: str) -> None:
    holds(understand(Draft("", LONG[name], DAY)))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Konferensiya", "Toshkent", "5-may", "???", "«»", "\ud800"]
)
def test_a_word_or_nothing_is_no_event(text: str) -> None:
    assert understand(Draft("", text, DAY)).event is None


def test_a_text_in_three_languages_is_read_in_its_first() -> None:
    text = "Bugun Toshkentda seminar bo‘lib o‘tdi.\n\nСегодня прошёл семинар.\n\nA seminar was held in Paris."
    event = understand(Draft("Seminar", text, DAY)).event
    assert event is not None
    assert event.place == "Toshkent"


def test_a_text_in_capitals_is_read_all_the_same() -> None:
    event = understand(Draft("", "BUGUN TOSHKENTDA XALQARO SEMINAR BO‘LIB O‘TDI.", DAY)).event
    assert event is not None
    assert (event.place, event.start) == ("TOSHKENT", DAY)


def test_a_table_gives_no_event() -> None:
    table = "№ | Sana | Shahar\n1 | 5-may | Toshkent\n2 | 6-may | Samarqand"
    assert understand(Draft("Jadval", table, DAY)).event is None


def test_the_first_line_is_the_title_where_none_was_given() -> None:
    understood = understand(Draft("", "Samarqandda seminar\n\nKecha Samarqandda seminar o‘tkazildi.", DAY))
    assert understood.title == "Samarqandda seminar"
    assert understood.text == "Kecha Samarqandda seminar o‘tkazildi."
