"""Text with entities, and what Telegram does to every text before it shows it.

Offsets and lengths are in UTF-16 code units, as everywhere in the Bot API.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from playground.refusals import Json, bad_request

LONGEST_TEXT = 4096  # UTF-16 code units, after entities are parsed
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100  # Telegram silently forgets those beyond

_ORDER = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic",
    "underline", "strikethrough", "spoiler", "custom_emoji",
)  # fmt: skip
_SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_CODES = {"pre", "code"}
_DROPPED = dict.fromkeys([0x0D, *range(0x2028, 0x202F), 0x333, 0x33F, 0x30A])
_SPACED = {code: " " for code in range(32) if code not in (0x0A, 0x0D)}
_CLEANING = _DROPPED | _SPACED
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]}'…]"
    r"|(?<![@\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|uz|ru|int|info|edu|gov|io|me)\b(?:/[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]}'…])?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b)"
    r"|(?P<hashtag>(?<![\w#&])#(?=\w*[^\W\d_])\w{1,255})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entity:
    type: str
    offset: int
    length: int
    extra: Json = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def body(self) -> Json:
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.extra}


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: tuple[Entity, ...] = ()

    def bodies(self) -> list[Json]:
        return [entity.body() for entity in self.entities]


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def parts_of(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """A text cut into parts of at most so many units, at line ends or spaces where there are any."""
    parts = []
    while utf16_length(text) > longest:
        head = text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
        cut = max(head.rfind("\n"), head.rfind(" ")) + 1 or len(head)
        parts.append(text[:cut])
        text = text[cut:]
    return [part for part in [*parts, text] if part.strip()]


def finished(formatted: Formatted) -> Formatted:
    """Cleaned, stripped, its entities made lawful, and with links, commands and mentions found in it."""
    stripped = _stripped(_cleaned(formatted))
    marked = _lawful(stripped.entities)
    found = _detected(stripped.text, marked)
    return Formatted(stripped.text, tuple(sorted((*marked, *found), key=_place))[:MOST_ENTITIES])


def given_entities(text: str, entities: object) -> Formatted:
    """The `entities` parameter, checked; raises Refusal."""
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array")
    size = utf16_length(text)
    return Formatted(text, tuple(_given(entity, size) for entity in entities))


def _given(body: object, size: int) -> Entity:
    match body:
        case {"type": str(kind), "offset": int(offset), "length": int(length), **extra}:
            if kind == "text_link" and not isinstance(extra.get("url"), str):
                raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
            if offset < 0 or length <= 0 or offset + length > size:
                raise bad_request(
                    f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
                )
            return Entity(kind, offset, length, {str(name): value for name, value in extra.items()})
        case _:
            raise bad_request("can't parse MessageEntity: expected an Object")


def _place(entity: Entity) -> tuple[int, int, int]:
    rank = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
    return entity.offset, -entity.length, rank


def _cleaned(formatted: Formatted) -> Formatted:
    if not any(ord(character) in _CLEANING for character in formatted.text):
        return formatted
    return _without(formatted, {i for i, c in enumerate(formatted.text) if ord(c) in _DROPPED}, _SPACED)


def _without(formatted: Formatted, gone: set[int], table: dict[int, str]) -> Formatted:
    """The text less the characters at these indexes; none of them may be beyond the basic plane."""
    kept: list[str] = []
    moved = [0]  # for each old UTF-16 offset, the new one
    for index, character in enumerate(formatted.text):
        if index in gone:
            moved.append(moved[-1])
            continue
        kept.append(character)
        moved.extend([moved[-1] + 1, moved[-1] + 2][: utf16_length(character)])
    entities = (
        replace(entity, offset=moved[entity.offset], length=moved[entity.end] - moved[entity.offset])
        for entity in formatted.entities
    )
    return Formatted("".join(kept).translate(table), tuple(e for e in entities if e.length))


def _stripped(formatted: Formatted) -> Formatted:
    text = formatted.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start == 0 and end == len(text):
        return formatted
    return _without(formatted, {*range(start), *range(end, len(text))}, {})


def _lawful(entities: Iterable[Entity]) -> list[Entity]:
    """Quotes do not nest; nothing but links shares its place with code."""
    ordered = sorted(entities, key=_place)
    lawful: list[Entity] = []
    quoted_to = 0
    codes = [entity for entity in ordered if entity.type in _CODES]
    for entity in ordered:
        if entity.type in _QUOTES:
            if entity.offset < quoted_to:
                continue
            quoted_to = entity.end
        if entity.type in _SPLITTABLE:
            lawful.extend(_outside(entity, codes))
        else:
            lawful.append(entity)
    return lawful


def _outside(entity: Entity, codes: list[Entity]) -> list[Entity]:
    parts, start = [], entity.offset
    for code in codes:
        if code.end <= start or code.offset >= entity.end:
            continue
        parts.append((start, code.offset))
        start = code.end
    parts.append((start, entity.end))
    return [replace(entity, offset=a, length=b - a) for a, b in parts if b > a]


def _detected(text: str, marked: list[Entity]) -> list[Entity]:
    closed = [e for e in marked if e.type in _CODES or e.type in ("text_link", "text_mention")]
    found = []
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        entity = Entity(match.lastgroup or "", offset, utf16_length(match.group()))
        if not any(entity.offset < other.end and other.offset < entity.end for other in closed):
            found.append(entity)
    return found
