"""The word lists by which names of people and bodies are told: data/names.toml, keyed."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from language.tokens import Tongue, key_of

__all__ = ["first_names", "head_pattern", "is_title", "surname_pattern", "table", "words"]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """language/data/names.toml."""
    return tomllib.loads((files("language") / "data" / "names.toml").read_text("utf-8"))


@lru_cache(maxsize=16)
def words(section: str, tongue: Tongue) -> frozenset[str]:
    """A word list of the table, keyed."""
    return frozenset(key_of(word, tongue) for word in table()[section][tongue])


@lru_cache(maxsize=16)
def first_names(tongue: Tongue, gender: Literal["men", "women"]) -> frozenset[str]:
    """First names of a gender as texts in that language spell them, keyed."""
    names = table()["first"]
    return frozenset(key_of(name, tongue) for name in names[f"{gender}_ru" if tongue == "ru" else gender])


@lru_cache(maxsize=4)
def surname_pattern(tongue: Tongue) -> re.Pattern[str]:
    return re.compile(table()["surname"][tongue] + "$")


@lru_cache(maxsize=4)
def _title(tongue: Tongue) -> re.Pattern[str]:
    stems = "|".join(sorted(words("titles", tongue), key=len, reverse=True))
    tail = {"uz": r"(?:lar)?(?:i|si|lari)?(?:ning|ni|ga|da|dan)?", "ru": r"\w{0,5}", "en": r"s?"}[tongue]
    return re.compile(rf"(?:[\w-]+-)?(?:{stems}){tail}")


@lru_cache(maxsize=4)
def head_pattern(tongue: Tongue) -> re.Pattern[str]:
    """Words that head a body's name, in any form."""
    if tongue == "ru":
        stems = {noun.rstrip("аяоеьй") for nouns in table()["heads_ru"].values() for noun in nouns}
    else:
        stems = set(words("heads", tongue))
    tail = {"uz": r"(?:i|si|lari)?(?:ning|ni|ga|da|dan|dagi)?", "ru": r"\w{0,4}", "en": "s?"}[tongue]
    return re.compile(rf"(?:{'|'.join(sorted(stems, key=len, reverse=True))}){tail}")


def is_title(key: str, tongue: Tongue) -> bool:
    """Whether a keyed word says who somebody is: minister, rais, директора."""
    return _title(tongue).fullmatch(key) is not None
