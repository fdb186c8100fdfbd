"""A .pdf -> its paragraphs. PDFium gives letters and their boxes; lines and paragraphs are made here.

A page is drawn, not written: LibreOffice draws the turned comma of Uzbek from another font after the rest of
its line, a line break means nothing, and every page repeats its letterhead.
"""

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from news.intake import LONGEST
from sources.text import Unreadable

__all__ = ["read"]

PAGES = 300
GAP = 2.5
"""In widths of the letters' size: what is wider divides the cells of a table."""
WORD_GAP = 0.6
"""Of the usual gap between a line's words: narrower ones part no words, as in a typewriter's letters."""
ENDS = (".", "!", "?", "…", "»", "”", '"', ":", ";")
HYPHENS = "-\u00ad\u2010\x02\ufffe"
"""At a line's end; PDFium says U+0002 or U+FFFE where it recognised one."""
MARGIN_LINES = 2
"""At the top and at the bottom of a page: among them the lines are looked for that each page repeats."""


@dataclass(slots=True)
class _Letter:
    text: str
    left: float
    right: float
    spaced: bool = False
    """PDFium saw a gap before it."""


@dataclass(slots=True)
class _Line:
    """Letters side by side; sizes in points, the origin at the page's lower left."""

    bottom: float
    top: float
    size: float
    letters: list[_Letter] = field(default_factory=list)
    is_row: bool = False
    """Of a table: its wide gaps divide cells."""

    @property
    def text(self) -> str:
        joined = "".join(
            (self._gap(before, letter) if letter.spaced else "") + letter.text
            for before, letter in pairwise([self.letters[0], *self.letters])
        )
        return re.sub(r"\s+", " ", joined).strip()

    def _gap(self, before: _Letter, letter: _Letter) -> str:
        return " – " if self.is_row and letter.left - before.right > GAP * self.size else " "

    @property
    def gaps(self) -> list[float]:
        """Between its words, in widths of its size."""
        pairs = pairwise(self.letters)
        return [(after.left - before.right) / self.size for before, after in pairs if after.spaced]

    @property
    def left(self) -> float:
        return min(letter.left for letter in self.letters)

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters)

    def takes(self, letter: _Letter, bottom: float, top: float) -> bool:
        """Put it in its place, where it stands on this line; False where it does not."""
        if not self.bottom - 0.2 * self.size <= (bottom + top) / 2 <= self.top + 0.3 * self.size:
            return False
        if letter.left >= self.letters[-1].left:
            self.letters.append(letter)
            return True
        middle = (letter.left + letter.right) / 2
        for place, (before, after) in enumerate(pairwise(self.letters), 1):
            if (before.left + before.right) / 2 < middle < (after.left + after.right) / 2:
                narrowest = max(0.2, WORD_GAP * median(self.gaps or [0.0])) * self.size
                letter.spaced = after.spaced and letter.left - before.right > narrowest
                after.spaced = after.spaced and after.left - letter.right > narrowest
                self.letters.insert(place, letter)
                return True
        return False


def read(data: bytes) -> str:
    """The text, a blank line between paragraphs.

    Raises `Unreadable`: "protected", "broken", "scan" where there are pages but no letters, "too-long" beyond
    PAGES or twice LONGEST.
    """
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unreadable("protected" if "password" in str(error).lower() else "broken") from None
    if len(document) > PAGES:
        raise Unreadable("too-long")
    pages: list[list[_Line]] = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue  # a damaged page among sound ones
        pages.append(list(_lines(page.get_textpage())))
        letters += sum(len(line.letters) for line in pages[-1])
        if letters > 2 * LONGEST:
            raise Unreadable("too-long")
    if not letters:
        raise Unreadable("scan" if pages else "broken")
    return "\n\n".join(_paragraphs(_without_margins(pages)))


def _lines(page: Any) -> Iterator[_Line]:
    """The lines of a page in the order in which they are drawn."""
    from pypdfium2 import raw

    line: _Line | None = None
    spaced = False
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        character = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        hyphen = code in (0x2, 0xFFFE)
        if character.isspace() or (not hyphen and (not character or not character.isprintable())):
            spaced = True
            continue
        if not raw.FPDFText_GetCharBox(page, index, byref(left), byref(right), byref(bottom), byref(top)):
            continue
        letter = _Letter("-" if hyphen else character, left.value, right.value, spaced)
        size = raw.FPDFText_GetFontSize(page, index) or top.value - bottom.value
        spaced = False
        if line is not None and _is_note_mark(letter, line, size, bottom.value):
            continue
        if line is None or not line.takes(letter, bottom.value, top.value):
            if line is not None:
                yield line
            line = _Line(bottom.value, top.value, size, [letter])
        elif size >= 0.75 * line.size:
            line.bottom, line.top = min(line.bottom, bottom.value), max(line.top, top.value)
    if line is not None:
        yield line


def _is_note_mark(letter: _Letter, line: _Line, size: float, bottom: float) -> bool:
    """A small raised digit: the number of a footnote, which would grow together with the word before."""
    return letter.text.isdigit() and size < 0.75 * line.size and bottom > line.bottom + 0.15 * line.size


def _without_margins(pages: list[list[_Line]]) -> list[_Line]:
    """All lines, without those that stand at the top or bottom of every page: the letterhead, the number."""
    shapes: Counter[str] = Counter()
    for lines in pages:
        shapes.update({_shape(line) for line in lines[:MARGIN_LINES] + lines[-MARGIN_LINES:]})
    repeated = {shape for shape, times in shapes.items() if times > 1 and times >= len(pages) - 1}
    kept = []
    for lines in pages:
        for place, line in enumerate(lines):
            marginal = place < MARGIN_LINES or place >= len(lines) - MARGIN_LINES
            if not (marginal and _shape(line) in repeated):
                kept.append(line)
    return kept


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """The lines' texts joined where a paragraph goes on."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 3 * a.size]
    usual = median(steps) if steps else 0.0
    _mark_rows(lines)
    words = set(re.findall(r"\w+-\w+", " ".join(line.text for line in lines)))
    paragraph = ""
    for before, line in pairwise([None, *lines]):
        if line is None or not line.text:
            continue
        if before is not None and paragraph and not _goes_on(before, line, usual):
            yield paragraph
            paragraph = ""
        paragraph = _joined(paragraph, line.text, words)
    if paragraph:
        yield paragraph


def _mark_rows(lines: list[_Line]) -> None:
    """Wide gaps divide cells, unless the line is prose that was spread to its column: then all its gaps
    are wide alike, or its neighbour ends where it ends."""
    for place, line in enumerate(lines):
        gaps = line.gaps
        if not gaps or max(gaps) < GAP:
            continue
        beside = [*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]]
        spread = len(gaps) > 1 and max(gaps) < 1.5 * min(gaps)
        aligned = len(gaps) == 1 and any(abs(line.right - other.right) < 2 for other in beside)
        line.is_row = not (spread or aligned)


def _goes_on(before: _Line, line: _Line, usual: float) -> bool:
    """Does the line belong to the paragraph of the one before it?"""
    ended = before.text.endswith(ENDS)
    if abs(before.size - line.size) > 0.12 * before.size or before.is_row or line.is_row:
        return False
    step = before.bottom - line.bottom
    if step <= 0 or step > 6 * line.size:  # the next column or page
        return not ended
    if step > 1.25 * usual or line.left - before.left > 0.8 * line.size:
        return False
    return not (ended and before.right < line.right - 2 * line.size)


def _joined(paragraph: str, line: str, words: set[str]) -> str:
    """A word that was divided at the line's end becomes one again, unless it has its hyphen elsewhere too."""
    if not paragraph or paragraph[-1] not in HYPHENS:
        return f"{paragraph} {line}".strip()
    first, second = re.search(r"\w*$", paragraph[:-1]), re.match(r"\w*", line)
    head, tail = first[0] if first else "", second[0] if second else ""
    if head.isalpha() and tail[:1].islower() and f"{head}-{tail}" not in words:
        return paragraph[:-1] + line
    return paragraph + line
