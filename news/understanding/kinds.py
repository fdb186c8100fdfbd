"""Is a release about one event, and of which kind: event nouns with their verbs, by where they stand."""

from collections import defaultdict
from dataclasses import dataclass

from language.gazetteer import spots
from news.models import EventType, Status
from news.understanding.background import is_background
from news.understanding.mentions import HELD, Mention, mentions
from news.understanding.reading import HEADINGS, Reading
from news.understanding.tables import Tables, tables

_TITLE = 3.0
_BY_PLACE = (4.0, 3.0, 1.6, 0.7, 0.5)
"""Weights of the first sentences: a release says what happened at once. Later ones hardly count."""
_LATER = 0.15
_DEEP = 12
_ENOUGH = 6.5
"""More than an event noun in the title alone."""
_DIALOGUE = 9.0
"""Lines that begin with a dash are questions and answers."""
_ABOVE = 3
"""The title and a by-line or two: "Muallif: ...", "Commentary"."""
_ASKED = {"opinion": 8, "voices": 8}
"""An analyst's "in my view" may stand late."""
_FIRM = frozenset(
    {
        "appointment",
        "decree",
        "interview",
        "message",
        "telephone",
        "speech",
        "review",
        "question",
        "column",
        "call",
    }
)
_GONE_THERE = 1.7
"""A visit in the first sentence whose goal is a town or country outweighs the talks held there."""
_AGAINST = {
    "question": (6.0, 0.0),
    "appointment": (6.0, 4.0),
    "decree": (6.0, 3.0),
    "statistics": (3.0, 2.0),
    "interview": (7.0, 3.0),
    "opinion": (8.0, 3.0),
    "accident": (7.0, 4.0),
    "weather": (7.0, 3.0),
    "message": (7.0, 5.0),
    "telephone": (12.0, 10.0),
    "law": (4.0, 2.0),
    "voices": (3.0, 3.0),
    "column": (8.0, 7.0),
    "call": (8.0, 7.0),
    "review": (6.0, 4.0),
    "speech": (7.0, 3.0),
}
"""What a cue takes away in the title, in the first two sentences."""


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
            if mention.kind == "visit" and sentence.index == 0 and mention.factor == HELD and _goal(mention):
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
    kind = _particular(kind, found)
    score = max(score, total.get(kind, 0.0))
    score = max(score, general)
    held = any(m.factor == HELD and 0 <= m.sentence.index < 2 and m.kind in (kind, "any") for _, m in found)
    if score - _against(reading, table, held=held) < _ENOUGH:
        return None
    chosen = [(worth, mention) for worth, mention in found if mention.kind in (kind, "any")]
    chosen.sort(key=lambda pair: (-pair[0], pair[1].sentence.index))
    ordered = tuple(mention for _, mention in chosen)
    return Kind(EventType(kind), _status(ordered), ordered, score)


def _particular(kind: str, found: list[tuple[float, Mention]]) -> str:
    """A round table that the lead says was held is no mere meeting, though its guests "met"."""
    if kind != "meeting":
        return kind
    own = (
        m.kind
        for _, m in found
        if m.sentence.index == 0 and m.factor == HELD and not m.rule.startswith("verb")
    )
    return next((other for other in own if other not in ("any", "meeting", "visit", "other")), kind)


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


def _against(reading: Reading, table: Tables, *, held: bool) -> float:
    """What speaks against an event. Where the lead says that one was held (`held`), what a text is about
    (floods, prices, an analyst's words) no longer does: only what such texts are (a decree, an interview)."""
    taken = _DIALOGUE if sum(s.text.startswith(("—", "–", "- ")) for s in reading.sentences[:12]) > 2 else 0.0
    above = [reading.title, *(sentence for sentence in reading.sentences if sentence.index >= HEADINGS)]
    for name, pattern in table.against.items():
        in_title, in_lead = _AGAINST[name]
        if held and name not in _FIRM and name != "opinion":
            continue
        if any(pattern.search(sentence.key) for sentence in above[:_ABOVE]):
            taken += in_title
        elif (
            in_lead
            and not (held and name == "opinion")
            and any(pattern.search(s.key) for s in reading.sentences[: _ASKED.get(name, 2)])
        ):
            taken += in_lead
    return taken


def _status(found: tuple[Mention, ...]) -> Status:
    for mention in found:
        if mention.status is not None:
            return mention.status
    return Status.HELD
