"""Is a release about one event, and of which kind: event nouns with their verbs, by where they stand."""

import re
from collections import defaultdict
from dataclasses import dataclass

from language.gazetteer import spots
from news.models import EventType, Status
from news.understanding.background import is_background
from news.understanding.reading import Reading, Sentence
from news.understanding.tables import Tables, tables

_TITLE = 3.0
_BY_PLACE = (4.0, 3.0, 1.6, 0.7, 0.5)
"""Weights of the first sentences: a release says what happened at once. Later ones hardly count."""
_LATER = 0.15
_DEEP = 12
_HELD, _ATTENDED, _NAMED, _MENTIONED, _FRAMED = 3.0, 2.2, 2.0, 0.4, 0.2
_REACH = 160
"""Characters of key between an event noun and its verb, at most."""
_ENOUGH = 6.5
"""More than an event noun in the title alone."""
_GONE_THERE = 1.7
"""A visit in the first sentence whose goal is a town or country outweighs the talks held there."""
_AGAINST = {
    "question": (7.0, 0.0),
    "appointment": (6.0, 4.0),
    "decree": (6.0, 3.0),
    "statistics": (3.0, 2.0),
    "interview": (7.0, 3.0),
    "opinion": (5.0, 3.0),
    "accident": (7.0, 4.0),
    "weather": (7.0, 3.0),
    "message": (7.0, 5.0),
    "telephone": (12.0, 10.0),
    "law": (4.0, 2.0),
    "review": (6.0, 4.0),
}
"""What a cue takes away in the title, in the first two sentences."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An event noun or verb in a sentence; `start` and `end` are offsets in the sentence's key."""

    sentence: Sentence
    kind: str
    start: int
    end: int
    factor: float
    status: Status | None
    rule: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What the release is about. `mentions` are those of the chosen kind, the weightiest first."""

    type: EventType
    status: Status
    mentions: tuple[Mention, ...]
    score: float

    @property
    def best(self) -> Mention:
        return self.mentions[0]


def kind_of(reading: Reading) -> Kind | None:
    """The event's kind, or None where the release tells of no one event."""
    table = tables(reading.tongue)
    total: dict[str, float] = defaultdict(float)
    found: list[tuple[float, Mention]] = []
    for sentence in reading.all:
        if sentence.index >= _DEEP or (sentence.index > 0 and is_background(sentence, reading.tongue)):
            continue
        best: dict[str, float] = {}
        for mention in mentions(sentence, table, reading.tongue):
            worth = mention.factor * _weight(sentence.index)
            if mention.kind == "visit" and sentence.index == 0 and mention.factor == _HELD and _goal(mention):
                worth *= _GONE_THERE
            found.append((worth, mention))
            best[mention.kind] = max(best.get(mention.kind, 0.0), worth)
        for kind, worth in best.items():
            total[kind] += worth
    if not total:
        return None
    general = total.pop("any", 0.0)
    kind, score = max(total.items(), key=lambda pair: pair[1], default=("other", 0.0))
    if score < general / 2:
        kind = "other"
    score = max(score, general)
    if score - _against(reading, table) < _ENOUGH:
        return None
    chosen = [(worth, mention) for worth, mention in found if mention.kind in (kind, "any")]
    chosen.sort(key=lambda pair: (-pair[0], pair[1].sentence.index))
    ordered = tuple(mention for _, mention in chosen)
    return Kind(EventType(kind), _status(ordered), ordered, score)


def _goal(visit: Mention) -> bool:
    """Whether a town or country is where they went: "Toshkentga tashrif buyurdi", "visited Dushanbe"."""
    tokens = visit.sentence.tokens
    _, last = tokens.range(visit.start, visit.end)
    if tokens.tongue == "uz":
        return any(spot.ending in ("ga", "ka", "qa") and spot.last <= last for spot in spots(tokens))
    return any(last <= spot.first <= last + 3 for spot in spots(tokens))


def _weight(index: int) -> float:
    if index < 0:
        return _TITLE
    return _BY_PLACE[index] if index < len(_BY_PLACE) else _LATER


def _against(reading: Reading, table: Tables) -> float:
    taken = 0.0
    for name, pattern in table.against.items():
        in_title, in_lead = _AGAINST[name]
        if pattern.search(reading.title.key):
            taken += in_title
        elif in_lead and any(pattern.search(sentence.key) for sentence in reading.sentences[:2]):
            taken += in_lead
    return taken


def _status(found: tuple[Mention, ...]) -> Status:
    for mention in found:
        if mention.status is not None:
            return mention.status
    return Status.HELD


def mentions(sentence: Sentence, table: Tables, tongue: str) -> list[Mention]:
    """Every event noun and event verb of a sentence, each with how plainly it says that this took place."""
    key = sentence.key
    verbs = [
        (match.start(), match.end(), name)
        for name, pattern in table.verbs.items()
        for match in pattern.finditer(key)
    ]
    found: list[Mention] = []
    for match in table.nouns.finditer(key):
        kind = next(name for name, value in match.groupdict().items() if value and name != "ending")
        factor, status, rule = _noun(sentence, match, verbs, table, tongue)
        found.append(Mention(sentence, kind, match.start(), match.end(), factor, status, rule))
    for kind, pattern in table.phrases.items():
        for match in pattern.finditer(key):
            status = _status_of_verb(key, match, tongue)
            factor = _HELD
            if (kind == "visit" and _CROWD.search(key)) or (kind == "signing" and _of_a_law(sentence, table)):
                factor = _MENTIONED
            found.append(
                Mention(sentence, kind, match.start(), match.end(), factor, status, f"verb of {kind}")
            )
    return found


_COUNTED = re.compile(
    r"(?:^|\s)\d[\d ,.]* (?:ta|dan ortiq|dan ziyod|nafar|ga yaqin|такого|разных|различных|joint|bilateral"
    r"|different)(?: \S+){0,3} $"
    r"|(?:^|\s)(?:yuzlab|onlab|qator|bir qator|десятки|сотни|ряд|несколько|numerous|dozens of|many"
    r"|several)(?: \S+){0,2} $"
)
"""Sums of many events are a review, not an event."""


def _of_a_law(sentence: Sentence, table: Tables) -> bool:
    """A law or a decree that a head of state signs is no signing of two sides."""
    return table.against["decree"].search(sentence.key) is not None


_CROWD = re.compile(
    r"(?<!\S)(?:ming|million|mln|тыс\w*|млн|миллион\w*|thousand) (?:\S+ ){0,3}"
    r"(?:turist|sayyo|sayyah|tourist|visitor|traveller|турист|посетител|человек)\w*"
)
"""Tourists by the thousand are statistics, not a visit."""
_STATUS = {"held": Status.HELD, "ongoing": Status.ONGOING, "announced": Status.ANNOUNCED}


def _noun(
    sentence: Sentence,
    noun: re.Match[str],
    verbs: list[tuple[int, int, str]],
    table: Tables,
    tongue: str,
) -> tuple[float, Status | None, str]:
    """How plainly an event noun stands for what happened: factor, status, name of the rule."""
    key, ending = sentence.key, noun.group("ending")
    tail = key[noun.end() - len(ending) : noun.end() + 60]
    if table.frames_after and (table.frames_after.match(tail) or table.frames_after.match(key[noun.end() :])):
        return _FRAMED, None, "only frames another event"
    before = key[max(0, noun.start() - 80) : noun.start()]
    if _COUNTED.search(before):
        return _MENTIONED, None, "events counted together"
    if table.frames_before and table.frames_before.search(before):
        return _FRAMED, None, "only frames another event"
    near = [verb for verb in verbs if _in_reach(verb, noun, tongue)]
    located = ending.endswith(("da", "ga", "dan", "dagi")) or bool(
        table.places_before and table.places_before.search(before)
    )
    holding = sorted((abs(start - noun.end()), name) for start, _, name in near if name != "attended")
    if holding and not located:
        name = holding[0][1]
        factor = _HELD / 2 if ending.endswith("ning") else _HELD
        return factor, _STATUS[name], f"event noun with its verb ({name})"
    if near and (located or sentence.index < 0):
        return _ATTENDED, _STATUS.get(holding[0][1]) if holding else None, "taking part in an event noun"
    if sentence.index < 0 and not located:
        return _NAMED, None, "event noun in the title"
    return _MENTIONED, None, "event noun"


def _in_reach(verb: tuple[int, int, str], noun: re.Match[str], tongue: str) -> bool:
    """Uzbek verbs stand after their noun; in Russian and English they may stand on either side."""
    start, end, _ = verb
    if start >= noun.end():
        return start - noun.end() <= _REACH
    return tongue != "uz" and 0 <= noun.start() - end <= _REACH


_AHEAD = re.compile(
    r"(?:^|\s)(?:will|to|shall|plans to|is to|are to|expected to|scheduled to|due to|going to|будет|будут"
    r"|планирует|намерен\w*)"
    r"(?: [^\s,]+){0,3} $"
)
_FUTURE_RU = re.compile(r"(?:ится|ятся|тит|тят|шит|шут|бывает|бывают)$")
_PAST_EN = re.compile(r"(?:was|were|met|held|had|paid|sat|laid|cut|\w+ed)(?: |$)")


def _status_of_verb(key: str, verb: re.Match[str], tongue: str) -> Status | None:
    """What a verb's own form says; None where it says nothing ("official visit")."""
    said = verb.group()
    if tongue == "uz":
        if said.endswith("adi"):
            return Status.ANNOUNCED
        return Status.ONGOING if said.endswith(("moqda", "yapti")) else Status.HELD
    if _AHEAD.search(key[max(0, verb.start() - 40) : verb.start()]) or said.startswith(("will ", "to ")):
        return Status.ANNOUNCED
    if tongue == "en":
        return Status.HELD if _PAST_EN.match(said) else None
    return Status.ANNOUNCED if _FUTURE_RU.search(said.split(" ")[0]) else Status.HELD
