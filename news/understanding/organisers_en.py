"""How English names organisers: "organised by", "X, which organises", "held a conference"."""

from language.bodies import Body
from news.understanding.naming import HEAD, TALKS, Naming, Rule, organiser, partners, pattern, with_whom

__all__ = ["RULES"]

_SHORT_NAME = 6


def _by(reader: Naming) -> list[Body]:
    """As in "organised by X together with Y"."""
    by = reader.find("by")
    if not by:
        return []
    position = reader.tokens(by)[1]
    found = reader.behind(position) or _unknown_body(reader, position)
    if found and found[-1].last - position < _SHORT_NAME:
        found += [body for body in reader.behind(found[-1].last) if body not in found]
    return found + partners(reader)


def _unknown_body(reader: Naming, position: int) -> list[Body]:
    """A run of capitalised words behind "organised by" is a body, whatever its name: "Internews"."""
    items, last = reader.sentence.tokens.items, position
    while last < len(items) and last - position < 5 and items[last].capital and items[last].word:
        last += 1
    if last == position or reader.first_person == position:
        return []
    return [Body(position, last, reader.sentence.tokens.slice(position, last))]


def _are(reader: Naming) -> list[Body]:
    are = reader.find("are")
    return reader.before(reader.tokens(are)[0]) if are else []


def _which(reader: Naming) -> list[Body]:
    """As in "X, which organises the meeting"; "a round table that X convened"."""
    which = reader.find("which")
    if not which or which.group().endswith(" by"):
        return []
    position = reader.tokens(which)[0]
    found = reader.before(position)
    return found + partners(reader) if found and found[-1].last == position else []


def _held(reader: Naming) -> list[Body]:
    """As in "The University, jointly with X, held a conference"; "X presented the book"; "presented by X"."""
    if reader.kind.type in TALKS or reader.sentence.index >= HEAD:
        return []
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    active = reader.find("active")
    if not active or not (reader.own or again):
        return []
    verb, items = reader.tokens(active)[0], reader.sentence.tokens.items
    for body in reader.bodies:
        if body.last > verb or reader.first_person < body.first:
            break
        if not pattern("en", "oblique").fullmatch(items[body.first - 1].key if body.first else ""):
            return reader.behind(body.first) + partners(reader)
    return []


RULES: tuple[tuple[Rule, str], ...] = (
    (organiser, "organisers were"),
    (_are, "are the organisers"),
    (_by, "organised by"),
    (_which, "which organises it"),
    (_held, "body that held it"),
    (with_whom, "in cooperation with"),
)
"""From the firmest on, each with the name that `understand --explain` gives it."""
