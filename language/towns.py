"""The towns of `data/towns.txt`, known by any of their names."""

from functools import lru_cache

from language.alphabet import canonical, to_cyrillic
from language.detect import Language
from language.gazetteer import lines

__all__ = ["names_of", "town_in"]

_UNKNOWN: tuple[tuple[str, ...], ...] = ((), (), ())
_COLUMNS: dict[Language, int] = {"uz-Latn": 0, "uz-Cyrl": 0, "ru": 1, "en": 2}


def town_in(name: str, language: Language) -> str | None:
    """What the town is called in that language; None where the table does not know it."""
    several = _towns().get(_key(name), _UNKNOWN)[_COLUMNS[language]]
    if not several:
        return None
    # The table writes oʻ as it is typed.
    said = several[0].replace("‘", "ʻ")
    return to_cyrillic(said) if language == "uz-Cyrl" else said


def names_of(name: str) -> tuple[str, ...]:
    """Every name of the town in every language; () where the table does not know it."""
    return tuple(each for column in _towns().get(_key(name), _UNKNOWN) for each in column)


def _key(name: str) -> str:
    return "".join(letter for letter in canonical(name) if letter.isalnum())


@lru_cache(maxsize=1)
def _towns() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Key of a name -> the town's names in Uzbek, Russian and English, the usual one first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for _, *columns in lines("towns.txt"):
        names = tuple(tuple(name.strip() for name in column.split("/") if name.strip()) for column in columns)
        for column in names:
            for name in column:
                found.setdefault(_key(name), names)
    return found
