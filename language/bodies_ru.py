"""Russian names of bodies: a head noun, its adjectives before, its genitives after; in the nominative."""

import re
from collections.abc import Collection
from functools import lru_cache

from language.name_words import is_title, table
from language.tokens import Token, Tokens

__all__ = ["spans"]

_LONGEST = 14
_ADJECTIVE = re.compile(
    r"[\w-]{2,}(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ей|ых|их|ые|ие|ыми|ими)"
)
_STOP = re.compile(
    r"с|со|на|к|ко|от|о|об|за|до|из|через|под|между|над|у|без|про|после|перед|где|котор\w+|что|как|а|но|или"
    r"|то|не|"
    r"совместно|вместе|сегодня|вчера|завтра|также|уже|впервые|недавно|ранее|будет|будут|был\w*|может|могут"
    r"|это|"
    r"\w{2,}(?:вш|ющ|ящ|ущ|ащ)(?:ий|ая|ее|ие|его|ей|ую|им|их|ими|ем|ий|ся|аяся|иеся|ийся)|"
    r"\w{2,}(?:ится|ется|ются|ятся|лся|лась|лось|лись|ает|яет|ует|ают|яют|уют|ить|ать|еть|ять|ел|ил|ал|ял|ыл|"
    r"ила|ала|яла|ыла|или|али|яли|ыли|ели|ела)|пройдет|пройдут|проведет|проведут|примет|примут|представит"
    r"|организует|ответит|выступит|откроет|начал\w*|проведен\w*|организован\w*|"
    r"состоялся|выступил\w*|провел\w*"
)
_NOUNS_LIKE_VERBS = re.compile(
    r"дел|сил|школ|земел\w*|потенциала?|капитала?|персонала?|материала?|канала?|телеканала?|журнала?"
    r"|филиала?|цели|"
    r"модели|мебели|скал|зала?|урала?|отдела?|раздела?|предела?|тыла|села|области|развитию?"
    r"|предпринимател\w*|"
    r"интеллектуал\w*|интеграла?"
)
_INNER = frozenset({"и", "по", "при", "для", "в", "во", "имени", "им", "."})


@lru_cache(maxsize=1)
def _heads() -> list[tuple[re.Pattern[str], str, str]]:
    """(pattern of all forms, nominative, gender), the longest first."""
    found = []
    for gender, nouns in table()["heads_ru"].items():
        for noun in nouns:
            stem = noun.replace("ё", "е")
            stem = stem[:-1] if stem[-1] in "аяоеьй" and noun != "бюро" else stem
            tail = {
                "m": r"(?:а|у|ом|ем|е|я|ю|й|)",
                "f": r"(?:а|я|и|ы|е|у|ю|ой|ей|ью|ь|)",
                "n": r"(?:о|е|а|я|у|ю|ом|ем|и|)",
            }
            found.append((re.compile(rf"(?:[\w-]+-)?{stem}{tail[gender]}"), noun, gender))
    return sorted(found, key=lambda entry: -len(entry[1]))


@lru_cache(maxsize=4096)
def _head(key: str) -> tuple[str, str] | None:
    """(nominative, gender) of a keyed word that heads a name."""
    for pattern, noun, gender in _heads():
        if pattern.fullmatch(key):
            prefix = re.match(r"[\w-]+-(?=" + noun[:4] + ")", key)
            return (prefix.group() if prefix else "") + noun, gender
    return None


def _is_adjective(key: str) -> bool:
    return _ADJECTIVE.fullmatch(key) is not None and _head(key) is None


def spans(tokens: Tokens, held: Collection[int]) -> list[tuple[int, int, str]]:
    """(first, last, nominative name) of each body; `held` are the numbers of tokens that name people."""
    found: list[tuple[int, int, str]] = []
    number = 0
    while number < len(tokens.items):
        head = _head(tokens.items[number].key) if tokens.items[number].word and number not in held else None
        if head:
            first = _start(tokens, number, held, found[-1][1] if found else 0)
            last = _end(tokens, number, held)
            if last - first > 1 and _is_name(tokens, first, number, last):
                found.append((first, last, _nominative(tokens, first, number, last, head)))
                number = last
                continue
        number += 1
    return found


def _start(tokens: Tokens, head: int, held: Collection[int], least: int) -> int:
    first = head
    while first > least and first - 1 not in held:
        token = tokens.items[first - 1]
        if not _is_adjective(token.key) or is_title(token.key, "ru"):
            break
        first -= 1
    while first < head and not tokens.items[first].capital:
        first += 1
    return first


def _end(tokens: Tokens, head: int, held: Collection[int]) -> int:
    items, number = tokens.items, head + 1
    while number < len(items) and number - head < _LONGEST:
        token, before = items[number], items[number - 1]
        if token.key == '"':
            closing = next(
                (n for n in range(number + 1, min(len(items), number + 12)) if items[n].key == '"'), None
            )
            if closing is None:
                break
            number = closing + 1
            continue
        if token.key == "." and before.key == "им":
            number += 1
            continue
        if not token.word or _stops(tokens, number, head, held):
            break
        number += 1
    while number > head + 1 and items[number - 1].key in _INNER:
        number -= 1
    return number


def _stops(tokens: Tokens, number: int, head: int, held: Collection[int]) -> bool:
    token, before = tokens.items[number], tokens.items[number - 1]
    if number in held:
        return before.key not in ("имени", ".") and not tokens.items[head].key.startswith("фонд")
    if any(letter.isdigit() for letter in token.text):
        return True
    if _STOP.fullmatch(token.key) and not _NOUNS_LIKE_VERBS.fullmatch(token.key) and not token.capital:
        return True
    if before.key == "и":
        return _begins_anew(tokens, number)
    if token.key == "при":
        following = tokens.items[number + 1] if number + 1 < len(tokens.items) else None
        return not (following and following.capital)
    if token.key in ("в", "во"):
        following = tokens.items[number + 1] if number + 1 < len(tokens.items) else None
        return not (following and (following.key in ("области", "сфере") or following.capital))
    if token.key == "и":
        return number + 1 >= len(tokens.items)
    if is_title(token.key, "ru") and before.key != "при" and number - head > 1:
        return not token.capital
    return False


def _begins_anew(tokens: Tokens, number: int) -> bool:
    """Whether another body begins behind "и": a head, an abbreviation, adjectives before a head."""
    token = tokens.items[number]
    if _head(token.key) is not None or token.text.isupper():
        return True
    if not token.capital:
        return False
    following = tokens.items[number : number + 4]
    size = next((n for n, word in enumerate(following) if not _is_adjective(word.key)), len(following))
    return size == 0 or (size < len(following) and _head(following[size].key) is not None)


def _is_name(tokens: Tokens, first: int, head: int, last: int) -> bool:
    """A capital, or a quoted name behind the head, makes a name; "институты и центры" are none."""
    if any(tokens.items[number].capital for number in range(first, head)):
        return True
    if tokens.items[head].capital and (head > 0 or last - head > 1):
        return True
    if last > head + 1 and tokens.items[head + 1].key == '"':
        return True
    return any(tokens.items[number].capital for number in range(head + 1, min(last, head + 2)))


_ENDING = re.compile(r"(ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ый|ий|ой|ая|яя|ую|юю|ое|ее|ей|ые|ие|ых|их)$")


def _nominative(tokens: Tokens, first: int, head: int, last: int, noun: tuple[str, str]) -> str:
    parts = [_adjective(tokens.items[number], noun[1]) for number in range(first, head)]
    word = tokens.items[head].text
    base = noun[0]
    parts.append(base[0].upper() + base[1:] if word[0].isupper() else base)
    begin = tokens.items[head].end
    rest = tokens.text[begin : tokens.items[last - 1].end] if last > head + 1 else ""
    return " ".join((" ".join(parts) + rest).split())


def _adjective(token: Token, gender: str) -> str:
    match = _ENDING.search(token.key)
    if not match:
        return token.text
    base = token.text[: -len(match.group())]
    soft = match.group() in ("его", "ему", "яя", "юю", "ее") or (
        base.endswith(("н",)) and match.group() == "ий"
    )
    if gender == "m":
        return base + ("ий" if soft or base[-1:] in "гкхшщжч" else "ый")
    if gender == "f":
        return base + ("яя" if soft else "ая")
    return base + ("ее" if soft or base[-1:] in "шщжч" else "ое")
