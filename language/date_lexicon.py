"""What single words can be in a date, in four languages, with all their endings and common misspellings."""

import re
from functools import cache, lru_cache
from typing import Any

from language.alphabet import canonical
from language.stems import uzbek_stem
from language.tables import toml_of

Symbols = tuple[tuple[str, int], ...]
"""What a word is worth in a date (see `date_words`), and which month, weekday, number or offset it names."""

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ENDINGS = [
    plural + possessive + case
    for plural in ("", "lar")
    for possessive in ("", "i", "si", "imiz")
    for case in ("", "ning", "ni", "ga", "da", "dan", "dagi", "gacha", "gi", "ki", "dagilar", "gilar")
]
_PLURALS = frozenset(
    {
        "лет",
        "годы",
        "годов",
        "годах",
        "дни",
        "днях",
        "дней",
        "недель",
        "месяцы",
        "месяцев",
        "кварталов",
        "часов",
    }
    | {"days", "weeks", "months", "years", "quarters", "hours"}
)
"""Units of which so many are meant: without a number they say nothing (in the last years)."""
_ENDINGS_OF_DAYS = ("", "gi", "dan", "gacha", "ning", "gilar")  # kechasi and kechalar are nights


@lru_cache(maxsize=4096)
def mistyped_month(word: str, errors: int) -> int:
    """The month a misspelt word means, 0 where none does: at most so many errors, one below six letters."""
    from rapidfuzz.distance import OSA  # here, for it takes longer to load than all of `language`

    names = _month_names()
    key = canonical(word)
    if uzbek_stem(key) in _OTHER_WORDS:
        return 0
    best = 0
    for root in (key, _CASE.sub("", key)):
        if len(root) < 4:
            continue
        distance, name = min((OSA.distance(root, name, score_cutoff=2), name) for name in names)
        same_start = root[0] == name[0] or {root[0], name[0]} <= set("aeiou")
        if distance <= (1 if len(root) < 6 else errors) and same_start:
            best = best or names[name]
    return best


_CASE = re.compile(r"(?:i?da|i?dan|ning|ga|gacha|dagi|i)$")
_OTHER_WORDS = frozenset(
    {
        "senator",
        "oktava",
        "dekada",
        "federal",
        "janubiy",
        "arenda",
        "otabek",
        "anvar",
        "dekan",
        "sentner",
        "jury",
    }
    | {
        "yana",
        "yanada",
        "yangi",
        "akril",
        "yashar",
        "yuliya",
        "avista",
        "feodal",
        "apparel",
        "noyob",
        "oktyabrskiy",
    }
)
"""Stems of words that are as near to a month as its misspellings."""


@lru_cache(maxsize=1 << 14)
def meaning(lower: str) -> tuple[tuple[str, int], ...]:
    """The symbols of a lower-case word, each with its value; all that is in no date is `|`."""
    cyrillic = _CYRILLIC.search(lower)
    lexicon = _lexicon()
    if cyrillic:
        known = lexicon["ru"].get(lower.replace("ё", "е"))
        return known or lexicon["uz"].get(canonical(lower)) or (("|", 0),)
    key = canonical(lower)
    return lexicon["uz"].get(key) or lexicon["en"].get(key) or (("|", 0),)


def _calendar() -> dict[str, Any]:
    return toml_of("calendar.toml")


@cache
def _month_names() -> dict[str, int]:
    """Canonical names of months, for finding what a misspelt one meant."""
    return {
        canonical(word): int(number)
        for months in _calendar()["months"].values()
        for number, words in months.items()
        for word in words.split()
        # One letter changed makes other words of March and May: marta (times), mayda (small).
        if number not in ("3", "5") and len(word) > 3 and not word.endswith(".")
    }


@cache
def _lexicon() -> dict[str, dict[str, Symbols]]:
    calendar = _calendar()
    found: dict[str, dict[str, Symbols]] = {"uz": {}, "ru": {}, "en": {}}
    for language, months in calendar["months"].items():
        for number, words in months.items():
            for word in words.split():
                _enter(found, language, word.rstrip("."), "m" if word.endswith(".") else "M", int(number))
    for symbol, table in (("W", "weekdays"), ("T", "days"), ("n", "numbers"), ("s", "seasons")):
        for value, words in calendar[table].items():
            for language, word in _three(words):
                _enter(found, language, word, symbol, int(value))
    for table in ("units", "relative"):
        for symbol, words in calendar[table].items():
            for language, word in _three(words):
                plural = word in _PLURALS
                _enter(found, language, word, symbol, int(plural))
    for language in ("uz", "en"):
        found[language]["may"] = (("?", 5),)
    found["uz"]["mayda"] = (("?", 5),)
    for name in ("bosh", "o'rta", "oxir", "kuz", "burun", "yarm"):
        found["uz"].pop(name, None)  # bare they are other words: main, middle, nose
    return found


def _three(words: str) -> list[tuple[str, str]]:
    parts = [*words.split("|"), "", ""]
    languages = zip(("uz", "ru", "en"), parts, strict=False)
    return [(language, word) for language, part in languages for word in part.split()]


def _enter(found: dict[str, dict[str, Symbols]], language: str, word: str, symbol: str, value: int) -> None:
    if language == "ru":
        found["ru"][word.replace("ё", "е")] = ((symbol, value),)
        return
    key = canonical(word)
    if language == "en" or symbol in "PCXLbBvm":
        found[language][key] = ((symbol, value),)
        return
    unit = symbol in "dwOyqh"
    for ending in _ENDINGS_OF_DAYS if symbol == "T" else _ENDINGS:
        marks = (("f", 0),) if ending.endswith("dan") else (("u", 0),) if ending.endswith("gacha") else ()
        form = key + ending
        if key.endswith("k") and ending.startswith("i"):
            form = key[:-1] + "g" + ending
        many = int(unit and ending.startswith("lar"))
        found["uz"].setdefault(form, ((symbol, value or many), *marks))
