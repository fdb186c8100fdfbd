"""Which releases answer, and which of them first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from language import words
from news.models import Language, Question
from news.ports import Candidate
from news.search.terms import SAME_THING, Term

ENOUGH = 0.49
"""Share of what a question's words say, by weight, that a release must hold to be an answer."""
COMMON_NAME = 0.15
"""Share of the releases. A place or a body that fewer hold is what a question is about: no release without it
is an answer."""
MOSTLY = 0.6
"""Share from which a release answers though one of the words is used by nobody."""
ALL = 0.9
"""Share that counts as all of it."""
KIND, PERIOD = 1.5, 0.75
"""Weights of a kind and a period among those of words, which have some 4 where there are a hundred releases
and 10 where there are a hundred thousand."""
UNTRANSLATED = 0.7
TITLE, NAMES, LEAD, BODY = 1.0, 0.9, 0.8, 0.65
_LEAD = 400
"""Characters of the body's keys that count as its lead."""
_SCATTERED = 0.75
"""Of a phrase is left where its words stand apart."""
_EXACT, _FOLLOWING, _OWN_LANGUAGE = 0.04, 0.06, 0.05
_PRECISELY = 2
"""What comes first is told by another word for a thing far less well than what answers at all."""
_CLOSER_LOOK = 50
"""Of the best so many are looked at word by word: there the first page is decided."""
_MOST_TERMS = 8
"""Terms, the weightiest, of which ways to answer are made; all of them rank."""


@dataclass(frozen=True, slots=True)
class Ranked:
    candidate: Candidate
    held: float
    """Share of the question that it holds, 0..1."""
    score: float


def ways(question: Question, terms: Sequence[Term], share: float) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The smallest sets of terms that together make up `share` of the question: one of them a release must
    hold to be found. None where even all that any release holds is too little."""
    given = _given(question)
    needed = share * (given + sum(term.weight * _abroad(term) for term in terms)) - given - 1e-9
    usable = sorted((term for term in terms if term.keys), key=lambda term: -term.weight)[:_MOST_TERMS]
    if len(terms) > _MOST_TERMS:
        # Of a pasted sentence the weightiest words find what holds the most of it.
        needed = min(needed, share * sum(term.weight for term in usable))
    found: list[frozenset[int]] = []
    for size in range(1, len(usable) + 1):
        for some in combinations(range(len(usable)), size):
            members = frozenset(some)
            if sum(usable[each].weight for each in some) >= needed and not any(
                way <= members for way in found
            ):
                found.append(members)
    return tuple(tuple(tuple(usable[each].keys) for each in sorted(way)) for way in found)


def rank(
    question: Question, terms: Sequence[Term], must: Sequence[Sequence[str]], candidates: Sequence[Candidate]
) -> list[Ranked]:
    """Those that answer, best first; newer ones first where they are equal. `must` are phrases, each in all
    its readings."""
    names = [term for term in terms if term.named and term.told and term.share <= COMMON_NAME]
    holding = [
        each
        for each in candidates
        if all(_holds_phrase(phrase, each) for phrase in must)
        and all(_holds(name, each)[0] for name in names)
    ]
    ranked = [_ranked(question, terms, candidate) for candidate in holding]
    ranked = sorted((each for each in ranked if each.held >= ENOUGH), key=_order, reverse=True)
    if any(not term.keys and not term.weak for term in terms):
        # A word that nobody has used may be the subject: then the others must be the release's subject, too.
        ranked = [each for each in ranked if each.held >= MOSTLY or _is_about(terms, each.candidate)]
    forms = [words.words(word) for word in question.words]
    closer = [_closer(each, terms, forms) for each in ranked[:_CLOSER_LOOK]]
    return sorted(closer, key=_order, reverse=True) + ranked[_CLOSER_LOOK:]


def by_day(question: Question, candidates: Sequence[Candidate]) -> list[Ranked]:
    """All of them: events before news, the asker's language before others, the newest first."""
    ranked = [
        Ranked(
            each, 1.0, 0.5 * (each.event is not None) + 0.5 * same_language(question.language, each.language)
        )
        for each in candidates
    ]
    return sorted(ranked, key=_order, reverse=True)


def _order(ranked: Ranked) -> tuple[float, date, int]:
    return round(ranked.score, 4), ranked.candidate.day, ranked.candidate.release


def _holds_phrase(phrase: Sequence[str], candidate: Candidate) -> bool:
    texts = (candidate.title, candidate.names, candidate.body)
    return any(f" {keys} " in text for keys in phrase for text in texts)


def _is_about(terms: Sequence[Term], candidate: Candidate) -> bool:
    """Whether a word of the question stands in title or names."""
    telling = (key for term in terms if not term.weak for key in term.keys)
    return any(_place(key, candidate)[1] >= NAMES for key in telling)


def _given(question: Question) -> float:
    """The weight of what every release that is looked at holds already: the kind and the period asked for."""
    return KIND * (question.type is not None) + PERIOD * (question.period is not None)


def names(keys: Sequence[str], candidate: Candidate) -> bool:
    """Whether one of the keys stands in the title, among the names or in the lead."""
    return any(_place(key, candidate)[1] >= LEAD for key in keys)


def same_language(one: Language, other: Language) -> bool:
    """Uzbek is one language, whatever its alphabet."""
    return one[:2] == other[:2]


def _ranked(question: Question, terms: Sequence[Term], candidate: Candidate) -> Ranked:
    mine = same_language(question.language, candidate.language)
    held = score = total = _given(question) if terms else 0.0
    for term in terms:
        quality, placed = _holds(term, candidate)
        held += term.weight * quality
        score += term.weight * placed
        total += term.weight * (1.0 if mine else _abroad(term))
    return Ranked(
        candidate, held / (total or 1.0) if terms else 1.0, score / (total or 1.0) + _OWN_LANGUAGE * mine
    )


def _abroad(term: Term) -> float:
    """Of its weight has a term for a release in another language: what no table can translate may well be
    there, by a name that nobody here knows."""
    return 1.0 if term.keys or term.told else UNTRANSLATED


def _closer(ranked: Ranked, terms: Sequence[Term], forms: Sequence[Sequence[str]]) -> Ranked:
    """Words as they were typed count more than other forms of them, and words that follow each other more
    than scattered ones."""
    exact = sum(all(f" {form} " in ranked.candidate.forms for form in several) for several in forms)
    score = (
        ranked.score + _EXACT * exact / max(1, len(forms)) + _FOLLOWING * _following(terms, ranked.candidate)
    )
    return replace(ranked, score=score)


def _holds(term: Term, candidate: Candidate) -> tuple[float, float]:
    """How much of the term the release has: wherever it stands, and by where it stands."""
    quality = placed = 0.0
    for key, worth in term.keys.items():
        if worth**_PRECISELY <= placed:
            break
        share, place = _place(key, candidate)
        quality = max(quality, min(1.0, worth / SAME_THING) * share)
        placed = max(placed, (worth * share) ** _PRECISELY * place)
    return quality, placed


def _place(key: str, candidate: Candidate) -> tuple[float, float]:
    sought = f" {key} "
    if sought in candidate.title:
        return 1.0, TITLE
    if sought in candidate.names:
        return 1.0, NAMES
    at = candidate.body.find(sought)
    if at >= 0:
        return 1.0, LEAD if at < _LEAD else BODY
    parts = key.split()
    if len(parts) == 1 or not all(_place(part, candidate)[0] for part in parts):
        return 0.0, 0.0
    return _SCATTERED, sum(_place(part, candidate)[1] for part in parts) / len(parts)


def _following(terms: Sequence[Term], candidate: Candidate) -> float:
    """Share of neighbouring terms that follow each other in the release as they do in the question."""
    pairs = list(pairwise(terms))
    return sum(_adjacent(one, other, candidate) for one, other in pairs) / max(1, len(pairs))


def _adjacent(one: Term, other: Term, candidate: Candidate) -> bool:
    texts = (candidate.title, candidate.names, candidate.body)
    return any(
        f" {first} {second} " in text
        for text in texts
        for first in list(one.keys)[:3]
        for second in list(other.keys)[:3]
    )
