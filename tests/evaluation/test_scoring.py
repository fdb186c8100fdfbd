from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from evaluation.corpus import Gold, LabelledQuestion, LabelledRelease
from evaluation.figures import Figures
from evaluation.scoring import Answers, score_questions, score_releases, score_stories
from news.models import Event, EventType, Format, Period, Status, Understood

EVENT = Gold(
    is_event=True,
    event_type=EventType.SEMINAR,
    start_date=date(2025, 3, 4),
    end_date=date(2025, 3, 5),
    date_month=None,
    status=Status.HELD,
    place_city="Guliston",
    country="UZ",
    format=Format.OFFLINE,
    organisers=("Suv xo'jaligi vazirligi",),
    participants=("Nodir Sobitov", "Anna Berg"),
    outcome="Yakunda besh banddan iborat tavsiyalar qabul qilindi.",
    topic="tomchilatib sug'orish",
    topic_verbatim=True,
    best_summary_sentences=(0, 1),
)
NO_EVENT = replace(
    EVENT,
    is_event=False,
    event_type=None,
    start_date=None,
    end_date=None,
    status=None,
    place_city=None,
    country=None,
    format=None,
    organisers=(),
    participants=(),
    outcome=None,
    topic_verbatim=False,
)
SENTENCES = (
    "4-5-mart kunlari Guliston shahrida tomchilatib sug'orish bo'yicha seminar bo'lib o'tdi.",
    "Yakunda besh banddan iborat tavsiyalar qabul qilindi.",
)


def labelled(gold: Gold, name: str = "A") -> LabelledRelease:
    return LabelledRelease(
        name, "uz-Latn", "Gulistonda seminar", " ".join(SENTENCES), date(2025, 3, 6), SENTENCES, (), gold
    )


def read(release: LabelledRelease, event: Event | None, summary: tuple[str, ...] = SENTENCES) -> Understood:
    return Understood(release.draft, release.language, release.title, release.text, event, None, summary)


RIGHT = Event(
    type=EventType.SEMINAR,
    status=Status.HELD,
    start=date(2025, 3, 4),
    end=date(2025, 3, 5),
    place="Гулистон",
    country="UZ",
    organisers=("Suv xo‘jaligi vazirligi",),
    participants=("Anna Berg", "Nodir Sobitov", "Kimdir Boshqa"),
    topic="Tomchilatib sug‘orish",
    outcome="Yakunda besh banddan iborat tavsiyalar qabul qilindi.",
)
FIELDS = (
    "event_type",
    "status",
    "date",
    "place",
    "country",
    "format",
    "organisers F1",
    "participants recall",
    "topic F1",
    "outcome",
)


def test_a_release_read_rightly_scores_full_in_any_spelling() -> None:
    release = labelled(EVENT)
    figures = score_releases([release], {"A": read(release, RIGHT)})
    assert {name: figures.mean(name) for name in figures.values} == dict.fromkeys(figures.values, 1.0)
    assert figures.misses == []


def test_a_release_that_was_not_read_scores_nothing_but_what_none_means() -> None:
    """A missing event has no format, which counts as offline, and an empty summary breaks no law."""
    figures = score_releases([labelled(EVENT)], {})
    assert {name for name in FIELDS if figures.mean(name)} == {"format"}
    assert figures.mean("is_event") == figures.mean("is_event F1") == figures.mean("language") == 0
    assert figures.mean("summary") == 0
    assert figures.mean("summary length <= 500") == figures.mean("summary numbers in source") == 1


def test_everything_wrong_scores_nothing() -> None:
    release = labelled(EVENT)
    wrong = Event(
        type=EventType.FORUM,
        status=Status.ANNOUNCED,
        start=date(2025, 3, 4),
        place="Buxoro",
        country="KZ",
        format=Format.ONLINE,
        organisers=("Adliya vazirligi",),
        participants=("Boshqa Odam",),
        topic="soliqlar",
        outcome="Hech narsa.",
    )
    figures = score_releases([release], {"A": read(release, wrong)})
    assert [figures.mean(name) for name in FIELDS] == [0] * len(FIELDS)
    assert len(figures.misses) == len(FIELDS)


def test_a_date_with_the_right_start_and_no_end_is_wrong() -> None:
    release = labelled(EVENT)
    figures = score_releases([release], {"A": read(release, replace(RIGHT, end=None))})
    assert figures.mean("date") == 0


def test_fields_of_an_event_that_is_none_are_not_scored() -> None:
    release = labelled(NO_EVENT)
    figures = score_releases([release], {"A": read(release, RIGHT)})
    assert not set(FIELDS) & set(figures.values)
    assert figures.mean("is_event") == 0
    assert figures.mean("is_event F1") == 0


def test_f1_of_events_counts_both_kinds_of_mistake() -> None:
    releases = [labelled(EVENT, "A"), labelled(EVENT, "B"), labelled(NO_EVENT, "C"), labelled(NO_EVENT, "D")]
    events = dict(zip("ABCD", [RIGHT, None, RIGHT, None], strict=True))
    figures = score_releases(releases, {r.id: read(r, events[r.id]) for r in releases})
    assert figures.mean("is_event F1") == pytest.approx(2 / 4)
    assert figures.mean("is_event") == pytest.approx(2 / 4)


def test_only_the_first_three_lines_of_a_summary_count() -> None:
    release = labelled(EVENT)
    summary = ("Birinchi satr.", "Ikkinchi satr.", SENTENCES[0], SENTENCES[1])
    assert score_releases([release], {"A": read(release, RIGHT, summary)}).mean("summary") == 0.5


def test_a_number_that_the_release_does_not_hold_is_told() -> None:
    release = labelled(EVENT)
    figures = score_releases([release], {"A": read(release, RIGHT, (*SENTENCES, "Unda 47 kishi qatnashdi."))})
    assert figures.mean("summary numbers in source") == 0
    assert any("47" in miss for miss in figures.misses)


def test_figures_stand_apart_for_each_language() -> None:
    release = labelled(EVENT)
    figures = score_releases([release], {"A": read(release, RIGHT)})
    assert figures.mean("place [uz-Latn]") == 1
    assert "place: 1.000 (n=1)" in list(figures.lines())


def test_no_releases_give_no_figures_but_the_empty_f1() -> None:
    assert list(score_releases([], {}).lines()) == ["is_event F1: 0.000 (n=1)"]


def asked(
    relevant: tuple[str, ...] = (), crossing: tuple[str, ...] = (), acceptable: tuple[str, ...] = ()
) -> LabelledQuestion:
    now = datetime(2025, 5, 1, 9, tzinfo=UTC)
    return LabelledQuestion("Q", "suv", "uz-Latn", now, "keyword", relevant, crossing, acceptable, None)


def figures_of(question: LabelledQuestion, answers: Answers) -> dict[str, float]:
    figures = score_questions([question], {"Q": answers}, {})
    return {name: figures.mean(name) for name in figures.values if "[" not in name and name != "period"}


def test_the_right_answer_first_scores_full() -> None:
    assert set(figures_of(asked(("A",)), [["A"], ["Z"]]).values()) == {1.0}


def test_no_answer_to_a_question_that_has_one_scores_nothing() -> None:
    assert set(figures_of(asked(("A",)), []).values()) == {0.0}


def test_a_right_answer_in_third_place_is_worth_a_third() -> None:
    assert figures_of(asked(("A",)), [["X"], ["Y"], ["A"]]) == {
        "success@1": 0,
        "recall@5": 1,
        "MRR@10": pytest.approx(1 / 3),
        "precision@relevant": 0,
    }


def test_an_acceptable_answer_in_front_does_no_harm() -> None:
    assert figures_of(asked(("A",), acceptable=("B",)), [["B"], ["A"]])["success@1"] == 1


def test_an_answer_in_another_language_in_front_does_no_harm() -> None:
    assert figures_of(asked(("A",), crossing=("R",)), [["R"], ["A"]])["success@1"] == 1


def test_a_result_stands_for_its_copies() -> None:
    """Two versions of one story under one result are both found, and the best of its names is ranked."""
    figures = figures_of(asked(("A", "B")), [["Z", "A", "B"]])
    assert figures["success@1"] == figures["recall@5"] == 1


def test_an_answer_beyond_the_tenth_counts_as_not_given() -> None:
    answers = [[f"X{number}"] for number in range(10)] + [["A"]]
    assert set(figures_of(asked(("A",)), answers).values()) == {0.0}


def test_of_seven_right_answers_five_on_the_first_page_are_all_that_fit() -> None:
    names = tuple("ABCDEFG")
    assert figures_of(asked(names), [[name] for name in names])["recall@5"] == 1


def test_answers_in_other_languages_alone_are_reported_apart() -> None:
    assert figures_of(asked(crossing=("R", "S")), [["R"], ["X"]]) == {"cross-language recall@5": 0.5}


def test_a_question_without_answers_is_answered_rightly_by_nothing_alone() -> None:
    assert figures_of(asked(), []) == {"negatives empty": 1}
    assert figures_of(asked(acceptable=("B",)), [["B"]]) == {"negatives empty": 0}


def test_a_period_is_right_if_both_its_ends_are() -> None:
    week = (date(2025, 4, 21), date(2025, 4, 27))
    question = replace(asked(), date_range=week)
    assert score_questions([question], {}, {"Q": Period(*week)}).mean("period") == 1
    assert score_questions([question], {}, {"Q": Period(week[0], week[0])}).mean("period") == 0
    assert score_questions([question], {}, {}).mean("period") == 0


def test_a_period_where_none_was_asked_for_is_wrong() -> None:
    day = Period(date(2025, 4, 21), date(2025, 4, 21))
    assert score_questions([asked()], {}, {"Q": None}).mean("period") == 1
    assert score_questions([asked()], {}, {"Q": day}).mean("period") == 0


def test_misses_name_the_question_and_what_came_instead() -> None:
    figures = score_questions([asked(("A",))], {"Q": [["Z"]]}, {})
    assert "Q 'suv' success@1: want ('A',), have ['Z']" in figures.misses


def test_stories_are_scored_pair_by_pair() -> None:
    first, second = replace(labelled(EVENT, "A"), same_story=("B",)), labelled(EVENT, "B")
    translation = replace(labelled(EVENT, "C"), language="ru", same_story=("D",))
    releases = [first, second, translation, labelled(EVENT, "D")]
    figures = Figures()
    score_stories(figures, releases, {"A": 1, "B": 1, "C": 1, "D": 4})
    assert figures.mean("same story found [version]") == 1
    assert figures.mean("same story found [translation]") == 0
    assert figures.mean("other stories apart") == pytest.approx(2 / 4)
