"""Who held an event: the bodies that a text names as its organisers, by tables/organisers.toml.

Only constructions that say so count: "tomonidan tashkil etildi", "организаторами выступили", "hosted by", a
body that "o‘tkazdi" the event. Of meetings, visits and signings nobody is the organiser unless so named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from language.bodies import Body, Named
from language.tokens import Tongue
from news.understanding import organisers_en, organisers_ru, organisers_uz
from news.understanding.background import names_again
from news.understanding.kinds import Kind
from news.understanding.naming import HEAD, Naming, Rule
from news.understanding.reading import Sentence

__all__ = ["Claim", "organisers"]

_DEEP = 8
_RULES: Mapping[Tongue, tuple[tuple[Rule, str], ...]] = {
    "uz": organisers_uz.RULES,
    "ru": organisers_ru.RULES,
    "en": organisers_en.RULES,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Organisers, the sentence that names them, and by which rule."""

    bodies: tuple[Body, ...]
    sentence: Sentence
    rule: str


def organisers(
    sentences: Iterable[Sentence], seen: dict[int, Named], tongue: Tongue, kind: Kind
) -> Claim | None:
    """The firmest claim of the first sentences; None where the text names no organiser."""
    readers = []
    for sentence in sentences:
        here = seen[sentence.index]
        if (here.bodies or tongue == "en") and sentence.index < _DEEP:
            first = min((person.first for person in here.people), default=len(sentence.tokens.items))
            readers.append(Naming(sentence, here.bodies, first, kind, tongue))
    text = [reader for reader in readers if reader.sentence.index >= 0]
    for group in (text, readers[len(text) :]):  # the title last
        for rule, name in _RULES[tongue]:
            for reader in group:
                bodies = rule(reader)
                if bodies:
                    partners = _further(text, reader, tongue)
                    return Claim(tuple(dict.fromkeys([*bodies, *partners])), reader.sentence, name)
    return None


def _further(text: list[Naming], claimed: Naming, tongue: Tongue) -> list[Body]:
    """Partners that another of the first sentences names: "Tadbir X bilan hamkorlikda tashkil etildi"."""
    found: list[Body] = []
    for reader in text:
        if reader is claimed or reader.sentence.index >= HEAD or not names_again(reader.sentence, tongue):
            continue
        partner = reader.find("with")
        if partner and reader.find("made" if tongue != "en" else "which"):
            first, last = reader.tokens(partner)
            found += reader.before(first) if tongue == "uz" else reader.behind(last)
    return found
