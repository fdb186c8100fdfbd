"""Which rows of symbols (see `date_words`) are dates: fragments of patterns, composed.

The kinds stand in the order in which they are tried at a place of the line: what needs more comes first.
"""

import re
from functools import cache

_YEAR_WORD = r"(?:Y-?f?y|[CPX]y|c)"
_YEAR = rf"(?:{_YEAR_WORD}|Y)"
_LEAD = rf"(?:{_YEAR},?)?"
_TRAIL = rf"(?:,?{_YEAR})?"
_TO = r"(?:f?-|f|f?u|,v?|v)"
# Lists are bounded: a text of nothing but numbers would be tried in too many ways.
_DAYS = rf"N(?:d?{_TO}N){{0,9}}"
_OF_DAY = r"(?:-?d|(?!-(?![MND])|[yqhOwm]))"  # not 26-yig'ilish, not 5 hafta
_DATE = rf"(?:{_LEAD}{_DAYS}d?[-:]?[Mm][.:]?O?d?{_TRAIL}|{_LEAD}[Mm]\.?O?-?{_DAYS}{_OF_DAY}{_TRAIL}|D-?y?)"
_MONTH = rf"(?:{_LEAD}MO?{_TRAIL}|{_YEAR}m\.?|m\.?,?Y-?y?)"
_PART = rf"(?:{_LEAD}[NR](?:{_TO}[NR])?-?[qh]y?{_TRAIL}|[CPX][qh])"
_SEASON = rf"(?:{_LEAD}sO?{_TRAIL}|[CPX]sO?)"
_UNIT = r"(?:[PCX][dwOyqhk])"
_MONTH_PART = rf"(?:{_MONTH}[gze]|[GZE]-?{_MONTH})"
_ANY = rf"(?:{_DATE}|{_MONTH_PART}|{_PART}|{_SEASON}|{_MONTH}|{_UNIT}|{_YEAR}|W|T)"
_WIDE = rf"(?:{_PART}|{_SEASON}|{_MONTH_PART})"
_NOW = r"(?:x|u?Tu?)?"
_GRAMMAR = (
    ("begun", r"(?:[CPX]?|Y-?)[ywOq]g(?:fB?|B)|[fS]G(?:[CP]?[ywOq]|Y-?y?)"),
    ("during", rf"(?:{_DATE}|W|T)fB?N[dw]i?I?"),
    ("after", rf"{_ANY}fa|V{_ANY}"),
    ("before", rf"{_ANY}fb"),
    ("since", rf"S{_ANY}|{_ANY}f?B"),
    ("span", rf"f?{_WIDE}{_TO}{_WIDE}u?"),
    ("range", rf"f?{_DATE}{_TO}{_DATE}u?d?"),
    ("dayof", rf"[PCX]O{_DAYS}-?d?|ON-?d|Nd?[PCX]O"),
    ("weekof", rf"{_DATE}w|w{_DATE}"),
    ("monthhalf", rf"{_MONTH}[NR]-?h|[NR]-?h{_MONTH}"),
    ("halfyear", r"l?[PL]hy|l?Lh|lhy?"),
    ("part", rf"l?{_PART}"),
    ("date", rf"(?:f(?=[^M]{{0,9}}N[^M]{{1,9}}N[^M]{{0,9}}M))?{_DATE}(?!f)"),
    ("monthweek", rf"{_MONTH}(?:[LPN]|N-?)w|[LPN]w{_MONTH}"),
    ("wholemonth", rf"{_MONTH}gfeu"),
    ("monthpart", rf"{_MONTH_PART}(?!f)"),
    ("months", rf"f?{_MONTH}(?:{_TO}{_MONTH}){{1,11}}u?O?"),
    ("years", rf"f?Y(?:-?y)?{_TO}Y-?y?u?"),
    ("onward", rf"(?<!l)f{_ANY}(?:x|uTu?|(?!u))|(?:{_DATE}|{_MONTH_PART}|{_MONTH}|{_YEAR_WORD})f{_NOW}"),
    ("season", rf"l?{_SEASON}"),
    ("month", rf"l?{_MONTH}"),
    ("yearpart", rf"{_YEAR_WORD}[gze]|[GZE]{_YEAR_WORD}|yg|ye"),
    ("ahead", r"N[dwOy]f?a|AN?[dwOy]"),
    ("ago", r"N?[dwOyqh]b|N[dwOy]P(?![dwOyqhk])"),
    ("lastmany", r"(?:[PX]N|l?[PL]N|LN?|lL)[dwOyqj][iI]?|lN?[dwOyj]|N[dwOyqj]i"),
    ("weekdays", rf"(?:[PCX]w)?f?[PC]?W(?:{_TO}W){{1,6}}u?d?"),
    ("weekday", r"(?:[PCX]w)?[PCX]?Wd?|Wd?[PCX]w"),
    ("today", rf"f?T(?:d?{_TO}Td?u?)?d?"),
    ("thatmonth", r"[PCX]yCO"),
    ("unit", rf"[PCX]?we|l?{_UNIT}[iI]?|k"),
    ("dayalone", "N-?d"),
    ("year", rf"l?{_YEAR}[iI]?"),
)


@cache
def master() -> re.Pattern[str]:
    """All kinds, each a group of its name. Made when first asked for: it takes longer than an import may.

    Every kind begins with a letter; said first, the marks and other words between are passed at once.
    """
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _GRAMMAR)
    return re.compile(rf"(?=[A-Za-z])(?:{kinds})")


@cache
def wide() -> re.Pattern[str]:
    """A part of a year or of a month."""
    return re.compile(_WIDE)


@cache
def point() -> re.Pattern[str]:
    """One day or several of one month."""
    return re.compile(_DATE)
