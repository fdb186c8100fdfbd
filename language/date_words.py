"""A text as a line of symbols: what each of its words can be in a date. The grammar reads that line.

N number below 100      Y year in figures       R Roman numeral      D whole date in figures
M month                 m month that could be another word (mar, sen)
d day  w week  O month  y year  q quarter  h half  j hour  k weekend  s season
W weekday               T today and its like
P the last, C this, X the next, L the last (so many), l, i within, I for
b ago, a after, A in (so many), B since then, S since
f from, u until, v and  g beginning, z middle, e end (G, Z, E before the month)
c "of this year"  x until now        - , . as they are, : a full stop without a space               | all else
"""

import re
from dataclasses import dataclass, replace

from language.date_lexicon import meaning, mistyped_month

_APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
_NUMBER_ENDING = (
    r"[-‐‑–]?(?:(?P<f>dan|дан)|(?P<u>gacha|гача)|(?:inchi|nchi|chi|инчи|нчи|чи|st|nd|rd|th|го|ого|его|ое"
    r"|ый|ая|ой|му|ом|ей|да|ни|нинг|da|ni|ning|sida|idagi|sidagi|dagi|е|я|й|м|х))(?!\w)"
)
_TOKEN = re.compile(
    rf"""
    (?P<date>
        (?P<y1>\d{{4}})(?P<s1>[-‐‑–./])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
      | (?:(?P<d0>\d{{1,2}})[-‐‑–])?(?P<d2>\d{{1,2}})(?P<s2>\s?\.\s?|[./\\, -])(?P<m2>\d{{1,2}})(?P=s2)
            (?P<y2>(?:19|20)\d\d|(?<=[./-])\d\d)(?!\d)
      | (?P<d4>\d{{1,2}})\.(?P<m4>I{{1,3}}|IV|VI{{0,3}}|IX|XI{{0,2}})\.(?P<y4>(?:19|20)\d\d)
      | (?P<d3>\d\d)(?:\.|/)(?P<m3>0[1-9]|1[0-2])
            (?!\d|/|[.,]\d|\s*(?:%|foiz|фоиз|проц|perc|m[lr]|м[лр]|ming|минг|тыс))
    )
  | (?P<barred>\+?\d[\d()\ -]{{9,}}\d | \d{{1,2}}:\d\d(?::\d\d)? | №\s?\d+(?:/\d+)?
      | \b(?-i:[A-ZА-ЯЎҚҒҲ]{{1,6}})[-‐‑–]\d+
      | (?<![\d/])(?!\d\d/(?:0[1-9]|1[0-2])\b)\d+/\d+(?![\d/]))
  | (?P<figures>\d+(?:[.,]\d+)+)
  | (?P<number>\d+)(?:{_NUMBER_ENDING})?
  | (?P<phrase>(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow|dam\s+olish\s+kun\w*
      |дам\s+олиш\s+кун\w*)
  | (?P<now>по\s+(?:сей\s+день|настоящее\s+время)|(?:until|till)\s+now|to\s+date|(?:hozir|shu\s+kun)gacha
      |(?:ҳозир|шу\s+кун)гача)(?!\w)
  | (?P<short>(?:[тсжj]\.\s?[гйy]\.?) | (?:yy?|йй?|гг?)\.)
  | (?P<part>[QH][1-4](?!\w))
  | (?P<roman>(?:I{{1,3}}|IV)(?!\w))
  | (?P<word>[^\W\d_]+(?:[{_APOSTROPHES}]+[^\W\d_]+)*)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_DASHES = frozenset("-‐‑‒–—―−")
_UZBEK_LETTERS = re.compile(r"[ўқғҳЎҚҒҲ]")
# Not worth a symbol, but part of the phrase where they stand before it.
_BLANK = frozenset(["of", "the", "on", "in", "at", "a", "an", "during", "в", "во", "на"])
# After a number these say that it counts something.
_COUNTERS = frozenset(
    {"ta", "nafar", "kishi", "dona", "dollar", "so'm", "tonna", "та", "нафар", "киши", "человек", "people"}
)
_NUMBERED = frozenset({"son", "sonli", "сон", "сонли"})
# After the English verb, whatever stands before it.
_AUXILIARY = frozenset({"be", "have", "well", "not", "also", "help", "happen"})
# Beside the English verb.
_MODAL = _AUXILIARY | {
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "who",
    "which",
    "the",
    "and",
}


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
        if mark == "." and match.string[end : end + 1].isalnum():
            return [(":", Token(start, end))]
        return [("-" if mark in _DASHES else mark if mark in ",." else "|", Token(start, end))]
    return _read_figures(match, Token(start, end))


def _read_figures(match: re.Match[str], at: Token) -> list[tuple[str, Token]]:
    start, end = at.start, at.end
    if match["number"]:
        value = int(match["number"]) if len(match["number"]) <= 4 else 0
        symbol = "N" if value < 100 and len(match["number"]) < 3 else "Y" if 1900 <= value <= 2100 else "|"
        found = [(symbol, Token(start, end, value, text=match[0]))]
        return found + [(s, at) for s in "fu" if match[s]]
    if match["date"]:
        return [("D", Token(start, end, day=_numeric(match), text=match[0]))]
    if match["now"]:
        return [("x", at)]
    if match["phrase"]:
        offset = 2 * ("tomorrow" in match[0].lower()) - 2 * ("yesterday" in match[0].lower())
        return [("T", Token(start, end, offset)) if offset else ("k", at)]
    if match["short"]:
        return [("c" if match["short"][0].lower() in "тсжj" else "y", at)]
    if match["part"]:
        part = match["part"]
        return [("N", Token(start, end, int(part[1]))), ("q" if part[0] in "Qq" else "h", at)]
    if match["roman"]:
        number = _ROMAN.index(match["roman"].upper()) + 1
        return [("R", Token(start, end, number, text=match[0]))]
    return [("|", at)]


def _numeric(match: re.Match[str]) -> tuple[int | None, int, int, int]:
    if match["y1"]:
        return int(match["y1"]), int(match["m1"]), int(match["d1"]), int(match["d1"])
    if match["y2"]:
        year = int(match["y2"]) + (2000 if len(match["y2"]) == 2 else 0)
        last = int(match["d2"])
        return year, int(match["m2"]), int(match["d0"] or last), last
    if match["y4"]:
        return int(match["y4"]), _ROMAN.index(match["m4"].upper()) + 1, int(match["d4"]), int(match["d4"])
    return None, int(match["m3"]), int(match["d3"]), int(match["d3"])


def _add_numeral(symbols: list[str], tokens: list[Token], token: Token) -> None:
    """Numerals in words add up: yigirma yettinchi, ikki ming yigirma to'rtinchi, twenty-seventh."""
    joined = len(symbols) - 1
    if joined > 0 and symbols[joined] == "-" and symbols[joined - 1] == "N" and token.value < 10:
        joined -= 1
    before = tokens[joined] if symbols and symbols[joined] in "NKY" else None
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
    """What the neighbours decide."""
    for at, symbol in enumerate(symbols):
        if symbol == "|" and tokens[at].text and (errors := _errors_allowed(symbols, at)):
            month = mistyped_month(tokens[at].text.lower(), errors)
            if month:
                symbols[at] = "M"
                tokens[at] = replace(tokens[at], value=month)
        elif symbol in _DECIDED:
            symbols[at] = _DECIDED[symbol](symbols, tokens, at)


def _year_or_count(symbols: list[str], tokens: list[Token], at: int) -> str:
    """2024 ta and 2024-son are no years."""
    following = "".join(symbols[at + 1 : at + 3])
    if following[:1] == "|" and tokens[at + 1].text.lower() in _COUNTERS:
        return "|"
    return "|" if following == "-|" and tokens[at + 2].text.lower() in _NUMBERED else "Y"


def _from_or_of(symbols: list[str], tokens: list[Token], at: int) -> str:
    """`от` begins a range only where its end follows; else it is the law of a day."""
    return "_" if tokens[at].text.lower() == "от" and "u" not in symbols[at : at + 8] else "f"


def _day_or_evening(symbols: list[str], tokens: list[Token], at: int) -> str:
    """`adabiy kecha` is a soirée."""
    evening = (
        at > 0 and tokens[at].text.lower() in ("kecha", "кеча") and tokens[at - 1].text.endswith(("iy", "ий"))
    )
    return "|" if evening else "T"


def _errors_allowed(symbols: list[str], at: int) -> int:
    """How badly a month may be misspelt there: a number before it tells more than one behind it."""
    before = "".join(symbols[max(0, at - 2) : at])
    if before.endswith(("N", "N-", "Yy", "Cy", "Py")):
        return 2
    after = symbols[at + 1] if at + 1 < len(symbols) else "|"
    return 1 if after in "ONY" else 0


def _may(symbols: list[str], tokens: list[Token], at: int) -> str:
    """`may` is a month unless it is the English verb; `mayda` unless it means small."""
    word = tokens[at].text.lower()
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if tokens[at].text == "may" and following in _AUXILIARY:
        return "|"
    before = symbols[at - 1] if at else ""
    after = symbols[at + 1] if at + 1 < len(symbols) else ""
    if (before and before in "N-YyCPXfuvcl_S,") or (after and after in "NYO-fuBvc"):
        return "M"
    if word == "may":
        modal = following in _MODAL or (before and tokens[at - 1].text.lower() in _MODAL)
        return "|" if modal else "M"
    small = (
        after == "|" and following and not re.match(r"bo'l|бўл|o't|ўт|nima|нима|qan|қан|qay|қай", following)
    )
    return "|" if small else "M"


_DECIDED = {"Y": _year_or_count, "f": _from_or_of, "T": _day_or_evening, "?": _may}
