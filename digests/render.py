"""Digest, Answer -> messages: safe HTML within Telegram's limits. Pure."""

from datetime import date

from digests.parts import Block, assemble, in_rows
from digests.presses import OpenRelease, Press, ReadPart, TurnPage, data
from language.alphabet import to_cyrillic, to_latin
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import (
    Answer,
    Button,
    Digest,
    DigestItem,
    Event,
    Language,
    Message,
    Period,
    Question,
    Release,
)

__all__ = ["HITS", "button", "capital", "kicker", "render_answer", "render_digest"]

HITS = 5
"""Results on a page: a phone shows them without much scrolling, and one row holds their buttons."""

TITLE, LINE, SUMMARY, PLACE, WORDS = 240, 240, 700, 80, 200
"""Longest shown, in UTF-16 units: a title, the line under a result, each line of a summary (enough for a
whole lead sentence of a release), a place, the words of a question. Five results, or any one item of a
digest, then fit into a message (held by a test)."""


def render_digest(digest: Digest) -> tuple[Message, ...]:
    """A digest in its reader's language, in at least one message: a sentence where it is empty."""
    phrases = Phrases(digest.language)
    heading = Html(
        f"<b>{phrases('digest-title')}</b> · {escape(phrases.period(digest.period, digest.period.end))}"
    )
    late = f"\n\n{phrases('digest-late')}" if digest.late else ""
    if digest.empty:
        return (Message(f"{heading}{late}\n\n{phrases('digest-empty')}"),)
    first_news = len(digest.events) + 1
    blocks = [
        *(_event_block(number, item, digest, phrases) for number, item in enumerate(digest.events, start=1)),
        *(_news_block(number, item, phrases) for number, item in enumerate(digest.news, start=first_news)),
    ]

    def title(number: int, count: int) -> Html:
        return Html(f"{heading} ({number}/{count}){late}" if count > 1 else heading + late)

    return assemble(blocks, title, _hint(phrases))


def _event_block(number: int, item: DigestItem, digest: Digest, phrases: Phrases) -> Block:
    release = item.release
    lines = "\n".join(escape(cut(line, SUMMARY)) for line in release.summary[:3] if line.strip())
    quote = f"\n<blockquote expandable>{lines}</blockquote>" if lines else ""
    head = _headline(number, release, digest.period.end, phrases)
    return Block(Html(head + quote), _opener(number, release), _section("digest-events", phrases))


def _news_block(number: int, item: DigestItem, phrases: Phrases) -> Block:
    title = escape(cut(item.release.title, TITLE))
    section = _section("digest-news", phrases)
    return Block(Html(f"<b>{number}.</b> {title}"), _opener(number, item.release), section, gap="\n")


def _hint(phrases: Phrases) -> Html:
    return Html(f"<i>{phrases('press-a-number')}</i>")


def _section(key: str, phrases: Phrases) -> Html:
    return Html(f"<u>{phrases(key)}</u>")


def _opener(number: int, release: Release) -> Button:
    return button(str(number), OpenRelease(release.id))


def button(text: str, press: Press) -> Button:
    """A button that brings the press back."""
    return Button(text, data(press))


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def _headline(number: int, release: Release, today: date, phrases: Phrases) -> str:
    title = escape(cut(release.title, TITLE))
    return f"<b>{number}.</b> <i>{kicker(release, today, phrases)}</i>\n<b>{title}</b>"


def kicker(release: Release, today: date, phrases: Phrases) -> Html:
    """The line over a title: kind, date and place of the event, else that it is news, and its date.

    The year is said where it is not today's.
    """
    if release.event is None:
        kind = phrases.plain("plain-news")
        return escape(" · ".join([capital(kind), phrases.day(release.published, today)]))
    return escape(" · ".join(_event_parts(release.event, today, phrases)))


def _event_parts(event: Event, today: date, phrases: Phrases) -> list[str]:
    parts = [capital(phrases.plain("event-type", type=event.type.value))]
    period = event_period(event)
    if period is not None:
        parts.append(phrases.period(period, today))
    if event.place:
        parts.append(cut(_in_alphabet(event.place, phrases.language), PLACE))
    return parts


def _in_alphabet(name: str, language: Language) -> str:
    """A place in the letters of an Uzbek reader; a reader of another language gets it as it is written."""
    if language == "uz-Latn":
        return to_latin(name)
    return to_cyrillic(name) if language == "uz-Cyrl" else name


def event_period(event: Event) -> Period | None:
    """The event's days; None where the release states none."""
    if event.start is None:
        return None
    return Period(event.start, max(event.start, event.end or event.start))


def render_answer(answer: Answer, asked: int, page: int, today: date, phrases: Phrases) -> Message:
    """One page (from 0) of an answer to the kept question `asked`: how it was read, the hits, the buttons."""
    first = page * HITS + 1
    if not answer.hits:
        return Message("\n\n".join(_nothing(answer, today, phrases)))
    last = first + len(answer.hits) - 1
    read = _read(answer.question, today, phrases)
    blocks = [f"<i>{' · '.join([*read, _count(answer, first, last, phrases)])}</i>"]
    for number, hit in enumerate(answer.hits, start=first):
        line = escape(cut(hit.release.summary[0], LINE)) if hit.release.summary else ""
        blocks.append("\n".join(filter(None, [_headline(number, hit.release, today, phrases), line])))
    if answer.total > 1:
        blocks.append(_hint(phrases))
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
    return Message("\n\n".join(blocks), (*in_rows(numbers, HITS), *in_rows(turns, 2)))


def _count(answer: Answer, first: int, last: int, phrases: Phrases) -> str:
    key = "answer-count-more" if answer.more else "answer-count"
    count = phrases(key, count=answer.total)
    return f"{count} ({first}–{last})" if answer.more or last - first + 1 < answer.total else count


def _nothing(answer: Answer, today: date, phrases: Phrases) -> list[str]:
    read = _read(answer.question, today, phrases)
    lines = [f"<i>{' · '.join(read)}</i>"] if read else []
    question = answer.question
    only_days = question.period and not (question.type or question.words or question.phrases)
    lines.append(phrases("nothing-found-then" if only_days else "nothing-found"))
    if answer.suggestions:
        offered = (f"<code>{escape(cut(one.text, WORDS))}</code>" for one in answer.suggestions[:3])
        lines.append(phrases("nothing-found-instead", questions=Html(", ".join(offered))))
    return lines


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
