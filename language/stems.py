"""Uzbek stems: the longest chain of endings is cut from a word, until nothing more can be cut."""

import re
from functools import cache

from language.endings import CONSONANT, SAME_K, SAME_Q, SURE, VERB, VOWEL, chains
from language.tables import words_of

_VOWELS = frozenset("aeiou")
_LONGEST_WORD = 64
"""Letters; what is longer is no word, and would be cut at too many places."""
# What makes verbs of other words or changes their voice: a stem that ends so is taken for a verb.
_VOICES = ("tir", "dir", "il", "in", "ish", "n", "l", "t", "sh", "gaz", "kaz", "qaz", "giz")
_DERIVED = re.compile(r".*[aeiou].*(?:(?:la|lan|lash|lat|lantir|lashtir)(?:il|in|ish|l|n|sh|t)?|[^aeiou]ira)")
# Endings that an unknown word more likely has as a verb than as a noun.
_LIKELY = ("gan", "kan", "qan", "ish", "ib", "di", "adi")
_LOST_A = re.compile(r"[^iu]l$|[^tdkg]ir$")
_NO_AGENT = re.compile(r"[gkqv]ich$|[ao]nch$")  # qizdirgich-i, Karimovich-i, ishonch-i
_KEEPS_G = re.compile(r"(?:log|gog|burg|urg|n[gd]|[^aeiou]g)$")
_ADJECTIVE = re.compile(r"[^aeiou']l$")


def uzbek_stem(word: str) -> str:
    """The stem of a canonical Uzbek word: never empty, never longer than the word.

    Constant over the forms of a word: k and q come back (`qishlog'i` -> `qishloq`), a dropped vowel too
    (`o'rni` -> `o'rin`). Roots that only look inflected stand in `data/roots.txt`, verbs in `data/verbs.txt`;
    an unknown word loses what can be an ending, again and again, so that all its forms end alike.
    """
    if len(word) > _LONGEST_WORD:
        return word
    roots, endings, verbs = _roots(), chains(), _verbs()
    while word not in roots and word not in verbs:
        cuts = [(at, follows) for at in range(2, len(word)) if (follows := endings.get(word[at:]))]
        shorter = cuts and (_known(word, cuts, roots) or _cut(word, cuts))
        if not shorter:
            return word
        word = roots.get(shorter) or shorter
    # imzolandi and imzoladi are one verb's voices
    return word[:-1] if word.endswith("lan") and word[:-1] in verbs else word


Cuts = list[tuple[int, int]]
"""Where a chain of endings may begin, the longest first, with what it follows."""


def _known(word: str, cuts: Cuts, roots: dict[str, str]) -> str:
    """The longest root or verb of the lists that the word is, with a chain of endings."""
    verbs, whole = _verbs(), _whole()
    for at, follows in reversed(cuts):
        root = word[:at]
        listed = root in roots or (
            follows & VERB and root in verbs and not _is_shortened(root, word[at:], verbs)
        )
        if listed and root not in whole and _joins(root, follows):
            return root
    return ""


def _is_shortened(root: str, chain: str, verbs: frozenset[str]) -> bool:
    """so'ra-di is no so'r-adi."""
    return chain[0] == "a" and root + "a" in verbs


def _cut(word: str, cuts: Cuts) -> str:
    """What stands before the longest chain that can be one; empty where there is none."""
    for at, follows in cuts:
        root, chain = word[:at], word[at:]
        if _joins(root, follows) and (
            _is_verb(root, chain, follows) if follows & VERB else _is_noun(root, chain)
        ):
            return _restored(root, chain)
    return ""


def _joins(root: str, follows: int) -> bool:
    """Whether a chain can stand after the root's last letter, and the root be a syllable at all."""
    last = root[-1]
    if _VOWELS.isdisjoint(root):
        return False
    if last in _VOWELS or root.endswith("o'"):
        return bool(follows & VOWEL)
    return bool(follows & (CONSONANT | (SAME_K if last == "k" else SAME_Q if last == "q" else 0)))


def _is_verb(root: str, chain: str, follows: int) -> bool:
    """Whether a root that is in no list can be a verb's stem before this ending."""
    if chain[0] == "a" and _LOST_A.search(root):
        return False  # boshla-yotgan, baho-la-di, xirqira-di: not boshl-ayotgan
    if follows & SURE or _DERIVED.fullmatch(root):
        return len(root) > 2
    verbs = _verbs()
    if any(root.endswith(v) and root[: -len(v)] in verbs for v in _VOICES):
        return True
    return len(root) > 2 and root[-1] not in _VOWELS and chain.startswith(_LIKELY)


def _is_noun(root: str, chain: str) -> bool:
    """Whether a root that is in no list can be a noun before this ending."""
    first, last = chain[0], root[-1]
    if first == "i" and (_ADJECTIVE.search(root) or (root.endswith("ch") and not _NO_AGENT.search(root))):
        return False  # -chi and -li make words: elchi, kuchli
    if (
        last in "ou"
        and (first == "s" or chain == "ni")
        and root[-4:] not in _roots()
        and root[-5:] not in _roots()
    ):
        return False  # asos-i, imkon-i, qonun-i: the nouns in -o and -u are few and listed
    return len(root) > 2 or last not in _VOWELS


def _restored(root: str, chain: str) -> str:
    """k and q, which are g and g' between vowels."""
    if chain[0] != "i" or len(root) < 4:
        return root
    if root.endswith("g'"):
        return root[:-2] + "q"
    return root[:-1] + "k" if root[-1] == "g" and not _KEEPS_G.search(root) else root


@cache
def _roots() -> dict[str, str]:
    """Form -> root, for what the rules would cut wrongly."""
    found = {word: word for word in _whole()}
    for word in words_of("roots.txt"):
        form, _, root = word.partition("=")
        found[form] = root or form
        found.setdefault(root or form, root or form)
    return found


@cache
def _whole() -> frozenset[str]:
    """Words that take no ending."""
    return frozenset(word[:-1] for word in words_of("roots.txt") if word.endswith("."))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words_of("verbs.txt"))
