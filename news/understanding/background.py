"""Which sentences speak of the event that is reported, and which look back at something else."""

import re
from functools import lru_cache

from language.tokens import Tongue
from news.understanding.reading import Sentence
from news.understanding.tables import any_of, load, whole

__all__ = ["is_background", "names_again"]

_OPENING = 45
"""Characters of key: a sentence that looks back says so at once."""


def is_background(sentence: Sentence, tongue: Tongue) -> bool:
    """Whether a sentence looks back: "Eslatib o‘tamiz", "Напомним", "Earlier", "uchrashgan edi"."""
    if _words(tongue, "background").search(sentence.key[:_OPENING]):
        return True
    return _words(tongue, "pluperfect").search(sentence.key) is not None


def names_again(sentence: Sentence, tongue: Tongue) -> bool:
    """Whether a sentence speaks of the event by a noun: "tadbir", "встреча", "the seminar"."""
    return _words(tongue, "again").search(sentence.key) is not None


@lru_cache(maxsize=16)
def _words(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("days")[tongue][name], tongue))
