"""Which releases answer, and which of them first."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from language import words
from news.models import Language, Question
from news.ports import Candidate
from news.search.layout import SOUND
from news.search.terms import SAME_THING, Term

ENOUGH = 0.49
"""Share of what a question's words say, by weight, that a release must hold to be an answer."""
COMMON_NAME = 0.15
"""Share of the releases. A place or a body that fewer hold is what a question is about: no release without it
is an answer."""
_MANY = 20
"""Releases: of fewer no share tells what is common."""
MOSTLY = 0.6
"""Share from which a release answers though one of the words is used by nobody."""
ALL = 0.9
"""Share that counts as all of it."""
HELD = 0.25
"""Quality from which a release has a word at all."""
FEW = 2
"""A question of so many telling words, a kind among them, is answered by what has them all. Of one word more
one may be missing, where the others are what the release is about."""
KIND, PERIOD = 1.5, 0.75
"""Weights of a kind and a period among those of words, which have some 4 where there are a hundred releases
and 10 where there are a hundred thousand."""
UNTRANSLATED = 0.7
TITLE, NAMES, LEAD, BODY = 1.0, 0.9, 0.8, 0.65
_LEAD = 400
"""Characters of the body's keys that count as its lead."""
_NEAR = 30
"""Characters of keys between the words of a phrase, at most."""
_SCATTERED = 0.75
"""Of a phrase is left where its words stand near each other, but not as in the phrase."""
_EXACT, _FOLLOWING, _OWN_LANGUAGE = 0.04, 0.06, 0.05
_PRECISELY = 2
"""What comes first is told by another word for a thing far less well than what answers at all."""
_CLOSER_LOOK = 50
"""Of the best so many are looked at word by word: there the first page is decided."""
_MOST_TERMS = 8
"""Terms, the weightiest, of which ways to answer are made; all of them rank."""


class Ranked(NamedTuple):
    # Made for every candidate: a frozen dataclass takes five times as long.
    candidate: Candidate
    held: float
    """Share of the question that it holds, 0..1."""
    score: float


class _Key(NamedTuple):
    """A key of a term as it is looked for."""

    key: str
    sought: str
    """With a space before and after it, as it stands in a candidate."""
    held: float
    """How much of the term a release has that holds it, 0..1."""
    worth: float
    placed: float
    """What it counts for at most where releases are ordered."""


class _Asked(NamedTuple):
    """A term made ready once for all candidates."""

    keys: tuple[_Key, ...]
    weight: float
    abroad: float
    """Its weight for a release in another language."""
    telling: bool
    """Whether to lack it is to lack a word of the question."""


def ways(question: Question, terms: Sequence[Term], share: float) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The smallest sets of terms that together make up `share` of the question: one of them a release must
    hold to be found. None where even all that any release holds is too little."""
    given = _given(question)
    needed = share * (given + sum(term.weight * _abroad(term) for term in terms)) - given - 1e-9
    usable = [at for at, term in enumerate(terms) if term.keys]
    usable = sorted(usable, key=lambda at: -terms[at].weight)[:_MOST_TERMS]
    if len(terms) > _MOST_TERMS:
        # Of a pasted sentence the weightiest words find what holds the most of it.
        needed = min(needed, share * sum(terms[at].weight for at in usable))
    telling = {at for at, tells in enumerate(_telling(terms)) if tells}
    may_lack = _may_lack(question, terms)
    found: list[frozenset[int]] = []
    for size in range(1, len(usable) + 1):
        for some in combinations(usable, size):
            enough = sum(terms[at].weight for at in some) >= needed
            if (
                enough
                and len(telling.difference(some)) <= may_lack
                and not any(way <= {*some} for way in found)
            ):
                found.append(frozenset(some))
    return tuple(tuple(tuple(terms[at].keys) for at in usable if at in way) for way in found)


def _telling(terms: Sequence[Term]) -> list[bool]:
    """For each term whether to lack it is to lack a word of the question. Of a person's two names the first
    is spelt and declined in too many ways."""
    person = len(terms) == 2 and all(term.typed[:1].isupper() and not term.told for term in terms)
    return [
        not (term.weak or term.typed.isdigit() or _is_anywhere(term) or (person and at == 0))
        for at, term in enumerate(terms)
    ]


def _is_anywhere(term: Term) -> bool:
    """A place that a large part of the releases names, as the capital."""
    return term.named and term.told and term.share > COMMON_NAME and term.releases > _MANY


def _may_lack(question: Question, terms: Sequence[Term]) -> int:
    """How many of the telling terms an answer may lack."""
    asked = sum(_telling(terms)) + (question.type is not None)
    if asked > FEW + 1:
        return len(terms)
    # A meeting with somebody of a country is one with them: no other of that country will do.
    of_whom = question.type is not None and any(term.named and term.told for term in terms)
    return 1 if asked > FEW and not of_whom else 0


def rank(
    question: Question, terms: Sequence[Term], must: Sequence[Sequence[str]], candidates: Sequence[Candidate]
) -> list[Ranked]:
    """Those that answer, best first; newer ones first where they are equal. `must` are phrases, each in all
    its readings."""
    asked = [_asked(term, telling=telling) for term, telling in zip(terms, _telling(terms), strict=True)]
    names = [
        ready
        for term, ready in zip(terms, asked, strict=True)
        if term.named and term.told and term.share <= COMMON_NAME
    ]
    holding = [
        each
        for each in candidates
        if all(_holds_phrase(phrase, each) for phrase in must)
        and all(_holds(name.keys, each)[0] for name in names)
    ]
    may_lack = _may_lack(question, terms)
    ranked = _by_terms(question, asked, holding, may_lack)
    unused = any(not term.keys and not term.weak for term in terms)
    if may_lack == 1 or unused:
        # What is missing may be the subject: then the others must be the release's subject, too.
        enough = ALL if may_lack == 1 else MOSTLY
        needed = 2 if may_lack == 1 and question.type is None else 1
        ranked = [each for each in ranked if each.held >= enough or _is_about(terms, each.candidate, needed)]
    return (
        sorted(_closer(question, terms, ranked[:_CLOSER_LOOK]), key=_order, reverse=True)
        + (ranked[_CLOSER_LOOK:])
    )


def by_day(question: Question, candidates: Sequence[Candidate]) -> list[Ranked]:
    """All of them: events before news, the asker's language before others, the newest first."""
    end = question.period.end if question.period else date.max
    ranked = []
    for each in candidates:
        # What was published then, but tells of what comes later, stands behind.
        event = each.event is not None and each.day <= end
        score = 0.5 * event + 0.5 * same_language(question.language, each.language)
        ranked.append(Ranked(each, 1.0, score - (each.day > end)))
    return sorted(ranked, key=_order, reverse=True)


def _order(ranked: Ranked) -> tuple[float, date, int]:
    return round(ranked.score, 4), ranked.candidate.day, ranked.candidate.release


def _holds_phrase(phrase: Sequence[str], candidate: Candidate) -> bool:
    texts = (candidate.title, candidate.names, candidate.body)
    return any(f" {keys} " in text for keys in phrase for text in texts)


def _is_about(terms: Sequence[Term], candidate: Candidate, needed: int) -> bool:
    """Whether so many words of the question stand in title or names, or two of them beside each other."""
    # The sounds are those of all its capitalised words, wherever they stand.
    telling = [[key for key in term.keys if not key.startswith(SOUND)] for term in terms if not term.weak]
    if sum(any(_place(key, candidate)[1] >= NAMES for key in keys) for keys in telling) >= needed:
        return True
    there = [[f" {key} " for key in keys if f" {key} " in candidate.body] for keys in telling]
    pairs = ((first, second) for one, other in combinations(there, 2) for first in one for second in other)
    return any(_stand_near(pair, candidate.body) for pair in pairs)


def _given(question: Question) -> float:
    """The weight of what every release that is looked at holds already: the kind and the period asked for."""
    return KIND * (question.type is not None) + PERIOD * (question.period is not None)


def names(keys: Sequence[str], candidate: Candidate) -> bool:
    """Whether one of the keys stands in the title, among the names or in the lead."""
    return any(_place(key, candidate)[1] >= LEAD for key in keys)


def same_language(one: Language, other: Language) -> bool:
    """Uzbek is one language, whatever its alphabet."""
    return one[:2] == other[:2]


def _asked(term: Term, *, telling: bool) -> _Asked:
    keys = tuple(
        _Key(key, f" {key} ", min(1.0, worth / SAME_THING), worth, worth**_PRECISELY)
        for key, worth in term.keys.items()
    )
    return _Asked(keys, term.weight, term.weight * _abroad(term), telling)


def _by_terms(
    question: Question, asked: Sequence[_Asked], candidates: Sequence[Candidate], may_lack: int
) -> list[Ranked]:
    """Those that hold enough of the terms, best first."""
    given = _given(question) if asked else 0.0
    at_home = (given + sum(term.weight for term in asked)) or 1.0
    abroad = (given + sum(term.abroad for term in asked)) or 1.0
    found = []
    for candidate in candidates:
        mine = same_language(question.language, candidate.language)
        held = score = given
        lacks = 0
        for keys, weight, _, telling in asked:
            quality, placed = _holds(keys, candidate)
            lacks += telling and quality < HELD
            held += weight * quality
            score += weight * placed
        total = at_home if mine else abroad
        share = held / total if asked else 1.0
        if share >= ENOUGH and lacks <= may_lack:
            found.append(Ranked(candidate, share, score / total + _OWN_LANGUAGE * mine))
    return sorted(found, key=_order, reverse=True)


def _abroad(term: Term) -> float:
    """Of its weight has a term for a release in another language: what no table can translate may well be
    there, by a name that nobody here knows."""
    return 1.0 if term.keys or term.told else UNTRANSLATED


def _closer(question: Question, terms: Sequence[Term], ranked: Sequence[Ranked]) -> list[Ranked]:
    """Words as they were typed count more than other forms of them, and words that follow each other more
    than scattered ones."""
    forms = [[f" {form} " for form in words.words(word)] for word in question.words]
    pairs = [
        [f" {first} {second} " for first in list(one.keys)[:3] for second in list(other.keys)[:3]]
        for one, other in pairwise(terms)
    ]
    return [
        each._replace(
            score=each.score
            + _EXACT * _exact(forms, each.candidate) / max(1, len(forms))
            + _FOLLOWING * _following(pairs, each.candidate) / max(1, len(pairs))
        )
        for each in ranked
    ]


def _exact(forms: Sequence[Sequence[str]], candidate: Candidate) -> int:
    """How many words stand there as they were typed."""
    return sum(all(form in candidate.forms for form in several) for several in forms)


def _following(pairs: Sequence[Sequence[str]], candidate: Candidate) -> int:
    """How many neighbouring terms follow each other in the release as they do in the question."""
    title, names, body = candidate.title, candidate.names, candidate.body
    return sum(any(pair in title or pair in names or pair in body for pair in several) for several in pairs)


def _holds(keys: Sequence[_Key], candidate: Candidate) -> tuple[float, float]:
    """How much of the term the release has: wherever it stands, and by where it stands."""
    quality = placed = 0.0
    title, names, body = candidate.title, candidate.names, candidate.body
    for key, sought, held, worth, at_most in keys:
        if at_most <= placed:
            break
        share = 1.0
        if sought in title:
            place = TITLE
        elif sought in names:
            place = NAMES
        elif (at := body.find(sought)) >= 0:
            place = LEAD if at < _LEAD else BODY
        elif " " in key:
            share, place = _scattered(key, candidate)
        else:
            continue
        quality = max(quality, held * share)
        placed = max(placed, (worth * share) ** _PRECISELY * place)
    return quality, placed


def _place(key: str, candidate: Candidate) -> tuple[float, float]:
    """How much of the key the release has, and how much the place says where it stands."""
    sought = f" {key} "
    if sought in candidate.title:
        return 1.0, TITLE
    if sought in candidate.names:
        return 1.0, NAMES
    at = candidate.body.find(sought)
    if at >= 0:
        return 1.0, LEAD if at < _LEAD else BODY
    return _scattered(key, candidate) if " " in key else (0.0, 0.0)


def _scattered(key: str, candidate: Candidate) -> tuple[float, float]:
    """The same of a key of several words that stand near each other, in any order."""
    parts = [f" {part} " for part in key.split()]
    for text, place in ((candidate.title, TITLE), (candidate.names, NAMES), (candidate.body, BODY)):
        if _stand_near(parts, text):
            return _SCATTERED, place
    return 0.0, 0.0


def _stand_near(parts: Sequence[str], text: str) -> bool:
    """Whether the words of a phrase stand in one sentence or so, in any order."""
    at = text.find(parts[0])
    while at >= 0:
        around = text[max(0, at - _NEAR) : at + _NEAR]
        if all(part in around for part in parts):
            return True
        at = text.find(parts[0], at + 1)
    return False
