"""What to ask instead of a question that has no answer: only what does have one is offered."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

from language.alphabet import to_cyrillic
from news.models import Part, Question, Suggestion
from news.ports import Index
from news.search.question import parse
from news.search.tables import lexicon, readings

MOST = 3
TRIED = 8
"""Questions that are asked to find them: none of them may make a person wait."""


async def suggest(
    question: Question, today: date, index: Index, answers: Callable[[Question], Awaitable[bool]]
) -> tuple[Suggestion, ...]:
    """The nearest questions that `answers` says yes to: first another spelling of a word, then another time,
    then one part less, then one part alone."""
    found: list[Suggestion] = []
    tried = set[str]()
    async for suggestion in _nearest(question, index):
        if len(found) == MOST or len(tried) == TRIED:
            break
        instead = parse(suggestion.text, today)
        if suggestion.text not in tried and _asks(instead):
            tried.add(suggestion.text)
            if await answers(instead):
                found.append(suggestion)
    return tuple(found)


def _asks(question: Question) -> bool:
    """Whether it asks for more than words that any release may hold."""
    weak = lexicon(question.language, "weak")
    telling = (word for word in question.words if not weak.longest(readings(word))[0])
    return bool(question.period or question.type or question.phrases or any(telling))


async def _nearest(question: Question, index: Index) -> AsyncIterator[Suggestion]:
    typed = [part for part in question.parts if part.kind == "word"]
    alone = [part for part in question.parts if part.kind in ("word", "type")]
    likes = (await index.vocabulary()).relatives([readings(part.text)[0] for part in typed])
    for part, like in zip(typed, likes, strict=True):
        if like and like[0].nearness < 1:
            yield Suggestion("spelling", _respelt(question, part, like[0].key))
    for part in question.parts:
        if part.kind == "period":
            yield Suggestion("period", part.rest)
    for part in question.parts:
        if part.kind != "period" and part.rest:
            yield Suggestion("less", part.rest)
    for part in alone:
        yield Suggestion("less", part.text)


def _respelt(question: Question, part: Part, key: str) -> str:
    """The question with the word in another spelling, in the alphabet in which it was typed."""
    spelling = to_cyrillic(key) if question.language in ("uz-Cyrl", "ru") else key
    return " ".join(question.text.replace(part.text, spelling, 1).split())
