"""Bytes of unknown making -> a draft."""

import re
from datetime import date

from charset_normalizer import from_bytes

from news.models import Draft
from sources import cyrillic

CONTROL_SHARE = 0.01
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f"))
TITLE_LENGTH = 300
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and marks of writing direction: they carry no text and can disguise it."""
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


REASONS = (
    "binary",  # bytes that are no text, under a name that promises one
    "encoding",
    "empty",
    "protected",  # by a password
    "broken",
    "scan",  # pages without letters
    "no-text",
    "too-big",  # in bytes, packed or unpacked
    "too-long",  # in characters
    "too-slow",
    "too-hard",  # its parser died of it
    "old-word",  # .doc of Word 97
    "unknown-kind",
    "no-feed",  # neither RSS nor Atom
)


class Unreadable(Exception):
    """No text can be read out of it.

    `reason` is one of REASONS, or of those that `sources.fetching` adds for a link.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a file, whatever encoding it was saved in.

    Marks of byte order first, then UTF-16 without a mark by its high bytes (as bytes it is valid UTF-8
    too), UTF-8, what was `declared` (a server says so, or the page), Cyrillic of eight bits by its letters;
    what remains is guessed by charset-normalizer. Raises `Unreadable` for binary files and empty ones.
    """
    if not data.strip():
        raise Unreadable("empty")
    text = _by_mark(data) or _as_utf16(data)
    if text is None:
        if _controls(data) > len(data) * CONTROL_SHARE:
            raise Unreadable("binary")
        text = _as_utf8(data) or _as_declared(data, declared) or _as_cyrillic(data) or _guessed(data)
    if _controls(text.encode("utf-8", "replace")) + text.count("\ufffd") > len(text) * CONTROL_SHARE:
        raise Unreadable("binary")
    text = clean(text)
    if not text:
        raise Unreadable("empty")
    return text


def clean(text: str) -> str:
    """The same text with plain line ends and without control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def draft(text: str, published: date, *, reference: str | None = None, url: str | None = None) -> Draft:
    """A draft of pasted text: its first paragraph is the title where it can be one."""
    head, _, rest = clean(text).partition("\n")
    if rest.strip() and len(head) <= TITLE_LENGTH:
        return Draft(head.strip(), rest.strip(), published, reference, url)
    return Draft("", clean(text), published, reference, url)


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable("encoding") from None
    return None


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """By the name that came with it, unless that is no encoding of text, or not this text's."""
    try:
        return data.decode(declared) if declared else None
    except (LookupError, ValueError):
        return None


def _as_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is NUL, of Cyrillic 4."""
    if len(data) % 2:
        return None
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if high.count(0) + high.count(4) > 0.7 * len(high):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def _as_cyrillic(data: bytes) -> str | None:
    encoding = cyrillic.encoding_of(cyrillic.sample(data))
    try:
        return data.decode(encoding) if encoding else None
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> str:
    best = from_bytes(data).best()
    if best is None:
        raise Unreadable("encoding")
    return str(best)


def _controls(data: bytes) -> int:
    """How many control bytes there are that no text holds."""
    return len(data) - len(data.translate(None, CONTROL_BYTES))
