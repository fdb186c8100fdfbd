"""Uzbek names of bodies: a head noun with the words before it that belong to it, in the nominative."""

import re
from collections.abc import Collection
from functools import lru_cache

from language.name_words import is_title, words
from language.tokens import Token, Tokens

__all__ = ["CASE", "spans", "without_case"]

CASE = re.compile(r"(ning|ni|ga|ka|da|dan|dagi|gacha|dir)$")


def without_case(token: Token) -> str:
    """A body's last word without its Uzbek case ending."""
    match = CASE.search(token.key)
    if not match or len(token.key) - len(match.group()) < 2:
        return token.text
    cyrillic = "\u0400" <= token.text[-1] <= "\u04ff"
    length = (
        {"dagi": 4, "gacha": 4}.get(match.group(), len(match.group())) if cyrillic else len(match.group())
    )
    return re.sub(r"[-‐‑'’]$", "", token.text[:-length])


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


def spans(tokens: Tokens, held: Collection[int], closed: Collection[int]) -> list[tuple[int, int, str]]:
    """Names that end in a head noun, read from the right; the words before it belong to it up to a stop."""
    found: list[tuple[int, int, str]] = []
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
                name = tokens.text[begin : token.start] + without_case(token)
                found.append((first, number + 1, " ".join(name.split())))
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
        or (CASE.search(token.key) and token.key.endswith(("ning", "da")))
    ):
        return True
    match = _uzbek_head().fullmatch(token.key)
    if _uzbek_head().fullmatch(re.sub(r"lari$", "i", token.key)):
        return True
    return bool(match and token.key.endswith("i")) or is_title(token.key, "uz")


def _opens(token: Token, after: Token, number: int) -> bool:
    """What the sentence is about stands before a name: "Xalqaro forum Adliya vazirligi tomonidan …"."""
    begins = number == 0 or (number <= _LONGEST_SUBJECT and not token.capital)
    return begins and after.capital and _UZ_GATHERING.fullmatch(token.key) is not None


_LONGEST_SUBJECT = 4
_UZ_GATHERING = re.compile(
    r"(?:konferensiya|forum|seminar|trening|anjuman|uchrashuv|suhbat|yigilish|majlis|brifing|taqdimot|simpozium|"
    r"sammit|muzokara|festival|tanlov|musobaqa|korgazma|marosim|kurs|mashgulot|loyiha|dastur|aksiya|tashrif)"
    r"(?:lar)?s?i?"
)


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
    if _opens(token, after, number):
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
