"""Which language a text is written in, by letters, endings and words that only one of them has."""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from language.alphabet import canonical
from language.tables import toml_of

Language = Literal["uz-Latn", "uz-Cyrl", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("uz-Latn", "uz-Cyrl", "ru", "en")
Spoken = Literal["uz-Latn", "uz-Cyrl", "ru", "en", "kk", "kaa", "tr", "tg"]
"""Ours, and the neighbours that are taken for Uzbek most easily: Kazakh, Karakalpak, Turkish, Tajik."""

READ = 4_000
"""Characters that are looked at: a release has told its language long before."""
KNOWN = 8192
"""Words whose marks are remembered: a text's words are mostly those of the texts before it."""
WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`´ʹ′＇][^\W\d_]+)*['’‘ʻʼ`´ʹ′＇]?")
UZBEK_CYRILLIC = re.compile("[ўҳ]")
UZBEK_OR_KAZAKH = re.compile("[қғ]")
KAZAKH = re.compile("[әөүұһің]|[ы](?=.*[қғ])|[қғ](?=.*ы)")
RUSSIAN = re.compile("[ыщ]")
TAJIK = re.compile("[ӣӯҷ]")
TURKISH = re.compile("[şçğıöü]")
KARAKALPAK = re.compile("[áǵńóúı]")
UZBEK_LATIN = re.compile(r"[og]['’‘ʻʼ`´ʹ′＇]|q(?!u)|^x|[aiou]x")
ENGLISH = re.compile(r"c(?!h)|w|ph|th|ee|oo|ou|ea|ck")

# Endings that a shared international noun takes in one of the two languages alone.
UZBEK_AFTER_NOUN = re.compile(
    r"(?:[сc]?и(?:нинг|ни|га|да|дан|даги)?|лар\w*|нинг|ни|га|да|дан|даги|имиз\w*|чи\w*|лик\w*|гача)$"
)
A_DAY = re.compile(
    r"\d\s?-?(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)ь?(?!\w)"
)

UZBEK_ENDING = re.compile(
    r"(?:lar|lari|larni|larning|larda|lardan|larga|laridan|larida|lariga|ning|lik|ligi|ligini|liklar|dagi"
    r"|gan|ganda|"
    r"ganlar|moqda|yapti|chilar|chi|lash|lashtirish|ish|ishi|ildi|indi|adi|aydi|dilar|midi|uvi|uvlar|si"
    r"|sida|sidan|"
    r"siga|sini|imiz|ingiz|rok|mokda|lash\w*)$"
)
UZBEK_WEAK_ENDING = re.compile(r"(?:[^aeiou]i|da|dan|ga|ka|qa|ni|ib|di|iy|viy)$")
UZBEK_CHAIN = re.compile(
    r"(?:lar|lik|lig|chi|im|ing|i|si|imiz|ni|ning|ga|ka|qa|da|dan|dagi|gi|ki|cha|dir|mi|la|lan|lash|tir|il|in"
    r"|ish|uv|"
    r"gan|di|adi|mo[qk]da|sh|v|ib|r|ar|k|t|a|n)*$"
)
RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ый|ость|ости|ение|ения|ению|ании|ание|ания|ции|цию|ство|"
    r"ства|стве|ский|ская|ские|ских|ского|скую|ить|ать|ают|яют|ует|ах|ях|ами|ями|ся|сь|ала|ован\w*|ен[оаы]|"
    r"нно|нны[ейхм]|нн(?:ая|ой|ую|ом)|ят|ют|ите|ете|вши\w+|ией|иям\w*|иях|ии|ию|[^и]я|[^и]ю|[бвдзклмнпрстфчшщ]ь)$"
)
RUSSIAN_WEAK_ENDING = re.compile(r"(?:ий|ия|ой|ей|ам|ям|ом|ем|ет|ит|ил|ла|ли|ло|ов|ев)$")
# Of surnames, which both languages have.
SURNAME = re.compile(r"(?:[оеё]ва?|ин|ина|ий|ич)$")
UZBEK_NAME = re.compile(
    r"жон|бек|бой|бой$|х[ўу]жа|мурод|мирзо|дин$|улла|хон$|п[ўу]лат|шер|одил|зод$|ёр$|бахт|дил"
)
RUSSIAN_START = re.compile(r"(?:[бвгджзклмнпрстфхчш]){2}(?<!жж)")
ENGLISH_SPELLING = re.compile(r"[^aeiou]e$|x[pct]|[^aeioung]s$|[lr]y$|op$")
LATIN_SURNAME = re.compile(r"(?:ov|ev|ova|eva)$")
UZBEK_AFTER_LOAN = re.compile(r"(?:lar\w*|[gd]a|dan|ni|ning|si\w*|i(?:ni|ning|ga|da|dan)?|dagi)$")
ENGLISH_ENDING = re.compile(
    r"(?:ing|tion|tions|sion|ed|ment|ments|ity|ence|ance|ship|ness|ies|ic|ics|al|ly|ous|ive|ts|rs|ns|ers|or"
    r"|ary|ure)$"
)


class Marks(NamedTuple):
    """What tells a language: whole words and stems, folded for Uzbek."""

    words: frozenset[str]
    stems: frozenset[str]


class Word(NamedTuple):
    key: str
    capital: bool


def language_of(text: str) -> Spoken:
    """The language of a text. A text without a sign of any (a name, a number) is Uzbek in its script."""
    read = text[:READ]
    words = [Word(word.casefold(), word[0].isupper()) for word in WORD.findall(read)]
    cyrillic = [word for word in words if word.key[0] > "\u02ff"]
    if 2 * len(cyrillic) > len(words):
        return _in_cyrillic(cyrillic, read.casefold())
    return _in_latin([word.key for word in words if word.key[0] < "\u0300"])


def label_of(text: str) -> Language:
    """The one of our four languages that a text is nearest to: Kazakh and Tajik are read as Cyrillic Uzbek,
    Karakalpak and Turkish as Latin."""
    spoken = language_of(text)
    if spoken in LANGUAGES:
        return spoken
    return "uz-Cyrl" if spoken in ("kk", "tg") else "uz-Latn"


def _in_cyrillic(read: list[Word], text: str) -> Spoken:
    words = [word.key for word in read]
    if _share(words, KAZAKH) > 0.2:
        return "kaa" if _share(words, UZBEK_CYRILLIC) > 0.1 else "kk"
    if _share(words, TAJIK) > 0.1:
        return "tg"
    uzbek = sum(_uzbek(word) for word in words)
    uzbek += 3 * _count(words, UZBEK_CYRILLIC) + 2.5 * _count(words, UZBEK_OR_KAZAKH)
    uzbek += 2.5 * bool(A_DAY.search(text))  # 12 август: a Russian would have said августа
    uzbek += sum(0.6 for word in read if word.capital and UZBEK_NAME.search(word.key))
    russian = sum(_russian(word) for word in read)
    return "uz-Cyrl" if uzbek >= russian else "ru"


def _in_latin(words: list[str]) -> Spoken:
    karakalpak, turkish = _share(words, KARAKALPAK), _share(words, TURKISH)
    uzbek = sum(_uzbek(word) + 2 * bool(UZBEK_LATIN.search(word)) for word in words)
    if max(karakalpak, turkish) > 0.2 and uzbek < 2 * len(words):
        return "kaa" if karakalpak >= turkish else "tr"
    english = sum(_english(word) for word in words)
    return "en" if english > uzbek else "uz-Latn"


def _count(words: list[str], letters: re.Pattern[str]) -> int:
    return sum(1 for word in words if letters.search(word))


def _share(words: list[str], letters: re.Pattern[str]) -> float:
    return _count(words, letters) / max(1, len(words))


@lru_cache(maxsize=KNOWN)
def _uzbek(word: str) -> float:
    marks, key = _marks("uz"), canonical(word)
    cyrillic = word[0] > "\u02ff"
    if cyrillic:
        shared = _shared_noun(word)
        if shared is not None:
            return 2.5 if UZBEK_AFTER_NOUN.fullmatch(shared) else 0.0
        key = _typed_in_russian(key)
    if key in marks.words:
        return 3.0
    if any(
        key[:length] in marks.stems and UZBEK_CHAIN.match(key, length) for length in range(len(key), 1, -1)
    ):
        return 2.5
    if len(key) > 4 and UZBEK_ENDING.search(key):
        return 1.2
    return 0.5 if len(key) > 3 and UZBEK_WEAK_ENDING.search(key) else 0.0


def _typed_in_russian(key: str) -> str:
    """What is left of a key where its writer had a Russian keyboard: у for ў, к for қ, г for ғ, х for ҳ."""
    return key.replace("o'", "u").replace("g'", "g").translate(_RUSSIAN_KEYBOARD)


_RUSSIAN_KEYBOARD = str.maketrans("hq", "xk")


def _shared_noun(word: str) -> str | None:
    """The ending of an international noun that both languages write alike; None where it is no such noun."""
    shared = _marks("shared").stems
    found = next((word[:at] for at in range(len(word), 2, -1) if word[:at] in shared), None)
    return None if found is None else word[len(found) :]


@lru_cache(maxsize=KNOWN)
def _russian(read: Word) -> float:
    word = read.key
    ending = None if word in _marks("ru").words else _shared_noun(word)
    if ending is not None and (not ending or UZBEK_AFTER_NOUN.fullmatch(ending)):
        return 0.0
    if (known := _known(word, "ru")) > 0:
        return known
    score = 2.0 if RUSSIAN.search(word) else 0.0
    if len(word) > 3 and not (read.capital and SURNAME.search(word)):
        score += 1.2 if RUSSIAN_ENDING.search(word) else 0.6 if RUSSIAN_WEAK_ENDING.search(word) else 0.0
    return score + (0.8 if len(word) > 3 and not read.capital and RUSSIAN_START.match(word) else 0.0)


@lru_cache(maxsize=KNOWN)
def _english(word: str) -> float:
    if (known := _known(word, "en")) > 0:
        return known
    if LATIN_SURNAME.search(word):
        return 0.0
    score = 1.2 if ENGLISH.search(word) else 0.6 if ENGLISH_SPELLING.search(word) else 0.0
    return score + (1.2 if len(word) > 4 and ENGLISH_ENDING.search(word) else 0.0)


def _known(word: str, language: str) -> float:
    marks = _marks(language)
    if word in marks.words:
        return 3.0
    for length in range(len(word), max(3, len(word) - 5) - 1, -1):
        if word[:length] in marks.stems:
            return 0.0 if language == "en" and UZBEK_AFTER_LOAN.fullmatch(word, length) else 2.5
    return 0.0


@cache
def _marks(language: str) -> Marks:
    table = toml_of("languages.toml")[language]
    words, stems = table.get("words", "").split(), table["stems"].split()
    if language != "uz":
        return Marks(frozenset(map(str.casefold, words)), frozenset(map(str.casefold, stems)))
    words, stems = [canonical(word) for word in words], [canonical(stem) for stem in stems]
    # Also as they come from a Russian keyboard; short ones would then be other words.
    typed = [_typed_in_russian(word) for word in stems if len(word) > 3]
    return Marks(frozenset([*words, *map(_typed_in_russian, words)]), frozenset([*stems, *typed]))
