"""People named in a text, in the nominative, without their titles.

A name is a run of capitalised words that no gazetteer claims; what speaks for it is a surname's ending, a
known first name, initials, or a title before it. Names are given back in the text's own spelling.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from language import names_ru
from language.name_words import first_names, head_pattern, is_title, surname_pattern, table, words
from language.tokens import Token, Tokens, Tongue

__all__ = ["Person", "people"]

_AL = re.compile(r"(?:al|el|ad|as|an|ar|аль|эль|ад|ас|ан|ар)-[A-ZА-Я]")
_LONGEST = 4
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


@lru_cache(maxsize=2)
def _list(name: str) -> frozenset[str]:
    return frozenset(table()[name]["words"])


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
    return Person(start, number + 1, head + _nominative([surname], tokens.tongue, ""))


def _run(tokens: Tokens, number: int, claimed: Collection[int]) -> Person | None:
    """Eldor Aripov, Qohir Rasulzoda, Xi Jinping: two to four words, each as a name has it."""
    items, last = tokens.items, number
    while last < len(items) and last - number < _LONGEST and last not in claimed:
        joined = last > number and (items[last].key in _list("particles") or _AL.match(items[last].text))
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
        return Person(number, last, names_ru.nominative(tokens, number, last))
    following = items[last].key if last < len(items) else ""
    return Person(number, last, before + _nominative([run[-1]], tokens.tongue, following))


def _is_no_part(tokens: Tokens, first: int) -> bool:
    """Whether a sentence's first word only stands before a name: "Участвовал Далер Курбонзода"."""
    opening = first == 0 or tokens.items[first - 1].key in (".", '"', ":", "-")
    tongue = tokens.tongue
    if opening and tongue != "en" and _is_profession(tokens, first):
        return True
    return (
        opening
        and not _known_first(tokens.items[first].key, tongue)
        and _known_first(tokens.items[first + 1].key, tongue)
    )


def _is_profession(tokens: Tokens, first: int) -> bool:
    """As in "Ганчкор Абдулбосит Раҳимжонов": three words of which only the last is a surname."""
    one, two, three = (token.key for token in tokens.items[first : first + 3])
    surname = surname_pattern(tokens.tongue)
    return bool(surname.search(three)) and not surname.search(two) and not _known_first(one, tokens.tongue)


def _closes(token: Token) -> bool:
    """Whether a name may end in this word: a capital, a patronymic's particle, al-Marri."""
    return token.capital or token.key in ("ogli", "qizi", "ugli") or _AL.match(token.text) is not None


def _second_name(run: tuple[Token, ...], tongue: Tongue) -> int:
    """Where a second name begins in a run of two names without a comma; 0 where there is one name."""
    if (
        len(run) == 4
        and surname_pattern(tongue).search(run[1].key)
        and surname_pattern(tongue).search(run[3].key)
    ):
        return 2
    return 0


def _namelike(token: Token, tongue: Tongue) -> bool:
    text = token.text
    if not token.capital or len(text) < 2 or any(letter.isdigit() for letter in text):
        return False
    if text.isupper() and len(text) > 2 and not surname_pattern(tongue).search(token.key):
        return False
    if len(text) == 2 and text.isupper():
        return False
    if sum(letter.isupper() for letter in text.split("-")[0]) > 1 and not text.isupper():
        return text.startswith(("Mc", "Mac", "De", "O'", "O’"))
    if head_pattern(tongue).fullmatch(token.key):
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
        surname_pattern(tongue).search(_bare(items[number].key, tongue)) for number in range(first + 1, last)
    )
    titled = first > 0 and is_title(items[first - 1].key, tongue)
    if known or surname or titled:
        return True
    quoted = (first > 0 and items[first - 1].key == '"') or (last < len(items) and items[last].key == '"')
    if quoted:
        return False
    if tongue == "en" and first and items[first - 1].key in _list("things"):
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


def _nominative(run: list[Token], tongue: Tongue, following: str) -> str:
    """The last word of a name without its case ending; `following` is the key of the next word."""
    token = run[-1]
    if tongue == "en":
        return re.sub(r"['’]s?$", "", token.text)
    if tongue == "ru":
        return names_ru.surname(token.text, None)
    match = _UZ_CASE.search(token.key)
    if not match or len(token.key) - len(match.group()) < 3 or token.key.endswith(("zoda", "shanda")):
        return token.text
    rest = token.key[: match.start()]
    received = match.group() == "ni" and following in ("qabul", "kutib")
    if match.group() in ("ni", "da", "qa", "ka") and not received and not _UZ_NAME_END.search(rest):
        return token.text
    ending = match.group()
    cyrillic = "\u0400" <= token.text[-1] <= "\u04ff"
    length = len("даги") if cyrillic and ending == "dagi" else len(ending)
    return re.sub(r"['’‘ʻ`-]$", "", token.text[:-length]) if not token.text.isupper() else token.text
