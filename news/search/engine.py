"""From a question to an answer: terms, ways to answer, candidates, the best of each story, one page."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from language import words
from news.models import LANGUAGES, Answer, EventType, Hit, Period, Question
from news.ports import Candidate, Index, Look, Releases, Sought
from news.search import ranking
from news.search.question import parse
from news.search.ranking import Ranked, same_language
from news.search.suggestions import suggest
from news.search.tables import concepts, lexicon, nouns
from news.search.terms import Term, excluding, phrases, terms

Groups = tuple[tuple[str, ...], ...]
MOST = 100
"""Candidates that are ranked: the newest of those that hold the most of the question."""
_TO_CHOOSE_FROM = 30
_SHARES = (1.0, 0.75, ranking.ENOUGH)
"""Of the question a release must hold."""


_WORDS_MORE = 2
_TAUGHT = {EventType.SEMINAR, EventType.TRAINING}
_DISCUSSED = {EventType.CONFERENCE, EventType.FORUM, EventType.ROUNDTABLE, EventType.SEMINAR}
_MET = {EventType.MEETING, EventType.VISIT}
_NEAR = {
    kind: {near for kinds in (_TAUGHT, _DISCUSSED, _MET) if kind in kinds for near in kinds}
    for kind in EventType
}


class Search:
    """Answers questions about the published releases."""

    def __init__(self, index: Index, releases: Releases) -> None:
        self._index = index
        self._releases = releases

    async def prepare(self) -> None:
        """Do what the first question would wait for: read the tables and the index's keys. Raises
        StorageError."""
        await asyncio.to_thread(_read_tables)
        await self._index.vocabulary()

    async def ask(self, text: str, today: date, limit: int = 10, offset: int = 0) -> Answer:
        """The answer to what somebody typed on that day, one page of it. Never fails for what was typed.

        Raises StorageError.
        """
        answer = await self.answer(parse(text, today), limit, offset)
        if answer.total or answer.question.empty:
            return answer
        return replace(
            answer, suggestions=await suggest(answer.question, today, self._index, self._has_answer)
        )

    async def answer(self, question: Question, limit: int = 10, offset: int = 0) -> Answer:
        """The same for a question that has been read already."""
        if question.empty:
            return Answer(question, (), 0)
        ranked, more = await self._found(question)
        stories = _stories(question, ranked)
        hits = await self._hits(stories[offset : offset + limit])
        return Answer(question, hits, len(stories), more)

    async def days(self, period: Period) -> Mapping[date, int]:
        """How many results each day of the period has when it is asked for alone; days with none are left
        out. Raises StorageError."""
        return await self._index.days(period)

    async def _has_answer(self, question: Question) -> bool:
        return not question.empty and bool((await self._found(question))[0])

    async def _found(self, question: Question) -> tuple[list[Ranked], bool]:
        """All that answers, best first, and whether there may be more."""
        ranked, more = await self._ranked(question)
        if not ranked and question.type is not None and (question.words or question.phrases):
            named = await self._by_noun(question, question.type)
            return named or await self._of_near_kind(question, question.type), False
        return ranked, more

    async def _ranked(self, question: Question) -> tuple[list[Ranked], bool]:
        asked = self._sought(question)
        asked_terms = await terms(question, self._index)
        must = tuple(phrases(phrase) for phrase in question.phrases)
        if not asked_terms and not must:
            found = await self._index.find(asked, MOST)
            return ranking.by_day(question, found), len(found) == MOST
        found = await self._candidates(question, asked_terms, must, asked)
        return ranking.rank(question, asked_terms, must, found), len(found) >= MOST

    def _sought(self, question: Question) -> Sought:
        without = dict.fromkeys(key for word in question.excluded for key in excluding(word))
        return Sought(without=tuple(without), period=question.period, type=question.type)

    async def _by_noun(self, question: Question, kind: EventType) -> list[Ranked]:
        """Releases that name the kind in title or lead and hold all the words, whatever they were read as."""
        asked = replace(question, type=None)
        noun = nouns(kind)
        must = (noun, *map(phrases, question.phrases))
        asked_terms = await terms(asked, self._index)
        ways = (
            tuple((*must, *way) for way in ranking.ways(asked, asked_terms, 1.0)) if asked_terms else (must,)
        )
        found = await self._index.find(replace(self._sought(asked), ways=ways), MOST) if ways else []
        named = [each for each in found if ranking.names(noun, each)]
        return [each for each in ranking.rank(asked, asked_terms, must, named) if each.held >= ranking.ALL]

    async def _of_near_kind(self, question: Question, kind: EventType) -> list[Ranked]:
        """Events of a kind that people take for this one, where the question has two words more at least and
        they hold all of them: who asks for a training on something means the seminar too."""
        asked = replace(question, type=None)
        asked_terms = await terms(asked, self._index)
        if sum(not term.weak for term in asked_terms) < _WORDS_MORE:
            return []
        must = tuple(phrases(phrase) for phrase in question.phrases)
        ways = tuple((*must, *way) for way in ranking.ways(asked, asked_terms, 1.0))
        found = await self._index.find(replace(self._sought(asked), ways=ways), MOST) if ways else []
        near = [each for each in found if each.event in _NEAR[kind]]
        return [each for each in ranking.rank(asked, asked_terms, must, near) if each.held >= ranking.ALL]

    async def _candidates(
        self, question: Question, asked: Sequence[Term], must: Groups, sought: Sought
    ) -> Sequence[Candidate]:
        """Those that hold all of the question, then those that hold most of it, until there are enough to
        choose from. Of too many the newest, and those that hold it in title and names."""
        looks = []
        for share, titles_only in _looks(asked):
            ways = tuple((*must, *way) for way in ranking.ways(question, asked, share)) if asked else (must,)
            if ways:
                enough = MOST if titles_only else _TO_CHOOSE_FROM
                looks.append(Look(replace(sought, ways=ways, titles_only=titles_only), enough))
        return await self._index.look(looks, MOST)

    async def _hits(self, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
        if not ranked:
            return ()
        scores = {each.candidate.release: each.score for each in ranked}
        return tuple(
            Hit(
                release,
                round(scores[release.id], 4),
                tuple(other for other in references if other != release.reference),
            )
            for release, references in await self._releases.load_with_copies(list(scores))
        )


def _read_tables() -> None:
    for language in LANGUAGES:
        lexicon(language, "weak")
    concepts()
    parse("?", date.min)
    words.forget()


def _looks(asked: Sequence[Term]) -> list[tuple[float, bool]]:
    """The shares of the question to look for, one after the other, and whether in title and names alone."""
    held = [term.releases for term in asked if term.keys]
    if sum(held) <= MOST:
        return [(ranking.ENOUGH, False)]  # one look finds them all
    shares = [(share, False) for share in _SHARES]
    # Where all terms are common the newest of all would be any.
    return [(1.0, True), *shares] if min(held) > MOST else shares


def _stories(question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    """One of each story, where its best stands: the best in the asker's language and alphabet, else in the
    language, else the best."""
    told: dict[int, Ranked] = {}
    for each in ranked:
        story = each.candidate.story
        if _mine(question, each) > _mine(question, told.setdefault(story, each)):
            told[story] = each
    return list(told.values())


def _mine(question: Question, ranked: Ranked) -> int:
    language = ranked.candidate.language
    return same_language(question.language, language) + (question.language == language)
