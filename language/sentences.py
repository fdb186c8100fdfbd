"""A text cut into sentences."""

import re

_END = re.compile(r"(?<=[.!?…])(?:[»”\"’)]*)\s+(?=[«“\"(–—-]?\s*[A-ZА-ЯЎҚҒҲЁ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-ZА-ЯЎҚҒҲЁ][hH]?['ʻʼ‘’`]?|\b(?:prof|akad|sh|ko'ch|y|b|mlrd|mln|Mr|Dr|Nov|т|г|ш|кўч))\.$"
)


def split(text: str) -> list[str]:
    """The sentences of a text, each without outer spaces; paragraphs broken in mid-sentence are joined."""
    out: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        flat = " ".join(paragraph.split())
        for end in _END.finditer(flat):
            if not _ABBREVIATION.search(flat[start : end.start()]):
                out.append(flat[start : end.end()].strip())
                start = end.end()
        if flat[start:]:
            out.append(flat[start:])
    return out
