"""Every sentence exists in every language, asks for the same values, and is used."""

import ast as python
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from language.detect import LANGUAGES, Language
from language.phrases import LANGUAGE_NAMES, Html, PhraseError, Phrases, language_for, resource
from news.models import EventType, Format, Period, Status
from playground.entities import parse_html

ROOT = Path(__file__).parents[2]
SPEAKING_ROOMS = ("bot", "handlers", "digests", "sources", "news")


class Reading(Visitor):
    """The values and the selectors' cases that a phrase names."""

    def __init__(self) -> None:
        self.values: set[str] = set()
        self.cases: dict[str, set[str]] = {}

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.values.add(node.id.name)

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:
        self.generic_visit(node)
        if isinstance(node.selector, fluent.VariableReference):
            names = {key.name for v in node.variants if isinstance(key := v.key, fluent.Identifier)}
            self.cases[node.selector.id.name] = names


@cache
def readings(language: Language) -> dict[str, Reading]:
    found = {}
    for entry in resource(language).body:
        if isinstance(entry, fluent.Message):
            found[entry.id.name] = reading = Reading()
            reading.visit(entry)
    return found


@dataclass(frozen=True)
class Use:
    place: str
    key: str
    values: frozenset[str]
    plain: bool


@cache
def uses() -> Sequence[Use]:
    """Every call in the code that names a phrase: `phrases("key", ...)` and `phrases.plain("key", ...)`."""
    return tuple(_uses())


def _uses() -> Iterator[Use]:
    for room in SPEAKING_ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in python.walk(python.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, python.Call) or not node.args:
                    continue
                called = python.unparse(node.func)
                plain = called.endswith("phrases.plain")
                if not plain and called != "phrases" and not called.endswith(".phrases"):
                    continue
                values = frozenset(keyword.arg or "**" for keyword in node.keywords)
                for key in keys(node.args[0]):
                    yield Use(f"{path.relative_to(ROOT)}:{node.lineno}", key, values, plain)


def keys(node: python.expr) -> list[str]:
    match node:
        case python.Constant(value=str(key)):
            return [key]
        case python.IfExp(body=body, orelse=orelse):
            return keys(body) + keys(orelse)
        case _:
            return []


def strings_in_code() -> set[str]:
    """Every string constant: some keys are handed on before they are said."""
    return {
        node.value
        for room in SPEAKING_ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in python.walk(python.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, python.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_stands_in_each_language_and_asks_for_the_same_values(language: Language) -> None:
    model, here = readings("uz-Latn"), readings(language)
    assert set(here) == set(model)
    assert {key: reading.values for key, reading in here.items()} == {
        key: reading.values for key, reading in model.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_status_and_format_has_a_name_of_its_own(language: Language) -> None:
    cases = readings(language)
    assert cases["event-type"].cases["type"] == {kind.value for kind in EventType}
    assert cases["event-status"].cases["status"] == {status.value for status in Status}
    assert cases["event-format"].cases["format"] == {kind.value for kind in Format}


def test_no_phrase_is_unknown_and_each_gets_exactly_its_values() -> None:
    known = readings("uz-Latn")
    wrong = [
        use
        for use in uses()
        if use.key not in known or ("**" not in use.values and use.values != known[use.key].values)
    ]
    assert wrong == []


def test_no_phrase_is_unused() -> None:
    assert set(readings("uz-Latn")) - strings_in_code() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_without_markup_holds_none(language: Language) -> None:
    """Buttons and notices show tags and entities as they are written."""
    source = {entry.id.name: entry for entry in resource(language).body if isinstance(entry, fluent.Message)}
    texts = {key: "".join(pieces(message)) for key, message in source.items()}
    assert {
        use.key: texts[use.key] for use in uses() if use.plain and re.search("[<&]", texts[use.key])
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_is_short_enough_for_telegram(language: Language) -> None:
    """200 characters (Bot API, answerCallbackQuery)."""
    rooms = ("handlers/", "bot/errors")
    short = {use.key for use in uses() if use.plain and not use.values and use.place.startswith(rooms)}
    assert [key for key in short if len(Phrases(language).plain(key)) > 200] == []


def pieces(message: fluent.Message) -> list[str]:
    found: list[str] = []

    class Texts(Visitor):
        def visit_TextElement(self, node: fluent.TextElement) -> None:
            found.append(node.value)

    Texts().visit(message)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_markup_that_telegram_takes(language: Language) -> None:
    phrases = Phrases(language)
    for key, reading in readings(language).items():
        values: dict[str, str | int] = dict.fromkeys(reading.values, "<&>")
        values |= dict.fromkeys(reading.values & {"count", "limit", "length", "part", "total"}, 2)
        assert parse_html(phrases(key, **values)).text.strip()


def test_uzbek_is_written_with_its_own_apostrophes() -> None:
    """oʻ gʻ with U+02BB, the tutuq belgisi with U+02BC, never a typewriter's or a quotation mark."""
    for entry in resource("uz-Latn").body:
        if isinstance(entry, fluent.Message):
            text = "".join(pieces(entry))
            assert not re.search("[A-Za-z]['`’‘´]", text), text
            assert not re.search("[^OoGg]\u02bb", text), text


def test_cyrillic_uzbek_keeps_commands_tags_and_values_as_they_are() -> None:
    phrases = Phrases("uz-Cyrl")
    assert "<b>Нималар қила оламан</b>" in phrases("help")
    assert "/settings – кунлар" in phrases("help")
    assert ".txt" in phrases("help-editor", length=200)
    assert phrases("unknown-command", command="/Salom").startswith("/Salom деган")


def test_cyrillic_uzbek_has_no_latin_word_left() -> None:
    for entry in resource("uz-Cyrl").body:
        if isinstance(entry, fluent.Message):
            kept = re.sub(
                r"<[^>]*>|(?<!\w)@\w+|https?://\S+|/[a-z_]+|\.[a-z]{2,4}\b|UTF-8|&\w+;",
                "",
                "".join(pieces(entry)),
            )
            assert not re.search("[A-Za-z]", kept), kept


def test_values_are_escaped_unless_they_are_markup_already() -> None:
    phrases = Phrases("en")
    assert "&lt;b&gt;x" in phrases("unknown-command", command="<b>x")
    assert "<code>x</code>" in phrases("unknown-command", command=Html("<code>x</code>"))


def test_bare_text_is_not_escaped_but_cleaned() -> None:
    assert Phrases("en").plain("content-topics", list="<7>\u202e") == "topics: <7>"


def test_days_periods_and_hours_are_said_in_words() -> None:
    phrases = Phrases("uz-Latn")
    said = phrases("settings-next", day=date(2024, 11, 27), hour=time(7, 5))
    assert said == "Navbatdagi dayjest: 2024-yil 27-noyabr, soat 07:05"
    assert phrases.period(Period(date(2024, 5, 1), date(2024, 5, 31))) == "2024-yil may"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 результат"),
        (2, "2 результата"),
        (5, "5 результатов"),
        (11, "11 результатов"),
        (21, "21 результат"),
        (104, "104 результата"),
    ],
)
def test_russian_counts_in_its_three_forms(count: int, said: str) -> None:
    assert Phrases("ru")("answer-count", count=count) == said


def test_an_unknown_phrase_or_a_missing_value_is_a_fault() -> None:
    with pytest.raises(PhraseError):
        Phrases("en")("no-such-phrase")
    with pytest.raises(PhraseError):
        Phrases("en")("unknown-command")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("uz", "uz-Latn"),
        ("uz-Cyrl", "uz-Cyrl"),
        ("uz_cyrl_UZ", "uz-Cyrl"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("kk", "ru"),
        ("kaa", "uz-Latn"),
        ("en-US", "en"),
        ("de", "en"),
        (None, "uz-Latn"),
        ("", "uz-Latn"),
        ("\x00<", "en"),
    ],
)
def test_a_reader_is_first_met_in_the_language_of_their_telegram(
    code: str | None, language: Language
) -> None:
    assert language_for(code) == language


def test_each_language_is_called_by_its_own_name() -> None:
    assert tuple(LANGUAGE_NAMES) == LANGUAGES
