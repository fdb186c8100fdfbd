"""A feed, RSS or Atom -> its entries as plain text.

feedparser neither sanitises nor resolves here (both are quadratic on hostile input): what comes out is text,
and the process may be killed.
"""

import calendar
import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from news.intake import LONGEST
from sources.text import Unreadable, clean

__all__ = ["ENTRIES", "parse"]

ENTRIES = 100
"""The newest that are looked at; feeds hold ten to fifty."""
GUID, LINK, TITLE = 2000, 2000, 1000
"""Characters of an entry's id, address and title that are kept."""
ALTERNATE = re.compile(rb"<link\b[^<>]{0,1000}>", re.IGNORECASE)
FEED_TYPE = re.compile(r"""type\s*=\s*["']application/(?:rss|atom)\+xml["']""", re.IGNORECASE)
HREF = re.compile(r"""href\s*=\s*["']([^"']{1,1000})["']""", re.IGNORECASE)


def parse(data: bytes, kind: str, url: str) -> dict[str, Any]:
    """{"title", "entries": [{"id", "title", "text", "link", "published"}], "feeds"}.

    `kind` is the Content-Type with which it came from `url`. "published" is ISO, UTC, or None. A page instead
    of a feed has no entries; "feeds" are the addresses of the feeds that it names. Raises `Unreadable`:
    "no-feed".
    """
    if not data.strip():
        raise Unreadable("no-feed")
    import feedparser  # type: ignore[import-untyped]  # it ships no types

    found = feedparser.parse(
        io.BytesIO(data),  # never a string: it would be taken for an address and fetched
        response_headers={"content-type": kind, "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries:
        feeds = _alternates(data, url)
        if not feeds:
            raise Unreadable("no-feed")
        return {"title": "", "entries": [], "feeds": feeds}
    title = " ".join(_plain(str(found.feed.get("title", ""))).split())[:TITLE]
    entries = [entry for each in found.entries[:ENTRIES] if (entry := _entry(each, url)) is not None]
    return {"title": title, "entries": entries, "feeds": []}


def _entry(entry: Any, url: str) -> dict[str, str | None] | None:
    """None where it holds nothing, or nothing to know it again by."""
    link = str(entry.get("link") or "")[:LINK]
    link = urljoin(url, link) if link else ""
    identity = str(entry.get("id") or link)[:GUID]
    title = " ".join(_plain(str(entry.get("title") or "")).split())[:TITLE]
    bodies = [str(content.get("value") or "") for content in entry.get("content") or ()]
    body = max((_plain(each) for each in [*bodies, str(entry.get("summary") or "")]), key=len)
    if not identity or not (title or body):
        return None
    return {
        "id": identity,
        "title": title,
        "text": body[: LONGEST + 1],
        "link": link if link.startswith(("http://", "https://")) else None,
        "published": _moment(entry.get("published_parsed") or entry.get("updated_parsed")),
    }


def _plain(markup: str) -> str:
    """The text of a piece of HTML, a blank line where a block ends."""
    if "<" not in markup and "&" not in markup:
        return clean(markup)
    reader = _Text()
    reader.feed(markup[: 4 * LONGEST])
    reader.close()
    paragraphs = (" ".join(paragraph.split()) for paragraph in "".join(reader.parts).split(_Text.END))
    return clean("\n\n".join(paragraph for paragraph in paragraphs if paragraph))


class _Text(HTMLParser):
    """What a reader would see, with END where a block ends."""

    END = "\0"
    BLOCKS = frozenset(("p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
    UNSEEN = frozenset(("script", "style", "template"))

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.UNSEEN:
            self._unseen = tag
        elif tag in self.BLOCKS:
            self.parts.append(self.END)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag in self.BLOCKS:
            self.parts.append(self.END)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data.replace(self.END, ""))


def _moment(parsed: Any) -> str | None:
    """A feedparser time, which is UTC."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _alternates(data: bytes, url: str) -> list[str]:
    """The feeds that a page names in its head."""
    tags = (tag.decode("utf-8", "replace") for tag in ALTERNATE.findall(data[: 256 * 1024]))
    found = [HREF.search(tag) for tag in tags if FEED_TYPE.search(tag)]
    return [urljoin(url, match[1].strip()) for match in found if match][:10]
