"""Files as offices save them -> drafts."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import PurePath
from zipfile import BadZipFile

from news.models import Draft
from sources import text
from sources.text import Unreadable

BYTES = 20 * 1024 * 1024
"""The largest file that is read; also what Telegram lets a bot download."""
INFLATED = 200 * 1024 * 1024
"""The most a .docx may unpack to: beyond it is a bomb."""


def read(name: str, data: bytes, published: date, *, reference: str | None = None) -> Draft:
    """The draft in a file named `name`; its ending says how it is read.

    Raises `Unreadable`: "too-big", "unknown-kind", or what its text's reading raises.
    """
    kind = PurePath(name).suffix.lower()
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable("unknown-kind")
    if len(data) > BYTES:
        raise Unreadable("too-big")
    title, body = reader(data)
    if not body.strip() and not title.strip():
        raise Unreadable("no-text")
    if title:
        return Draft(text.clean(title), text.clean(body), published, reference)
    return text.draft(body, published, reference=reference)


def _plain(data: bytes) -> tuple[str, str]:
    return "", text.decode(data)


def _html(data: bytes) -> tuple[str, str]:
    """Title and main text of a page, without its navigation."""
    from trafilatura import bare_extraction, html2txt  # half a second to import: only where a page is read

    page = text.decode(data)
    found = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        return "", html2txt(page)  # a page without a main text: all its texts
    title = (found.title or "").strip()
    body = re.sub(r"(?<!\n)\n(?!\n)", "\n\n", found.text)
    first, _, rest = body.partition("\n")
    return title, rest if first.strip() == title and rest.strip() else body


def _docx(data: bytes) -> tuple[str, str]:
    from zipfile import ZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("protected")  # an OLE container: an encrypted .docx, or an old .doc
    try:
        with ZipFile(io.BytesIO(data)) as package:
            if sum(member.file_size for member in package.infolist()) > INFLATED:
                raise Unreadable("too-big")
        document = Document(io.BytesIO(data))
        paragraphs = [paragraph.text.strip() for paragraph in document.paragraphs]
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        raise Unreadable("broken") from None
    return "", "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pdf(data: bytes) -> tuple[str, str]:
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("protected")
        pages = [page.extract_text() for page in reader.pages]
    except FileNotDecryptedError:
        raise Unreadable("protected") from None
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("broken") from None
    return "", "\n\n".join(page.strip() for page in pages if page.strip())


READERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
