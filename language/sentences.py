"""A text cut into sentences: Uzbek in both alphabets, Russian, English."""

import re
from bisect import bisect_right
from functools import cache

from language.alphabet import canonical
from language.tables import text_of

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁЎҚҒҲ"
_CLOSERS = r"»”\"’')\]"
_LOWER = "a-zа-яёўқғҳ"
# A word of four small letters before the mark and a capitalised one behind it need no space between them.
_BOUNDARY = re.compile(
    rf"[.!?…]+[{_CLOSERS}]*(?P<gap>\s+|(?<=[{_LOWER}'ʻ‘’]{{4}}[.!?])(?=[{_UPPER}][{_LOWER}]))(?=(?:[«“„\"‘'(\[]|[—–-]\s?)*(?P<next>[{_UPPER}]|\d))"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]['ʻʼ‘’`]?\.?)+(?:-[^\W\d_]+)?$")
_INITIAL = re.compile(rf"(?:(?:[SC][hH]|Y[aeouAEOU]|[OG]['ʻʼ‘’`]|[{_UPPER}])(?:\.|$))+")
_NUMBER_ALONE = re.compile(r"(?:\d{1,3}|[IVX]{1,5})\W*$")
_ENDED = re.compile(rf"[.!?…:;][{_CLOSERS}]*$")
_CONTINUES = re.compile(rf"[^\W\d_{_UPPER}]|[,;)»”]")
_HANGS = re.compile(
    r"(?:[,–—(«“-]|\b(?:va|hamda|bilan|uchun|ва|ҳамда|билан|учун|и|в|на|с|по|для|and|of|the|in))$"
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"|\([^()]*\)")
_OPENING_WORD = re.compile(r"[^\W\d_]+")
_TITLE_LENGTH = 250
"""A quotation up to so many characters that has no end mark of its own is a title: it is not cut."""
_WRAPPED = 60
"""A line so long that has no end mark was broken by a page, where no blank line follows."""


def split(text: str) -> list[str]:
    """The sentences of a text in order; spaces inside them are single ones.

    Apart from spaces they give the text back. A paragraph without an end mark goes on in the next
    one where that begins with a small letter; otherwise it stands alone (a heading, a dateline). Nothing is
    cut after an initial, an abbreviation, a list's number, or inside a title in quotation marks.
    """
    return [sentence for paragraph in _paragraphs(text) for sentence in _sentences(paragraph)]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs with what a page broke joined again; every run of spaces is one space."""
    joined: list[str] = []
    blank = True
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            blank = True
            continue
        if joined and _goes_on(joined[-1], words, blank, first=len(joined) == 1):
            joined[-1] = f"{joined[-1]} {words}"
        else:
            joined.append(words)
        blank = False
    return joined


def _goes_on(before: str, after: str, blank: bool, *, first: bool) -> bool:
    """Whether `after` is the same sentence. A first line is a title, however long it is."""
    if _CONTINUES.match(after):
        return not _ENDED.search(before)
    if _ENDED.search(before):
        return False
    wrapped = not blank and not first and len(before) >= _WRAPPED
    return wrapped or bool(_HANGS.search(before) and len(before) >= _WRAPPED)


def _sentences(paragraph: str) -> list[str]:
    if len(paragraph) < _WRAPPED and paragraph.endswith(("–", "—", "-")):
        return [paragraph]  # a dateline: Toshkent. 26-aprel. O'zA –
    whole = _whole_spans(paragraph)
    cuts = [m for m in _BOUNDARY.finditer(paragraph) if not _is_inside(m.start("gap"), whole)]
    out: list[str] = []
    start = 0
    for cut in cuts:
        if _ends(paragraph[start : cut.start()], cut, paragraph):
            out.append(paragraph[start : cut.start("gap")])
            start = cut.end("gap")
    return [*out, paragraph[start:]]


def _whole_spans(paragraph: str) -> list[tuple[int, int]]:
    """Titles in quotation marks and parentheses, where no sentence ends."""
    spans = (match.span() for match in _QUOTED.finditer(paragraph))
    return [(a, b) for a, b in spans if b - a <= _TITLE_LENGTH and paragraph[b - 2] not in ".!?…"]


def _is_inside(position: int, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (position, len(spans) + position)) - 1
    return at >= 0 and spans[at][0] < position < spans[at][1]


def _ends(sentence: str, cut: re.Match[str], paragraph: str) -> bool:
    """Whether the mark after `sentence` ends it."""
    if not cut[0].startswith(".") or cut[0].startswith(".."):
        return True
    if _NUMBER_ALONE.fullmatch(sentence.strip()):
        return False  # 1. A list
    last = _LAST_WORD.search(sentence)
    if last is None:
        return True
    word = last[0]
    if _INITIAL.fullmatch(word):
        return False
    key = canonical(word) if word.isascii() else word.lower()
    if last.start() == 0 and key in _abbreviations("before") | _abbreviations("after"):
        return False  # г. Самарканд
    if key in _abbreviations("before"):
        return _opens(paragraph, cut)
    if key in _abbreviations("after"):
        return _opens(paragraph, cut) or not sentence[: last.start()].rstrip()[-1:].isdigit()
    return True


def _opens(paragraph: str, cut: re.Match[str]) -> bool:
    """Whether the next word is one that begins sentences and no name."""
    word = _OPENING_WORD.match(paragraph, cut.start("next"))
    return word is not None and canonical(word[0]) in _OPENERS


_OPENERS = frozenset(
    {
        "u",
        "ular",
        "bu",
        "shu",
        "unda",
        "unga",
        "ushbu",
        "bunda",
        "shuningdek",
        "tadbir",
        "tadbirda",
        "uchrashuv",
    }
    | {
        "uchrashuvda",
        "forumda",
        "anjumanda",
        "shundan",
        "keyin",
        "ayni",
        "mazkur",
        "uning",
        "buning",
        "biroq",
    }
    | {canonical(word) for word in ("он", "она", "они", "оно", "это", "этот", "эта", "также", "кроме", "при")}
    | {canonical(word) for word in ("в", "на", "по", "после", "однако", "затем", "ранее", "его", "их")}
    | {"it", "he", "she", "they", "this", "these", "that", "there", "the", "we", "after", "however", "then"}
)


@cache
def _abbreviations(section: str) -> frozenset[str]:
    text = text_of("abbreviations.txt")
    lines = text.split(f"[{section}]")[1].split("[")[0].splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
