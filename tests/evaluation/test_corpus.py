"""The project's own corpus keeps its own rules (evaluation/README.md)."""

from datetime import date
from pathlib import Path

import pytest

from evaluation import corpus
from evaluation.corpus import LabelledQuestion, LabelledRelease
from news.models import LANGUAGES, EventType

FOLDER = Path(corpus.__file__).parent
RELEASES = corpus.releases(FOLDER)
QUESTIONS = corpus.questions(FOLDER)
BY_ID = {release.id: release for release in RELEASES}
EVENTS = [release for release in RELEASES if release.gold.is_event]
KINDS = {"keyword", "name", "abbr", "date", "type_date", "combined", "negative"}


def whole(release: LabelledRelease) -> str:
    return f"{release.title}\n\n{release.text}"


def family(language: str) -> str:
    return language.partition("-")[0]


def listed(question: LabelledQuestion) -> list[str]:
    return [*question.relevant, *question.relevant_crosslingual, *question.acceptable]


def when(release: LabelledRelease) -> tuple[date, date]:
    """The dates by which a release answers a question about a time."""
    gold = release.gold
    if gold.start_date and gold.end_date:
        return gold.start_date, gold.end_date
    if gold.date_month:
        return date.fromisoformat(f"{gold.date_month}-01"), date.fromisoformat(f"{gold.date_month}-28")
    return release.published, release.published


def test_the_corpus_is_large_and_mixed_enough() -> None:
    assert len(RELEASES) >= 70
    assert len(QUESTIONS) >= 110
    assert 0.6 <= len(EVENTS) / len(RELEASES) <= 0.75
    assert {release.language for release in RELEASES} == set(LANGUAGES)
    assert {question.language for question in QUESTIONS} == set(LANGUAGES)
    assert {release.gold.event_type for release in EVENTS} == set(EventType)
    assert {question.kind for question in QUESTIONS} == KINDS


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RELEASES)
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


def test_sentences_give_the_text_back() -> None:
    assert [r.id for r in RELEASES if " ".join(r.sentences) != " ".join(r.text.split())] == []


def test_the_title_does_not_open_the_text() -> None:
    assert [r.id for r in RELEASES if r.text.startswith(r.title)] == []


def test_best_sentences_are_one_to_three_and_exist() -> None:
    for release in RELEASES:
        best = release.gold.best_summary_sentences
        assert 1 <= len(best) <= 3, release.id
        assert sorted(set(best)) == list(best), release.id
        assert best[-1] < len(release.sentences), release.id


def test_a_topic_is_verbatim_exactly_where_it_stands_in_the_release() -> None:
    assert [r.id for r in RELEASES if r.gold.topic_verbatim != (r.gold.topic in whole(r))] == []


def test_an_outcome_is_a_sentence_of_the_text() -> None:
    assert [r.id for r in RELEASES if r.gold.outcome and r.gold.outcome not in r.sentences] == []


def test_what_is_no_event_has_no_event_fields() -> None:
    for release in RELEASES:
        gold = release.gold
        when_and_how = (gold.event_type, gold.status, gold.start_date, gold.end_date, gold.date_month)
        where_and_what = (gold.place_city, gold.country, gold.format, gold.outcome)
        if gold.is_event:
            assert gold.event_type, release.id
            assert gold.status, release.id
        else:
            assert not any(when_and_how), release.id
            assert not any(where_and_what), release.id
            assert not gold.organisers, release.id
            assert not gold.participants, release.id


def test_dates_come_in_pairs_and_in_order() -> None:
    for release in EVENTS:
        gold = release.gold
        if gold.start_date is None or gold.end_date is None:
            assert gold.start_date is gold.end_date is None, release.id
        else:
            assert gold.start_date <= gold.end_date, release.id
            assert gold.date_month is None, release.id


def test_status_agrees_with_the_dates() -> None:
    for release in EVENTS:
        gold = release.gold
        if gold.start_date and gold.end_date:
            statuses = {
                "held": gold.end_date <= release.published,
                "ongoing": gold.start_date <= release.published <= gold.end_date,
                "announced": release.published < gold.start_date,
            }
            assert statuses[str(gold.status)], release.id


def test_what_was_held_online_has_no_place() -> None:
    for release in EVENTS:
        if release.gold.format == "online":
            assert release.gold.place_city is None, release.id
            assert release.gold.country is None, release.id
        if release.gold.place_city:
            assert release.gold.country, release.id


def test_names_are_few_and_none_stands_twice() -> None:
    for release in EVENTS:
        for names in (release.gold.organisers, release.gold.participants):
            assert len(names) == len(set(names)) <= 8, release.id


def test_stories_lead_to_each_other() -> None:
    for release in RELEASES:
        for other in release.same_story:
            assert release.id in BY_ID[other].same_story, (release.id, other)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_lists_releases_that_exist_each_once_and_in_its_place(question: LabelledQuestion) -> None:
    names = listed(question)
    assert len(names) == len(set(names))
    assert set(names) <= set(BY_ID)
    assert all(BY_ID[name].published <= question.now.date() for name in names)
    same = family(question.language)
    assert {family(BY_ID[name].language) for name in question.relevant} <= {same}
    assert same not in {family(BY_ID[name].language) for name in question.relevant_crosslingual}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_negative_question_has_no_answer_and_every_other_one_has(question: LabelledQuestion) -> None:
    assert (question.kind == "negative") == (not question.relevant and not question.relevant_crosslingual)


DATED = [question for question in QUESTIONS if question.date_range]


@pytest.mark.parametrize("question", DATED, ids=lambda question: question.id)
def test_what_answers_a_dated_question_happened_then(question: LabelledQuestion) -> None:
    assert question.date_range
    start, end = question.date_range
    assert start <= end
    for name in (*question.relevant, *question.relevant_crosslingual):
        first, last = when(BY_ID[name])
        assert first <= end, name
        assert last >= start, name


@pytest.mark.parametrize("question", [q for q in DATED if q.kind == "date"], ids=lambda question: question.id)
def test_a_date_alone_lists_everything_of_that_time(question: LabelledQuestion) -> None:
    assert question.date_range
    start, end = question.date_range
    then = {r.id for r in RELEASES if when(r)[0] <= end and when(r)[1] >= start}
    assert then == {*listed(question)}
