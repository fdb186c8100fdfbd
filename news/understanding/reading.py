"""A release laid out for rules: its title and its sentences as tokens."""

from dataclasses import dataclass

from language.detect import Language
from language.sentences import split
from language.tokens import Tokens, Tongue, tokenise, tongue_of

_READ_FIRST = 40
"""So many sentences are read deeply: a release says what it has to say in them. The rest is kept unread."""
_READ_LAST = 6
_READ_CHARACTERS = 900
"""A longer sentence is a table or lacks its punctuation: its head is enough."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`index` is the place among the text's sentences; the title has -1. `text` is the whole sentence."""

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
    kept = [(index, part) for index, part in enumerate(split(text)) if part.strip()]
    if len(kept) > _READ_FIRST + _READ_LAST:
        kept = kept[:_READ_FIRST] + kept[-_READ_LAST:]
    return Reading(
        language,
        tongue,
        Sentence(-1, title, tokenise(title[:300], tongue)),
        tuple(Sentence(index, part, tokenise(part[:_READ_CHARACTERS], tongue)) for index, part in kept),
    )
