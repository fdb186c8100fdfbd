"""What single words can be in a date, in four languages, with all their endings and common misspellings."""

import re
from functools import cache, lru_cache
from typing import Any

from language.alphabet import canonical
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
def mistyped_month(word: str) -> int:
    """The month a misspelt word means, 0 where none does: one error, two from six letters on."""
    key = canonical(word)
    if len(key) < 4:
        return 0
    from rapidfuzz.distance import OSA  # here, for it takes longer to load than all of `language`

    names = _month_names()
    distance, name = min((OSA.distance(key, name, score_cutoff=2), name) for name in names)
    same_start = key[0] == name[0] or {key[0], name[0]} <= set("aeiouy")
    return names[name] if distance <= (1 if len(key) < 6 else 2) and same_start else 0


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
    """Canonical names of months with the usual endings, for finding what a misspelt one meant."""
    names: dict[str, int] = {}
    for language, months in _calendar()["months"].items():
        endings = ("", "da", "dagi", "ning", "dan", "gacha", "ga") if language == "uz" else ("",)
        for number, words in months.items():
            for word in words.split():
                # One letter changed makes other words of March and May: marta (times), mayda (small).
                if number not in ("3", "5") and len(word) > 3:
                    names.update({canonical(word) + ending: int(number) for ending in endings})
    return names


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
    if language == "en" or symbol in "PCXLbBv":
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
