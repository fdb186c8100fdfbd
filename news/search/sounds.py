"""How a name sounds, whatever alphabet and tradition of spelling it is written in.

Арипов, Aripov and Oripov, Бухара, Buxoro and Bukhara each have one sound. Names alone are compared so: for
other words the difference of one vowel is a difference of meaning.
"""

import re
from functools import lru_cache

from language.alphabet import canonical

SHORTEST = 4
"""Letters a word must have: shorter sounds say nothing."""

# A surname's own ending, and the case endings of Russian and Uzbek that may follow it.
_SURNAME = re.compile(
    r"(.{2,}?(?:[oe]v|yev|skiy|skaya|zoda))(?:a|u|im|om|e|oy|oyu|i|ix|imi|ning|ni|ga|da|dan|lar\w*)?$"
)
_SPELLINGS = (
    ("zh", "j"),
    ("kh", "h"),
    ("dj", "j"),
    ("dzh", "j"),
    ("shch", "sh"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "s"),
)
_LETTERS = str.maketrans(
    {"x": "h", "q": "k", "w": "v", "c": "k", "o": "a", "e": "i", "u": "a", "y": "", "'": "", "-": ""}
)
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def sound(word: str, key: str) -> str:
    """The sound of a name in any spelling, or "" where it is too short to have one.

    `key` is its search key: the stem of a name that is no surname. A surname keeps its ending, which Russian
    stemming takes for that of a case.
    """
    surname = _SURNAME.match(canonical(word))
    letters = surname[1] if surname else key
    for spelling, plain in _SPELLINGS:
        letters = letters.replace(spelling, plain)
    letters = letters.replace("ch", "4").translate(_LETTERS)
    return _TWICE.sub(r"\1", letters) if len(letters) >= SHORTEST else ""
