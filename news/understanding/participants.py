"""Who was there: the people whom a text names, then the bodies whose people came.

By the constructions of tables/participants.toml.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from language.bodies import Body, Named, alias_of
from language.names import Person
from language.tokens import Tongue
from news.models import EventType
from news.understanding.background import is_background
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence
from news.understanding.tables import any_of, load

__all__ = ["distinct", "participants"]

_MOST = 10
_DEEP = 16
"""Sentences asked for people: a list of speakers may stand late."""


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions, whatever the apostrophes and capitals."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(re.sub(r"['’‘ʻʼ`]", "", name).casefold(), name)
    return tuple(kept.values())


def participants(
    reading: Reading, seen: dict[int, Named], organisers: tuple[str, ...], kind: Kind
) -> tuple[tuple[str, ...], Sentence | None]:
    """People first, in the order of the text, then the bodies that came."""
    people: list[str] = []
    bodies: list[str] = []
    shorts: set[str] = set()
    first: Sentence | None = None
    for sentence in (*reading.sentences[:_DEEP], reading.title):
        here = seen[sentence.index]
        if is_background(sentence, reading.tongue) and sentence.index > 1:
            continue
        for person in here.people:
            if _was_there(sentence, person, reading.tongue):
                people.append(person.name)
                first = first or sentence
        for body in here.bodies:
            if body.short:
                shorts.add(body.short.casefold())
            if sentence.index < 8 and _took_part(sentence, body, reading.tongue, kind):
                if sentence.index >= 0 or not (bodies or people):
                    bodies.append(body.name)
                first = first or sentence
    known = {name.casefold() for name in organisers} | shorts
    known |= {_initials(name) for name in (*organisers, *bodies)}
    came = [name for name in bodies if name.casefold() not in known and not _OURS.match(name)]
    chosen = [*_without_surnames(people)[:_MOST], *came]
    return tuple(_apart(distinct(chosen), reading.tongue)[:_MOST]), first


def _apart(names: Iterable[str], tongue: Tongue) -> list[str]:
    """Without bodies named twice: "BMTning X boshqarmasi" beside "X boshqarmasi" or "BMT X boshqarmasi"."""
    kept: list[tuple[list[str], str]] = []
    for name in names:
        alias = alias_of(name, tongue)
        words = [re.sub(r"ning$", "", word) for word in re.findall(r"[\w-]+", alias)]
        twin = next((number for number, (other, _) in enumerate(kept) if _same(words, other)), None)
        if twin is None:
            kept.append((words, name))
        elif len(words) > len(kept[twin][0]):
            kept[twin] = (words, name)
    return [name for _, name in kept]


def _same(words: list[str], other: list[str]) -> bool:
    if words == other:
        return True
    short, long = sorted((words, other), key=len)
    if len(short) > 2 and long[-len(short) :] == short:
        return True
    return len(short) > 3 and len(set(short) & set(long)) >= 0.7 * len(set(long))


_OURS = re.compile(
    r"(?:mamlakatimiz|мамлакатимиз|yurtimiz|юртимиз)\w* (?:delegatsiya|делегация)", re.IGNORECASE
)
"""Our own delegation names nobody."""


def _initials(name: str) -> str:
    """The abbreviation a name would have: "Strategik va mintaqalararo tadqiqotlar instituti" -> "smti"."""
    words = [word for word in re.findall(r"[^\W\d_][\w’‘'ʻ]*", name) if len(word) > 3]
    return "".join(word[0] for word in words).casefold() if len(words) > 2 else ""


def _without_surnames(names: list[str]) -> list[str]:
    """Each once: "A. Saliyev" beside "Aman Saliyev" is the same man."""
    kept: list[str] = []
    for name in distinct(names):
        surname = re.split(r"[\s.]", name)[-1].casefold()[:6]
        if not any(
            re.split(r"[\s.]", other)[-1].casefold()[:6] == surname and name[:1] == other[:1]
            for other in kept
        ):
            kept.append(name)
    return kept


def _was_there(sentence: Sentence, person: Person, tongue: Tongue) -> bool:
    items, starts = sentence.tokens.items, sentence.tokens.starts
    after = sentence.key[starts[person.last] :] if person.last < len(items) else ""
    if _says(tongue, "absent", after):
        return False
    before = items[person.first - 1].key if person.first else ""
    if tongue == "en" and items[person.last - 1].key.endswith("'s"):
        return False  # "Bill Browder's colleague"
    if tongue == "uz" and items[person.last - 1].key.endswith("ga") and "minnatdor" in sentence.key:
        return False  # thanked, not met
    return before not in ("имени", "им", "инициативе", "мухаммад")


_TALK = frozenset({EventType.MEETING, EventType.VISIT, EventType.SIGNING})


def _took_part(sentence: Sentence, body: Body, tongue: Tongue, kind: Kind) -> bool:
    """Whether a body came: its people are named, it stands in a sentence of attendance, or it met another."""
    items, starts = sentence.tokens.items, sentence.tokens.starts
    after = sentence.key[starts[body.last] :] if body.last < len(items) else ""
    before = sentence.key[: starts[body.first]]
    own = any(mention.sentence is sentence and mention.factor >= 2 for mention in kind.mentions)
    if _says(tongue, "its_session", after):
        return False
    if kind.type in _TALK and own:
        return True
    if _says(tongue, "office_behind", after):
        return True
    office = _pattern(tongue, "office_before", r"(?<!\S)(?:%s)(?: \S+){0,3} $")
    if office and office.search(before):
        return True
    attended = _pattern(tongue, "attended", r"(?<!\S)(?:%s)(?!\S)")
    return attended is not None and attended.search(sentence.key) is not None and sentence.index >= 0


def _says(tongue: Tongue, name: str, after: str) -> bool:
    """Whether the words right behind a name are of that kind."""
    pattern = _pattern(tongue, name, r"^ ?(?:%s)(?!\S)")
    return pattern is not None and pattern.match(after) is not None


@lru_cache(maxsize=64)
def _pattern(tongue: Tongue, name: str, shape: str) -> re.Pattern[str] | None:
    entries = load("participants")[tongue].get(name)
    return re.compile(shape % any_of(entries, tongue)) if entries else None
