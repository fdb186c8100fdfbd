"""Institutions, agencies and organisations that a text names, each as one span, in the nominative.

Three things make a body: an entry of data/bodies.txt, an abbreviation in capitals, or a head noun
("institut", "министерство", "agency") with what belongs to it. In Uzbek the head ends the name, in Russian
it begins it, in English a run of capitalised words holds it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from language import bodies_ru
from language.gazetteer import lines, spots
from language.names import Person, is_title, people, table, words
from language.tokens import Token, Tokens, Tongue, key_of

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
        found = _english(tokens, known)
        claimed |= {number for body in found for number in range(body.first, body.last)}
        persons = people(tokens, claimed)
    else:
        persons = people(tokens, claimed)
        held = {number for person in persons for number in range(person.first, person.last)}
        closed = {body.last - 1 for body in known}
        found = _uzbek(tokens, held, closed) if tokens.tongue == "uz" else bodies_ru_spans(tokens, held)
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


def bodies_ru_spans(tokens: Tokens, held: Collection[int]) -> list[Body]:
    """Russian spans as bodies."""
    return [Body(first, last, name) for first, last, name in bodies_ru.spans(tokens, held)]


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


_UZ_CASE = re.compile(r"(ning|ni|ga|ka|da|dan|dagi|gacha|dir)$")


def without_case(token: Token, tongue: Tongue) -> str:
    """A body's last word without its Uzbek case ending."""
    match = _UZ_CASE.search(token.key) if tongue == "uz" else None
    if not match or len(token.key) - len(match.group()) < 2:
        return token.text
    cyrillic = "\u0400" <= token.text[-1] <= "\u04ff"
    length = (
        {"dagi": 4, "gacha": 4}.get(match.group(), len(match.group())) if cyrillic else len(match.group())
    )
    return re.sub(r"[-‐‑'’]$", "", token.text[:-length])


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
            name = tokens.text[begin : last.start] + without_case(last, tongue)
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
        bare = _UZ_CASE.sub("", written)
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


@lru_cache(maxsize=1)
def _uzbek_head() -> re.Pattern[str]:
    stems = "|".join(sorted(words("heads", "uz"), key=len, reverse=True))
    return re.compile(
        rf"(?:[\w-]+-)?(?:{stems})(?:i|si)(?P<case>ning|ni|ga|ka|da|dan|dagi|gacha|dir)?"
        r"|(?:senat|parlament|hukumat|hokimlik)(?:ning|ni|ga|ka|da|dan|dagi)?"
    )


_UZ_STOP = re.compile(
    r"(?:bilan|tomonidan|kuni|kunlari|bugun|kecha|ertaga|unda|hamda|shuningdek|jumladan|xususan|orqali|esa"
    r"|doirasida|"
    r"haqida|togrisida|ishtirokida|davomida|yilda|yilning|kora|muvofiq|asosida|ushbu|mazkur|shu|bu|joriy|u"
    r"|ular|"
    r"unga|undan|uni|ularga|ularning|bizning|boldi|bolib|otdi|deb|ham|yoki|lekin|ammo|uning|mavzusida"
    r"|mavzusidagi|keyin|song|oldin|oldidan|hamkorligida|"
    r"hamkorlikda|boshchiligidagi|boshchiligida|tadbir|ma?lumotlarga|yana|kabi|singari|hamrohligida|"
    r"munosabati|yilligi|dagi|tadbirda|forumda|anjumanda|uchrashuvda|ozaro|otgan)|"
    r"\w+(?:gan|gani|ganini|gach|digan|moqda|yapti|ildi|indi|adi|aydi|ishdi|yotgan|dilar)"
)
_UZ_VERB = re.compile(r"\w+(?:gan|gani|ganini|gach|digan|moqda|yapti|ildi|indi|adi|aydi|ishdi|yotgan|dilar)")
_UZ_PARTNER = frozenset({"bilan", "komagida", "yordamida", "hamkorligida", "("})
_UZ_DATIVE_OF_NAME = re.compile(
    r"(qarshi|oid|doir|komaklash\w*|komak|yordam|bogliq|tegishli|xizmat|qaratilgan|tayyorla\w*)"
)
_UZ_PRESIDENT = re.compile(
    r"(huzuri\w*|mamuriyat\w*|administratsiya\w*|devon\w*|kutubxona\w*|jamgarma\w*|respublikasi)"
)


def _uzbek(tokens: Tokens, held: Collection[int], closed: Collection[int]) -> list[Body]:
    """Names that end in a head noun, read from the right; the words before it belong to it up to a stop."""
    found: list[Body] = []
    number = len(tokens.items) - 1
    while number >= 0:
        token = tokens.items[number]
        if (
            token.word
            and number not in held
            and (_uzbek_head().fullmatch(token.key) or _bare_head(tokens, number))
        ):
            first = _uzbek_start(tokens, number, held, closed)
            if first is not None:
                begin = tokens.items[first].start
                name = tokens.text[begin : token.start] + without_case(token, "uz")
                found.append(Body(first, number + 1, " ".join(name.split())))
                number = first
        number -= 1
    return found[::-1]


_UZ_NATIONAL = frozenset({"milliy", "markaziy", "respublika", "davlat", "oliy", "xalqaro"})


def _bare_head(tokens: Tokens, number: int) -> bool:
    """As in "Milliy kutubxona", "Milliy gvardiya": a head without a possessive behind such a word."""
    before = tokens.items[number - 1] if number else None
    if before is None or not before.capital or before.key not in _UZ_NATIONAL:
        return False
    return _UZ_BARE.fullmatch(tokens.items[number].key) is not None


_UZ_BARE = re.compile(
    r"(?:teleradiokompaniya|gvardiya|bank|markaz|kutubxona|muzey|teatr|universitet|arxiv)(?:ning|ni|ga|da|dan|dagi)?"
)


def _uzbek_start(tokens: Tokens, head: int, held: Collection[int], closed: Collection[int]) -> int | None:
    """Where the name that ends in `head` begins; None where it is no name but a common noun.

    `held`: tokens of people; `closed`: last tokens of known names, behind which "va" begins another.
    """
    items, number = tokens.items, head - 1
    first = head if items[head].capital and head > 0 else None
    behind = items[head + 1].key if head + 1 < len(items) else ""
    # "X vazirligi Y instituti bilan", "X elchixonasi Y institutida": the first is a body of its own
    beside = behind in _UZ_PARTNER or items[head].key.endswith("da")
    while number >= 0 and head - number < 18 and number not in held:
        token, after = items[number], items[number + 1]
        if token.key == '"':
            opening = next(
                (n for n in range(number - 1, max(-1, number - 9), -1) if items[n].key == '"'), None
            )
            if opening is None or after.key in ("va", ","):
                break
            first, number = opening, opening - 1
            beside = True
            continue
        if not token.word:
            if token.key == "," and after.word and not after.capital and _enumerates(items, number, head):
                number -= 1
                continue
            break
        if token.key == "va" and (number - 1 in closed or _ends_a_name(tokens, number - 1)):
            break
        if beside and _uzbek_head().fullmatch(token.key) and token.key.endswith("i"):
            break
        if _stops(token, after, number):
            break
        if token.capital or token.key in ("mamlakatimiz", "mamlakatimizning", "respublikamiz"):
            first = number
        number -= 1
    if first == 0 and head == 1 and items[0].key in ("yangi", "ushbu", "mazkur", "qoshma"):
        return None
    while first is not None and first < head and items[first].key in ("va", "boyicha"):
        first += 1
    return first


def _enumerates(items: tuple[Token, ...], comma: int, head: int) -> bool:
    """In "Oliy ta’lim, fan va innovatsiyalar vazirligi" the comma is inside: "va" follows before the head."""
    return any(token.key == "va" for token in items[comma + 1 : head])


def _ends_a_name(tokens: Tokens, number: int) -> bool:
    """Whether the word before "va" closes another name."""
    if number < 0:
        return True
    token = tokens.items[number]
    if (
        not token.word
        or token.text.isupper()
        or (_UZ_CASE.search(token.key) and token.key.endswith(("ning", "da")))
    ):
        return True
    match = _uzbek_head().fullmatch(token.key)
    return bool(match and token.key.endswith("i")) or is_title(token.key, "uz")


def _stops(token: Token, after: Token, number: int) -> bool:
    key = token.key
    if any(letter.isdigit() for letter in key) and not token.capital:
        return True
    if _UZ_STOP.fullmatch(key) and (not token.capital or number == 0 or not _UZ_VERB.fullmatch(key)):
        return True
    if key.endswith(("ga", "kka", "qqa")) and not _UZ_DATIVE_OF_NAME.fullmatch(after.key) and len(key) > 4:
        return token.capital or not key.endswith(("birga",))
    if key.endswith(("da", "dan")) and len(key) > 4:
        return True
    if is_title(key, "uz") and not key.endswith("lar"):
        if key.endswith("lari") and _uzbek_head().fullmatch(after.key):
            return False  # "Jurnalistlari uyushmasi"
        return not (key.startswith("prezident") and _UZ_PRESIDENT.fullmatch(after.key)) and not (
            key == "vazirlari" and after.key.startswith("kengash")
        )
    return (
        key.endswith("ni")
        and len(key) > 4
        and key not in ("tumani", "qonuni")
        and not after.key.endswith(("sh", "ish"))
    )


_EN_LINKS = frozenset({"of", "the", "for", "and", "on", "under", "to", "&", "in"})


@lru_cache(maxsize=1)
def _english_heads() -> frozenset[str]:
    heads = words("heads", "en")
    return heads | {head + "s" for head in heads} | {head + "'s" for head in heads}


def _english(tokens: Tokens, known: list[Body]) -> list[Body]:
    """Runs of capitalised words that hold a head noun, linked by of, for, on, under the, and."""
    found: list[Body] = []
    number = 0
    while number < len(tokens.items):
        last = _english_end(tokens, number) if tokens.items[number].capital else number
        if last > number:
            found.append(Body(number, last, _english_name(tokens, number, last)))
        number = max(last, number + 1)
    return found


def _english_end(tokens: Tokens, first: int) -> int:
    """One past the name that begins here, or `first` where none does."""
    items, number, last, headed = tokens.items, first, first, False
    countries = {spot.first for spot in spots(tokens) if spot.kind == "country"}
    if items[first].key in words("ordinary", "en") and items[first].key in (
        "the",
        "a",
        "an",
        "at",
        "in",
        "on",
    ):
        return first
    while number < len(items) and number - first < 16:
        token = items[number]
        if token.capital and token.word:
            if is_title(token.key, "en") and items[number - 1].key not in ("the", "of"):
                break
            if headed and items[number - 1].key in ("and", "the") and _english_new(items, number):
                break
            if items[number - 1].key == "and" and number in countries:
                break
            if (
                items[number - 1].key == "the"
                and number - 2 >= first
                and items[number - 2].key not in _EN_LINKS
            ):
                break
            headed = headed or token.key in _english_heads()
            last = number + 1
            if token.key.endswith("'s"):
                if token.key.removesuffix("'s") in _english_heads():
                    break
                return first
        elif token.key == "," and headed and _english_list(items, number):
            pass
        elif (
            token.key not in _EN_LINKS
            or (token.key == "and" and not headed and number == first + 1)
            or (
                token.key in ("in", "to")
                and not (headed and number + 1 < len(items) and items[number + 1].capital)
            )
        ):
            break
        number += 1
    return last if headed and (last - first > 1 or items[first].text.isupper()) else first


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
