"""Cyrillic of eight bits: in which encoding bytes are words. Windows, old mail and DOS each have one; what is
decoded by another's is letters all the same, but not those that words are made of."""

import re
from itertools import islice
from math import inf, log

__all__ = ["TELLING", "encoding_of", "sample"]

TELLING = 1 << 14
"""Bytes, or runs of them, that tell; no more are looked at."""

ENCODINGS = ("cp1251", "koi8-r", "cp866")
"""The likeliest first."""
RUNS = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]+|[\u0400-\u04ff]+[A-Za-z]")
FREQUENCIES = (
    "о109 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ў10 ж9"
    " ш7 ю6 ц5 щ4 э3 ф3 ъ1 ё1"
)
"""Letters of Russian of a thousand (National Corpus of Russian); Uzbek differs less than encodings do."""
COSTS = {each[0]: -log(int(each[1:]) / 1000) for each in FREQUENCIES.split()}
FREE = frozenset("«»„“”‘’–—…№•° \u00a0\ufffd")
ODD, CAPITAL = 7.0, 0.3
"""Costs of a sign or letter that hardly stands in a text, and of a capital letter beside its own."""
WORDS = 3.7
"""Up to this mean cost letters are words: those of words cost 3.0, read in another encoding 4.0 and more."""


def sample(data: bytes) -> bytes:
    """Of these bytes the first that are beyond ASCII, each run with the Latin letters beside it."""
    return b" ".join(run[0] for run in islice(RUNS.finditer(data), TELLING))[: 8 * TELLING]


def encoding_of(sampled: bytes) -> str | None:
    """The encoding of a `sample`; None where in none it is words. Marks alone, as the quotation marks of
    Latin text, are taken as those of Windows."""
    windows = sampled.decode("cp1251", "replace")
    letters = sum(map(_is_cyrillic, windows))
    if not letters:
        return "cp1251"
    if 2 * sum(map(_mixed, MIXED.findall(windows))) > letters:
        return None  # letters of another alphabet than ours, among Latin ones
    costs = {encoding: _cost(sampled.decode(encoding, "replace")) for encoding in ENCODINGS}
    best = min(costs, key=costs.__getitem__)
    return best if costs[best] <= WORDS else None


def _mixed(run: str) -> int:
    return sum(map(_is_cyrillic, run))


def _is_cyrillic(character: str) -> bool:
    return "\u0400" <= character <= "\u04ff"


def _cost(text: str) -> float:
    """The mean of what its characters cost, ASCII and common marks left out."""
    costs = [
        COSTS.get(each.lower(), ODD) + CAPITAL * each.isupper()
        for each in text
        if not each.isascii() and each not in FREE
    ]
    return sum(costs) / len(costs) if costs else inf
