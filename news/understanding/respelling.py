"""Uzbek typed on a Russian keyboard: у for ў, к for қ, х for ҳ, г for ғ ("Узбекистон", "булиб утди").

The words of our tables and gazetteer are looked up by what is left when those letters are made one; a word
that begins like one of them is read as it. Only for texts that have none of the four letters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from language.gazetteer import lines
from language.name_words import table
from language.tokens import key_of
from news.understanding.tables import load

__all__ = ["is_typed_so", "respelled"]

_OWN_LETTERS = re.compile(r"[ўқғҳЎҚҒҲ]")
_CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
_ENOUGH = 60
_STRAY = 0.005
"""A name in quotation marks may be spelt well in a text that is not."""
_MADE_ONE = str.maketrans("oqx", "ukh")
_SHORTEST = 4
_TABLES = ("uz", "results", "topics", "organisers", "days", "formats")


def is_typed_so(text: str) -> bool:
    """Whether an Uzbek text in Cyrillic lacks the letters that a Russian keyboard lacks."""
    letters = len(_CYRILLIC.findall(text))
    return letters > _ENOUGH and len(_OWN_LETTERS.findall(text)) < letters * _STRAY


@lru_cache(maxsize=8192)
def respelled(key: str) -> str:
    """A keyed word as it should have been typed, where our tables know it; else as it is."""
    known = _known()
    folded = key.translate(_MADE_ONE)
    for end in range(len(key), _SHORTEST - 1, -1):
        stem = known.get(folded[:end])
        if stem is not None:
            return stem + key[end:]
    return key


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for word in _words():
        key = key_of(word, "uz")
        folded = key.translate(_MADE_ONE)
        if len(key) >= _SHORTEST and (folded not in known or key == folded):
            known[folded] = key
    return known


def _words() -> Iterator[str]:
    for name in _TABLES:
        yield from re.findall(r"[^\W\d_][\w‘’]*", " ".join(_strings(load(name).get("uz", load(name)))))
    yield from load("uz")["respelled"]["words"]
    for section in ("titles", "heads", "ordinary"):
        yield from table()[section]["uz"]
    for file in ("towns.txt", "countries.txt"):
        for row in lines(file):
            yield from re.split(r"[/ ]", row[1])


def _strings(entry: Any) -> Iterator[str]:
    """Every string of a table, however deep."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list | dict):
        for inner in entry.values() if isinstance(entry, dict) else entry:
            yield from _strings(inner)
