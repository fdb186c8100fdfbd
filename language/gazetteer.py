"""Cities and countries of the world by any of their written forms, and the bodies known by a short name.

The lists stand in language/data and may be extended by hand; inflection is dealt with here, by rule. Names
of countries come from Babel's CLDR tables too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Literal

from babel import Locale

from language.tokens import Tokens, Tongue, key_of

__all__ = ["Spot", "lines", "spots"]

_COLUMN: dict[Tongue, int] = {"uz": 1, "ru": 2, "en": 3}
_CLDR: dict[Tongue, str] = {"uz": "uz", "ru": "ru", "en": "en"}
_ORDINARY = frozenset({"Того"})
"""Countries whose name is also an ordinary word at the head of a sentence."""
_ENDINGS = ("", "ning", "ni", "ga", "ka", "qa", "da", "dan", "dagi", "gacha", "lik", "ligi", "dir", "liklar")
"""Uzbek case endings, as canonical keys have them."""


Kind = Literal["city", "country", "region"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named by the tokens first..last-1. `name` is its nominative as the gazetteer writes it;
    `ending` is the Uzbek case ending that its last token carries."""

    first: int
    last: int
    kind: Kind
    country: str
    name: str
    ending: str


@dataclass(frozen=True, slots=True)
class _Form:
    kind: Kind
    country: str
    name: str
    ending: str


def lines(name: str) -> Iterator[list[str]]:
    """The rows of a data file: columns divided by "|", lines that begin with "#" left out."""
    text = (files("language") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("|")]


def spots(tokens: Tokens) -> list[Spot]:
    """Every city and country that the tokens name, in order, the longest name first where two overlap.

    A place must be written with a capital letter, save for the words for "our country".
    """
    forms, longest = _forms(tokens.tongue)
    found: list[Spot] = []
    number, items = 0, tokens.items
    while number < len(items):
        step = 1
        # A word that begins no name is passed at once: most do not.
        for size in range(min(longest.get(items[number].key, 0), len(items) - number), 0, -1):
            form = forms.get(" ".join(token.key for token in items[number : number + size]))
            if form and (items[number].capital or form.name[:1].islower()):
                found.append(Spot(number, number + size, form.kind, form.country, form.name, form.ending))
                step = size
                break
        number += step
    return found


@lru_cache(maxsize=4)
def _forms(tongue: Tongue) -> tuple[dict[str, _Form], dict[str, int]]:
    """Every written form, keyed; and how many tokens the names that begin with a token may have."""
    forms: dict[str, _Form] = {}
    longest: dict[str, int] = {}
    for kind, country, name in _names(tongue):
        for written, ending in _inflect(name, tongue):
            forms.setdefault(written, _Form(kind, country, name, ending))
            first, _, rest = written.partition(" ")
            longest[first] = max(longest.get(first, 1), rest.count(" ") + 2 if rest else 1)
    for written, country, name, ending in _regions(tongue):
        forms.setdefault(written, _Form("region", country, name, ending))
        first, _, rest = written.partition(" ")
        longest[first] = max(longest.get(first, 1), rest.count(" ") + 2)
    return forms, longest


def _names(tongue: Tongue) -> Iterator[tuple[Kind, str, str]]:
    column = _COLUMN[tongue]
    for row in lines("towns.txt"):
        yield from (("city", row[0], name.strip()) for name in row[column].split("/") if name.strip())
    for row in lines("countries.txt"):
        yield from (("country", row[0], name.strip()) for name in row[column].split("/") if name.strip())
    for code, name in Locale(_CLDR[tongue]).territories.items():
        if len(code) == 2 and code.isalpha() and name not in _ORDINARY:
            yield "country", code, name


_REGION_WORDS: dict[Tongue, tuple[str, ...]] = {
    "uz": ("viloyati", "tumani", "vohasi", "vodiysi", "mintaqasi"),
    "ru": ("область", "район", "долина", "регион", "автономный район", "край"),
    "en": (
        "Region",
        "Province",
        "Oblast",
        "District",
        "Valley",
        "region",
        "province",
        "district",
        "Governorate",
    ),
}


def _regions(tongue: Tongue) -> Iterator[tuple[str, str, str, str]]:
    """(keyed form, country, name, ending) of "qashqadaryo viloyatidagi", "ферганской долине"."""
    for row in lines("regions.txt"):
        for stem, word in product(row[_COLUMN[tongue]].split("/"), _REGION_WORDS[tongue]):
            if tongue != "ru":
                name = f"{stem.strip()} {word}"
                yield from ((form, row[0], name, ending) for form, ending in _inflect(name, tongue))
                continue
            adjectives = [stem.strip() + end for end in ("ий", "ая", "ого", "ой", "ому", "ую", "ом", "им")]
            for adjective, form in product(adjectives, _russian(word)):
                yield f"{adjective} {form}", row[0], f"{stem.strip()}ий {word}", ""


def _inflect(name: str, tongue: Tongue) -> Iterator[tuple[str, str]]:
    words = [key_of(word, tongue) for word in name.replace(",", "").split()]
    if tongue == "en":
        yield " ".join(words), ""
        yield " ".join(words) + "'s", "'s"
    elif tongue == "uz":
        for ending in _ENDINGS:
            yield " ".join(words) + ending, ending
    else:
        for form in product(*(_russian(word) for word in words)):
            yield " ".join(form), ""


def _russian(word: str) -> list[str]:
    """All case forms of a Russian name or adjective; more than it has is harmless in a lookup."""
    if len(word) < 4 or word[-1] in "оеиуэю":
        return (
            [word] if word[-1:] != "а" else [word, *(word[:-1] + end for end in ("ы", "и", "е", "у", "ой"))]
        )
    stem, last = word[:-1], word[-1]
    if word.endswith("ая"):
        return [word, word[:-2] + "ой", word[:-2] + "ую"]
    if word.endswith(("ий", "ый")):
        base = word[:-2]
        return [
            word,
            *(base + end for end in ("ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ия", "ии")),
        ]
    if word.endswith("ое"):
        return [word, *(word[:-2] + end for end in ("ого", "ому", "ым", "ом"))]
    if word.endswith("ые"):
        return [word, *(word[:-2] + end for end in ("ых", "ым", "ыми"))]
    endings = {
        "а": ("ы", "и", "е", "у", "ой"),
        "я": ("и", "е", "ю", "ей"),
        "ь": ("и", "ью", "я", "ю", "ем", "е"),
        "й": ("я", "ю", "ем", "е"),
        "ы": ("", "ам", "ами", "ах"),
    }.get(last)
    if endings is not None:
        return [word, *(stem + end for end in endings)]
    return [word, *(word + end for end in ("а", "у", "ом", "ем", "е"))]
