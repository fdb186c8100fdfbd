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
_SHORTEST = 30
_CLAUSE = re.compile(r"(?<=[^\W\d]),\s|;\s|\s[—–-]\s")
_FACT = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_][\w‘’'ʻʼ`´-]*")


def summarise(sentences: Sequence[str], wanted: Sequence[int], source: str) -> tuple[str, ...]:
    """The wanted sentences in the order of the text, as many and as much of them as fit.

    `wanted` are indices, the most important first; `source` is title and text, against which the lines are
    proved. Empty where there is no sentence.
    """
    chosen: list[tuple[int, str]] = []
    left = LONGEST
    for index in dict.fromkeys(wanted):
        line = " ".join(sentences[index].split())
        if len(chosen) == LINES or not line:
            continue
        fitted = line if len(line) <= left else shortened(line, left)
        if fitted and (len(fitted) >= _SHORTEST or not chosen):
            chosen.append((index, fitted))
            left -= len(fitted) + 1
    lines = tuple(line for _, line in sorted(chosen))
    if all(stands_in(line, source) for line in lines):
        return lines
    lead = " ".join(sentences[0].split()) if sentences else ""
    cut = lead if len(lead) <= LONGEST else shortened(lead, LONGEST)
    return (cut,) if cut and stands_in(cut, source) else ()


def shortened(line: str, room: int) -> str:
    """The line up to its last clause that fits, else up to its last word; "" if too little fits."""
    if room < _SHORTEST + 2:
        return ""
    ends = [match.start() for match in _CLAUSE.finditer(line) if _SHORTEST <= match.start() <= room - 1]
    if ends and ends[-1] >= room // 2:
        return line[: ends[-1]].rstrip(" ,;—–-") + "…"
    head = line[: room - 1]
    return head[: head.rfind(" ")].rstrip(' ,;:—–-(«“"') + "…" if " " in head else head + "…"


def stands_in(line: str, source: str) -> bool:
    """Whether every word and number of the line stands in the source: names and dates are made of these."""
    known = set(_FACT.findall(" ".join(source.split())))
    return all(word in known for word in _FACT.findall(line.rstrip("…")))
