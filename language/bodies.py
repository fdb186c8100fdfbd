"""Institutions, agencies and organisations that a text names, each as one span, in the nominative.

Three things make a body: an entry of data/bodies.txt, an abbreviation in capitals, or a head noun
("institut", "министерство", "agency") with what belongs to it. In Uzbek the head ends the name, in Russian
it begins it, in English a run of capitalised words holds it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from language import bodies_en, bodies_ru, bodies_uz
from language.gazetteer import lines, spots
from language.name_words import table
from language.names import Person, people
from language.tokens import Tokens, Tongue, key_of

__all__ = ["Body", "Named", "alias_of", "named"]


@dataclass(frozen=True, slots=True)
class Body:
    """The tokens first..last-1 name `name` (nominative); `short` is an abbreviation beside it."""

    first: int
    last: int
    name: str
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Everybody and every body that a sentence names, each in order."""

    people: tuple[Person, ...]
    bodies: tuple[Body, ...]


def named(tokens: Tokens) -> Named:
    """Read a sentence for people and bodies; no token belongs to two of them."""
    places = {number for spot in spots(tokens) for number in range(spot.first, spot.last)}
    known = _distinct(_known(tokens) + _abbreviations(tokens))
    claimed = places | {number for body in known for number in range(body.first, body.last)} | _quoted(tokens)
    if tokens.tongue == "en":
        found = [Body(*span) for span in bodies_en.spans(tokens)]
        claimed |= {number for body in found for number in range(body.first, body.last)}
        persons = people(tokens, claimed)
    else:
        persons = people(tokens, claimed)
        held = {number for person in persons for number in range(person.first, person.last)}
        closed = {body.last - 1 for body in known}
        spans = (
            bodies_uz.spans(tokens, held, closed) if tokens.tongue == "uz" else bodies_ru.spans(tokens, held)
        )
        found = [Body(*span) for span in spans]
        inside = {number for body in found for number in range(body.first, body.last)}
        persons = [person for person in persons if person.first not in inside]
    themes = _quoted(tokens, shortest=_NAME_WORDS)
    found = [body for body in found if body.first not in themes or body.last - 1 not in themes]
    return Named(tuple(persons), tuple(_merge(tokens, found, known)))


_TITLE_WORDS = 18
_NAME_WORDS = 4
"""A quotation of more words is a theme: the institute that it may mention was not there."""


def _quoted(tokens: Tokens, shortest: int = 0) -> set[int]:
    """Tokens between quotation marks that are near each other: titles of books and themes name nobody."""
    marks = [number for number, token in enumerate(tokens.items) if token.key == '"']
    inside: set[int] = set()
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if shortest < closing - opening <= _TITLE_WORDS:
            inside |= set(range(opening, closing))
    return inside


def _distinct(known: list[Body]) -> list[Body]:
    """Of known names and abbreviations that overlap, the longest."""
    kept: list[Body] = []
    for body in sorted(known, key=lambda body: (body.first - body.last, body.first)):
        if not any(body.first < other.last and other.first < body.last for other in kept):
            kept.append(body)
    return sorted(kept, key=lambda body: body.first)


def _merge(tokens: Tokens, found: list[Body], known: list[Body]) -> list[Body]:
    """Spans by head noun win over the abbreviations inside them; "(SMTI)" behind a name becomes its short."""
    longer = {
        body
        for body in known
        for other in found
        if body.first < other.first < body.last <= other.last
        and body.last - body.first >= other.last - other.first
    }
    found = [
        body
        for body in found
        if not any(
            (body.first >= other.first and body.last <= other.last)
            or (other in longer and body.first < other.last and other.first < body.last)
            for other in known
        )
    ]
    taken = {number for body in found for number in range(body.first, body.last)}
    rest = [body for body in known if not taken & set(range(body.first, body.last))]
    merged: list[Body] = []
    for body in sorted([*found, *rest], key=lambda body: body.first):
        before = tokens.items[body.first - 1].key if body.first else ""
        if merged and before == "(" and merged[-1].last == body.first - 1 and body.last - body.first == 1:
            previous = merged.pop()
            merged.append(Body(previous.first, body.last, previous.name, body.name))
        else:
            merged.append(body)
    return merged


@lru_cache(maxsize=4)
def _names(tongue: Tongue) -> dict[str, int]:
    """Known names, keyed, with the number of their words."""
    column = {"uz": 0, "ru": 1, "en": 2}[tongue]
    names: dict[str, int] = {}
    for row in lines("bodies.txt"):
        for name in filter(None, (part.strip() for part in row[column].split("/"))):
            keys = [key_of(word, tongue) for word in name.split()]
            names[" ".join(keys)] = len(keys)
    return names


def alias_of(name: str, tongue: Tongue) -> str:
    """The first name that data/bodies.txt gives a body, keyed; the name itself, keyed, where it has none."""
    key = " ".join(key_of(word, tongue) for word in name.split())
    return _aliases(tongue).get(key, key)


@lru_cache(maxsize=4)
def _aliases(tongue: Tongue) -> dict[str, str]:
    column = {"uz": 0, "ru": 1, "en": 2}[tongue]
    aliases: dict[str, str] = {}
    for row in lines("bodies.txt"):
        names = [part.strip() for part in row[column].split("/") if part.strip()]
        keys = [" ".join(key_of(word, tongue) for word in name.split()) for name in names]
        aliases.update((key, keys[0]) for key in keys if key not in aliases)
    return aliases


@lru_cache(maxsize=4)
def _openings(tongue: Tongue) -> dict[str, int]:
    """First word of a known name -> the most words that a name beginning with it has."""
    longest: dict[str, int] = {}
    for name, count in _names(tongue).items():
        first = name.split(" ")[0][:5]
        longest[first] = max(longest.get(first, 1), count)
    return longest


def _known(tokens: Tokens) -> list[Body]:
    names, openings, tongue = _names(tokens.tongue), _openings(tokens.tongue), tokens.tongue
    found: list[Body] = []
    number = 0
    while number < len(tokens.items):
        size = 0
        if tokens.items[number].capital:
            most = min(openings.get(tokens.items[number].key[:5], 0), len(tokens.items) - number)
            size = next((n for n in range(most, 0, -1) if _is_known(tokens, number, n, names)), 0)
        if size:
            last = tokens.items[number + size - 1]
            begin = tokens.items[number].start
            name = tokens.text[begin : last.start] + (
                bodies_uz.without_case(last) if tongue == "uz" else last.text
            )
            if tongue == "en":
                size = _of_whom(tokens, number + size) - number
                name = tokens.slice(number, number + size)
            if tongue == "ru" and size > 1:
                name = _russian_known(tokens, number, size, names) or name
            found.append(Body(number, number + size, name))
        number += size or 1
    return found


def _of_whom(tokens: Tokens, last: int) -> int:
    """One past "of the Kyrgyz Republic" behind an English name; `last` where no such thing follows."""
    items = tokens.items
    if last >= len(items) or items[last].key != "of":
        return last
    first = last + 1 if last + 1 < len(items) and items[last + 1].key != "the" else last + 2
    return next((s.last for s in spots(tokens) if s.first == first and s.kind == "country"), last)


def _is_known(tokens: Tokens, first: int, size: int, names: dict[str, int]) -> bool:
    written = " ".join(token.key for token in tokens.items[first : first + size])
    if written in names:
        return size > 1 or tokens.items[first].text[1:2].isupper() or len(written) > 4
    if tokens.tongue == "uz":
        bare = bodies_uz.CASE.sub("", written)
        return bare != written and bare in names
    return tokens.tongue == "ru" and size > 1 and _russian_known(tokens, first, size, names) is not None


def _russian_known(tokens: Tokens, first: int, size: int, names: dict[str, int]) -> str | None:
    """The nominative of a known Russian name written in another case, told by the stems of its words."""
    stems = [token.key[: max(3, len(token.key) - 3)] for token in tokens.items[first : first + size]]
    for name, count in names.items():
        if count == size and all(
            word.startswith(stem) for word, stem in zip(name.split(" "), stems, strict=True)
        ):
            return _original(name)
    return None


@lru_cache(maxsize=512)
def _original(keyed: str) -> str:
    for row in lines("bodies.txt"):
        for name in (part.strip() for part in row[1].split("/")):
            if " ".join(key_of(word, "ru") for word in name.split()) == keyed:
                return name
    return keyed


_ABBREVIATION = re.compile(
    r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}[a-z]*|"
    r"(?:[A-ZА-ЯЎҚҒҲЁ][‘’'ʻ`]?){2,9}(?:[hʻ‘’][A-Z]*)?(?:-[A-Z0-9]{1,3})?"
    r"|[A-ZА-ЯЎҚҒҲ][a-zа-яўқғҳ]{1,3}[A-ZА-ЯЎҚҒҲ]{2,4}"
)
_ABBREVIATION_UZ = re.compile(
    rf"({_ABBREVIATION.pattern})['’-]?(ning|ni|ga|ka|da|dan|dagi|нинг|ни|га|ка|да|дан|даги|лик|lik)?"
)


@lru_cache(maxsize=4)
def _not_bodies(tongue: Tongue) -> frozenset[str]:
    return frozenset(key_of(word, tongue) for word in table()["not_bodies"]["words"])


def _abbreviations(tokens: Tokens) -> list[Body]:
    """SMTI, BMTning, ТерДУда, РАТС ШОС: words in capitals amid words that are not."""
    shouting = sum(token.text.isupper() for token in tokens.items if len(token.text) > 2)
    if shouting > 0.5 * max(6, len(tokens.items)):
        return []
    not_bodies = _not_bodies(tokens.tongue)
    countries = {
        spot.first: spot.last for spot in spots(tokens) if spot.kind == "country" and not spot.ending
    }
    found: list[Body] = []
    for number, token in enumerate(tokens.items):
        pattern = _ABBREVIATION_UZ if tokens.tongue == "uz" else _ABBREVIATION
        match = pattern.fullmatch(token.text.removesuffix("'s").removesuffix("’s"))
        name = match.group(1) if match and tokens.tongue == "uz" else match.group() if match else ""
        if (
            not name
            or len(name) < 2
            or key_of(name, tokens.tongue) in not_bodies
            or _neighbour(tokens, number)
        ):
            continue
        joined = found and found[-1].last == number and tokens.tongue != "uz"
        if joined:
            previous = found.pop()
            found.append(Body(previous.first, number + 1, f"{previous.name} {name}"))
        elif tokens.tongue == "en" and number + 1 in countries and not token.text.endswith("s"):
            last = countries[number + 1]  # "UNDP Tajikistan"
            found.append(Body(number, last, tokens.slice(number, last)))
        else:
            found.append(Body(number, number + 1, name))
    return found


def _neighbour(tokens: Tokens, number: int) -> bool:
    """A capitalised surname beside a first name, "Азаматжон ЗОХИДОВ", is no abbreviation."""
    token = tokens.items[number]
    if len(token.text) < 5:
        return False
    before = tokens.items[number - 1] if number else None
    return bool(before and before.capital and before.text[1:].islower() and len(token.text) > 5)
