"""Which language a text is written in, by letters, endings and words that only one of them has."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from language.alphabet import canonical

Language = Literal["uz-Latn", "uz-Cyrl", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("uz-Latn", "uz-Cyrl", "ru", "en")
Spoken = Literal["uz-Latn", "uz-Cyrl", "ru", "en", "kk", "kaa", "tr"]
"""Ours, and the neighbours that are taken for Uzbek most easily: Kazakh, Karakalpak, Turkish."""

READ = 4_000
"""Characters that are looked at: a release has told its language long before."""
WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`´ʹ′＇][^\W\d_]+)*['’‘ʻʼ`´ʹ′＇]?")
UZBEK_CYRILLIC = re.compile("[ўҳ]")
UZBEK_OR_KAZAKH = re.compile("[қғ]")
KAZAKH = re.compile("[әөүұһіңʻ]|[ы](?=.*[қғ])|[қғ](?=.*ы)")
RUSSIAN = re.compile("[ыщ]")
TURKISH = re.compile("[şçğıöü]")
KARAKALPAK = re.compile("[áǵńóúı]")
UZBEK_LATIN = re.compile(r"[og]['’‘ʻʼ`´ʹ′＇]|q(?!u)|^x|[aeiou]x")
ENGLISH = re.compile(r"c(?!h)|w|ph|th|ee|oo|ou|ea|ck")

UZBEK_ENDING = re.compile(
    r"(?:lar|lari|larni|larning|larda|lardan|larga|laridan|larida|lariga|ning|lik|ligi|ligini|liklar|dagi"
    r"|gan|ganda|"
    r"ganlar|moqda|yapti|chilar|chi|lash|lashtirish|ish|ishi|ildi|indi|adi|aydi|dilar|midi|uvi|uvlar|si"
    r"|sida|sidan|"
    r"siga|sini|imiz|ingiz)$"
)
UZBEK_WEAK_ENDING = re.compile(r"(?:[^aeiou]i|da|dan|ga|ka|qa|ni|ib|di|iy|viy)$")
UZBEK_CHAIN = re.compile(
    r"(?:lar|lik|lig|chi|im|ing|i|si|imiz|ni|ning|ga|ka|qa|da|dan|dagi|gi|cha|dir|mi|la|lan|lash|tir|il|in"
    r"|ish|uv|"
    r"gan|di|adi|moqda|sh|v|ib|r|ar|k|t|a|n)*$"
)
RUSSIAN_ENDING = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ость|ости|ение|ения|ению|ании|ание|ания|ции"
    r"|цию|ство|"
    r"ства|стве|ский|ская|ские|ских|ского|скую|ить|ать|ают|яют|ует|ов|ев|ах|ях|ами|ями|ам|ям|ом|ем|ет|ит|ся"
    r"|сь|ала|ил|"
    r"ла|ли|ло)$"
)
RUSSIAN_START = re.compile("вс|вз|вн|вр|вт|зд|зн|сд|сл|см|сн|св|сб|пр|пл|кр|кн|гл|гр|дв|бл|бр|хр|чт|шк")
ENGLISH_ENDING = re.compile(
    r"(?:ing|tion|tions|sion|ed|ment|ments|ity|ence|ance|ship|ness|ies|ic|ics|al|ly|ous|ive|ts|rs|ns|ers|or"
    r"|ary|ure)$"
)


class Marks(NamedTuple):
    """What tells a language: whole words and stems, folded for Uzbek."""

    words: frozenset[str]
    stems: frozenset[str]


def language_of(text: str) -> Spoken:
    """The language of a text. A text without a sign of any (a name, a number) is Uzbek in its script."""
    words = [word.casefold() for word in WORD.findall(text[:READ])]
    cyrillic = sum(1 for word in words if "а" <= word[0] <= "ӿ" or word[0] in "ёәөүұһіңқғҳў")
    if 2 * cyrillic > len(words):
        return _in_cyrillic([word for word in words if word[0] > "\u02ff"])
    return _in_latin([word for word in words if word[0] < "\u0300"])


def label_of(text: str) -> Language:
    """The one of our four languages that a text is nearest to: Kazakh is read as Cyrillic Uzbek, Karakalpak
    and Turkish as Latin."""
    spoken = language_of(text)
    if spoken in LANGUAGES:
        return spoken
    return "uz-Cyrl" if spoken == "kk" else "uz-Latn"


def _in_cyrillic(words: list[str]) -> Spoken:
    if _share(words, KAZAKH) > 0.2:
        return "kaa" if _share(words, UZBEK_CYRILLIC) > 0.1 else "kk"
    uzbek = sum(_uzbek(word) for word in words)
    uzbek += 3 * _count(words, UZBEK_CYRILLIC) + 2.5 * _count(words, UZBEK_OR_KAZAKH)
    russian = sum(_russian(word) for word in words)
    return "uz-Cyrl" if uzbek > russian else "ru"


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


def _uzbek(word: str) -> float:
    marks, key = _marks("uz"), canonical(word)
    if key in marks.words:
        return 3.0
    if any(
        key[:length] in marks.stems and UZBEK_CHAIN.match(key, length) for length in range(len(key), 1, -1)
    ):
        return 2.5
    if len(key) > 4 and UZBEK_ENDING.search(key):
        return 1.2
    return 0.5 if len(key) > 3 and UZBEK_WEAK_ENDING.search(key) else 0.0


def _russian(word: str) -> float:
    if (known := _known(word, "ru")) > 0:
        return known
    score = 2.0 if RUSSIAN.search(word) else 0.0
    score += 1.2 if len(word) > 3 and RUSSIAN_ENDING.search(word) else 0.0
    return score + (0.6 if RUSSIAN_START.match(word) else 0.0)


def _english(word: str) -> float:
    if (known := _known(word, "en")) > 0:
        return known
    score = 1.2 if ENGLISH.search(word) else 0.0
    return score + (1.2 if len(word) > 4 and ENGLISH_ENDING.search(word) else 0.0)


def _known(word: str, language: str) -> float:
    marks = _marks(language)
    if word in marks.words:
        return 3.0
    shortest = max(3, len(word) - 5)
    return 2.5 if any(word[:length] in marks.stems for length in range(len(word), shortest - 1, -1)) else 0.0


@cache
def _marks(language: str) -> Marks:
    fold: Callable[[str], str] = canonical if language == "uz" else str.casefold
    table = tomllib.loads(files("language").joinpath("data/languages.toml").read_text("utf-8"))[language]
    return Marks(
        frozenset(fold(word) for word in table["words"].split()),
        frozenset(fold(word) for word in table["stems"].split()),
    )
