"""Blocks of markup -> messages within Telegram's limits, cut between blocks and never inside one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from language.markup import Html, boundary, fitting, units, visible_units
from news.models import Button, Message, Told

__all__ = ["BUTTONS", "ENTITIES", "UNITS", "Block", "assemble", "in_rows", "split_text"]

UNITS = 4096
"""UTF-16 units of a message after its tags are parsed (Bot API, sendMessage)."""
ENTITIES = 100
"""Telegram drops the formatting of whatever comes after the hundredth."""
BUTTONS = 40
"""Telegram takes 100; more than 40 is no keyboard but a carpet."""
ROW = 8
"""Buttons beside each other that a phone shows well; as many in each row as in the others."""

_OPENING = re.compile(r"<[a-z]")


@dataclass(frozen=True, slots=True)
class Block:
    """What must stay together. `section` is the heading it stands under, said once in each message."""

    html: Html
    button: Button | None = None
    section: str = ""
    gap: str = "\n\n"
    """What divides it from the block before it in its section."""
    note: str = ""
    """What a sign in it means, said once below each message that has it."""
    release: int = 0
    """Which one it tells of; 0: of none."""


def assemble(
    blocks: Iterable[Block],
    title: Callable[[int, int], Html],
    foot: Html,
    *,
    alone: str,
) -> tuple[Message, ...]:
    """Messages that hold the blocks in order, each under `title(its number, how many there are)` and over
    `foot`, which tells what the numbers of its buttons are for: a button that stands `alone` is called so and
    needs no foot.

    A block must fit into a message of its own beside the title: the caller cuts what it shows.
    """
    every = list(blocks)
    frame = f"{max(title(1, 999), title(999, 999), key=len)}\n\n\n\n{_notes(every)}\n{foot}"
    room, held = UNITS - visible_units(frame), ENTITIES - len(_OPENING.findall(frame))
    parts: list[list[Block]] = []
    for block in every:
        if parts and _fits([*parts[-1], block], room, held):
            parts[-1].append(block)
        else:
            parts.append([block])
    return tuple(
        _message(part, title(number, len(parts)), foot, alone) for number, part in enumerate(parts, start=1)
    )


def _message(part: list[Block], title: Html, foot: Html, alone: str) -> Message:
    buttons = [block.button for block in part if block.button]
    if len(buttons) == 1:
        buttons = [replace(buttons[0], text=alone)]
        foot = Html("")
    rows = max(1, -(-len(buttons) // ROW))
    below = "\n".join(filter(None, [_notes(part), foot]))
    html = "\n\n".join(filter(None, [title, _body(part), below]))
    told = tuple(Told(block.release, block.html) for block in part if block.release)
    return Message(html, in_rows(buttons, max(1, -(-len(buttons) // rows))), told)


def _notes(part: list[Block]) -> str:
    return "\n".join(f"<i>{note}</i>" for note in dict.fromkeys(block.note for block in part) if note)


def _fits(part: list[Block], room: int, held: int) -> bool:
    body = _body(part)
    return (
        visible_units(body) <= room
        and len(_OPENING.findall(body)) <= held
        and sum(block.button is not None for block in part) <= BUTTONS
    )


def _body(part: list[Block]) -> str:
    pieces: list[str] = []
    section = ""
    for block in part:
        if block.section and block.section != section:
            pieces += ["\n\n" if pieces else "", block.section, "\n"]
        elif pieces:
            pieces.append(block.gap)
        section = block.section
        pieces.append(block.html)
    return "".join(pieces)


def in_rows(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of `width` at most."""
    every = list(buttons)
    return tuple(tuple(every[start : start + width]) for start in range(0, len(every), width))


def split_text(text: str, limit: int, first: int | None = None) -> list[str]:
    """`text` in pieces of at most `limit` UTF-16 units, the first of at most `first`, none of them blank: cut
    after a paragraph where one ends in the second half of the piece, else after a line, a sentence, a word, a
    character."""
    pieces: list[str] = []
    rest = text.strip()
    while units(rest) > (room := limit if pieces or first is None else first):
        end = fitting(rest, room)
        end = next(
            (place + len(mark) for mark in _ENDS if (place := rest.rfind(mark, 0, end)) > end // 2),
            boundary(rest, end),
        )
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [piece for piece in [*pieces, rest] if piece.strip()]


_ENDS = ("\n\n", "\n", ". ", "! ", "? ", "; ", ", ", " ")
