"""A release laid out for rules: its title and its sentences as tokens."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from language.detect import Language
from language.sentences import split
from language.tokens import Tokens, Tongue, tokenise, tongue_of
from news.understanding.noise import is_sentence
from news.understanding.respelling import is_typed_so, respelled

_READ_FIRST = 40
"""So many sentences are read deeply: a release says what it has to say in them. The rest is kept unread."""
_READ_LAST = 6
_READ_TEXT, _READ_TAIL = 20_000, 3_000
"""Characters that are cut into sentences at all."""
HEADINGS = 1000
_SAMPLE = 3000
_HEADING_CHARACTERS = 140
_QUOTATION_CHARACTERS = 400
_READ_CHARACTERS = 900
"""A longer sentence is a table or lacks its punctuation: its head is enough."""


_GREETING = re.compile(
    r"(?:hurmatli|qadrli|aziz|assalomu|ҳурматли|қадрли|азиз|ассалому|уважаем|дороги"
    r"|dear)\S*[^.?]{0,60}[!,]$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:г|ул|обл|стр|им|пр|т|просп)\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`index` is the place among the text's sentences; the title has -1. `text` is the whole sentence.

    Lines that are no sentences (headings, by-lines) are counted behind all others, from `HEADINGS` on.
    """

    index: int
    text: str
    tokens: Tokens

    @property
    def key(self) -> str:
        return self.tokens.key


@dataclass(frozen=True, slots=True)
class Reading:
    """A release as the rules see it: the title, then the sentences that are read deeply."""

    language: Language
    tongue: Tongue
    title: Sentence
    sentences: tuple[Sentence, ...]

    @property
    def all(self) -> tuple[Sentence, ...]:
        return (self.title, *self.sentences)


def read(title: str, text: str, language: Language) -> Reading:
    """Lay a release out; `text` is free of noise. The work is bounded, however long the text."""
    tongue = tongue_of(language)
    mend = respelled if language == "uz-Cyrl" and is_typed_so(f"{title} {text[:_SAMPLE]}") else None
    if len(text) > _READ_TEXT + _READ_TAIL:
        text = f"{text[:_READ_TEXT]}\n\n{text[-_READ_TAIL:]}"
    parts = list(_whole(part for part in split(text) if part.strip()))
    if len(parts) > _READ_FIRST + _READ_LAST:
        parts = parts[:_READ_FIRST] + parts[-_READ_LAST:]
    kept = list(_counted(parts))
    return Reading(
        language,
        tongue,
        Sentence(-1, title, tokenise(title[:300], tongue, mend)),
        tuple(Sentence(index, part, tokenise(part[:_READ_CHARACTERS], tongue, mend)) for index, part in kept),
    )


def _whole(parts: Iterable[str]) -> Iterator[str]:
    """Sentences whole: a full stop inside a quotation ends none (“Yosh ko‘ngil. Oybek” kitobi), nor does a
    paragraph that is broken in mid-sentence, so that the next begins with a small letter."""
    held = ""
    for part in parts:
        if held and not _goes_on(held, part):
            yield held
            held = ""
        held = f"{held} {part}" if held else part
    if held:
        yield held


def _goes_on(held: str, part: str) -> bool:
    if len(held) > _QUOTATION_CHARACTERS:
        return False
    opened = sum(map(held.count, "«“")) - sum(map(held.count, "»”"))
    if _ABBREVIATED.search(held):
        return True
    return opened > 0 or (part[:1].islower() and not is_sentence(held))


def _counted(parts: list[str]) -> Iterator[tuple[int, str]]:
    """Sentences from 0, headings from `HEADINGS`; a text without end marks is all sentences."""
    ended = [
        (is_sentence(part) or len(part) > _HEADING_CHARACTERS) and not _GREETING.match(part) for part in parts
    ]
    index, headings = 0, HEADINGS
    for part, sentence in zip(parts, ended, strict=True):
        if sentence or not any(ended):
            yield index, part
            index += 1
        else:
            yield headings, part
            headings += 1
