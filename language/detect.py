"""Which of our languages a text is written in."""

import re
from typing import Literal

Language = Literal["uz-Latn", "uz-Cyrl", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("uz-Latn", "uz-Cyrl", "ru", "en")

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-zA-Z]")
_ENGLISH = re.compile(
    r"\b(?:the|of|and|in|on|at|to|for|from|by|with|is|was|are|were|last|latest|news|about|this)\b|w|c(?!h)|tion\b"
)
_RUSSIAN = re.compile(
    r"[ыщ]|\b(?:в|во|на|с|со|к|о|об|по|из|за|для|и|от|до|не|что|как)\b|(?:ого|его|ая|ые|ие|ов|ев|ах|ях|ости|ство|ых|их|ции|ть|ия)\b"
)
_UZBEK_CYRILLIC = re.compile(
    r"[ўқғҳ]|(?:нинг|лар|лари|ларни|да|даги|дан|га|ни|си|лик|лиги|ги|ди|ган|иш|иши)\b|\b(?:ва|билан|хакида|учун|буйича|узбекистон)\b"
)
_FOREIGN = re.compile(r"[әңұүөһіıńóúğşçöüǵ]", re.IGNORECASE)


def language_of(text: str) -> Language:
    """The language of a text or a question; what could be several is Uzbek."""
    lower = text.lower()
    if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)):
        russian, uzbek = len(_RUSSIAN.findall(lower)), len(_UZBEK_CYRILLIC.findall(lower))
        return "ru" if russian > uzbek else "uz-Cyrl"
    return "en" if _ENGLISH.search(lower) else "uz-Latn"


def foreign(text: str) -> bool:
    """True where a text has the letters of a Turkic neighbour: Kazakh, Karakalpak, Turkish."""
    return len(_FOREIGN.findall(text)) > len(text) / 50
