"""Text on its way to Telegram: cleaned, escaped, measured in UTF-16 units, cut between characters."""

import html
import re
import unicodedata

__all__ = ["Html", "boundary", "clean", "cut", "escape", "fitting", "plain", "units", "visible_units"]

ZWJ = "\u200d"
_ISOLATE, _POP = "\u2068", "\u2069"

# What changes the direction of the text around it (embeddings, overrides, isolates), and what cannot be seen
# and has no meaning in a release: zero-width space, soft hyphen, word joiner and its neighbours, byte order
# mark, interlinear marks. ZWJ and ZWNJ stay: emoji and scripts need them.
_UNSEEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u00ad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Markup that is safe to send: made by us or escaped. Whatever else is text and gets escaped."""

    __slots__ = ()


def clean(text: str) -> str:
    """`text` without what could spoil the text around it: control and direction characters, lone surrogates.

    Line breaks stay. A line with Arabic or Hebrew letters is isolated, so that the line as a whole keeps its
    place and what stands beside it is not turned round (Unicode Standard Annex 9, "directional isolates").
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", _UNSEEN.sub("", text.replace("\t", " "))))
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return "\n".join(
        f"{_ISOLATE}{line}{_POP}" if _RIGHT_TO_LEFT.search(line) else line for line in text.split("\n")
    )


def escape(text: str) -> Html:
    """Outside text as markup: cleaned, with `&`, `<`, `>` and `"` as the four entities Telegram knows."""
    return Html(html.escape(clean(text), quote=False).replace('"', "&quot;"))


def plain(markup: str) -> str:
    """What a person reads of a markup of ours: without tags, entities resolved."""
    return html.unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_units(markup: str) -> int:
    """The length that counts against Telegram's limits: UTF-16 units after its tags are parsed."""
    return units(plain(markup))


def cut(text: str, limit: int) -> str:
    """`text` within `limit` UTF-16 units, at a word's end where there is one near, with `…` if it was cut.

    Never between a letter and its mark, within an emoji sequence or a flag.
    """
    if limit < 1:
        raise ValueError("a limit of at least 1 is needed for the ellipsis")
    if units(text) <= limit:
        return text
    end = fitting(text, limit - 1)
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space > end * 2 // 3:
        end = space
    return text[: boundary(text, end)].rstrip(" \n,;:–—-") + "…"


def fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit into `limit` UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)


def boundary(text: str, end: int) -> int:
    """The nearest place at or before `end` where `text` may be cut without splitting what is read as one.

    A pile of marks longer than 40 characters is no letter any more: it is cut where it stands.
    """
    place = end
    while 0 < place < len(text) and _joined(text, place):
        place -= 1
        if end - place > 40:
            return end
    return place if place > 0 else end


def _joined(text: str, index: int) -> bool:
    """Does the character at `index` belong to the one before it? (Unicode Standard Annex 29, shortened)"""
    here, before = text[index], text[index - 1]
    if here == ZWJ or before == ZWJ or _extends(here):
        return True
    if _is_regional(here) and _is_regional(before):
        start = index
        while start > 0 and _is_regional(text[start - 1]):
            start -= 1
        return (index - start) % 2 == 1
    return False


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags of a flag
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
