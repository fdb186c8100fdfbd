"""People named in a text, in the nominative, without their titles.

A name is a run of capitalised words that no gazetteer claims; what speaks for it is a surname's ending, a
known first name, initials, or a title before it. Names are given back in the text's own spelling.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from language.tokens import Token, Tokens, Tongue, key_of

__all__ = ["Person", "is_title", "people", "table"]

_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "van",
        "von",
        "fon",
        "der",
        "den",
        "de",
        "di",
        "da",
        "la",
        "le",
        "du",
        "dos",
    }
    | {"ogli", "qizi", "ugli", "oglu", "оглы", "кызы", "угли", "аль", "эль", "фон", "ван", "де", "ибн", "бин"}
)
_AL = re.compile(r"(?:al|el|ad|as|an|ar|аль|эль|ад|ас|ан|ар)-[A-ZА-Я]")
_LONGEST = 4
_NOT_BEFORE_NAMES = frozenset(
    {"on", "of", "for", "in", "the", "a", "an", "to", "at", "under", "into", "against", "about", "its"}
)
"""In English a run of capitals behind these is a thing, unless a surname or a first name is known."""
_INITIAL = re.compile(r"[A-ZА-ЯЁЎҚҒҲ]|Sh|Ch|Yu|Ya|Yo|Ts|O[‘'’ʻ`]|G[‘'’ʻ`]|Дж|Ш|Ч|Ю|Я")
_NAMED_AFTER = {
    "uz": re.compile(
        r"(nomidagi|nomli|kochasi|kochasida|maydoni|xiyoboni|nomi|jamgarma\w+|fond\w+|prospekti"
        r"|mehmonxona\w*|otel\w*|hotel\w*|plaza)"
    ),
    "ru": re.compile(r"(имени|им|улиц\w*|проспект\w*|площад\w*)"),
    "en": re.compile(
        r"(street|square|avenue|hotel|plaza|tower|foundation|university|institute|stiftung|center|centre"
        r"|school)"
    ),
}


@dataclass(frozen=True, slots=True)
class Person:
    """The tokens first..last-1 name `name` (nominative)."""

    first: int
    last: int
    name: str


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
def _surname(tongue: Tongue) -> re.Pattern[str]:
    return re.compile(table()["surname"][tongue] + "$")


@lru_cache(maxsize=4)
def _title(tongue: Tongue) -> re.Pattern[str]:
    stems = "|".join(sorted(words("titles", tongue), key=len, reverse=True))
    tail = {"uz": r"(?:lar)?(?:i|si|lari)?(?:ning|ni|ga|da|dan)?", "ru": r"\w{0,5}", "en": r"s?"}[tongue]
    return re.compile(rf"(?:[\w-]+-)?(?:{stems}){tail}")


@lru_cache(maxsize=4)
def _heads(tongue: Tongue) -> re.Pattern[str]:
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


def people(tokens: Tokens, claimed: Collection[int] = ()) -> list[Person]:
    """Everybody whom the tokens name, in order; `claimed` tokens name something else."""
    found: list[Person] = []
    number = 0
    while number < len(tokens.items):
        person = None
        if tokens.items[number].capital and number not in claimed:
            person = _initials(tokens, number, claimed) or _run(tokens, number, claimed)
        if person:
            found.append(person)
        number = person.last if person else number + 1
    return found


def _initials(tokens: Tokens, number: int, claimed: Collection[int]) -> Person | None:
    """A. Kamilov, Sh.M. Mirziyoyev, O‘. Karimov."""
    items, start = tokens.items, number
    while number + 2 < len(items) and _INITIAL.fullmatch(items[number].text) and items[number + 1].key == ".":
        number += 2
    surname = items[number] if start < number < len(items) and number - start <= 4 else None
    if not surname or not surname.capital or not surname.text[1:2].islower() or number in claimed:
        return None
    if not re.fullmatch(r"[^\W\d_]{2,}[\w'’‘ʻ`-]*", surname.text):
        return None
    if _ordinary(surname.key, tokens.tongue) or is_title(surname.key, tokens.tongue):
        return None
    head = tokens.text[items[start].start : surname.start]
    return Person(start, number + 1, head + _nominative([surname], tokens.tongue, "initials"))


def _run(tokens: Tokens, number: int, claimed: Collection[int]) -> Person | None:
    """Eldor Aripov, Qohir Rasulzoda, Xi Jinping: two to four words, each as a name has it."""
    items, last = tokens.items, number
    while last < len(items) and last - number < _LONGEST and last not in claimed:
        joined = last > number and (items[last].key in _PARTICLES or _AL.match(items[last].text))
        if not joined and not _namelike(items[last], tokens.tongue):
            break
        last += 1
    while last > number and not _closes(items[last - 1]):
        last -= 1
    if last - number > 2 and _is_no_part(tokens, number):
        number += 1
    if last - number < 2 or not _trustworthy(tokens, number, last):
        return None
    middle = _second_name(items[number:last], tokens.tongue)
    if middle:
        last = number + middle
    run = items[number:last]
    before = tokens.text[run[0].start : run[-1].start] if len(run) > 1 else ""
    if tokens.tongue == "ru":
        return Person(number, last, _russian(tokens, number, last))
    return Person(number, last, before + _nominative([run[-1]], tokens.tongue, "run"))


def _is_no_part(tokens: Tokens, first: int) -> bool:
    """Whether a sentence's first word only stands before a name: "Участвовал Далер Курбонзода"."""
    opening = first == 0 or tokens.items[first - 1].key in (".", '"', ":", "-")
    tongue = tokens.tongue
    return (
        opening
        and not _known_first(tokens.items[first].key, tongue)
        and _known_first(tokens.items[first + 1].key, tongue)
    )


def _closes(token: Token) -> bool:
    """Whether a name may end in this word: a capital, a patronymic's particle, al-Marri."""
    return token.capital or token.key in ("ogli", "qizi", "ugli") or _AL.match(token.text) is not None


def _second_name(run: tuple[Token, ...], tongue: Tongue) -> int:
    """Where a second name begins in a run of two names without a comma; 0 where there is one name."""
    if len(run) == 4 and _surname(tongue).search(run[1].key) and _surname(tongue).search(run[3].key):
        return 2
    return 0


def _namelike(token: Token, tongue: Tongue) -> bool:
    text = token.text
    if not token.capital or len(text) < 2 or any(letter.isdigit() for letter in text):
        return False
    if text.isupper() and len(text) > 2 and not _surname(tongue).search(token.key):
        return False
    if len(text) == 2 and text.isupper():
        return False
    if sum(letter.isupper() for letter in text.split("-")[0]) > 1 and not text.isupper():
        return text.startswith(("Mc", "Mac", "De", "O'", "O’"))
    if _heads(tongue).fullmatch(token.key):
        return False
    return not _ordinary(token.key, tongue) and not is_title(token.key, tongue)


def _ordinary(key: str, tongue: Tongue) -> bool:
    if tongue == "ru":
        return key in words("ordinary", tongue) or any(
            key[:cut] in words("ordinary", tongue) for cut in range(max(4, len(key) - 3), len(key))
        )
    if key in words("ordinary", tongue):
        return True
    return tongue == "uz" and re.sub(r"(ning|ni|ga|da|dan|dagi|i|si)$", "", key) in words("ordinary", tongue)


def _trustworthy(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a run of capitalised words is somebody's name."""
    items, tongue = tokens.items, tokens.tongue
    if last < len(items) and _NAMED_AFTER[tongue].fullmatch(items[last].key):
        return False
    if first and _NAMED_AFTER[tongue].fullmatch(items[first - 1].key):
        return False
    if tongue == "uz" and any(_NO_NAME_UZ.search(items[number].key) for number in range(first, last - 1)):
        return False
    known = any(_known_first(items[number].key, tongue) for number in range(first, last))
    surname = any(
        _surname(tongue).search(_bare(items[number].key, tongue)) for number in range(first + 1, last)
    )
    titled = first > 0 and is_title(items[first - 1].key, tongue)
    if known or surname or titled:
        return True
    quoted = (first > 0 and items[first - 1].key == '"') or (last < len(items) and items[last].key == '"')
    if quoted:
        return False
    if tongue == "en" and first and items[first - 1].key in _NOT_BEFORE_NAMES:
        return False
    opening = first == 0 or items[first - 1].key in (".", '"', ":", "-")
    return not opening or (
        tongue != "ru" and all(len(items[number].text) > 3 for number in range(first, last))
    )


_NO_NAME_UZ = re.compile(r"(?:chilik|lik|lar|lari|ning|ni|dan|larni)$")
"""No word of a name but its last bears these."""


def _bare(key: str, tongue: Tongue) -> str:
    if tongue == "uz":
        return re.sub(r"(?<=\w{3})(ning|ni|ga|ka|da|dan)$", "", key)
    if tongue == "ru":
        return re.sub(
            r"(?<=[вн])(а|у|ым|е|ой|ы|ую)$", "", re.sub(r"(ского|скому|ским|ском|ской|скую)$", "ский", key)
        )
    return key.removesuffix("'s")


def _known_first(key: str, tongue: Tongue) -> bool:
    names = first_names(tongue, "men") | first_names(tongue, "women")
    if key in names:
        return True
    if tongue != "ru" or len(key) < 5:
        return False
    return any(key[:-cut] + end in names for cut in (1, 2) for end in ("", "а", "я", "й", "ь"))


_UZ_CASE = re.compile(r"(ning|ni|ga|ka|qa|dan|da|dagi)$")
_UZ_NAME_END = re.compile(
    r"(ov|ova|ev|eva|skiy|skaya|ich|vna|in|ina|xon|jon|bek|boy|shvili|dze|yan|enko|zoda|[^aeiou])$"
)


def _nominative(run: list[Token], tongue: Tongue, how: str) -> str:
    """The last word of a name without its case ending."""
    token = run[-1]
    if tongue == "en":
        return re.sub(r"['’]s?$", "", token.text)
    if tongue == "ru":
        return _russian_surname(token.text, None)
    match = _UZ_CASE.search(token.key)
    if not match or len(token.key) - len(match.group()) < 3 or token.key.endswith(("zoda", "shanda")):
        return token.text
    rest = token.key[: match.start()]
    if match.group() in ("ni", "da", "qa", "ka") and not _UZ_NAME_END.search(rest):
        return token.text
    ending = match.group()
    cyrillic = "\u0400" <= token.text[-1] <= "\u04ff"
    length = len("даги") if cyrillic and ending == "dagi" else len(ending)
    return re.sub(r"['’‘ʻ`-]$", "", token.text[:-length]) if not token.text.isupper() else token.text


def _russian(tokens: Tokens, first: int, last: int) -> str:
    """A Russian name back to the nominative: its gender by the first name, its case by the endings."""
    run = tokens.items[first:last]
    gender = _gender(tokens, first, last)
    given = [_russian_first(token.text, gender) for token in run[:-1]]
    oblique = any(name != token.text for name, token in zip(given, run, strict=False))
    return " ".join([*given, _russian_surname(run[-1].text, gender, oblique)])


def _gender(tokens: Tokens, first: int, last: int) -> Literal["m", "f"] | None:
    """The bearer's gender; None where the text leaves it open."""
    given, surname = tokens.items[first].key, tokens.items[last - 1].key
    men, women = first_names("ru", "men"), first_names("ru", "women")
    if given in women or any(
        given[:-cut] + end in women for cut, end in ((1, "а"), (2, "а"), (1, "я"), (2, "я"))
    ):
        return "f"
    if (
        given in men
        or given[:-1] in men
        or given[:-2] in men
        or (given[:-1] + "й") in men
        or (given[:-1] + "ь") in men
    ):
        return "m"
    if re.search(r"(овой|евой|иной|ской|ую)$", surname) or given.endswith("ой"):
        return "f"
    if re.search(r"(ым|ов|ев|ин|ский|ского|ским|скому|ову|еву)$", surname):
        return "m"
    if given[-1:] in "ау":
        before = [token.key for token in tokens.items[max(0, first - 7) : first] if is_title(token.key, "ru")]
        oblique = (
            bool(before)
            and re.search(r"(?:[рлткнм]а|[рл]я|ого|его|ому|ым|ом|ем|у|ю)$", before[-1]) is not None
        )
        masculine = oblique and (
            given.endswith("а") or re.search(r"[бвгдзклмнпрстфх]а$", surname) is not None
        )
        return "m" if masculine or re.search(r"(?:жона|бека|хона|дина|бая)$", given) else "f"
    return "m" if given[-1:] not in "ая" else None


_CASES = ("ом", "ем", "ём", "а", "у", "е", "я", "ю")


def _russian_first(text: str, gender: str | None) -> str:
    key = text.lower().replace("ё", "е")
    men, women = first_names("ru", "men"), first_names("ru", "women")
    if key in men or key in women:
        return text
    if gender == "f":
        for cut, end in ((1, "а"), (1, "я"), (2, "а"), (2, "я"), (2, "ия")):
            if key[:-cut] + end in women:
                return text[:-cut] + end
        return text[:-2] + "а" if key.endswith("ой") and len(key) > 4 else text
    if gender == "m":
        for ending in _CASES:
            if key.endswith(ending):
                for end in ("", "й", "ь"):
                    if key[: -len(ending)] + end in men:
                        return text[: -len(ending)] + end
        if key.endswith("у") and len(key) > 5 and key[-2] in "зслнр":
            return text[:-1] + "а"  # Алирезу -> Алиреза
        for ending in ("ом", "ем"):
            if key.endswith(ending) and len(key) > 5:
                return text[: -len(ending)]
        if (
            key.endswith(("а", "у"))
            and len(key) > 4
            and key[-2] not in "аеиоуыэюя"
            and key[:-1][-1] in "дрнтлмбвфкзхс"
        ):
            return text[:-1]
    return text


_MALE = (
    (r"(ов|ев|ёв|ин|ын)(?:а|у|ым|е)$", r"\1"),
    (r"(ск|цк)(?:ого|ому|им|ом)$", r"\1ий"),
    (r"(ич)(?:а|у|ем|е)$", r"\1"),
    (r"([бдзклмнрстфхгп])(?:ом|а|у)$", r"\1"),
)
_FEMALE = (
    (r"(ов|ев|ёв|ин|ын)(?:ой|у|ы)$", r"\1а"),
    (r"(ск|цк)(?:ой|ую)$", r"\1ая"),
    (r"(вн)(?:ой|е|у|ы)$", r"\1а"),
)


def _russian_surname(text: str, gender: str | None, oblique: bool = False) -> str:
    rules = (
        _FEMALE
        if gender == "f"
        else _MALE
        if oblique and not re.search(r"(?:зода|заде)$", text)
        else _MALE[:3]
    )
    if (
        oblique
        and re.search(r"[йрнлтм]у$", text)
        and gender == "m"
        and not re.search(r"(?:ов|ев|ин)у$", text)
    ):
        return text[:-1] + "а" if text[-2] == "р" else text[:-1]
    if gender is None and re.search(r"(?:ова|ева|ина)$", text):
        return text
    for pattern, replacement in rules:
        if re.search(pattern, text):
            return re.sub(pattern, replacement, text)
    return text
