"""A text as a line of symbols: what each of its words can be in a date. The grammar reads that line.

N number below 100      Y year in figures       R Roman numeral      D whole date in figures
M month                 m month that could be another word (mar, sen)
d day  w week  O month  y year  q quarter  h half  k weekend  s season      W weekday    T today and its like
P the last, C this, X the next, L the last (so many), l within               b ago, B since then, S since
f from, u until, v and  g beginning, z middle, e end, c "of this year"       - , . as they are; | all else
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import OSA

from language.alphabet import canonical

_APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
_NUMBER_ENDING = (
    r"[-‐‑–]?(?:(?P<f>dan|дан)|(?P<u>gacha|гача)|(?:inchi|nchi|chi|инчи|нчи|чи|st|nd|rd|th|го|ого|его|ое|ый"
    r"|ая|ой"
    r"|му|ом|ей|да|ни|нинг|da|ni|ning|sida|idagi|sidagi|dagi|е|я|й|м|х))(?!\w)"
)
_TOKEN = re.compile(
    rf"""
    (?P<barred>\+?\d[\d()\ -]{{9,}}\d | \d{{1,2}}:\d\d(?::\d\d)? | (?<![\d/])\d+/\d+(?![\d/]) | №\s?\d+)
  | (?P<date>
        (?P<y1>\d{{4}})(?P<s1>[-‐‑–./])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
      | (?:(?P<d0>\d{{1,2}})[-‐‑–])?(?P<d2>\d{{1,2}})(?P<s2>[./-])(?P<m2>\d{{1,2}})(?P=s2)
            (?P<y2>\d{{4}}|\d\d)(?!\d)
      | (?P<d3>\d{{1,2}})\.(?P<m3>\d\d)(?!\d|[.,]\d|\s*(?:%|foiz|фоиз|проц|perc|m[lr]|м[лр]|ming|минг|тыс))
    )
  | (?P<figures>\d+(?:[.,]\d+)+)
  | (?P<number>\d+)(?:{_NUMBER_ENDING})?
  | (?P<short>(?:[тсжj]\.\s?[гйy]\.?) | (?:yy?|йй?|гг?)\.)
  | (?P<part>[QH][1-4](?!\w))
  | (?P<roman>(?:I{{1,3}}|IV)(?!\w))
  | (?P<word>[^\W\d_]+(?:[{_APOSTROPHES}]+[^\W\d_]+)*)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_DASHES = frozenset("-‐‑‒–—―−")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_UZBEK_LETTERS = re.compile(r"[ўқғҳЎҚҒҲ]")
# Not worth a symbol, but part of the phrase where they stand before it.
_BLANK = frozenset(["of", "the", "on", "in", "at", "a", "an", "during", "в", "во", "на", "числа"])
# Beside the English verb.
_MODAL = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "be",
        "have",
        "not",
        "also",
        "help",
        "this",
        "that",
        "who",
        "which",
        "and",
    ]
)
_ENDINGS = [
    plural + possessive + case
    for plural in ("", "lar")
    for possessive in ("", "i", "si", "imiz")
    for case in ("", "ning", "ni", "ga", "da", "dan", "dagi", "gacha", "gi", "ki", "dagilar", "gilar")
]
_WEAK = frozenset(
    [
        "янв",
        "фев",
        "мар",
        "апр",
        "июн",
        "июл",
        "авг",
        "сен",
        "окт",
        "ноя",
        "дек",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)


Symbols = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number of the text and what it is worth: a number, a month, an offset in days."""

    start: int
    end: int
    value: int = 0
    day: tuple[int | None, int, int, int] | None = None
    """Of a D: year, month, first and last day."""
    text: str = ""


@dataclass(slots=True)
class Line:
    """`symbols[i]` is what `tokens[i]` is; a word whose ending counts stands twice (`apreldan`: Mf)."""

    symbols: str
    tokens: list[Token]


def line_of(text: str) -> Line:
    symbols: list[str] = []
    tokens: list[Token] = []
    uzbek = bool(_UZBEK_LETTERS.search(text))
    for match in _TOKEN.finditer(text):
        for symbol, token in _read(match, uzbek):
            if symbol == "n":
                _add_numeral(symbols, tokens, token)
            else:
                symbols.append(symbol)
                tokens.append(token)
    _mend(symbols, tokens)
    return _without_blanks(symbols, tokens)


def _without_blanks(symbols: list[str], tokens: list[Token]) -> Line:
    """Prepositions give no symbol, but the phrase begins with them: `in May`."""
    kept: list[tuple[str, Token]] = []
    start: int | None = None
    for symbol, token in zip(symbols, tokens, strict=True):
        if symbol == "_":
            start = token.start if start is None else start
            continue
        kept.append((symbol, token if start is None else replace(token, start=start)))
        start = None
    return Line("".join(symbol for symbol, _ in kept), [token for _, token in kept])


def _read(match: re.Match[str], uzbek: bool) -> list[tuple[str, Token]]:
    start, end, kind = match.start(), match.end(), match.lastgroup
    if kind == "word":
        word = match["word"]
        lower = word.lower()
        if lower in _BLANK or (uzbek and lower == "марта"):  # five times, not the fifth of March
            return [("_" if lower in _BLANK else "|", Token(start, end))]
        return [(s, Token(start, end, value, text=word)) for s, value in meaning(lower)]
    if kind == "mark":
        mark = match["mark"]
        return [("-" if mark in _DASHES else mark if mark in ",." else "|", Token(start, end))]
    return _read_figures(match, Token(start, end))


def _read_figures(match: re.Match[str], at: Token) -> list[tuple[str, Token]]:
    start, end = at.start, at.end
    if match["number"]:
        value = int(match["number"]) if len(match["number"]) <= 4 else 0
        symbol = "N" if 0 < value < 100 else "Y" if 1900 <= value <= 2100 else "|"
        found = [(symbol, Token(start, end, value, text=match[0]))]
        return found + [(s, at) for s in "fu" if match[s]]
    if match["date"]:
        return [("D", Token(start, end, day=_numeric(match), text=match[0]))]
    if match["short"]:
        return [("c" if match["short"][0] in "тсжj" else "y", at)]
    if match["part"]:
        part = match["part"]
        return [("N", Token(start, end, int(part[1]))), ("q" if part[0] == "Q" else "h", at)]
    if match["roman"]:
        return [("R", Token(start, end, ("I", "II", "III", "IV").index(match["roman"]) + 1, text=match[0]))]
    return [("|", at)]


def _numeric(match: re.Match[str]) -> tuple[int | None, int, int, int]:
    if match["y1"]:
        return int(match["y1"]), int(match["m1"]), int(match["d1"]), int(match["d1"])
    if match["y2"]:
        year = int(match["y2"]) + (2000 if len(match["y2"]) == 2 else 0)
        last = int(match["d2"])
        return year, int(match["m2"]), int(match["d0"] or last), last
    return None, int(match["m3"]), int(match["d3"]), int(match["d3"])


def _add_numeral(symbols: list[str], tokens: list[Token], token: Token) -> None:
    """Numerals in words add up: yigirma yettinchi, ikki ming yigirma to'rtinchi, twenty-seventh."""
    joined = len(symbols) - 1
    if joined > 0 and symbols[joined] == "-" and symbols[joined - 1] == "N" and token.value < 10:
        joined -= 1
    before = tokens[joined] if symbols and symbols[joined] in "NK" else None
    if before is not None and before.text and not before.text[0].isdigit():
        value = _sum(before.value, token.value)
        if value:
            del symbols[joined:], tokens[joined:]
            token = Token(before.start, token.end, value, text=before.text)
    value = token.value
    symbols.append("N" if value < 100 else "Y" if 1900 <= value <= 2100 and value != 2000 else "K")
    tokens.append(token)


def _sum(before: int, after: int) -> int:
    if after == 1000:
        return before * 1000 if before < 10 else 0
    room = before % 1000 if before >= 1000 else before
    if before >= 1000 and room == 0 and after < 100:
        return before + after
    return before + after if room in (10, 20, 30) and after < 10 else 0


def _mend(symbols: list[str], tokens: list[Token]) -> None:
    """What the neighbours decide: may and mayda, and mistyped months beside a number."""
    for at, symbol in enumerate(symbols):
        if symbol == "?":
            symbols[at] = _may(symbols, tokens, at)
        elif symbol == "|" and tokens[at].text and _beside_number(symbols, at):
            month = _mistyped(tokens[at].text.lower())
            if month:
                symbols[at] = "M"
                tokens[at] = Token(tokens[at].start, tokens[at].end, month)


def _beside_number(symbols: list[str], at: int) -> bool:
    before = "".join(symbols[max(0, at - 2) : at])
    after = "".join(symbols[at + 1 : at + 2])
    return before.endswith(("N", "N-", "Yy", "Cy", "Py")) or (after in ("O", "Y") and bool(after))


def _may(symbols: list[str], tokens: list[Token], at: int) -> str:
    """`may` is a month unless it is the English verb; `mayda` unless it means small."""
    word = tokens[at].text.lower()
    before = symbols[at - 1] if at else ""
    after = symbols[at + 1] if at + 1 < len(symbols) else ""
    if (before and before in "N-YyCPXfuvcl_S,") or (after and after in "NYO-fuBvc"):
        return "M"
    following = tokens[at + 1].text.lower() if after else ""
    if word == "may":
        modal = following in _MODAL or (before and tokens[at - 1].text.lower() in _MODAL)
        return "|" if modal else "M"
    small = (
        after == "|" and following and not re.match(r"bo'l|бўл|o't|ўт|nima|нима|qan|қан|qay|қай", following)
    )
    return "|" if small else "M"


@lru_cache(maxsize=4096)
def _mistyped(word: str) -> int:
    """The month a misspelt word means, 0 where none does: one error, two from six letters on."""
    key = canonical(word)
    if len(key) < 4:
        return 0
    names = _month_names()
    best = min(((OSA.distance(key, name, score_cutoff=2), name) for name in names), default=(3, ""))
    allowed = 1 if len(key) < 6 else 2
    return names[best[1]] if best[0] <= allowed and key[0] == best[1][0] and len(best[1]) > 4 else 0


@lru_cache(maxsize=1 << 14)
def meaning(lower: str) -> tuple[tuple[str, int], ...]:
    """The symbols of a lower-case word, each with its value; all that is in no date is `|`."""
    cyrillic = _CYRILLIC.search(lower)
    lexicon = _lexicon()
    if cyrillic:
        known = lexicon["ru"].get(lower.replace("ё", "е"))
        return known or lexicon["uz"].get(canonical(lower)) or (("|", 0),)
    key = canonical(lower)
    return lexicon["uz"].get(key) or lexicon["en"].get(key) or (("|", 0),)


@cache
def _calendar() -> dict[str, Any]:
    return tomllib.loads(files("language").joinpath("data/calendar.toml").read_text(encoding="utf-8"))


@cache
def _month_names() -> dict[str, int]:
    """Canonical names of months with the usual endings, for finding what a misspelt one meant."""
    names: dict[str, int] = {}
    for language, months in _calendar()["months"].items():
        endings = ("", "da", "dagi", "ning", "dan", "gacha", "ga") if language == "uz" else ("",)
        for number, words in months.items():
            for word in words.split():
                names.update({canonical(word) + ending: int(number) for ending in endings})
    return names


@cache
def _lexicon() -> dict[str, dict[str, Symbols]]:
    calendar = _calendar()
    found: dict[str, dict[str, Symbols]] = {"uz": {}, "ru": {}, "en": {}}
    for language, months in calendar["months"].items():
        for number, words in months.items():
            for word in words.split():
                _enter(found, language, word, "m" if word in _WEAK else "M", int(number))
    for symbol, table in (("W", "weekdays"), ("T", "days"), ("n", "numbers"), ("s", "seasons")):
        for value, words in calendar[table].items():
            for language, word in _three(words):
                _enter(found, language, word, symbol, int(value))
    for table in ("units", "relative"):
        for symbol, words in calendar[table].items():
            for language, word in _three(words):
                _enter(found, language, word, symbol, 0)
    for language in ("uz", "en"):
        found[language]["may"] = (("?", 5),)
    found["uz"]["mayda"] = (("?", 5),)
    for name in ("bosh", "o'rta", "oxir", "kuz", "burun", "yarm"):
        found["uz"].pop(name, None)  # bare they are other words: main, middle, nose
    return found


def _three(words: str) -> list[tuple[str, str]]:
    parts = [*words.split("|"), "", ""]
    languages = zip(("uz", "ru", "en"), parts, strict=False)
    return [(language, word) for language, part in languages for word in part.split()]


def _enter(found: dict[str, dict[str, Symbols]], language: str, word: str, symbol: str, value: int) -> None:
    if language == "ru":
        found["ru"][word.replace("ё", "е")] = ((symbol, value),)
        return
    key = canonical(word)
    if language == "en" or symbol in "PCXLbBv":
        found[language][key] = ((symbol, value),)
        return
    for ending in _ENDINGS:
        marks = (("f", 0),) if ending.endswith("dan") else (("u", 0),) if ending.endswith("gacha") else ()
        form = key + ending
        if key.endswith("k") and ending.startswith("i"):
            form = key[:-1] + "g" + ending
        found["uz"].setdefault(form, ((symbol, value), *marks))
