"""Who took part in an event, and who held it: people and bodies told apart by their constructions."""

from dataclasses import dataclass

from language.bodies import named
from news.understanding.kinds import Kind
from news.understanding.organisers import organisers
from news.understanding.participants import distinct, participants
from news.understanding.reading import Reading, Sentence

_ORGANISED = 5
_DEEP = 16
"""Sentences asked for people: a list of speakers may stand late."""


@dataclass(frozen=True, slots=True)
class Parties:
    organisers: tuple[str, ...]
    organisers_in: Sentence | None
    organisers_rule: str
    participants: tuple[str, ...]
    participants_in: Sentence | None


def parties(reading: Reading, kind: Kind) -> Parties:
    """Organisers that the text names as such, and everybody else who was there."""
    asked = [*reading.sentences[:_DEEP], reading.title]
    seen = {sentence.index: named(sentence.tokens) for sentence in asked}
    claim = organisers(asked, seen, reading.tongue, kind)
    held = distinct(body.name for body in claim.bodies)[:_ORGANISED] if claim else ()
    came, first = participants(reading, seen, held, kind)
    if claim is None:
        return Parties((), None, "", came, first)
    return Parties(held, claim.sentence, claim.rule, came, first)
