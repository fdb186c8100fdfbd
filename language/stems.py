"""Uzbek stems: endings cut off in the order verb ending, case, possessive, plural."""

from functools import cache
from importlib.resources import files

_VOWELS = frozenset("aeiou")


def uzbek_stem(word: str) -> str:
    """The stem of a canonical Uzbek word."""
    chains = _chains()
    roots = _roots()
    while True:
        if word in roots:
            return roots[word]
        for at in range(2, len(word)):
            if word[at:] in chains and _fits(word[:at], word[at:]):
                word = _restored(word[:at], word[at:])
                break
        else:
            return word


def _fits(root: str, chain: str) -> bool:
    if not _VOWELS & set(root):
        return False
    vowel = root[-1] in _VOWELS or root.endswith("o'")
    first = chain[0]
    if first == "i":
        return not vowel and (len(root) > 2 or len(chain) > 1 or root[0] in _VOWELS or True)
    if chain.startswith(("si", "miz", "ngiz")):
        return vowel and len(root) > 2
    if first in "kq" and not root.endswith(first):
        return False
    return len(root) > 2 or not vowel


def _restored(root: str, chain: str) -> str:
    if chain[0] == "i" and len(root) > 3:
        if root.endswith("g'"):
            return root[:-2] + "q"
        if root.endswith("g") and root[-2] in _VOWELS:
            return root[:-1] + "k"
    return root


@cache
def _chains() -> frozenset[str]:
    plurals = ("", "lar")
    possessives = ("", "i", "si", "imiz", "miz", "ingiz", "ngiz")
    cases = ("", "ning", "ni", "ga", "ka", "qa", "da", "dan", "dagi", "gacha", "niki")
    nominal = {p + s + c for p in plurals for s in possessives for c in cases}
    verbal = {"di", "dilar", "gan", "ganlar", "ish", "moqda", "yapti", "ib"}
    return frozenset((nominal | verbal) - {""})


@cache
def _roots() -> dict[str, str]:
    lines = files("language").joinpath("data/roots.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            for word in line.split():
                form, _, root = word.partition("=")
                found[form] = root or form
    return found
