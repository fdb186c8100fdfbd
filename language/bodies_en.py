"""English names of bodies: runs of capitalised words that hold a head noun."""

import re
from functools import lru_cache

from language.gazetteer import spots
from language.name_words import is_title, words
from language.tokens import Token, Tokens

__all__ = ["spans"]

_LONGEST = 16
_POSTED = frozenset({"office", "academy", "embassy", "delegation", "mission", "representation", "consulate"})
"""Bodies that are told by the city they sit in: "OSCE Academy in Bishkek"."""
_ARTICLES = frozenset({"the", "a", "an", "at", "in", "on"})
_EN_LINKS = frozenset({"of", "the", "for", "and", "on", "under", "to", "&", "in"})


@lru_cache(maxsize=1)
def _english_heads() -> frozenset[str]:
    heads = words("heads", "en")
    return heads | {head + "s" for head in heads} | {head + "'s" for head in heads}


def spans(tokens: Tokens) -> list[tuple[int, int, str]]:
    """Runs of capitalised words that hold a head noun, linked by of, for, on, under the, and."""
    found: list[tuple[int, int, str]] = []
    number = 0
    while number < len(tokens.items):
        last = _english_end(tokens, number) if tokens.items[number].capital else number
        if last > number:
            found.append((number, last, _english_name(tokens, number, last)))
        number = max(last, number + 1)
    return found


def _english_end(tokens: Tokens, first: int) -> int:
    """One past the name that begins here, or `first` where none does."""
    items, number, last, headed = tokens.items, first, first, False
    countries = {spot.first for spot in spots(tokens) if spot.kind == "country"}
    if items[first].key in _ARTICLES:
        return first
    while number < len(items) and number - first < _LONGEST:
        token = items[number]
        if token.capital and token.word:
            if _begins_anew(items, number, first, headed=headed, country=number in countries):
                break
            headed = headed or token.key in _english_heads()
            last = number + 1
            if token.key.endswith("'s"):
                return last if headed and token.key.removesuffix("'s") in _english_heads() else first
        elif not (token.key == "," and headed and _english_list(items, number)) and not _links(
            items, number, first, countries, headed=headed
        ):
            break
        number += 1
    return last if headed and (last - first > 1 or items[first].text.isupper()) else first


def _begins_anew(items: tuple[Token, ...], number: int, first: int, *, headed: bool, country: bool) -> bool:
    """Whether a capitalised word no longer belongs to the name: a title, another body, a country."""
    before = items[number - 1].key
    if is_title(items[number].key, "en") and before not in ("the", "of"):
        return True
    if headed and before in ("and", "the") and _english_new(items, number):
        return True
    if before == "and" and country:
        return True
    return before == "the" and number - 2 >= first and items[number - 2].key not in _EN_LINKS


def _links(items: tuple[Token, ...], number: int, first: int, countries: set[int], *, headed: bool) -> bool:
    """Whether a small word may stand inside the name."""
    key = items[number].key
    if key not in _EN_LINKS or (key == "and" and not headed and number == first + 1):
        return False
    if key not in ("in", "to"):
        return True
    if not headed or number + 1 >= len(items) or not items[number + 1].capital:
        return False
    return key == "to" or number + 1 in countries or any(item.key in _POSTED for item in items[first:number])


def _english_new(items: tuple[Token, ...], number: int) -> bool:
    """Whether another body begins here: "and Ministry of ...", "and the Finnish Forest Centre"."""
    if items[number - 1].key == "the" and items[number - 2].key != "and":
        return False
    following = items[number : number + 4]
    run = next((n for n, token in enumerate(following) if not token.capital), len(following))
    if any(token.key in _english_heads() for token in following[:run]):
        return True
    return (
        items[number - 1].key == "the"
        or items[number].text[1:].isupper()
        or not items[number].text[1:].islower()
    )


def _english_list(items: tuple[Token, ...], comma: int) -> bool:
    """Ministry of Investment, Industry and Trade."""
    following = items[comma + 1 : comma + 4]
    return (
        len(following) == 3
        and following[0].capital
        and following[1].key == "and"
        and following[2].capital
        and not {following[0].key, following[2].key} & _english_heads()
    )


def _english_name(tokens: Tokens, first: int, last: int) -> str:
    return re.sub(r"['’]s$", "", tokens.slice(first, last))
