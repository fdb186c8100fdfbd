"""A sentence as the rules for topics see it: patterns, phrases, where a phrase begins and ends."""

import re
from dataclasses import dataclass
from functools import lru_cache

from language.gazetteer import spots
from language.tokens import Tongue
from news.models import EventType
from news.understanding.kinds import Kind
from news.understanding.mentions import Mention
from news.understanding.reading import Sentence
from news.understanding.tables import any_of, load, whole

__all__ = ["CASE", "LONGEST", "NAMED_TYPES", "Topic", "TopicReader", "before_quote"]

LONGEST = 40
"""Words of a theme."""
NAMED_TYPES = frozenset(EventType) - {
    EventType.MEETING,
    EventType.VISIT,
    EventType.BRIEFING,
    EventType.SIGNING,
}
"""Events that bear names of their own."""
CASE = re.compile(r"(?<=[iи])(?:ning|ni|ga|нинг|ни|га|da|да)$")
_MARK = re.compile(r" [,.;:(\"]| - ")
_WHEN = re.compile(
    r" (?:for|on|с|на|from) (?:\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"| in the \S+ capital"
)
_LIST_END = re.compile(r" [.;:(\"]| - | ,(?! (?:[^\s,]+ ){1,6}(?:,|and|и|а) )")


@dataclass(frozen=True, slots=True)
class Topic:
    text: str
    sentence: Sentence
    rule: str


@dataclass(frozen=True, slots=True)
class TopicReader:
    sentence: Sentence
    tongue: Tongue
    kind: Kind

    @property
    def key(self) -> str:
        return self.sentence.key

    @property
    def own(self) -> list[Mention]:
        return [m for m in self.kind.mentions if m.sentence is self.sentence and m.factor >= 1]

    def has(self, name: str) -> bool:
        return name in load("topics")[self.tongue]

    def pattern(self, name: str) -> re.Pattern[str]:
        return _pattern(self.tongue, name)

    def phrase(self, start: int, end: int, rule: str) -> Topic | None:
        """The words under a span of the key, if they are a phrase worth showing."""
        first, last = self.sentence.tokens.range(start, end)
        text = self.sentence.tokens.slice(first, last).strip(" ,;:.—–-")
        if len(re.findall(r"[«“]", text)) != len(re.findall(r"[»”]", text)):
            text = re.sub(r"[«“»”]", "", text)
        size = len(text.split())
        if not text or size > LONGEST or (size == 1 and len(text) < 5):
            return None
        return Topic(text, self.sentence, rule)

    def until(self, start: int, *, lists: bool = False) -> int:
        """Where a Russian or English phrase from `start` ends; `lists` runs on over "a, b and c"."""
        mark = (_LIST_END if lists else _MARK).search(self.key, start)
        verb = self.pattern("stop").search(self.key, start + 1)
        ends = [match.start() for match in (mark, verb) if match]
        tokens = self.sentence.tokens
        for spot in spots(tokens):  # "... in Termez": the place is no part of the theme
            if spot.kind == "city" and tokens.starts[spot.first] > start and spot.first > 1:
                before = tokens.items[spot.first - 1]
                if before.key in ("in", "в", "at", "на"):
                    ends.append(tokens.starts[spot.first - 1])
        numbers = _WHEN.search(self.key, start)
        return min([*ends, *([numbers.start()] if numbers else []), len(self.key)])

    def since(self, end: int, name: str = "stop") -> int:
        """Where an Uzbek phrase that ends at `end` begins: behind the last word that cannot belong to it."""
        start = 0
        for match in self.pattern(name).finditer(self.key, 0, end):
            if match.end() < end - 1:
                start = match.end() + 1
        return start


@lru_cache(maxsize=64)
def _pattern(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("topics")[tongue][name], tongue))


@lru_cache(maxsize=8)
def before_quote(tongue: Tongue) -> re.Pattern[str]:
    """What stands right before an opening quotation mark."""
    return re.compile(rf"(?<!\S)(?:{any_of(load('topics')[tongue]['before_quote'], tongue)}) $")
