"""What an archive holds: an item each, read already, still to be opened, or no release at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from news.models import Draft

__all__ = ["Bad", "Document", "Item", "Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a list: `item` names it for a report; `place` is its file and line, "" where `item` is."""

    item: str
    draft: Draft
    place: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that holds one release. `load` gives its bytes; it may raise what reading a file raises."""

    item: str
    name: str
    load: Callable[[], bytes]
    published: date
    reference: str


@dataclass(frozen=True, slots=True)
class Bad:
    """An item that could not be read: its name, why (a part of a sentence), its place as `Record` has it."""

    item: str
    reason: str
    place: str = ""


Item = Record | Document | Bad
"""What stands at one place of an archive."""
