"""Uzbek in its two alphabets: one key for every spelling, and both ways of showing it.

Rules: the Latin alphabet of the law of 6 May 1995 (No. 71-I) and the orthography of 24 August 1995 (No. 339).
Words that follow no rule (loans with ц, ь, э, йо) stand in `data/loans.txt`.
"""

import re
import unicodedata
from functools import cache

from language.tables import lines_of

_APOSTROPHES = "'`´ʹʻʼʽˈˊˋ‘’‛′‵＇ʿʾ"
_CYRILLIC = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "yo",
    "ж": "j",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "x",
    "ц": "s",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "'",
    "ы": "i",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ў": "o'",
    "қ": "q",
    "ғ": "g'",
    "ҳ": "h",
    "ѐ": "ye",  # this and the next two stand for what a letter becomes beside its neighbours
    "ҵ": "ts",
    "ԧ": "'h",
}
# Spellings of other Latin alphabets of Uzbek: the reform drafts (ş ç ğ ŏ õ ō ǵ ḡ) and that of 1993 (ö ğ ş ç).
_REFORMS = {
    "ş": "sh",
    "ç": "ch",
    "ğ": "g'",
    "ḡ": "g'",
    "ǵ": "g'",
    "ŏ": "o'",
    "õ": "o'",
    "ō": "o'",
    "ö": "o'",
}
_HYPHENS = "‐‑‒–—―−﹣－"
_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_MARKS = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys(_IGNORED, ""),
        # What becomes one of those above when it is composed (NFKC): a key must not change when read again.
        **dict.fromkeys("\u0374\u1fef\u2033\u2034\u2036\u2037\u2057\uff40", "'"),
        **dict.fromkeys("\u207b\u208b\ufe31\ufe32\ufe58", "-"),
        "\u0149": "'n",
        "\u1e9a": "a'",
    }
)
_FOLD = str.maketrans({**_CYRILLIC, **_REFORMS})
# Each rule puts one letter for one letter, so that capitals can be given back afterwards.
_CONTEXTS = (
    ("е", re.compile(r"(?<![бвгджзйклмнпрстфхцчшщқғҳa-z])е"), "ѐ"),  # at the start, after a vowel or a sign
    ("ъ", re.compile(r"(?<=[бвгджзклмнпрстфхцчшщқғҳ])ъ(?=[ѐёюя])|(?<=ў)ъ"), "ь"),  # объект; маъюс keeps it
    ("ь", re.compile(r"(?<=ь)о"), "ё"),  # батальон
    ("ц", re.compile(r"(?<=[аеёиоуўэюяыѐ])ц"), "ҵ"),  # конституция; elsewhere s: цирк, акция
    ("сҳ", re.compile(r"(?<=с)ҳ"), "ԧ"),  # Исҳоқ: sh would be another letter
    ("ю", re.compile(r"(?<=[жш])ю|(?<=б)ю(?=джет)"), "у"),  # жюри, парашют, бюджет
    ("ё", re.compile(r"(?<=[жщ])ё|(?<=режисс)ё"), "о"),  # дирижёр
    ("тябр", re.compile(r"(?<=т)я(?=бр)"), "а"),  # сентябрь, октябрь
)
_REPEATED = re.compile(r"''+")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LOWER = {ord(c.upper()): c for c in map(chr, range(0x400, 0x530)) if c.islower() and len(c.upper()) == 1}
# Letters that we know: others stay in a key, where they must not change how it is read again.
_KNOWN = "".join([*_CYRILLIC, *map(str.upper, _CYRILLIC)])
_MIXED = re.compile(rf"[A-Za-z][{_KNOWN}]|[{_KNOWN}][A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKS_LATIN = dict(zip("аеорсухіАВЕКМНОРСТУХІ", "aeopcyxiABEKMHOPCTYXI", strict=True))
_LOOKS_CYRILLIC = dict(zip("aeopcyxABEKMHOPCTYX", "аеорсухАВЕКМНОРСТУХ", strict=True))
_TO_LATIN_LOOK = str.maketrans(_LOOKS_LATIN)
_TO_CYRILLIC_LOOK = str.maketrans(_LOOKS_CYRILLIC)


def canonical(text: str) -> str:
    """One key for every spelling of a text: any apostrophe, hyphen, quote, case and alphabet.

    Lower-case Latin with ASCII apostrophes; what belongs to no Uzbek or Russian alphabet is case-folded and
    kept. Letters that only look like those of the word's other letters (`Ўзбекистoн` with a Latin o) are
    read as meant. Idempotent: canonical(canonical(t)) == canonical(t). Spacing and punctuation stay.
    """
    if text.isascii():
        key = text.lower().replace("`", "'")
    else:
        key = _composed(text.translate(_MARKS))
        if _CYRILLIC_LETTER.search(key):
            key = _in_context(_as_meant(key))
        key = key.translate(_FOLD)
    if "tyabr" in key:
        key = key.replace("tyabr", "tabr")  # sentyabr, oktyabr: the spelling before 1995
    return _REPEATED.sub("'", key) if "''" in key else key


def to_latin(text: str) -> str:
    """The text in Latin letters, case kept, with ASCII apostrophes for oʻ, gʻ and the tutuq belgisi."""
    if not _CYRILLIC_LETTER.search(text):
        return text
    text = "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))
    text = _as_meant(text)
    lower = _in_context(text.translate(_LOWER))
    return "".join(map(_cased, text, lower, text[1:] + " ", " " + text[:-1]))


def _cased(letter: str, lower: str, after: str, before: str) -> str:
    """What `lower` (a letter as its neighbours make it) is written as, in the case of the `letter`."""
    latin = _CYRILLIC.get(lower)
    if latin is None:
        return letter
    if not letter.isupper() or not latin:
        return latin
    loud = len(latin) == 1 or after.isupper() or (before.isupper() and not after.islower())
    return latin.upper() if loud else latin[0].upper() + latin[1:]


def _in_context(lower: str) -> str:
    for sign, rule, letter in _CONTEXTS:
        if sign in lower:
            lower = rule.sub(letter, lower)
    return lower


def _composed(text: str) -> str:
    """Case-folded and composed, without loose marks (a stress accent): folding again changes nothing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isascii():
        return folded
    while (again := unicodedata.normalize("NFKC", folded).casefold()) != folded:
        folded = again
    return "".join(c for c in folded if not unicodedata.combining(c))


def _as_meant(text: str) -> str:
    """Words that mix both alphabets, written in the one they were meant in."""
    if not _MIXED.search(text):
        return text
    return _LETTERS.sub(lambda word: _one_alphabet(word[0]) if _MIXED.search(word[0]) else word[0], text)


def _one_alphabet(word: str) -> str:
    latin = {c for c in word if c.isascii()}
    cyrillic = {c for c in word if _CYRILLIC_LETTER.match(c)}
    if cyrillic <= _LOOKS_LATIN.keys() and not latin <= _LOOKS_CYRILLIC.keys():
        return word.translate(_TO_LATIN_LOOK)
    if latin <= _LOOKS_CYRILLIC.keys():
        return word.translate(_TO_CYRILLIC_LOOK)
    return word  # a Latin name with a Cyrillic ending: each part by its own rules


_NO_UZBEK_WORD = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@\S+|[@/#]\w+|<[^<>]*>|&\w+;|\{[^{}]*\}|\b\w{1,64}(?:\.\w{1,64})*\.(?:uz|com|org|ru)\b"
    r"|\b(?:[IVX]{2,}|[IVX](?![.\w'’‘ʻʼ`]))"
)
_LATIN_WORD = re.compile(
    rf"[A-Za-zşçğḡǵŏõōöŞÇĞḠǴŎÕŌÖ](?:[A-Za-zşçğḡǵŏõōöŞÇĞḠǴŎÕŌÖ]|[{_APOSTROPHES}](?=\w)"
    rf"|(?<=[oOgG])[{_APOSTROPHES}])*"
)
_FOREIGN = re.compile(r"w|c(?!h)")
_SPECIAL = (
    (re.compile(r"(?<=[aeiou])ts(?=[aeiou])(?!(?:a(?:m|ng|k|lar|ngiz)?|in(?:lar)?|iz\w*|imon\w*)$)"), "ц"),
    (re.compile(r"(?<=[nkp])t?s(?=iya)"), "ц"),
    (re.compile(r"(?<=[bdfghjklmnpqrstvxz])ye"), "ье"),
    (re.compile(r"^e|(?<=[aeiou'])e"), "э"),
)
_LONGEST_LOAN = 24
_UNITS = {
    "yo'": "йў",
    "o'": "ў",
    "g'": "ғ",
    "s'h": "сҳ",
    "sh": "ш",
    "ch": "ч",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "ye": "е",
    "'": "ъ",
    **dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)),
}
_UNIT = re.compile("|".join(_UNITS))
_ENDING = re.compile(r"$|lar|s?i|n|[gkq]a|d|ch|li|m|la")


def to_cyrillic(text: str) -> str:
    """The text in Cyrillic letters, for display; case kept.

    Addresses, @names, /commands, markup, {places}, Roman numerals and words with letters that Uzbek has
    not (c, w) stay as they are. Loans are written by `data/loans.txt`, with any ending.
    """
    parts: list[str] = []
    at = 0
    for kept in _NO_UZBEK_WORD.finditer(text):
        parts += [_LATIN_WORD.sub(_cyrillic_word, text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*parts, _LATIN_WORD.sub(_cyrillic_word, text[at:])])


def _cyrillic_word(match: re.Match[str]) -> str:
    word = match[0]
    latin = canonical(word)
    if _FOREIGN.search(latin):
        return word
    cyrillic = _cyrillic_lower(latin)
    if word.islower():
        return cyrillic
    if word.isupper() and len(latin.replace("'", "")) > 1:
        return cyrillic.upper()
    if word[1:].islower() or latin == word[:1].lower() + word[1:]:
        return cyrillic[:1].upper() + cyrillic[1:]
    return "".join(_cyrillic_units(word))


def _cyrillic_lower(latin: str) -> str:
    loans = _loans()
    for end in range(min(len(latin), _LONGEST_LOAN), 2, -1):
        loan = loans.get(latin[:end])
        if loan is not None and _ENDING.match(latin[end:]):
            ending = latin[end:]
            stem = loan.removesuffix("ь") if ending else loan
            return stem + _UNIT.sub(lambda unit: _UNITS[unit[0]], ending)
    for rule, letter in _SPECIAL:
        latin = rule.sub(letter, latin)
    return _UNIT.sub(lambda unit: _UNITS[unit[0]], latin)


def _cyrillic_units(word: str) -> list[str]:
    """БМТнинг, SHHTga: a word of capitals and small letters, run by run."""
    runs = re.findall(rf"[A-Z{_APOSTROPHES}]+(?![a-z])|[A-Z]?[^A-Z]+|[A-Z]", word)
    if len(runs) == 1:  # a capital of another Latin alphabet (Ğ, Õ) within or alone: no runs to go by
        cyrillic = _cyrillic_lower(canonical(word))
        return [cyrillic[:1].upper() + cyrillic[1:] if word[:1].isupper() else cyrillic]
    return [_cyrillic_word(run) for run in map(_LATIN_WORD.match, runs) if run]


@cache
def _loans() -> dict[str, str]:
    """Latin stem -> Cyrillic stem."""
    return dict(line.split() for line in lines_of("loans.txt"))
