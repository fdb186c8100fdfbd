"""A sentence as tokens, each with a key that all spellings of its word share.

Rules are regular expressions over `Tokens.key`, the keys with one space between them: no apostrophes, no
case, Uzbek always in Latin letters. What a rule finds is given back in the text's own spelling.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from language.alphabet import canonical
from language.detect import Language

__all__ = ["Token", "Tokens", "Tongue", "key_of", "tokenise", "tongue_of"]

Tongue = Literal["uz", "ru", "en"]
"""A language without its script."""

_TOKEN = re.compile(
    r"[^\W_]+(?:['’‘ʻʼ`´ʹ′‐‑-][^\W_]+)*(?:(?<=[gGoO])['’‘ʻʼ`´](?!\w))?|[^\w\s]|_",
)
_MARKS = dict.fromkeys('«»“”„‟"', '"') | dict.fromkeys("—–-‒―", "-")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one punctuation mark; offsets are those in its text."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        return self.text[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text and its tokens; `starts` says where each token's key begins in `key`."""

    text: str
    tongue: Tongue
    key: str
    items: tuple[Token, ...]
    starts: tuple[int, ...]

    def at(self, position: int) -> int:
        """The number of the token that covers a position of `key`."""
        return max(0, bisect_right(self.starts, position) - 1)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of tokens under a span of `key`."""
        return self.at(start), bisect_left(self.starts, end)

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens first..last-1, in its own spelling."""
        if first >= last:
            return ""
        return self.text[self.items[first].start : self.items[last - 1].end]

    def under(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of tokens that touch a span of `text`."""
        ends = [token.end for token in self.items]
        begins = [token.start for token in self.items]
        return bisect_right(ends, start), bisect_left(begins, end)


def tongue_of(language: Language) -> Tongue:
    """uz, ru or en."""
    if language == "ru":
        return "ru"
    return "en" if language == "en" else "uz"


@lru_cache(maxsize=65536)
def key_of(word: str, tongue: Tongue) -> str:
    """What all spellings of a word share: Uzbek in Latin letters without apostrophes; ё is е in Russian."""
    if tongue == "uz":
        return canonical(word).replace("'", "")
    return word.lower().replace("ё", "е").replace("’", "'").replace("‑", "-")


def tokenise(text: str, tongue: Tongue, respelled: Callable[[str], str] | None = None) -> Tokens:
    """Cut a text into words and marks; quotation marks share the key `"`, dashes the key `-`.

    `respelled` mends the key of a word that is typed in another way than it is written.
    """
    items: list[Token] = []
    starts: list[int] = []
    position = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        key = _MARKS.get(word) or key_of(word, tongue) or word
        if respelled:
            key = respelled(key)
        items.append(Token(word, key, match.start(), match.end()))
        starts.append(position)
        position += len(key) + 1
    return Tokens(text, tongue, " ".join(token.key for token in items), tuple(items), tuple(starts))
