"""Words that are one word in every language, and abbreviations: the table `data/international.txt`."""

from dataclasses import dataclass, field
from functools import cache

from language.alphabet import canonical
from language.stems import uzbek_stem
from language.tables import lines_of

_CYRILLIC_VOWELS = "аеёиоуыэюяйь"


@dataclass(slots=True)
class International:
    """Each table gives a word's key."""

    capitals: dict[str, str] = field(default_factory=dict)
    """By the acronym in its own letters."""
    uzbek: dict[str, str] = field(default_factory=dict)
    """By the Uzbek stem, whichever language the alias is of: releases borrow spellings."""
    russian: dict[str, list[str]] = field(default_factory=dict)
    """By the first letters of the Russian word, those that all its cases share: the words' beginnings."""
    english: dict[str, str] = field(default_factory=dict)
    """By the English word, singular, plural or possessive."""
    keys: dict[str, str] = field(default_factory=dict)
    """By the beginning that `russian` found."""
    expansions: list[tuple[str, str]] = field(default_factory=list)
    """Key, and a phrase that means it."""

    def russian_key(self, word: str) -> str | None:
        """The key of a Russian word in any case. Its stem alone would not do: Грузия and груз share one."""
        for beginning in self.russian.get(word[:3], ()):
            if word.startswith(beginning) and word.removeprefix(beginning) in _RUSSIAN_ENDINGS:
                return self.keys[beginning]
        return None


_RUSSIAN_ENDINGS = frozenset(
    {"", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "и", "й", "я", "ю", "ей", "ем", "ью", "ь"}
    | {"ям", "ями", "ях", "ой", "о", "ии", "ию", "ией", "иям", "иях"}
)


@cache
def international() -> International:
    table = International()
    for line in lines_of("international.txt"):
        name, _, aliases = line.partition(":")
        key = canonical(name)
        for alias in (name, *(alias.strip() for alias in aliases.split(","))):
            _enter(table, key, alias)
    return table


def _enter(table: International, key: str, alias: str) -> None:
    if " " in alias:
        table.expansions.append((key, alias))
    elif alias.isupper():
        table.capitals[alias] = key
    else:
        lower = alias.lower()
        table.uzbek[uzbek_stem(canonical(alias))] = key
        if lower.isascii():
            plural = lower[:-1] + "ies" if lower.endswith("y") else lower + "s"
            table.english.update(dict.fromkeys((lower, plural, lower + "'s"), key))
        else:
            beginning = lower.rstrip(_CYRILLIC_VOWELS) if not lower.endswith(("ия", "ея")) else lower[:-1]
            table.russian.setdefault(beginning[:3], []).append(beginning)
            table.keys[beginning] = key
