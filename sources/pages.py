"""A web page -> title and main text, without its navigation, by trafilatura."""

import re
from datetime import date
from typing import Any

from news.intake import LONGEST
from sources import text
from sources.text import Unreadable

__all__ = ["read", "split"]

CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


ELSE = re.compile(r"title|description|keywords|image|video|audio", re.IGNORECASE)
"""Names of meta tags that hold the text's own words, or addresses of other things: their days are others."""
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
    day = _stated(page, url)
    found = bare_extraction(page, url=url, include_comments=False, include_tables=True, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        # A page without a main text: all its texts.
        return _result("", html2txt(page), day)
    title = (found.title or "").strip()
    body = ROW.sub(_as_words, re.sub(r"(?<!\n)\n(?!\n)", "\n\n", found.text))
    first, _, rest = body.partition("\n")
    return _result(title, rest if first.strip() == title and rest.strip() else body, day)


def _stated(page: str, url: str | None) -> str | None:
    """The day that its meta tags, JSON-LD, a <time> or its address states. Nothing else of the page is looked
    at: from the text alone a search takes the day of an event, or the first of January of a year."""
    from trafilatura import extract_metadata, load_html

    tree = load_html(page)
    if tree is None:
        return None
    stating = [each for each in tree.iter("meta", "link", "time", "script") if _may_state(each)]
    tree.clear()
    for each in stating:
        each.tail = None
        tree.append(each)
    found = extract_metadata(
        tree, default_url=url, date_config={"extensive_search": False, "original_date": True}
    )
    return _day(found.date)


def _may_state(element: Any) -> bool:
    if element.tag == "meta":
        names = (element.get(each, "") for each in ("name", "property", "itemprop"))
        return not any(map(ELSE.search, names))
    if element.tag == "link":
        return str(element.get("rel")) == "canonical"
    return element.tag == "time" or str(element.get("type")) == "application/ld+json"


def split(data: bytes) -> tuple[str, str]:
    """Title and text of a page that was saved as a file."""
    page = read(data)
    return page["title"] or "", page["text"] or ""


def _result(title: str, body: str, published: str | None) -> dict[str, str | None]:
    if not body.strip():
        raise Unreadable("no-text")
    if len(body) > LONGEST:
        raise Unreadable("too-long")
    return {"title": title, "text": body, "published": published}


def _as_words(row: re.Match[str]) -> str:
    cells = (cell.strip() for cell in row[1].split("|"))
    return " – ".join(cell for cell in cells if cell.strip("-"))


def _day(value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        return None
