"""How Uzbek names organisers: "tomonidan tashkil etildi", "hamkorligida", who "o‘tkazdi" the event."""

import re

from language.bodies import Body
from news.understanding.naming import HEAD, TALKS, Naming, Rule, organiser, pattern

__all__ = ["RULES"]

_TOGETHER = frozenset({"birgalikda", "hamkorlikda", "bilan", "komagida", "yordamida"})


def _made_by(reader: Naming) -> list[Body]:
    """As in "SMTI tomonidan BMT bilan hamkorlikda tashkil etildi"."""
    by, made = reader.find("by"), reader.find("made")
    if not by or not pattern("uz", "made").search(reader.sentence.key, by.end()) or not made:
        return []
    found = reader.before(reader.tokens(by)[0])
    for partner in pattern("uz", "with").finditer(reader.sentence.key, by.end()):
        found += reader.before(reader.tokens(partner)[0])
    return found


def _made_with(reader: Naming) -> list[Body]:
    """As in "X markazida Y bilan hamkorlikda konferensiya bo‘ldi"; "X va Y hamkorligida tashkil etildi"."""
    partner, made = reader.find("with"), reader.find("made")
    framed = partner is not None and partner.group().endswith("gi")
    if not partner or not (made or framed) or (reader.kind.type in TALKS and not _by_name(made)):
        return []
    found = reader.before(reader.tokens(partner)[0])
    if not found:
        return []
    hosts = [body for body in reader.bodies if body.last <= found[0].first and body not in found]
    items = reader.sentence.tokens.items
    return [
        host for host in hosts if items[host.last - 1].key.endswith("da") or _is_subject(reader, host)
    ] + found


def _by_name(made: re.Match[str] | None) -> bool:
    """Only "tashkil etildi" makes organisers of those who talked."""
    return made is not None and "tashkil" in made.group()


def _making(reader: Naming) -> list[Body]:
    """As in "X va Y tashkil etgan anjumanda", "X tashabbusi bilan o‘tkazilgan forumda"."""
    initiative, making = reader.find("initiative"), reader.find("making")
    if initiative:
        return reader.before(reader.tokens(initiative)[0])
    if not making or (reader.kind.type in TALKS and "tashkil" not in making.group()):
        return []
    position = reader.tokens(making)[0]
    items = reader.sentence.tokens.items
    while position and items[position - 1].key in _TOGETHER:
        position -= 1
        helper = next((body for body in reader.bodies if body.last == position), None)
        if helper and items[position].key in ("komagida", "yordamida"):
            position = helper.first  # who helped did not hold it
    return [body for body in reader.before(position) if not _cased(reader, body)]


def _held_it(reader: Naming) -> list[Body]:
    """As in "X kutubxonasi taqdimot o‘tkazdi", "uni X uyushtirdi": the subject, and its partners."""
    active = reader.find("active")
    if not active or reader.sentence.index >= HEAD:
        return []
    again = reader.sentence.index >= 0 and reader.find("again") is not None
    own = any(m.sentence is reader.sentence and m.factor >= 2 for m in reader.kind.mentions)
    if not (own or again) or (reader.kind.type in TALKS and not (again and "tashkil" in active.group())):
        return []
    verb = reader.tokens(active)[0]
    for body in reader.bodies:
        if body.first >= verb or reader.first_person < body.first:
            break
        if _is_subject(reader, body):
            found = reader.behind(body.first)
            for partner in pattern("uz", "with").finditer(reader.sentence.key):
                found += reader.before(reader.tokens(partner)[0])
            return found
    return []


def _cased(reader: Naming, body: Body) -> bool:
    last = reader.sentence.tokens.items[body.last - 1].key
    return last.endswith(("ning", "da", "dan", "ga", "dagi"))


def _is_subject(reader: Naming, body: Body) -> bool:
    """In the nominative and not the first part of "X direktori"."""
    items = reader.sentence.tokens.items
    following = items[body.last].key if body.last < len(items) else ""
    return (
        not _cased(reader, body) and following != "bilan" and not pattern("uz", "office").fullmatch(following)
    )


RULES: tuple[tuple[Rule, str], ...] = (
    (_made_by, "tomonidan tashkil etildi"),
    (organiser, "tashkilotchilari"),
    (_making, "tashkil etgan"),
    (_made_with, "hamkorligida tashkil etildi"),
    (_held_it, "body that held it"),
)
"""From the firmest on, each with the name that `understand --explain` gives it."""
