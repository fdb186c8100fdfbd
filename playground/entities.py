"""Telegram's HTML, read as the Bot API server reads it: byte by byte, with its very errors.

Source: https://core.telegram.org/bots/api#html-style for the tags; the wording of the errors and the byte
offsets are those of the public Bot API server.
"""

import re
from dataclasses import dataclass, replace

from playground.formatting import Entity, Formatted, utf16_length
from playground.refusals import bad_request

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler",
    "tg-spoiler": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[A-Za-z]*));?")
_PLAIN = re.compile(rb"[^<&]+")
_SPACE = frozenset(b" \t\r\n\0\v")  # a NUL counts as space: it is the end of the text
_TAG_ENDS = _SPACE | frozenset(b">")
_NAME_ENDS = _SPACE | frozenset(b"=>/\"'")
_TOKEN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int  # in UTF-16 code units
    place: int  # in characters of the text so far


def parse_html(source: str) -> Formatted:
    """The text and its entities, in order; raises Refusal (400, "can't parse entities: ...")."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.bytes = source.encode() + b"\0"  # a sentinel, as the end of a C string
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        end = len(self.bytes) - 1
        while self.at < end:
            if plain := _PLAIN.match(self.bytes, self.at, end):
                self._put(plain.group().decode())
                self.at = plain.end()
            elif self.bytes[self.at] == 0x26:  # &
                self._put(self._reference() or self._literal("&"))
            else:
                self._tag()
        if self.open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _wrong(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return Formatted(text, tuple(e if e.type != "code" else replace(e, extra={}) for e in self.entities))

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16_length(text)

    def _literal(self, character: str) -> str:
        self.at += 1
        return character

    def _reference(self) -> str:
        """The character a reference stands for, read past; "" where it is none, and nothing read."""
        found = _REFERENCE.match(self.bytes, self.at)
        if found is None:
            return ""
        if found["name"] is not None:
            character = _NAMED.get(found["name"], "")
        else:
            digits, base = (found["hex"], 16) if found["hex"] is not None else (found["decimal"], 10)
            length = len(found.group().rstrip(b";"))
            code = int(digits, base) if digits and length < 10 else 0
            character = chr(code) if 0 < code < 0x10FFFF else ""
        if character:
            self.at = found.end()
        return character

    def _skip_space(self) -> None:
        while self.bytes[self.at] and self.bytes[self.at] in _SPACE:
            self.at += 1

    def _until(self, ends: frozenset[int]) -> bytes:
        start = self.at
        while self.bytes[self.at] not in ends:
            self.at += 1
        return self.bytes[start : self.at]

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.bytes[self.at] == 0x2F:  # /
            self.at += 1
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.at += 1  # >

    def _start_tag(self, begin: int) -> None:
        tag = self._until(_TAG_ENDS).decode().lower()
        if not self.bytes[self.at]:
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.bytes[self.at] == 0x3E:
                return attributes
            name = self._until(_NAME_ENDS).decode()
            if not name:
                raise _wrong(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_space()
            if self.bytes[self.at] == 0x3D:  # =
                self.at += 1
                self._skip_space()
                attributes[name] = self._value(tag, begin)
            else:
                attributes[name] = ""
            if not self.bytes[self.at]:
                raise _wrong(f'Unclosed start tag "{tag}" at byte offset {begin}')

    def _value(self, tag: str, begin: int) -> str:
        quote = self.bytes[self.at]
        if not quote:
            raise _wrong(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in b"\"'":
            return self._name_token()
        self.at += 1
        parts = []
        while self.bytes[self.at] not in (quote, 0):
            character = self._reference() if self.bytes[self.at] == 0x26 else ""
            if character:
                parts.append(character.encode("utf-8", "surrogatepass"))
            else:
                parts.append(self.bytes[self.at : self.at + 1])
                self.at += 1
        if self.bytes[self.at] == quote:
            self.at += 1
        if not self.bytes[self.at]:
            raise _wrong(f"Unclosed start tag at byte offset {begin}")
        return b"".join(parts).decode("utf-8", "replace")

    def _name_token(self) -> str:
        start = self.at
        while self.bytes[self.at] in _TOKEN:
            self.at += 1
        if self.bytes[self.at] not in _SPACE and self.bytes[self.at] != 0x3E:
            raise _wrong(f"Unexpected end of name token at byte offset {start}")
        return self.bytes[start : self.at].decode().lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {begin}")
        name = self._until(_TAG_ENDS).decode().lower()
        self._skip_space()
        if self.bytes[self.at] != 0x3E:
            raise _wrong(f"Unclosed end tag at byte offset {begin}")
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _wrong(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, length = _TYPES[opened.tag], self.offset - opened.offset
        attributes, extra = opened.attributes, dict[str, object]()
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and (inner.offset, inner.length) == (opened.offset, length)
        language = attributes.get("class", "")
        if kind == "text_link":
            extra |= _link(attributes.get("href") or "".join(self.text[opened.place :]))
            if not extra:
                return
        elif kind == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        elif kind == "custom_emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                raise _wrong("Invalid custom emoji identifier specified")
            extra = {"custom_emoji_id": attributes["emoji-id"]}
        elif kind == "date_time":
            if not attributes.get("unix", "").isdecimal():
                return
            extra = {"unix_time": int(attributes["unix"])}
        elif kind == "code" and language.startswith("language-"):
            extra = {"language": language.removeprefix("language-")}
        if kind == "pre" and same and inner is not None and inner.type == "code" and inner.extra:
            self.entities[-1] = Entity("pre", opened.offset, length, inner.extra)
            return
        self.entities.append(Entity(kind, opened.offset, length, dict(extra)))


def _link(address: str) -> dict[str, str]:
    """What a link becomes; nothing where it is none, and then its text stays without one."""
    address = address.strip()
    if re.match(r"(?:https?|tg|ton|mailto|tel):", address, re.IGNORECASE):
        return {"url": address}
    if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", address, re.IGNORECASE):
        return {"url": f"http://{address}"}
    return {}


def _wrong(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
