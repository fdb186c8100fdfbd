"""Scores what was understood and answered against labels. Pure: what is scored comes in, figures come out.

`README.md` of this folder says what each figure counts.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from evaluation.corpus import Gold, LabelledQuestion, LabelledRelease
from evaluation.figures import Figures
from evaluation.likeness import alike, content, covered, fold, set_f1, words_f1
from news.models import Event, Format, Period, Understood

SUMMARY_LINES = 3
SUMMARY_LENGTH = 500
"""Characters of a summary's lines, joined by spaces."""
FIRST = 5
"""Answers that a reader sees without turning a page."""
LAST = 10
"""Beyond this rank an answer counts as not given."""
MISSED = 0.6
"""A field's value below this is told as a miss."""

Answers = Sequence[Sequence[str]]
"""For each result, best first, every reference that leads to it."""


def score_releases(labelled: Sequence[LabelledRelease], understood: Mapping[str, Understood]) -> Figures:
    """Score what was read, by the labels' id. A release that is not there counts as read wrongly."""
    figures = Figures()
    found = wrong = left = 0
    for release in labelled:
        reading = understood.get(release.id)
        _ReleaseScore(release, reading, figures).note_all()
        event = reading is not None and reading.event is not None
        found += event and release.gold.is_event
        wrong += event and not release.gold.is_event
        left += not event and release.gold.is_event
    figures.note("is_event F1", 2 * found / max(1, 2 * found + wrong + left))
    return figures


class _ReleaseScore:
    """One release against its labels."""

    def __init__(self, release: LabelledRelease, reading: Understood | None, figures: Figures) -> None:
        self.release = release
        self.reading = reading
        self.figures = figures

    def note_all(self) -> None:
        gold = self.release.gold
        event = self.reading.event if self.reading else None
        language = self.reading.language if self.reading else None
        self._note("language", language == self.release.language, self.release.language, language)
        self._note("is_event", (event is not None) == gold.is_event, gold.is_event, event is not None)
        self._note_summary(gold)
        if gold.is_event:
            self._note_when_and_where(gold, event)
            self._note_who_and_what(gold, event)

    def _note_summary(self, gold: Gold) -> None:
        summary = self.reading.summary[:SUMMARY_LINES] if self.reading else ()
        joined = " ".join(summary)
        best = [self.release.sentences[index] for index in gold.best_summary_sentences]
        if best:
            said = content(joined)
            share = sum(covered(sentence, said) for sentence in best) / len(best)
            self._note("summary", share, best, summary)
        self._note("summary length <= 500", len(joined) <= SUMMARY_LENGTH, SUMMARY_LENGTH, len(joined))
        source = f"{self.release.title}\n{self.release.text}{self.release.published.isoformat()}"
        invented = _numbers(joined) - _numbers(source)
        self._note("summary numbers in source", not invented, [], sorted(invented))

    def _note_when_and_where(self, gold: Gold, event: Event | None) -> None:
        kind = event.type if event else None
        self._note("event_type", kind == gold.event_type, gold.event_type, kind)
        status = event.status if event else None
        self._note("status", status == gold.status, gold.status, status)
        want = (gold.start_date, gold.end_date)
        have = (event.start, event.end) if event else (None, None)
        self._note("date", have == want, want, have)
        place = event.place if event else None
        self._note("place", fold(place) == fold(gold.place_city), gold.place_city, place)
        country = (event.country or None) if event else None
        self._note("country", country == gold.country, gold.country, country)
        format_ = event.format if event else Format.OFFLINE
        self._note("format", format_ == (gold.format or Format.OFFLINE), gold.format, format_)

    def _note_who_and_what(self, gold: Gold, event: Event | None) -> None:
        organisers = event.organisers if event else ()
        self._note("organisers F1", set_f1(gold.organisers, organisers), gold.organisers, organisers)
        if gold.participants:
            people = event.participants if event else ()
            share = sum(any(alike(name, other) for other in people) for name in gold.participants)
            self._note("participants recall", share / len(gold.participants), gold.participants, people)
        if gold.topic_verbatim:
            topic = event.topic if event else None
            self._note("topic F1", words_f1(gold.topic, topic), gold.topic, topic)
        if gold.outcome:
            outcome = event.outcome if event else None
            self._note("outcome", alike(gold.outcome, outcome), gold.outcome, outcome)

    def _note(self, name: str, value: float, want: object, have: object) -> None:
        if self.figures.note(name, value, self.release.language) < MISSED:
            self.figures.miss(self.release.id, name, want, have)


def score_questions(
    labelled: Sequence[LabelledQuestion],
    answered: Mapping[str, Answers],
    periods: Mapping[str, Period | None],
) -> Figures:
    """Score answers and the periods that were understood, by the labels' id.

    A question that is not there counts as answered by nothing and understood without a period.
    """
    figures = Figures()
    for question in labelled:
        answers = answered.get(question.id, ())
        score = _QuestionScore(question, answers, figures)
        score.note_all()
        period = periods.get(question.id)
        have = (period.start, period.end) if period else None
        score.note("period", have == question.date_range, question.date_range, have)
    return figures


def score_stories(figures: Figures, labelled: Sequence[LabelledRelease], stories: Mapping[str, int]) -> None:
    """Whether tellings of one story were taken for one, and no other two releases were."""
    for one, other in combinations(labelled, 2):
        together = stories.get(one.id, one.id) == stories.get(other.id, other.id)
        if other.id in one.same_story:
            kind = "version" if one.language == other.language else "translation"
            if not figures.note("same story found", together, kind):
                figures.miss(f"{one.id}/{other.id}", "same story found", "one story", "two")
        elif not figures.note("other stories apart", not together):
            figures.miss(f"{one.id}/{other.id}", "other stories apart", "two stories", "one")


class _QuestionScore:
    """One question's answers against its labels."""

    def __init__(self, question: LabelledQuestion, answers: Answers, figures: Figures) -> None:
        self.question = question
        self.answers = answers
        self.figures = figures

    def note_all(self) -> None:
        relevant, crossing = self.question.relevant, self.question.relevant_crosslingual
        if relevant:
            self._note_ranking()
        elif crossing:
            seen = self._seen() & set(crossing)
            share = len(seen) / min(FIRST, len(crossing))
            self.note("cross-language recall@5", min(1.0, share), crossing, self._ranked())
        else:
            self.note("negatives empty", not self.answers, [], self._ranked())

    def note(self, name: str, value: float, want: object, have: object) -> None:
        groups = (self.question.language, self.question.kind)
        if self.figures.note(name, value, *groups) < 1:
            self.figures.miss(f"{self.question.id} {self.question.text!r}", name, want, have)

    def _note_ranking(self) -> None:
        relevant = self.question.relevant
        ranked = [name for name in self._ranked() if name not in self.question.relevant_crosslingual]
        shown = ranked[: len(relevant)]
        seen = (self._seen() | set(ranked[:FIRST])) & set(relevant)
        self.note("success@1", bool(shown) and shown[0] in relevant, relevant, ranked[:FIRST])
        share = len(seen) / min(FIRST, len(relevant))
        self.note("recall@5", min(1.0, share), relevant, ranked[:FIRST])
        rank = next((rank for rank, name in enumerate(ranked[:LAST], 1) if name in relevant), None)
        groups = (self.question.language, self.question.kind)
        self.figures.note("MRR@10", 1 / rank if rank else 0.0, *groups)
        right = sum(name in relevant for name in shown) / len(shown) if shown else 0.0
        self.figures.note("precision@relevant", right, *groups)

    def _ranked(self) -> list[str]:
        """One name a result: the best of those that lead to it. The acceptable ones are left out."""
        names = (self._best_name(references) for references in self.answers)
        return [name for name in names if name not in self.question.acceptable]

    def _best_name(self, references: Sequence[str]) -> str:
        for wanted in (self.question.relevant, self.question.relevant_crosslingual):
            for name in references:
                if name in wanted:
                    return name
        return references[0]

    def _seen(self) -> set[str]:
        """Everything that the first results lead to, copies included."""
        return {name for references in self.answers[:FIRST] for name in references}


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))
