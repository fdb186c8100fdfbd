"""What comes from outside, opened: documents and links -> drafts. Every parser runs in the sandbox."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote, urlsplit

from news.models import Draft
from sources import documents, text
from sources.fetching import Fetched, Fetcher
from sources.sandbox import Sandbox
from sources.text import Unreadable

__all__ = ["Opener"]

ENDINGS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/msword": ".doc",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
}
"""Media types, and the ending under which such a body is read."""


class Opener:
    """Its methods raise `Unreadable`, whose reason is one of `sources.text.REASONS` or
    `sources.fetching.REASONS`; the person's sentence for it is `handlers.refusals.unreadable`."""

    def __init__(self, sandbox: Sandbox, fetcher: Fetcher) -> None:
        self._sandbox = sandbox
        self._fetcher = fetcher

    async def document(self, name: str, data: bytes, published: date, reference: str | None = None) -> Draft:
        """The draft in a file. `name` tells by its ending how to read it."""
        if len(data) > documents.BYTES:
            raise Unreadable("too-big")
        title, body = await self._sandbox.run("document", data, name=PurePath(name).name[-80:])
        return Draft(title, body, published, reference)

    async def link(self, url: str, published: date) -> Draft:
        """The main text of a page, or the document at an address. The draft's `url` is the address after all
        redirects; its day is the page's own where it states one that is not to come."""
        fetched = await self._fetcher.fetch(url)
        ending = ENDINGS.get(fetched.kind) or _ending(fetched)
        if ending != ".html":
            draft = await self.document(f"link{ending}", fetched.body, published)
            return replace(draft, url=fetched.url)
        page = await self._sandbox.run("page", fetched.body, charset=fetched.charset, url=fetched.url)
        day = min(date.fromisoformat(page["published"]), published) if page["published"] else published
        title, body = text.clean(page["title"]), text.clean(page["text"])
        if title:
            return Draft(title, body, day, url=fetched.url)
        return text.draft(body, day, url=fetched.url)

    async def feed(self, url: str, conditions: Mapping[str, str]) -> tuple[Fetched, dict[str, Any] | None]:
        """A feed as `sources.feeds.parse` reads it; None where nothing changed by the conditions."""
        fetched = await self._fetcher.fetch(url, conditions)
        if fetched.unchanged:
            return fetched, None
        kind = f"{fetched.kind}; charset={fetched.charset}" if fetched.charset else fetched.kind
        return fetched, await self._sandbox.run("feed", fetched.body, kind=kind, url=fetched.url)

    async def close(self) -> None:
        await self._sandbox.close()
        await self._fetcher.close()


def _ending(fetched: Fetched) -> str:
    """By the address, where the server says nothing of use; by its first bytes, where that says nothing."""
    named = PurePath(unquote(urlsplit(fetched.url).path)).suffix.lower()
    if named in documents.KINDS:
        return named
    if fetched.body.startswith(b"%PDF-"):
        return ".pdf"
    if fetched.body.lstrip()[:1] == b"<" and fetched.kind in (
        "",
        "application/octet-stream",
        "application/xml",
    ):
        return ".html"
    return ".unknown"
