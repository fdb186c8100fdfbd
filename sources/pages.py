"""A web page -> title and main text, without its navigation, by trafilatura."""

import re
from datetime import date

from news.intake import LONGEST
from sources import text
from sources.text import Unreadable

__all__ = ["read", "split"]

CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.MULTILINE)
"""A table's row as trafilatura writes it."""


def read(data: bytes, charset: str | None = None, url: str | None = None) -> dict[str, str | None]:
    """{"title", "text", "published"}: the day, ISO, where the page states one.

    `charset` is what the server said; a page that is valid UTF-8 is UTF-8 whatever anybody says. Raises
    `Unreadable`: "no-text", "too-long" and what decoding raises.
    """
    from trafilatura import bare_extraction, html2txt  # only where a page is read: it takes 25 MB

    declared = CHARSET.search(data[:4096])
    page = text.decode(data, charset or (declared[1].decode("ascii") if declared else None))
    if "html" not in page[:50].lower():
        page = f"<html>{page}"  # what begins otherwise is no page to trafilatura
    found = bare_extraction(page, url=url, include_comments=False, include_tables=True, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        # A page without a main text: all its texts.
        return _result("", html2txt(page), None)
    title = (found.title or "").strip()
    body = ROW.sub(_as_words, re.sub(r"(?<!\n)\n(?!\n)", "\n\n", found.text))
    first, _, rest = body.partition("\n")
    return _result(title, rest if first.strip() == title and rest.strip() else body, found.date)


def split(data: bytes) -> tuple[str, str]:
    """Title and text of a page that was saved as a file."""
    page = read(data)
    return page["title"] or "", page["text"] or ""


def _result(title: str, body: str, published: str | None) -> dict[str, str | None]:
    if not body.strip():
        raise Unreadable("no-text")
    if len(body) > LONGEST:
        raise Unreadable("too-long")
    return {"title": title, "text": body, "published": _day(published)}


def _as_words(row: re.Match[str]) -> str:
    cells = (cell.strip() for cell in row[1].split("|"))
    return " – ".join(cell for cell in cells if cell.strip("-"))


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        return None
