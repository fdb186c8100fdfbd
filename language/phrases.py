"""Every sentence the bot says, in the reader's language.

The sentences stand in `phrases/*.ftl` (Project Fluent). Uzbek in Cyrillic has no file: it is the Latin one,
transliterated when it is loaded, so that the two never part.
"""

import re
from collections.abc import Callable
from datetime import date, time
from functools import lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Transformer

from language.alphabet import to_cyrillic
from language.calendar import day_in_words, period_in_words
from language.dates import Period
from language.detect import Language
from language.markup import Html, clean, escape

__all__ = ["LANGUAGE_NAMES", "Html", "PhraseError", "Phrases", "language_for", "resource"]

LANGUAGE_NAMES: dict[Language, str] = {
    "uz-Latn": "Oʻzbekcha",
    "uz-Cyrl": "Ўзбекча",
    "ru": "Русский",
    "en": "English",
}
"""Each language by its own name: a reader who pressed the wrong one finds the way back."""

_LOCALES: dict[Language, str] = {"uz-Latn": "uz-Latn", "uz-Cyrl": "uz-Cyrl", "ru": "ru", "en": "en-GB"}
_SOURCES: dict[Language, str] = {"uz-Latn": "uz-Latn", "uz-Cyrl": "uz-Latn", "ru": "ru", "en": "en"}

# In a sentence of ours these keep their Latin letters: tags, character references, commands, addresses,
# file endings, the names of encodings.
_LATIN_ONLY = re.compile(
    r"<[^<>]*>|&#?\w+;|https?://\S+|(?<!\w)/[a-z_]+|(?<!\w)@\w+|(?<!\w)\.[a-z]{2,4}\b|\bUTF-8\b"
)

Value = str | int | date | time | Period


class PhraseError(LookupError):
    """There is no such phrase, or a value that it needs was not given: a fault in the code."""


class Phrases:
    """The bot's voice in one language: `phrases("found", count=3)` is markup, `.plain(...)` is bare text."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._bundle = _bundle(language)

    def __call__(self, key: str, **values: Value) -> Html:
        """The phrase as HTML. Values are escaped, save for those that are `Html` already.

        Dates, periods and times are said in words. Raises PhraseError.
        """
        return Html(self._format(key, values, escape))

    def plain(self, key: str, **values: Value) -> str:
        """The phrase as bare text, for buttons and the small notices over the chat. Raises PhraseError."""
        return self._format(key, values, clean)

    def day(self, day: date, today: date | None = None) -> str:
        """A day in words, as bare text; given `today`, without the year where it is today's."""
        return day_in_words(day, self.language, today)

    def period(self, period: Period, today: date | None = None) -> str:
        """A period in words, as bare text."""
        return period_in_words(period, self.language, today)

    def _format(self, key: str, values: dict[str, Value], treat: Callable[[str], str]) -> str:
        pattern = self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        if pattern is None:
            raise PhraseError(f"no phrase {key!r} in {self.language}")
        said = {name: self._say(value, treat) for name, value in values.items()}
        text, errors = self._bundle.format_pattern(pattern, said)
        if errors:
            raise PhraseError(f"phrase {key!r} in {self.language}: {errors}")
        if not isinstance(text, str):
            raise PhraseError(f"phrase {key!r} in {self.language} has no text")
        return text

    def _say(self, value: Value, treat: Callable[[str], str]) -> str | int:
        match value:
            case Html() | int():
                return value
            case str():
                return treat(value)
            case time():
                return value.strftime("%H:%M")
            case Period():
                return period_in_words(value, self.language)
            case date():
                return day_in_words(value, self.language)


def language_for(code: str | None) -> Language:
    """The language to begin with, by the code that a reader's Telegram reports (IETF tag, may be missing).

    Uzbek in Latin letters where nothing is known: it is the press office's own.
    """
    tag = (code or "").replace("_", "-").casefold()
    if tag.startswith("uz"):
        return "uz-Cyrl" if "cyrl" in tag else "uz-Latn"
    first = tag.split("-", 1)[0]
    if first in ("ru", "be", "kk", "ky", "tg", "tk"):  # the neighbours, who read it for the most part
        return "ru"
    if first in ("", "kaa"):
        return "uz-Latn"
    return "en"


@lru_cache
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    bundle.add_resource(resource(language))
    return bundle


def resource(language: Language) -> ast.Resource:
    """The parsed file of that language. Raises ValueError where its syntax is broken."""
    name = f"{_SOURCES[language]}.ftl"
    source = (files("language") / "phrases" / name).read_text(encoding="utf-8")
    parsed = FluentParser().parse(source)
    for entry in parsed.body:
        if isinstance(entry, ast.Junk):
            raise ValueError(f"{name}: {entry.annotations} in {entry.content!r}")
    if language == "uz-Cyrl":
        _Cyrillic().visit(parsed)
    return parsed


class _Cyrillic(Transformer):
    """Transliterates what the bot says, and nothing that stands in placeables."""

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:
        node.value = _cyrillic(node.value)
        return node


def _cyrillic(text: str) -> str:
    pieces, end = [], 0
    for kept in _LATIN_ONLY.finditer(text):
        pieces += [to_cyrillic(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*pieces, to_cyrillic(text[end:])])
