"""At most three lines of a release: its own sentences, whole or cut at a clause, never reworded.

Which sentences: what, when, where and on what theme; then what came of it; then who. For a release that tells
of no event: its claim and its main fact. A guard proves every name, number and date of a line against the
text; where it fails, the lead sentence alone stands.
"""

import re
from collections.abc import Sequence

__all__ = ["LINES", "LONGEST", "stands_in", "summarise"]

LINES = 3
LONGEST = 400
"""Characters, of all lines together."""
_KEPT = 0.6
"""A cut line keeps at least so much of its sentence, else it is a fragment."""
_CLAUSE = re.compile(r"(?<=[^\W\d_]),\s|;\s|\s[—–-]\s")
_FINITE_UZBEK = re.compile(r"(?:di|dilar|dik|moqda|yapti|adi|ydi|gan|ди|дилар|моқда|япти|ади|йди|ган)$")
"""An Uzbek clause that can stand alone ends in its verb."""
_UZBEK = re.compile(r"[‘ʻqQ]|[oOgG]['’`]|[ўқғҳ]|(?:ning|нинг|lar|лар)\b")
_LETTER = re.compile(r"[^\W\d_]")
_FACT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_][\w‘’'ʻʼ`´-]*")


def summarise(sentences: Sequence[str], wanted: Sequence[int], source: str) -> tuple[str, ...]:
    """The wanted sentences in the order of the text, as many as fit; the first is cut where it is too long.

    `wanted` are indices, the most important first; `source` is title and text, against which the lines are
    proved. Empty where there is no sentence.
    """
    chosen: list[tuple[int, str]] = []
    left = LONGEST
    for index in dict.fromkeys(wanted):
        line = " ".join(sentences[index].split())
        if len(chosen) == LINES or not _LETTER.search(line) or any(line == other for _, other in chosen):
            continue
        if len(line) > left:
            line = _clause(line, left) if chosen else shortened(line, left)
        if line:
            chosen.append((index, line))
            left -= len(line) + 1
    lines = tuple(line for _, line in sorted(chosen))
    if all(stands_in(line, source) for line in lines):
        return lines
    lead = " ".join(sentences[0].split()) if sentences else ""
    cut = lead if len(lead) <= LONGEST else shortened(lead, LONGEST)
    return (cut,) if cut and stands_in(cut, source) else ()


def _clause(line: str, room: int) -> str:
    """The longest beginning of the line that is a clause of its own and fits; "" where there is none."""
    ends = [match.start() for match in _CLAUSE.finditer(line) if match.start() < room]
    for end in reversed(ends):
        if end < _KEPT * len(line):
            return ""
        if not _UZBEK.search(line) or _FINITE_UZBEK.search(line[:end]):
            return line[:end].rstrip(" ,;—–-") + "…"
    return ""


def shortened(line: str, room: int) -> str:
    """The line up to its last clause that fits, else up to its last word; never longer than `room`."""
    clause = _clause(line, room)
    if clause:
        return clause
    head = line[: room - 1]
    return head[: head.rfind(" ")].rstrip(' ,;:—–-(«“"') + "…" if " " in head else head + "…"


def stands_in(line: str, source: str) -> bool:
    """Whether every word and number of the line stands in the source: names and dates are made of these."""
    known = set(_FACT.findall(" ".join(source.split())))
    return all(word in known for word in _FACT.findall(line.rstrip("…")))
