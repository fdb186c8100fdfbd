"""Files as offices save them -> drafts."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePath

from news.intake import LONGEST
from news.models import Draft
from sources import pages, pdf, text, word
from sources.text import Unreadable

__all__ = ["BYTES", "KINDS", "PLAIN", "read"]

BYTES = 20 * 1024 * 1024
"""The largest file that is read; also what Telegram lets a bot download."""


def read(name: str, data: bytes, published: date, *, reference: str | None = None) -> Draft:
    """The draft in a file named `name`; its ending, or its first bytes, say how it is read.

    It runs for as long and takes as much memory as the file makes it: what came from outside is read by
    `sources.opener`. Raises `Unreadable`.
    """
    kind = kind_of(name, data)
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable("old-word" if kind == ".doc" else "unknown-kind")
    if len(data) > BYTES:
        raise Unreadable("too-big")
    title, body = reader(data)
    if not body.strip() and not title.strip():
        raise Unreadable("no-text")
    if len(title) + len(body) > LONGEST:
        raise Unreadable("too-long")
    if title:
        return Draft(text.clean(title), text.clean(body), published, reference)
    return text.draft(body, published, reference=reference)


def kind_of(name: str, data: bytes) -> str:
    """The ending by which it is read. A .pdf or a page under a text's name is still one; so is a .docx that
    its sender called .doc."""
    kind = PurePath(name).suffix.lower()
    if kind in PLAIN or kind in (".doc", ""):
        if data.startswith(b"%PDF-"):
            return ".pdf"
        if data.startswith(b"PK") and b"word/" in data:
            return ".docx"
    return kind


def _plain(data: bytes) -> tuple[str, str]:
    return "", text.decode(data)


def _word(data: bytes) -> tuple[str, str]:
    return "", word.read(data)


def _pdf(data: bytes) -> tuple[str, str]:
    return "", pdf.read(data)


PLAIN = (".txt", ".md", ".text")
READERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    **dict.fromkeys(PLAIN, _plain),
    ".html": pages.split,
    ".htm": pages.split,
    ".docx": _word,
    ".docm": _word,
    ".pdf": _pdf,
}
KINDS = tuple(READERS)
"""The endings of what can be read."""
