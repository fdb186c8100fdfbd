"""What a question's words may be called in a release, and how much each of them says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

from language import words
from language.detect import LANGUAGES
from news.models import Language, Question
from news.ports import Index, Relative
from news.search.layout import SOUND
from news.search.relatives import SAME_BONES, Keys
from news.search.sounds import sound
from news.search.tables import Concept, concept_words, concepts, lexicon, readings

OWN = 1.0
"""How much a release that holds a word's own key has of the word."""
AS_ONE = 0.95
"""Two words that the release writes as one."""
SOUNDS_ALIKE = 0.9
"""A name in another alphabet or tradition of spelling."""
SAME_THING = 0.85
"""Another word for it, or the word of another language."""
DERIVED = 0.85
"""At most: the less, the more the words differ."""
SURELY_DERIVED = 0.65
"""Nearness."""
RARE, RARELY = 3, 1 / 2000
"""Releases, or their share, that hold a rare word."""
WEAK = 0.35
"""Of its weight has a word that any release may hold, or that tells what was done."""
_LONGEST_PHRASE = 8
_DATIVE = re.compile(r"(?:[gkq]a|[гкқ]а)\Z", re.IGNORECASE)
"""After it `qarshi` is no town: `korrupsiyaga qarshi`, against corruption."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was asked for."""

    typed: str
    keys: Mapping[str, float]
    """Key -> how much of the word it is, best first; only keys that some release holds. A key of several
    words is a phrase."""
    weight: float
    """The rarer it is, the more it says."""
    releases: int
    """How many hold its commonest key."""
    share: float = 0.0
    """They are of all releases."""
    told: bool = False
    """Whether the table of concepts knows what it is called in the other languages."""
    named: bool = False
    """A place, a people, a body, or what was typed as a name."""
    weak: bool = False


@dataclass(slots=True)
class _Draft:
    typed: str
    keys: dict[str, float] = field(default_factory=dict)
    own: Keys = frozenset()
    """All keys of the one word that it is; empty for a phrase."""
    concepts: tuple[Concept, ...] = ()
    weak: bool = False
    first: bool = False
    """In the question: there a capital letter does not tell a name."""

    @property
    def named(self) -> bool:
        capital = self.typed[:1].isupper() and not self.first and not self.weak
        return capital or any(concept.is_name for concept in self.concepts)

    @property
    def unknown_name(self) -> bool:
        """A person's, it may be: typed as a name, and the tables know no such thing."""
        return self.typed[:1].isupper() and not self.first and not self.concepts and not self.weak

    def also(self, key: str, quality: float) -> None:
        self.keys[key] = max(quality, self.keys.get(key, 0.0))


async def terms(question: Question, index: Index) -> list[Term]:
    """The terms of the question's words, in their order; a term that no release holds has no keys."""
    drafts = _drafts(question.words, question.language)
    as_one = [_as_one(one, other) for one, other in pairwise(drafts)]
    vocabulary = await index.vocabulary()
    relatives = vocabulary.relatives([*(draft.own for draft in drafts), *as_one])
    for draft, found in zip(drafts, relatives, strict=False):
        _relate(draft, found)
    for (one, other), found in zip(pairwise(drafts), relatives[len(drafts) :], strict=True):
        for relative in found:
            if relative.nearness >= SAME_BONES:
                one.also(relative.key, AS_ONE)
                other.also(relative.key, AS_ONE)
    parts = {part for draft in drafts for key in draft.keys for part in key.split()}
    frequencies = vocabulary.frequencies(["", *parts])
    return _beside_the_rare([_term(draft, frequencies) for draft in drafts], frequencies.get("", 0))


def _as_one(one: _Draft, other: _Draft) -> Keys:
    return readings(one.typed + other.typed)[0] if one.own and other.own else frozenset()


def phrases(text: str) -> tuple[str, ...]:
    """The keys under which a release may hold these words, one after the other, by the languages."""
    several = words.WORD.findall(text)
    return tuple(
        dict.fromkeys(" ".join(words.key_of(word, language) for word in several) for language in LANGUAGES)
    )


def excluding(text: str) -> tuple[str, ...]:
    """The keys of what must not be there: of a place or a body in every language."""
    read = readings(text)
    length, meant = concepts().longest(read)
    named = [concept for concept in meant if concept.is_name and length == len(read)]
    own = read[0] if len(read) == 1 else frozenset[str]()
    return (*phrases(text), *own, *(way for concept in named for way in concept.ways))


def _drafts(typed: Sequence[str], language: Language) -> list[_Draft]:
    """The words, taken together where the tables know several as one thing."""
    drafts = list(_read(typed, language))
    person = any(draft.unknown_name for draft in drafts)
    office = lexicon(language, "office")
    for draft in drafts:
        draft.weak = draft.weak or (person and bool(office.longest([draft.own])[0]))
    return drafts


def _read(typed: Sequence[str], language: Language) -> Iterator[_Draft]:
    read = [readings(word)[0] for word in typed]
    listed = lexicon(language, "weak")
    at = 0
    while at < len(typed):
        length, meant = concepts().longest(read[at : at + _LONGEST_PHRASE])
        weak_length = listed.longest(read[at : at + _LONGEST_PHRASE])[0]
        several = typed[at : at + max(length, weak_length, 1)]
        named = any(concept.is_name for concept in meant)  # `Finnish` has the bones of `finish`
        against = at > 0 and weak_length > 0 and _DATIVE.search(typed[at - 1]) is not None
        weak = weak_length >= max(1, length + (named and not against))
        draft = _Draft(" ".join(several), weak=weak, first=at == 0)
        draft.concepts = meant if length >= weak_length and not (named and against) else ()
        for key in phrases(draft.typed):
            draft.also(key, OWN)
        if len(several) == 1:
            draft.own = read[at]
            for key in read[at]:
                draft.also(key, OWN)
                draft.also(SOUND + sound(typed[at], key), SOUNDS_ALIKE)
        yield draft
        at += len(several)


def _relate(draft: _Draft, relatives: Sequence[Relative]) -> None:
    """Add the keys of the same thing, of derivations, and of what the word may be a misspelling of."""
    unknown = bool(draft.own) and all(relative.key not in draft.own for relative in relatives)
    for relative in relatives:
        if not relative.misspelt:
            # What the tables know needs no guess.
            if relative.nearness >= SURELY_DERIVED or not draft.concepts:
                draft.also(relative.key, DERIVED * relative.nearness**0.5)
        elif not draft.concepts or relative.nearness >= SAME_BONES:
            draft.also(relative.key, relative.nearness)
    meant = [(concept, SAME_THING) for concept in draft.concepts]
    if unknown and not meant:
        meant = list(_misspelt_concepts(draft.own))
    for concept, quality in meant:
        for way in concept.ways:
            draft.also(way, quality)


def _beside_the_rare(found: list[Term], everything: int) -> list[Term]:
    """Beside a word that few releases hold, one that none holds says no more than the others: whoever names
    something rare may call the rest as he likes. Beside common words, and where the tables know what is
    meant, it is the subject that is missing."""
    known = [term for term in found if term.keys]
    if not any(term.releases <= max(RARE, everything * RARELY) and not term.weak for term in known):
        return found
    most = sum(term.weight for term in known) / len(known)
    return [
        term if term.keys or term.told or term.named else replace(term, weight=min(term.weight, most))
        for term in found
    ]


def _misspelt_concepts(own: Keys) -> Iterator[tuple[Concept, float]]:
    for relative in concept_words().of(own)[:1]:
        if relative.misspelt:
            for concept in concepts().longest([frozenset({relative.key})])[1]:
                yield concept, SAME_THING * relative.nearness


def _term(draft: _Draft, frequencies: Mapping[str, int]) -> Term:
    everything = frequencies.get("", 0)
    held = {key: min(frequencies.get(part, 0) for part in key.split()) for key in draft.keys}
    best = sorted((key for key in draft.keys if held[key]), key=lambda key: -draft.keys[key])
    # What merely resembles the word does not tell how rare it is, unless nothing else stands for it.
    telling = [key for key in best if draft.keys[key] >= SAME_THING] or best
    releases = max((held[key] for key in telling), default=0)
    rarity = log(1 + (everything - releases + 0.5) / (releases + 0.5))
    weight = rarity * (WEAK if draft.weak else 1.0)
    keys = {key: draft.keys[key] for key in best}
    share = releases / max(1, everything)
    return Term(draft.typed, keys, weight, releases, share, bool(draft.concepts), draft.named, draft.weak)
