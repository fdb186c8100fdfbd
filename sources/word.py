"""A .docx (or .docm, whose macros nobody runs) -> its paragraphs, read straight from its XML.

python-docx passes over what was inserted under "track changes", over content controls, text boxes and
footnotes; press offices use all of them.
"""

import io
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from news.intake import LONGEST
from sources.text import Unreadable

__all__ = ["read"]

XML = 64 * 1024 * 1024
"""Bytes of one part after unpacking: beyond it is a bomb."""
DEPTH = 200
"""Elements within each other; Word itself stays below 60."""
OLE = b"\xd0\xcf\x11\xe0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
"""The same names where the document was saved as "Strict Open XML"."""
LEFT_OUT = {"del", "moveFrom", "instrText", "pPr", "rPr", "Fallback", "sectPr"}
"""What was deleted, what fields are computed by, and the second telling of what old programs cannot show."""
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(data: bytes) -> str:
    """The text, a blank line between paragraphs, footnotes at the end; headers and footers are left out.

    Raises `Unreadable`: "protected", "broken", "too-big", "too-long", "no-text".
    """
    if data.startswith(OLE):
        raise Unreadable("protected" if _encrypted(data) else "old-word")
    try:
        with ZipFile(io.BytesIO(data)) as package:
            names = {name.lower(): name for name in package.namelist()}
            body = names.get("word/document.xml")
            if body is None:
                raise Unreadable("broken")
            paragraphs = list(_paragraphs(_part(package, body), 0))
            notes = [names[name] for name in ("word/footnotes.xml", "word/endnotes.xml") if name in names]
            for name in notes:
                paragraphs += _notes(_part(package, name))
    except (
        BadZipFile,
        ElementTree.ParseError,
        ZlibError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,  # a member's name that is no text
    ):
        raise Unreadable("broken") from None
    text = "\n\n".join(paragraph for paragraph in map(_tidy, paragraphs) if paragraph)
    if len(text) > LONGEST:
        raise Unreadable("too-long")
    return text


def _encrypted(data: bytes) -> bool:
    """An OLE container is an encrypted .docx where it has that stream, else a .doc of Word 97."""
    return "EncryptedPackage".encode("utf-16-le") in data


def _part(package: ZipFile, name: str) -> Element:
    """A part's XML. Office documents have no DTD, so no entities: one that has is an attack."""
    with package.open(name) as part:
        xml = part.read(XML + 1)
    if len(xml) > XML:
        raise Unreadable("too-big")
    if b"<!DOCTYPE" in xml or b"<\x00!\x00D\x00" in xml:
        raise Unreadable("broken")
    return ElementTree.fromstring(xml)  # noqa: S314 # no DTD, bounded, and in a process that may be killed


def _paragraphs(element: Element, depth: int) -> Iterator[str]:
    """The paragraphs below an element, in order; a table's row is one."""
    if depth > DEPTH:
        raise Unreadable("broken")
    for child in element:
        match _name(child):
            case "p":
                inner: list[str] = []
                text = "".join(_texts(child, depth, inner))
                yield text
                yield from inner
            case "tr":
                cells = [
                    " ".join(_paragraphs(cell, depth + 1)).strip() for cell in child if _name(cell) == "tc"
                ]
                yield " – ".join(cell for cell in cells if cell)
            case name if name not in LEFT_OUT:
                yield from _paragraphs(child, depth + 1)


def _texts(element: Element, depth: int, boxes: list[str]) -> Iterator[str]:
    """The texts of a paragraph; a text box that is anchored in it is laid aside into `boxes`."""
    if depth > DEPTH:
        raise Unreadable("broken")
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name == "txbxContent":
            boxes.extend(_paragraphs(child, depth + 1))
        elif name not in LEFT_OUT:
            yield from _texts(child, depth + 1, boxes)


def _notes(part: Element) -> Iterator[str]:
    """Footnotes without the two that only draw a line."""
    for note in part:
        if not any(attribute.endswith("}type") for attribute in note.attrib):
            yield " ".join(_paragraphs(note, 0))


def _name(element: Element) -> str:
    """The local name of Word's own elements and of the wrappers between them."""
    tag = str(element.tag)
    return tag.removeprefix(W).removeprefix(STRICT) if tag.startswith((W, STRICT)) else tag.rpartition("}")[2]


def _tidy(paragraph: str) -> str:
    return "\n".join(" ".join(line.split()) for line in paragraph.split("\n")).strip()
