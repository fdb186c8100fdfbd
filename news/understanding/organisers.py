"""Who held an event: the bodies that a text names as its organisers, by tables/organisers.toml.

Only constructions that say so count: "tomonidan tashkil etildi", "организаторами выступили", "hosted by", a
body that "o‘tkazdi" the event. Of meetings, visits and signings nobody is the organiser unless so named.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from language.bodies import Body, Named
from language.tokens import Token, Tongue
from news.models import EventType
from news.understanding.background import names_again
from news.understanding.kinds import Kind
from news.understanding.reading import Sentence
from news.understanding.tables import any_of, load, whole

__all__ = ["Claim", "organisers"]

_TALKS = frozenset({EventType.MEETING, EventType.VISIT, EventType.SIGNING})
_OF_ITS_OWNER = frozenset({EventType.CONFERENCE, EventType.FORUM, EventType.SEMINAR})
_DEEP = 8
_HEAD = 4
_SHORT_NAME = 6
_MARKS = frozenset({'"', "(", ")"})


@dataclass(frozen=True, slots=True)
class Claim:
    """Organisers, the sentence that names them, and by which rule."""

    bodies: tuple[Body, ...]
    sentence: Sentence
    rule: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """One sentence under one tongue's patterns."""

    sentence: Sentence
    bodies: tuple[Body, ...]
    first_person: int
    """The token where the first person is named; past the end where nobody is."""
    kind: Kind
    tongue: Tongue

    def find(self, name: str) -> re.Match[str] | None:
        return _pattern(self.tongue, name).search(self.sentence.key)

    def tokens(self, match: re.Match[str]) -> tuple[int, int]:
        return self.sentence.tokens.range(match.start(), match.end())

    def before(self, position: int) -> list[Body]:
        """The bodies right before a token, linked by commas and "and"."""
        chosen: list[Body] = []
        edge, items = position, self.sentence.tokens.items
        for body in reversed(self.bodies):
            if body.last > edge:
                continue
            gap = [token.key for token in items[body.last : edge]]
            if not _linked(gap, bool(chosen)) and not (not gap and chosen and _with(items, chosen[-1].last)):
                break
            chosen.append(body)
            edge = body.first
        return chosen[::-1]

    def behind(self, position: int) -> list[Body]:
        """The bodies right behind a token, linked in the same way."""
        chosen: list[Body] = []
        edge, items = position, self.sentence.tokens.items
        for body in self.bodies:
            if body.first < edge:
                continue
            if not _linked([token.key for token in items[edge : body.first]], bool(chosen)):
                break
            chosen.append(body)
            edge = body.last
        return chosen

    @property
    def own(self) -> bool:
        """Whether the sentence itself says that the event took place."""
        return any(m.sentence is self.sentence and m.factor >= 1 for m in self.kind.mentions)


def _with(items: tuple[Token, ...], position: int) -> bool:
    return position < len(items) and items[position].key == "bilan"


def _linked(gap: list[str], more: bool) -> bool:
    if any(key not in _joins() for key in gap):
        return False
    return not (more and all(key in _MARKS for key in gap))


@lru_cache(maxsize=1)
def _joins() -> frozenset[str]:
    return frozenset(load("organisers")["join"]["words"])


@lru_cache(maxsize=64)
def _pattern(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("organisers")[tongue][name], tongue))


def organisers(
    sentences: Iterable[Sentence], seen: dict[int, Named], tongue: Tongue, kind: Kind
) -> Claim | None:
    """The firmest claim of the first sentences; None where the text names no organiser."""
    readers = []
    for sentence in sentences:
        here = seen[sentence.index]
        if (here.bodies or tongue == "en") and sentence.index < _DEEP:
            first = min((person.first for person in here.people), default=len(sentence.tokens.items))
            readers.append(_Reader(sentence, here.bodies, first, kind, tongue))
    text = [reader for reader in readers if reader.sentence.index >= 0]
    for group in (text, readers[len(text) :]):  # the title last
        for rule, name in _RULES[tongue]:
            for reader in group:
                bodies = rule(reader)
                if bodies:
                    partners = _further(text, reader, tongue)
                    return Claim(tuple(dict.fromkeys([*bodies, *partners])), reader.sentence, name)
    return None


def _further(text: list[_Reader], claimed: _Reader, tongue: Tongue) -> list[Body]:
    """Partners that another of the first sentences names: "Tadbir X bilan hamkorlikda tashkil etildi"."""
    found: list[Body] = []
    for reader in text:
        if reader is claimed or reader.sentence.index >= _HEAD or not names_again(reader.sentence, tongue):
            continue
        partner = reader.find("with")
        if partner and reader.find("made" if tongue != "en" else "which"):
            first, last = reader.tokens(partner)
            found += reader.before(first) if tongue == "uz" else reader.behind(last)
    return found


def _made_by(reader: _Reader) -> list[Body]:
    """As in "SMTI tomonidan BMT bilan hamkorlikda tashkil etildi"."""
    by, made = reader.find("by"), reader.find("made")
    if not by or not _pattern("uz", "made").search(reader.sentence.key, by.end()) or not made:
        return []
    found = reader.before(reader.tokens(by)[0])
    for partner in _pattern("uz", "with").finditer(reader.sentence.key, by.end()):
        found += reader.before(reader.tokens(partner)[0])
    return found


def _made_with(reader: _Reader) -> list[Body]:
    """As in "X markazida Y bilan hamkorlikda konferensiya bo‘ldi"; "X va Y hamkorligida tashkil etildi"."""
    partner, made = reader.find("with"), reader.find("made")
    framed = partner is not None and partner.group().endswith("gi")
    if not partner or not (made or framed) or (reader.kind.type in _TALKS and not _by_name(made)):
        return []
    found = reader.before(reader.tokens(partner)[0])
    if not found:
        return []
    hosts = [body for body in reader.bodies if body.last <= found[0].first and body not in found]
    items = reader.sentence.tokens.items
    return [
        host for host in hosts if items[host.last - 1].key.endswith("da") or _is_subject(reader, host)
    ] + found


_TOGETHER = frozenset({"birgalikda", "hamkorlikda", "bilan", "komagida", "yordamida"})


def _by_name(made: re.Match[str] | None) -> bool:
    """Only "tashkil etildi" makes organisers of those who talked."""
    return made is not None and "tashkil" in made.group()


def _making(reader: _Reader) -> list[Body]:
    """As in "X va Y tashkil etgan anjumanda", "X tashabbusi bilan o‘tkazilgan forumda"."""
    initiative, making = reader.find("initiative"), reader.find("making")
    if initiative:
        return reader.before(reader.tokens(initiative)[0])
    if not making or (reader.kind.type in _TALKS and "tashkil" not in making.group()):
        return []
    position = reader.tokens(making)[0]
    items = reader.sentence.tokens.items
    while position and items[position - 1].key in _TOGETHER:
        position -= 1
        helper = next((body for body in reader.bodies if body.last == position), None)
        if helper and items[position].key in ("komagida", "yordamida"):
            position = helper.first  # who helped did not hold it
    return [body for body in reader.before(position) if not _cased(reader, body)]


def _organiser(reader: _Reader) -> list[Body]:
    """As in "Tashkilotchilar: X va Y", "организаторами выступили X и Y", "the organisers were X and Y"."""
    said = reader.find("organiser")
    if not said:
        return []
    first, last = reader.tokens(said)
    return reader.behind(last) or reader.before(first)


def _held_it(reader: _Reader) -> list[Body]:
    """As in "X kutubxonasi taqdimot o‘tkazdi", "uni X uyushtirdi": the subject, and its partners."""
    active = reader.find("active")
    if not active or reader.sentence.index >= _HEAD:
        return []
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    own = any(m.sentence is reader.sentence and m.factor >= 2 for m in reader.kind.mentions)
    if not (own or again) or (reader.kind.type in _TALKS and not (again and "tashkil" in active.group())):
        return []
    verb = reader.tokens(active)[0]
    for body in reader.bodies:
        if body.first >= verb or reader.first_person < body.first:
            break
        if _is_subject(reader, body):
            found = reader.behind(body.first)
            for partner in _pattern("uz", "with").finditer(reader.sentence.key):
                found += reader.before(reader.tokens(partner)[0])
            return found
    return []


def _cased(reader: _Reader, body: Body) -> bool:
    last = reader.sentence.tokens.items[body.last - 1].key
    return last.endswith(("ning", "da", "dan", "ga", "dagi"))


def _is_subject(reader: _Reader, body: Body) -> bool:
    """In the nominative and not the first part of "X direktori"."""
    items = reader.sentence.tokens.items
    following = items[body.last].key if body.last < len(items) else ""
    return (
        not _cased(reader, body)
        and following != "bilan"
        and not _pattern("uz", "office").fullmatch(following)
    )


def _partners(reader: _Reader) -> list[Body]:
    """Russian and English: the bodies behind "совместно с", "in cooperation with"."""
    partner = reader.find("with")
    return reader.behind(reader.tokens(partner)[1]) if partner else []


def _ru_made(reader: _Reader) -> list[Body]:
    """As in "Семинар организован X совместно с Y"."""
    made = reader.find("made")
    if not made or (reader.kind.type in _TALKS and not made.group().startswith("организ")):
        return []
    return reader.behind(reader.tokens(made)[1]) + _partners(reader)


def _ru_held(reader: _Reader) -> list[Body]:
    """As in "X провёл семинар", "мероприятие организовала X": the body in the nominative beside the verb."""
    active = reader.find("active")
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    if (
        not active
        or reader.kind.type in _TALKS
        or reader.sentence.index >= _HEAD
        or not (reader.own or again)
    ):
        return []
    verb, items = reader.tokens(active)[0], reader.sentence.tokens.items
    for body in reader.bodies:
        before = items[body.first - 1].key if body.first else ""
        head = body.name.split(" ")[0].lower().replace("ё", "е")
        if body.first > verb + 3:
            break
        if not _pattern("ru", "oblique").fullmatch(before) and items[body.first].key == head:
            return reader.behind(body.first) + _partners(reader)
    return []


def _ru_owner(reader: _Reader) -> list[Body]:
    """As in "конференция РАТС ШОС": whose conference it is."""
    if reader.kind.type not in _OF_ITS_OWNER or reader.sentence.index >= _HEAD:
        return []
    for mention in reader.kind.mentions:
        if mention.sentence is reader.sentence and mention.factor >= 2 and mention.kind != "any":
            position = reader.sentence.tokens.range(mention.start, mention.end)[1]
            found = [body for body in reader.bodies if body.first == position]
            if found:
                return found
    return []


def _with_whom(reader: _Reader) -> list[Body]:
    return _partners(reader) if reader.own and reader.kind.type not in _TALKS else []


def _en_by(reader: _Reader) -> list[Body]:
    """As in "organised by X together with Y"."""
    by = reader.find("by")
    if not by:
        return []
    position = reader.tokens(by)[1]
    found = reader.behind(position) or _unknown_body(reader, position)
    if found and found[-1].last - position < _SHORT_NAME:
        found += [body for body in reader.behind(found[-1].last) if body not in found]
    return found + _partners(reader)


def _unknown_body(reader: _Reader, position: int) -> list[Body]:
    """A run of capitalised words behind "organised by" is a body, whatever its name: "Internews"."""
    items, last = reader.sentence.tokens.items, position
    while last < len(items) and last - position < 5 and items[last].capital and items[last].word:
        last += 1
    if last == position or reader.first_person == position:
        return []
    return [Body(position, last, reader.sentence.tokens.slice(position, last))]


def _en_are(reader: _Reader) -> list[Body]:
    are = reader.find("are")
    return reader.before(reader.tokens(are)[0]) if are else []


def _en_which(reader: _Reader) -> list[Body]:
    """As in "X, which organises the meeting"; "a round table that X convened"."""
    which = reader.find("which")
    if not which or which.group().endswith(" by"):
        return []
    position = reader.tokens(which)[0]
    found = reader.before(position)
    return found + _partners(reader) if found and found[-1].last == position else []


def _en_held(reader: _Reader) -> list[Body]:
    """As in "The University, jointly with X, held a conference"; "X presented the book"; "presented by X"."""
    if reader.kind.type in _TALKS or reader.sentence.index >= _HEAD:
        return []
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    active = reader.find("active")
    if not active or not (reader.own or again):
        return []
    verb, items = reader.tokens(active)[0], reader.sentence.tokens.items
    for body in reader.bodies:
        if body.last > verb or reader.first_person < body.first:
            break
        if not _pattern("en", "oblique").fullmatch(items[body.first - 1].key if body.first else ""):
            return reader.behind(body.first) + _partners(reader)
    return []


_Rule = Callable[[_Reader], list[Body]]
_RULES: dict[Tongue, tuple[tuple[_Rule, str], ...]] = {
    "uz": (
        (_made_by, "tomonidan tashkil etildi"),
        (_organiser, "tashkilotchilari"),
        (_making, "tashkil etgan"),
        (_made_with, "hamkorligida tashkil etildi"),
        (_held_it, "body that held it"),
    ),
    "ru": (
        (_organiser, "организаторами выступили"),
        (_ru_made, "организовано кем"),
        (_ru_held, "кто провёл"),
        (_with_whom, "совместно с"),
        (_ru_owner, "чья конференция"),
    ),
    "en": (
        (_organiser, "organisers were"),
        (_en_are, "are the organisers"),
        (_en_by, "organised by"),
        (_en_which, "which organises it"),
        (_en_held, "body that held it"),
        (_with_whom, "in cooperation with"),
    ),
}
