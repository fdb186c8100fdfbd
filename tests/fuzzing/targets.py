"""The parsers, each with what it promises: an outcome of its kind, or one of the refusals it names. Whatever
else comes out of a target, an exception or a failed assertion, is a fault of ours."""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot import polling, webhook, wire
from bot.whose import whose
from config.redaction import redact
from config.settings import SettingsError, load
from digests import presses
from digests.fulltext import is_link
from handlers import feeds as feeds_chat
from handlers import refusals
from handlers.place import Place
from handlers.screen import in_private, walked
from language import alphabet, detect, markup, sentences, words
from language.dates import find_period, find_periods
from language.phrases import Phrases
from news import typed
from news.intake import attempt
from news.models import Draft
from news.ports import StorageError
from news.search import question
from news.timing import parse_moment
from news.understanding import understand
from sources import archive, documents, feeds, pages, pushing, records, signing, text
from sources.addresses import is_public
from sources.fetching import Fetcher
from sources.items import Bad, Document, Record
from storage import backup
from tests.fuzzing.seeds import ATOM, MESSAGE, PRESSED, PUSH, QUESTIONS, RELEASE, RSS, files

__all__ = ["TARGETS", "Target"]

TODAY = date(2026, 5, 14)
NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Tashkent")
PHRASES = Phrases("uz-Latn")


@dataclass(frozen=True, slots=True)
class Target:
    """A parser, and inputs that lead into it."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    about: str


def said(data: bytes) -> str:
    """Bytes as a text; those that are no UTF-8 become lone surrogates, as a forged update may hold them."""
    return data.decode("utf-8", "surrogateescape")


def update(data: bytes) -> None:
    """What is posted to the webhook, and what getUpdates answers."""
    read = webhook._read(data)
    if read is not None:
        assert abs(whose(read)) < 2**63
    polling.without_unreadable(b'{"ok": true, "result": [' + data + b"]}")


def callback(data: bytes) -> None:
    press = presses.parse(said(data))
    if press is not None:
        assert presses.data(press) == said(data)


def payload(data: bytes) -> None:
    """What a link to the bot carries behind /start."""
    found = walked(said(data))
    if found is not None:
        press, place = found
        assert place.chat_id < 0
        assert walked(in_private(press, Place(*place)).payload) == found


def addresses(data: bytes) -> None:
    """A link as an editor pastes it or a redirect names it, a channel's name, a numeric address."""
    given = said(data)
    with suppress(text.Unreadable):
        checked = str(Fetcher([])._checked(given))
        urlsplit(checked)  # what names the file's ending behind a link
    if is_link(given):
        assert given.startswith("http") or urlsplit(given).scheme in ("http", "https")
    refusals.unreadable("no-page", PHRASES, given)
    feeds_chat.CHANNEL.fullmatch(given)
    if is_public(given):
        assert ip_address(given).is_global


def typed_values(data: bytes) -> None:
    """Hours, quiet hours, pauses, numbers, topics and moments as people type them."""
    hours = (typed.parse_hour, typed.parse_quiet, typed.parse_pause)
    for parse in (*hours, typed.parse_most, typed.parse_phrases):
        parse(said(data))
    moment = parse_moment(said(data), NOW, ZONE)
    assert moment is None or moment > NOW


def dates(data: bytes) -> None:
    period = find_period(said(data), TODAY)
    assert period is None or period.start <= period.end
    for found in find_periods(said(data), TODAY):
        assert found.period.start <= found.period.end


def alphabets(data: bytes) -> None:
    given = said(data)
    assert alphabet.canonical(alphabet.canonical(given)) == alphabet.canonical(given)
    alphabet.to_cyrillic(alphabet.to_latin(given))
    alphabet.to_latin(alphabet.to_cyrillic(given))


def language(data: bytes) -> None:
    """Words, keys, sentences and the language of a text."""
    given = said(data)
    words.keys(given)
    for word in words.words(given):
        words.stem(word)
    sentences.split(given)
    assert detect.label_of(given) in ("uz-Latn", "uz-Cyrl", "ru", "en")


def questions(data: bytes) -> None:
    """A question; each of its parts can be taken away, and what is left is a question too."""
    asked = question.parse(said(data), TODAY)
    for part in asked.parts[:3]:
        question.parse(part.rest, TODAY)


def screens(data: bytes) -> None:
    """A text on its way onto a screen or into the log."""
    given = said(data)
    assert markup.plain(markup.escape(given)) == markup.clean(given)
    assert markup.units(markup.cut(given, 40)) <= 40
    redact({given: [given]})


def releases(data: bytes) -> None:
    """The text of a release, read and summed up."""
    draft = text.draft(text.clean(said(data)), TODAY)
    attempt(draft, understand)


def _document(name: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with suppress(text.Unreadable):
            draft = documents.read(name, data, TODAY)
            assert isinstance(draft, Draft)
            assert draft.title or draft.text

    return run


def page(data: bytes) -> None:
    with suppress(text.Unreadable):
        json.dumps(pages.read(data, None, "https://example.org/"))


def feed(data: bytes) -> None:
    with suppress(text.Unreadable):
        assert set(feeds.parse(data, "application/rss+xml", "https://example.org/")) == {
            "title",
            "entries",
            "feeds",
        }


def push(data: bytes) -> None:
    """The body of POST /releases, and what its headers claim: the first line and the second."""
    with suppress(pushing.Malformed):
        pushing.parse(data, TODAY)
    stamp, _, rest = data.partition(b"\n")
    signature, _, body = rest.partition(b"\n")
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": stamp.decode("latin-1"),
        "webhook-signature": signature.decode("latin-1"),
    }
    with suppress(signing.Forged):
        signing.verify({"site": b"k" * 32}, headers, body, NOW)
        raise AssertionError("a signature was guessed")


def json_lines(data: bytes) -> None:
    for item in records.json_lines("a.jsonl", BytesIO(data), TODAY):
        assert isinstance(item, Record | Bad)
    for record in wire.records(data.splitlines()):
        if isinstance(record, dict):
            wire.draft(record, TODAY)


def table(data: bytes) -> None:
    for item in records.table("a.csv", BytesIO(data), TODAY):
        assert isinstance(item, Record | Bad)


def packed(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(data)
        for item in archive.items(path, TODAY):
            if isinstance(item, Document):
                with suppress(*archive.TORN):
                    item.load()


def toml(data: bytes) -> None:
    """A settings file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "xabarnoma.toml"
        path.write_bytes(data)
        with suppress(SettingsError):
            load(xabarnoma_config=path)


def environment(data: bytes) -> None:
    """Each setting, as an operator may mistype it."""
    name, _, value = said(data).partition("=")
    given: dict[str, Any] = {name.strip().lower(): value} if name.strip().lower() in NAMES else {}
    with suppress(SettingsError):
        load(**given)


NAMES = {
    *("telegram_token", "telegram_api_url", "database_url", "admin_ids", "timezone", "fetch_allowed"),
    *("push_keys", "roles", "workers", "webhook_url", "webhook_secret", "log_level", "send_per_second"),
}


def restored(data: bytes) -> None:
    """A file that is put back as a backup: what stood there stays unless it is one of ours."""
    with tempfile.TemporaryDirectory() as folder:
        copy, database = Path(folder) / "copy.db", Path(folder) / "xabarnoma.db"
        copy.write_bytes(data)
        with suppress(StorageError):
            backup.put_back(copy, database, NOW)
            raise AssertionError("it was put back")
        assert not database.exists()


TARGETS: Mapping[str, Target] = {
    "update": Target(update, (MESSAGE, PRESSED), "update JSON: webhook and getUpdates"),
    "callback": Target(callback, (b"a1:1:0", b"s2:hour:1800:-1001:7", b"k1:publish:1:1:-"), "callback data"),
    "payload": Target(payload, (b"in1001_0_o1_7", b"at-1001_0", b"join_abc"), "start payload"),
    "addresses": Target(
        addresses,
        (
            b"https://example.org/a?b#c",
            b"http://[::ffff:127.0.0.1]:8080/",
            b"@kanal_nomi",
            b"64:ff9b::7f00:1",
        ),
        "links, channels, numeric addresses",
    ),
    "typed": Target(
        typed_values,
        (b"7:30", b"soat 21 da", b"22:00-07:00", b"ertaga 9:00", b"14.05.2026 10:00", b"2 hafta"),
        "typed hours, pauses, topics, moments",
    ),
    "dates": Target(dates, QUESTIONS, "language.dates"),
    "alphabets": Target(alphabets, (*QUESTIONS, RELEASE), "language.alphabet"),
    "language": Target(language, (*QUESTIONS, RELEASE), "words, sentences, language of a text"),
    "questions": Target(questions, QUESTIONS, "question parser"),
    "screens": Target(
        screens, (b"<b>&amp;</b>\xe2\x80\xae", "👩\u200d👩\u200d👧".encode()), "markup, redaction"
    ),
    "releases": Target(releases, (RELEASE,), "understanding and summary of a text"),
    "txt": Target(_document("a.txt"), (RELEASE, RELEASE.decode().encode("utf-16")), ".txt: decoding"),
    "md": Target(_document("a.md"), (b"# T\n\n- **a** [b](https://example.org)\n",), ".md"),
    "html": Target(_document("a.html"), files("anjuman.html"), ".html"),
    "docx": Target(_document("a.docx"), files("anjuman.docx"), ".docx"),
    "pdf": Target(_document("a.pdf"), files("anjuman.pdf", "locked.pdf"), ".pdf"),
    "page": Target(page, files("anjuman.html"), "a fetched page"),
    "feed": Target(feed, (RSS, ATOM), "RSS and Atom"),
    "push": Target(
        push,
        (PUSH, b"1778749200\nv1,AAAA v1,BBBB\n{}"),
        "push: body (docs/openapi.json) and signature headers",
    ),
    "jsonl": Target(
        json_lines, (b'{"id": "1", "title": "A", "text": "B", "published": "2026-05-14"}\n',), ".jsonl import"
    ),
    "csv": Target(table, (b'id,title,text,published\r\n1,A,"B\nC",2026-05-14\r\n',), ".csv import"),
    "zip": Target(packed, files("anjuman.docx"), ".zip import"),
    "toml": Target(toml, (b'timezone = "Asia/Tashkent"\nadmin_ids = [1]\n',), "TOML settings"),
    "environment": Target(environment, (b"ADMIN_IDS=1,2", b"PUSH_KEYS=site=AAAA", b"ROLES=web"), "settings"),
    "backup": Target(restored, (b"SQLite format 3\x00" + bytes(84),), "a backup that is put back"),
}
