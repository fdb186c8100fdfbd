"""How Russian names organisers: "организован кем", "провёл семинар", whose conference it is."""

from language.bodies import Body
from news.models import EventType
from news.understanding.naming import HEAD, TALKS, Naming, Rule, organiser, partners, pattern, with_whom

__all__ = ["RULES"]

_OF_ITS_OWNER = frozenset({EventType.CONFERENCE, EventType.FORUM, EventType.SEMINAR})


def _made(reader: Naming) -> list[Body]:
    """As in "Семинар организован X совместно с Y"."""
    made = reader.find("made")
    if not made or (reader.kind.type in TALKS and not made.group().startswith("организ")):
        return []
    return reader.behind(reader.tokens(made)[1]) + partners(reader)


def _held(reader: Naming) -> list[Body]:
    """As in "X провёл семинар", "мероприятие организовала X": the body in the nominative beside the verb."""
    active = reader.find("active")
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    if not active or reader.kind.type in TALKS or reader.sentence.index >= HEAD or not (reader.own or again):
        return []
    verb, items = reader.tokens(active)[0], reader.sentence.tokens.items
    for body in reader.bodies:
        before = items[body.first - 1].key if body.first else ""
        head = body.name.split(" ")[0].lower().replace("ё", "е")
        if body.first > verb + 3:
            break
        if not pattern("ru", "oblique").fullmatch(before) and items[body.first].key == head:
            return reader.behind(body.first) + partners(reader)
    return []


def _owner(reader: Naming) -> list[Body]:
    """As in "конференция РАТС ШОС": whose conference it is."""
    if reader.kind.type not in _OF_ITS_OWNER or reader.sentence.index >= HEAD:
        return []
    for mention in reader.kind.mentions:
        if mention.sentence is reader.sentence and mention.factor >= 2 and mention.kind != "any":
            position = reader.sentence.tokens.range(mention.start, mention.end)[1]
            found = [body for body in reader.bodies if body.first == position]
            if found:
                return found
    return []


RULES: tuple[tuple[Rule, str], ...] = (
    (organiser, "организаторами выступили"),
    (_made, "организовано кем"),
    (_held, "кто провёл"),
    (with_whom, "совместно с"),
    (_owner, "чья конференция"),
)
"""From the firmest on, each with the name that `understand --explain` gives it."""
