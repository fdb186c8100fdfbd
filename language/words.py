"""Words and the keys under which they are searched, whatever alphabet, ending or language they come in."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from threading import local
from typing import Any

from language.alphabet import canonical
from language.detect import Language, label_of
from language.international import international
from language.stems import uzbek_stem
from language.tables import words_of
from language.vocabulary import Vocabulary, near

__all__ = [
    "STOP_WORDS",
    "WORD",
    "Vocabulary",
    "forget",
    "key_of",
    "keys",
    "near",
    "readings",
    "stem",
    "words",
]

# The apostrophe of oʻ and gʻ and the tutuq belgisi are part of a word; a quotation mark around it is not.
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*(?:(?<=[og])')?")
WORD = re.compile(r"[^\W_]+(?:['`´ʹʻʼʽˈ‘’‛′＇]+[^\W_]+)*(?:(?<=[oOgG])['`´ʹʻʼʽˈ‘’‛′＇])?")
# What is no small letter; nor U+02BB and its like, which count as letters: `Oʻzbekiston` is no acronym `Oʻ`.
_CAPITAL = r"[^\W\d_a-zа-яёўқғҳʰ-˿]"
_ACRONYM = re.compile(rf"({_CAPITAL}{{2,6}}|{_CAPITAL}{{2,12}}(?=-?[a-zа-яёўқғҳ]))-?[a-zа-яёўқғҳ]*\Z")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_STEMMERS = local()
_LONG_WORD = re.compile(r"[^\W\d_]{7}")


def words(text: str) -> list[str]:
    """The canonical tokens of a text in order, not stemmed: folded first and split after.

    Digits and acronyms are kept. A hyphen divides (`27-noyabr` is two words); the last apostrophe of
    `bog'` and `tog'` stays.
    """
    return _TOKEN.findall(canonical(text))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of one Uzbek word in any spelling: never empty, never longer than its canonical form.

    Its case is read: an acronym (two to six capitals) loses small-letter endings alone, so `BMTning` gives
    `bmt`, while `STMI` stays apart from `STM`.
    """
    acronym = None if word.islower() else _ACRONYM.match(word)
    if acronym:
        return canonical(acronym[1])
    key = canonical(word)
    return uzbek_stem(key.lstrip("'") or key)


def keys(text: str, language: Language | None = None) -> list[str]:
    """The search keys of a text, in the order of its words.

    A key is a stem, by the language of the text, which is looked for where it is not given; international
    words, places and abbreviations of the four languages share one (`data/international.txt`). Where an
    expansion of several words stands there (`Birlashgan Millatlar Tashkiloti`), its abbreviation's key is
    added after it.
    """
    spoken = language or label_of(text)
    if text.isupper() and _LONG_WORD.search(text):
        text = text.lower()  # a headline in capitals, not a row of acronyms
    return _with_expansions([key_of(word, spoken) for word in WORD.findall(text)])


def readings(text: str) -> list[frozenset[str]]:
    """For every word of a question all keys under which a release may hold it.

    One language's reading of a short question can be wrong: `семинара` is Russian or Uzbek, `ixti` an
    acronym or a word with an ending. A release that holds any of a word's keys holds the word.
    """
    return [frozenset(_readings(word)) for word in WORD.findall(text)]


def _readings(word: str) -> set[str]:
    capitals = (word.upper(), canonical(word).upper()) if len(word) <= 7 else ()
    found = {key_of(acronym, "uz-Latn") for acronym in capitals}
    if _CYRILLIC.search(word):
        return found | {key_of(word, "uz-Cyrl"), key_of(word, "ru")}
    return found | {key_of(word, "uz-Latn"), key_of(word, "en")}


@lru_cache(maxsize=1 << 16)
def key_of(word: str, language: Language) -> str:
    """The search key of one word of a text in that language."""
    table = international()
    acronym = None if word.islower() else _ACRONYM.match(word)
    if acronym:
        return table.capitals.get(acronym[1]) or stem(word)
    if language == "ru" and _CYRILLIC.search(word):
        return table.russian_key(word.lower()) or canonical(_snowball("russian").stemWord(word.lower()))
    if language == "en" and word.isascii():
        return table.english.get(word.lower()) or str(_snowball("english").stemWord(word.lower()))
    found = stem(word)
    return table.uzbek.get(found, found)


def forget() -> None:
    """Give back what was kept of the words seen so far: after tables of thousands were read, that nobody
    asks for again."""
    key_of.cache_clear()
    stem.cache_clear()


def _snowball(language: str) -> Any:
    """A stemmer holds the word that it works on: each thread has its own."""
    own: dict[str, Any] = _STEMMERS.__dict__
    if language not in own:
        # Here, for it takes longer to load than all of `language`; it has no types.
        import snowballstemmer  # type: ignore[import-untyped]

        own[language] = snowballstemmer.stemmer(language)
    return own[language]


def _with_expansions(found: Sequence[str]) -> list[str]:
    expansions = _expansions()
    out: list[str] = []
    due: dict[int, list[str]] = {}
    for at, key in enumerate(found):
        out.append(key)
        out += due.pop(at, [])
        for sequence, whole in expansions.get(key, ()):
            if tuple(found[at : at + len(sequence)]) == sequence:
                due.setdefault(at + len(sequence) - 1, []).append(whole)
    return out


@cache
def _expansions() -> dict[str, set[tuple[tuple[str, ...], str]]]:
    """First key -> (all keys of an expansion, the abbreviation's key)."""
    table: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for key, phrase in international().expansions:
        spoken: tuple[Language, ...] = ("uz-Cyrl", "ru") if _CYRILLIC.search(phrase) else ("uz-Latn", "en")
        for language in spoken:
            sequence = tuple(key_of(word, language) for word in WORD.findall(phrase))
            table.setdefault(sequence[0], set()).add((sequence, key))
    return table


STOP_WORDS: frozenset[str] = frozenset(canonical(word) for word in words_of("stopwords.txt"))
"""Canonical question, politeness and function words of the four languages: for ranking and for reading a
question, never for leaving words out of an index."""
