"""Documents as offices make them, and as nobody should: those of LibreOffice stand in `files/`."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfWriter

FILES = Path(__file__).parent / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
"""How an encrypted .docx begins, and a .doc of Word 97."""
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def office(name: str) -> bytes:
    """A document that LibreOffice wrote."""
    return (FILES / name).read_bytes()


def word(body: str, **parts: str) -> bytes:
    """A .docx with this body; `parts` are further parts of `word/`, by their names without .xml."""
    return package(f"<w:document {NAMES}><w:body>{body}</w:body></w:document>", **parts)


def package(document: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, part in {"document": document, **parts}.items():
            zipped.writestr(f"word/{name}.xml", part)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def bomb(megabytes: int, name: str = "word/document.xml") -> bytes:
    """A .zip with one member that unpacks to so much of nothing."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package, package.open(name, "w") as member:
        for _ in range(megabytes):
            member.write(b" " * 1024 * 1024)
    return packed.getvalue()


def blank_pdf(pages: int = 2) -> bytes:
    """Pages without a letter, as a scanner makes them."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
