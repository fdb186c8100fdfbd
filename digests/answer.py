"""Answer -> one message: how the question was read, a page of results, buttons that change the question."""

from collections.abc import Iterator
from datetime import date

from digests.parts import in_rows
from digests.presses import AskNearest, ReadPart, TakeAway, TurnPage, mark_of
from digests.render import button, headline, hint
from digests.snippet import snippet
from language.markup import clean, cut, escape, units
from language.phrases import Phrases
from news.models import Answer, Button, Hit, Message, Part, Question

__all__ = ["HITS", "render_answer", "render_slow"]

HITS = 5
"""Results on a page: a phone shows them without much scrolling, and one row holds their buttons."""

WORDS, LABEL, NEAREST = 200, 24, 60
"""Longest shown, in UTF-16 units: the words of a question, a part of it on a button, a whole other one."""
PARTS, ROW = 8, 30
"""Parts of a question that get a button, and the UTF-16 units that the buttons of a row hold on a phone."""


def render_answer(answer: Answer, asked: int, page: int, today: date, phrases: Phrases) -> Message:
    """One page (from 0) of an answer to the kept question `asked`: how it was read, the hits, the buttons."""
    first = page * HITS + 1
    if not answer.hits:
        return _nothing(answer, asked, today, phrases)
    last = first + len(answer.hits) - 1
    read = _read(answer.question, today, phrases)
    blocks = [f"<i>{' · '.join([*read, _count(answer, first, last, phrases)])}</i>"]
    for number, hit in enumerate(answer.hits, start=first):
        blocks.append(_hit(number, hit, answer.question, today, phrases))
    if answer.total > 1:
        blocks.append(hint(phrases))
    numbers = [
        button(
            str(number) if answer.total > 1 else phrases.plain("open-button"),
            ReadPart(hit.release.id, 0, asked, page),
        )
        for number, hit in enumerate(answer.hits, start=first)
    ]
    turns = []
    if page > 0:
        turns.append(button(phrases.plain("previous-button"), TurnPage(asked, page - 1)))
    if answer.more or last < answer.total:
        turns.append(button(phrases.plain("next-button"), TurnPage(asked, page + 1)))
    parts = _fitted(_parts(answer.question, asked, today, phrases))
    return Message("\n\n".join(blocks), (*in_rows(numbers, HITS), *in_rows(turns, 2), *parts))


def render_slow(asked: int, page: int, phrases: Phrases) -> Message:
    """The search took too long: a sentence, and a button that tries again."""
    return Message(phrases("search-slow"), ((button(phrases.plain("again-button"), TurnPage(asked, page)),),))


def _hit(number: int, hit: Hit, question: Question, today: date, phrases: Phrases) -> str:
    copies = f"<i>{phrases('copies', count=len(hit.copies))}</i>" if hit.copies else ""
    shown = (headline(number, hit.release, today, phrases), snippet(hit.release, question), copies)
    return "\n".join(filter(None, shown))


def _count(answer: Answer, first: int, last: int, phrases: Phrases) -> str:
    key = "answer-count-more" if answer.more else "answer-count"
    count = phrases(key, count=answer.total)
    return f"{count} ({first}–{last})" if answer.more or last - first + 1 < answer.total else count


def _nothing(answer: Answer, asked: int, today: date, phrases: Phrases) -> Message:
    """Nothing was found: the nearest that exists, else what to do."""
    question = answer.question
    read = _read(question, today, phrases)
    lines = [f"<i>{' · '.join(read)}</i>"] if read else []
    if answer.suggestions:
        nearest = [
            button(
                phrases.plain("nearest-button", kind=one.kind, question=cut(clean(one.text), NEAREST)),
                AskNearest(asked, mark_of(one.text)),
            )
            for one in answer.suggestions
            if clean(one.text).strip()
        ]
        lines.append(phrases("nothing-found-instead"))
        return Message("\n\n".join(lines), in_rows(nearest, 1))
    only_days = question.period and not (question.type or question.words or question.phrases)
    lines.append(phrases("nothing-found-then" if only_days else "nothing-found"))
    return Message("\n\n".join(lines))


def _read(question: Question, today: date, phrases: Phrases) -> list[str]:
    """How the question was read: period, kind, words."""
    parts = []
    if question.period is not None:
        parts.append(phrases.period(question.period, today))
    if question.type is not None:
        parts.append(phrases.plain("event-type", type=question.type.value))
    words = [
        *question.words,
        *(f"“{phrase}”" for phrase in question.phrases),
        *(f"−{word}" for word in question.excluded),
    ]
    if words:
        parts.append(cut(" ".join(words), WORDS))
    return [escape(part) for part in parts]


def _parts(question: Question, asked: int, today: date, phrases: Phrases) -> list[Button]:
    """A button for each part that may be taken away so that something is still asked."""
    parts = list(_different(question))
    asking = [part for _, part in parts if part.kind != "excluded"]
    return [
        button(f"✕ {cut(_label(part, question, today, phrases), LABEL)}", TakeAway(asked, number))
        for number, part in parts
        if len(asking) > 1 or part.kind == "excluded"
    ][:PARTS]


def _different(question: Question) -> Iterator[tuple[int, Part]]:
    """The parts with their numbers; the period or the kind once, though it stand in two places."""
    seen = set[str]()
    for number, part in enumerate(question.parts):
        if part.kind not in seen:
            yield number, part
        if part.kind in ("period", "type"):
            seen.add(part.kind)


def _label(part: Part, question: Question, today: date, phrases: Phrases) -> str:
    """A part as it was understood; what is only a word, as it was typed."""
    if part.kind == "period" and question.period is not None:
        return phrases.period(question.period, today)
    if part.kind == "type" and question.type is not None:
        return phrases.plain("event-type", type=question.type.value)
    return clean(part.text)


def _fitted(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows whose labels a phone can show: all in a row are as wide as each other."""
    rows: list[list[Button]] = []
    for one in buttons:
        row = [*rows[-1], one] if rows else [one]
        if rows and len(row) * max(units(each.text) for each in row) <= ROW:
            rows[-1].append(one)
        else:
            rows.append([one])
    return tuple(map(tuple, rows))
